/**
 * The rows as a grid that draws only what is seen, down and across, so that 100,000 rows scroll like ten and 1,600 columns like five. Arrow keys move from cell to cell, Enter opens a
 * cell whole, a click on a heading sorts. A screen reader hears rows and columns by their true numbers.
 */
import { cellText, el } from './dom.ts';
import { isScore, scoreBar } from './score.ts';

export type TableData = { columns: { name: string; type: string }[]; rows: unknown[][] };
export type TableHooks = { open: (column: string, value: unknown) => void };

const rowHeight = 24;
const overscan = 8;
/** Up to so many columns all are drawn. */
const fewColumns = 40;
/** Browsers cut elements taller than about 33 million pixels; the bound of rows stays far below. */
const sampled = 60;

export function table(data: TableData, hooks: TableHooks): HTMLElement {
  let order = data.rows.map((_, index) => index);
  let sorted: { column: number; descending: boolean } | undefined;
  let focus = { row: 0, column: 0 };
  const widths = columnWidths(data);
  let total = 0;
  const lefts = widths.map((width) => (total += width) - width);
  let across: Across = { first: 0, last: Math.min(widths.length, fewColumns) };
  const head = el('div', { class: 'row head', role: 'row', 'aria-rowindex': 1 });
  const body = el('div', { class: 'rows', role: 'rowgroup' });
  const canvas = el('div', { class: 'canvas' }, head, body);
  const grid = el('div', { class: 'grid', role: 'grid', tabindex: 0, 'aria-rowcount': data.rows.length + 1, 'aria-colcount': data.columns.length, 'aria-label': 'Rows' }, canvas);
  canvas.style.width = `${total}ch`;
  body.style.height = `${data.rows.length * rowHeight}px`;

  const drawHead = (): void => {
    head.replaceChildren(...data.columns.slice(across.first, across.last).map((column, n) => {
      const at = across.first + n;
      return el('div', {
        class: 'cell', role: 'columnheader', 'aria-colindex': at + 1, title: `${column.name}: ${column.type}`, onclick: () => sortBy(at),
        'aria-sort': sorted?.column === at ? (sorted.descending ? 'descending' : 'ascending') : 'none',
      }, column.name);
    }));
    place(head);
  };
  /** The columns in sight at their places. */
  const place = (row: HTMLElement): void => {
    row.style.gridTemplateColumns = widths.slice(across.first, across.last).map((width) => `${width}ch`).join(' ');
    row.style.paddingLeft = `${lefts[across.first] ?? 0}ch`;
  };
  const draw = (): void => {
    const now = widths.length <= fewColumns ? { first: 0, last: widths.length } : columnsInSight(grid, lefts);
    const moved = now.first !== across.first || now.last !== across.last;
    across = now;
    if (moved) drawHead();
    const first = Math.max(0, Math.floor(grid.scrollTop / rowHeight) - overscan);
    const last = Math.min(order.length, Math.ceil((grid.scrollTop + grid.clientHeight) / rowHeight) + overscan);
    body.replaceChildren(...order.slice(first, last).map((source, at) => drawRow(source, first + at)));
  };
  const drawRow = (source: number, position: number): HTMLElement => {
    const cells = data.columns.slice(across.first, across.last).map((column, n) => drawCell(column, data.rows[source]?.[across.first + n], position, across.first + n));
    const row = el('div', { class: 'row', role: 'row', 'aria-rowindex': position + 2 }, ...cells);
    place(row);
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
    if (widths.length > fewColumns) scrollTo(grid, lefts[focus.column] ?? 0, widths[focus.column] ?? 0);
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

type Across = { first: number; last: number };

/** Columns from the left edge of what is seen to its right edge, and a few on both sides; `lefts` are in characters. */
function columnsInSight(grid: HTMLElement, lefts: readonly number[]): Across {
  const letter = letterWidth(grid);
  const [from, to] = [grid.scrollLeft / letter, (grid.scrollLeft + grid.clientWidth) / letter];
  const first = lefts.findLastIndex((left) => left <= from);
  const last = lefts.findIndex((left) => left > to);
  return { first: Math.max(0, first - overscan), last: last < 0 ? lefts.length : Math.min(lefts.length, last + overscan) };
}

function scrollTo(grid: HTMLElement, left: number, width: number): void {
  const letter = letterWidth(grid);
  if (left * letter < grid.scrollLeft) grid.scrollLeft = left * letter;
  if ((left + width) * letter > grid.scrollLeft + grid.clientWidth) grid.scrollLeft = (left + width) * letter - grid.clientWidth;
}

/** Pixels of the `ch` in which columns are measured. */
function letterWidth(grid: HTMLElement): number {
  const probe = el('div', { style: 'position:absolute;visibility:hidden;width:100ch' });
  grid.append(probe);
  const width = probe.getBoundingClientRect().width / 100;
  probe.remove();
  return width || 8;
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
