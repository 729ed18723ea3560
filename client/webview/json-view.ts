/** The rows as JSON, drawn in pieces as they are scrolled to, and coloured. */
import { el } from './dom.ts';
import type { TableData } from './table.ts';

const piece = 100;

export function jsonView({ columns, rows }: TableData): HTMLElement {
  const view = el('div', { class: 'json', tabindex: 0, role: 'region', 'aria-label': 'Rows as JSON' });
  let shown = 0;
  const more = (): void => {
    if (shown >= rows.length || view.scrollTop + view.clientHeight < view.scrollHeight - 400) return;
    for (const row of rows.slice(shown, shown + piece)) view.append(coloured(Object.fromEntries(columns.map((column, at) => [column.name, row[at] ?? null]))));
    shown += piece;
  };
  more();
  view.addEventListener('scroll', more, { passive: true });
  return view;
}

/** Any value as indented JSON with the theme's colours for keys, texts and numbers. */
export function coloured(value: unknown): HTMLElement {
  const text = JSON.stringify(value, null, 2) ?? 'null';
  const pattern = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|\b(true|false|null)\b/g;
  const pre = el('pre', { class: 'code' });
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const [whole, string, colon, number] = match;
    const kind = string !== undefined ? (colon ? 'key' : 'string') : number !== undefined ? 'number' : 'word';
    pre.append(text.slice(from, match.index), el('span', { class: kind }, string ?? whole), colon ?? '');
    from = match.index + whole.length;
  }
  pre.append(text.slice(from));
  return pre;
}
