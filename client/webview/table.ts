/**
 * The rows as a grid that draws only what is seen, so that 100,000 rows scroll like ten. Arrow keys move from cell to cell, Enter opens a
 * cell whole, a click on a heading sorts. A screen reader hears rows and columns by their true numbers.
 */
import { cellText, el } from './dom.ts';
import { isScore, scoreBar } from './score.ts';

export type TableData = { columns: { name: string; type: string }[]; rows: unknown[][] };
export type TableHooks = { open: (column: string, value: unknown) => void };

const rowHeight = 24;
const overscan = 8;
/** Browsers cut elements taller than about 33 million pixels; the bound of rows stays far below. */
const sampled = 60;

export function table(data: TableData, hooks: TableHooks): HTMLElement {
  let order = data.rows.map((_, index) => index);
  let sorted: { column: number; descending: boolean } | undefined;
  let focus = { row: 0, column: 0 };
  const widths = columnWidths(data);
  const template = widths.map((width) => `${width}ch`).join(' ');
  const head = el('div', { class: 'row head', role: 'row', 'aria-rowindex': 1 });
  const body = el('div', { class: 'rows', role: 'rowgroup' });
  const canvas = el('div', { class: 'canvas' }, head, body);
  const grid = el('div', { class: 'grid', role: 'grid', tabindex: 0, 'aria-rowcount': data.rows.length + 1, 'aria-colcount': data.columns.length, 'aria-label': 'Rows' }, canvas);
  head.style.gridTemplateColumns = template;
  body.style.height = `${data.rows.length * rowHeight}px`;

  const drawHead = (): void => {
    head.replaceChildren(...data.columns.map((column, at) => el('div', {
      class: 'cell', role: 'columnheader', 'aria-colindex': at + 1, title: `${column.name}: ${column.type}`, onclick: () => sortBy(at),
      'aria-sort': sorted?.column === at ? (sorted.descending ? 'descending' : 'ascending') : 'none',
    }, column.name)));
  };
  const draw = (): void => {
    const first = Math.max(0, Math.floor(grid.scrollTop / rowHeight) - overscan);
    const last = Math.min(order.length, Math.ceil((grid.scrollTop + grid.clientHeight) / rowHeight) + overscan);
    body.replaceChildren(...order.slice(first, last).map((source, at) => drawRow(source, first + at)));
  };
  const drawRow = (source: number, position: number): HTMLElement => {
    const cells = data.columns.map((column, at) => drawCell(column, data.rows[source]?.[at], position, at));
    const row = el('div', { class: 'row', role: 'row', 'aria-rowindex': position + 2 }, ...cells);
    row.style.gridTemplateColumns = template;
    row.style.top = `${position * rowHeight}px`;
    return row;
  };
  const drawCell = (column: { name: string }, value: unknown, row: number, at: number): HTMLElement => {
    const chosen = focus.row === row && focus.column === at;
    const kind = typeof value === 'number' ? 'number' : value === null || value === undefined ? 'empty' : 'text';
    const text = cellText(value);
    return el('div', {
      class: `cell ${kind}${chosen ? ' chosen' : ''}`, role: 'gridcell', 'aria-colindex': at + 1, id: chosen ? 'chosen-cell' : undefined, title: text.length > (widths[at] ?? 0) ? text : undefined,
      onclick: () => moveTo(row, at), ondblclick: () => hooks.open(column.name, value),
    }, isScore(column.name, value) ? scoreBar(value) : text);
  };
  const sortBy = (column: number): void => {
    const descending = sorted?.column === column ? !sorted.descending : false;
    sorted = { column, descending };
    order = data.rows.map((_, index) => index).sort((a, b) => compare(data.rows[a]?.[column], data.rows[b]?.[column]) * (descending ? -1 : 1));
    drawHead();
    draw();
  };
  const moveTo = (row: number, column: number): void => {
    focus = { row: clamp(row, order.length), column: clamp(column, data.columns.length) };
    const top = focus.row * rowHeight;
    if (top < grid.scrollTop) grid.scrollTop = top;
    if (top + rowHeight * 2 > grid.scrollTop + grid.clientHeight) grid.scrollTop = top + rowHeight * 2 - grid.clientHeight;
    grid.setAttribute('aria-activedescendant', 'chosen-cell');
    draw();
    body.querySelector('#chosen-cell')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  grid.addEventListener('keydown', (event) => {
    const page = Math.max(1, Math.floor(grid.clientHeight / rowHeight) - 2);
    const steps: Record<string, () => void> = {
      ArrowDown: () => moveTo(focus.row + 1, focus.column), ArrowUp: () => moveTo(focus.row - 1, focus.column),
      ArrowRight: () => moveTo(focus.row, focus.column + 1), ArrowLeft: () => moveTo(focus.row, focus.column - 1),
      PageDown: () => moveTo(focus.row + page, focus.column), PageUp: () => moveTo(focus.row - page, focus.column),
      Home: () => moveTo(event.ctrlKey ? 0 : focus.row, 0), End: () => moveTo(event.ctrlKey ? order.length : focus.row, data.columns.length),
      Enter: () => hooks.open(data.columns[focus.column]?.name ?? '', data.rows[order[focus.row] ?? -1]?.[focus.column]),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  });
  grid.addEventListener('scroll', draw, { passive: true });
  new ResizeObserver(draw).observe(grid);
  drawHead();
  return grid;
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}

/** Widths in characters, from the headings and the first rows; the longest texts are cut, and shown whole by Enter. */
function columnWidths({ columns, rows }: TableData): number[] {
  return columns.map((column, at) => {
    const longest = rows.slice(0, sampled).reduce((width, row) => Math.max(width, cellText(row[at]).length), column.name.length + 2);
    return Math.min(48, Math.max(isScore(column.name, rows[0]?.[at]) ? 16 : 6, longest + 3));
  });
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return cellText(a).localeCompare(cellText(b));
}
