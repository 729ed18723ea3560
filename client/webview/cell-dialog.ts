/** One cell shown whole. A text that names a note of the workspace can be opened from here. */
import { button, el } from './dom.ts';
import { coloured } from './json-view.ts';
import { send } from './state.ts';

export function openCell(column: string, value: unknown): void {
  if (value === null || value === undefined) return;
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const opens = column === 'uri' && typeof value === 'string';
  const dialog = el('dialog', { class: 'cell-dialog', 'aria-label': column, onclose: () => dialog.remove() },
    el('h3', {}, column),
    el('div', { class: 'scroll', tabindex: 0 }, typeof value === 'object' ? coloured(value) : el('pre', { class: 'code wrap' }, text)),
    el('div', { class: 'actions' },
      opens && button('Open Note', () => { send({ kind: 'open', target: text }); dialog.close(); }),
      button('Copy', () => send({ kind: 'copy', text })),
      button('Close', () => dialog.close(), { autofocus: true })));
  document.body.append(dialog);
  dialog.showModal();
}
