/** The page of suggested edges: a list to be worked through with the keyboard. Arrows choose and preview, Enter accepts, Delete hides. */
import type { EdgeRow, FromEdgeList, ToEdgeList } from '../../src/edges/messages.ts';
import { button, el } from '../dom.ts';
import './edges.css';

declare function acquireVsCodeApi(): { postMessage(message: FromEdgeList): void };
const api = acquireVsCodeApi();
const app = document.getElementById('app') as HTMLElement;

let state: ToEdgeList = { kind: 'rows', title: '', rows: [], busy: false, canUndo: false };
let chosen: string | undefined;
let above = 80;

window.addEventListener('message', (event: MessageEvent<ToEdgeList>) => {
  const before = openRows().findIndex((row) => row.id === chosen);
  state = event.data;
  const open = openRows();
  if (!open.some((row) => row.id === chosen)) chosen = open[Math.max(0, Math.min(before, open.length - 1))]?.id;
  draw();
});

const openRows = (): EdgeRow[] => state.rows.filter((row) => row.state === 'open');

function draw(): void {
  const hadFocus = document.activeElement?.getAttribute('role') === 'option' || document.activeElement === document.body;
  app.replaceChildren(head(), state.rows.length === 0 ? nothing() : list());
  if (hadFocus) document.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
}

function head(): HTMLElement {
  const score = el('input', { type: 'number', min: 0, max: 100, step: 5, value: above, 'aria-label': 'Least score in percent', onchange: (event: Event) => { above = Number((event.target as HTMLInputElement).value); } });
  return el('header', {},
    el('strong', {}, state.title === '' ? 'Suggested edges' : state.title), el('span', { class: 'count', 'aria-live': 'polite' }, state.busy ? 'looking …' : `${openRows().length} suggested`),
    el('span', { class: 'tools' }, button('Accept All Above', () => api.postMessage({ kind: 'acceptAbove', score: Number.isFinite(above) ? Math.min(100, Math.max(0, above)) / 100 : 1 }), { class: 'all' }), score, el('span', {}, '%'),
      button('Undo', () => api.postMessage({ kind: 'undo' }), { class: 'undo', disabled: !state.canUndo, title: 'Undo the last choice (U)' })),
    state.message === undefined ? undefined : el('p', { class: 'message', role: 'alert' }, state.message));
}

function nothing(): HTMLElement {
  return el('p', { class: 'empty' }, state.busy ? 'Comparing with the notes of the workspace …' : 'Open a note and run “REM: Suggest Edges”, or click the lens above a note.');
}

function list(): HTMLElement {
  return el('div', { class: 'list', role: 'listbox', 'aria-label': 'Suggested edges', onkeydown: (event: Event) => keys(event as KeyboardEvent) }, ...state.rows.map(item));
}

function item(row: EdgeRow): HTMLElement {
  const { suggestion, note, id } = row;
  const isChosen = id === chosen;
  const choose = (): void => select(id);
  return el('div', { class: `row ${row.state}`, role: 'option', tabindex: isChosen ? 0 : -1, 'aria-selected': isChosen ? 'true' : 'false', 'data-id': id, onclick: choose },
    el('div', { class: 'score', title: 'Of pairs with this score, that share is related' }, el('span', { class: 'bar', style: `--share: ${Math.round(suggestion.score * 100)}%` }), `${Math.min(99, Math.round(suggestion.score * 100))} %`),
    el('div', { class: 'what' },
      el('div', { class: 'line' }, el('span', { class: 'relation' }, words(suggestion.relation)), el('span', { class: 'label' }, suggestion.label), el('span', { class: 'path' }, note.label === state.title ? suggestion.path : `from ${note.label}`)),
      el('div', { class: 'reason' }, suggestion.reason),
      suggestion.topics.length > 0 ? el('div', { class: 'topics' }, ...suggestion.topics.map((topic) => el('span', { class: 'topic' }, topic))) : undefined),
    row.state === 'accepted' ? el('div', { class: 'state' }, 'accepted') : el('div', { class: 'actions', onclick: (event: Event) => event.stopPropagation() },
      button('Accept', () => send('accept', id), { title: 'Write the edge into the note (Enter)', class: 'primary' }),
      button('Hide', () => send('hide', id), { title: 'Not now (Delete)' }),
      button('Hide for Ever', () => send('hideForEver', id), { title: 'Keep it hidden in .rem/hidden-edges.jsonl (Shift+Delete)' })));
}

function words(relation: string): string {
  return relation.startsWith('MENTIONS_') ? `mentions ${relation.slice(9).toLowerCase()}` : relation;
}

function send(kind: 'accept' | 'hide' | 'hideForEver' | 'preview', id: string): void {
  api.postMessage({ kind, id });
}

function select(id: string): void {
  chosen = id;
  for (const row of document.querySelectorAll<HTMLElement>('.row')) {
    const isChosen = row.dataset['id'] === id;
    row.setAttribute('aria-selected', String(isChosen));
    row.tabIndex = isChosen ? 0 : -1;
    if (isChosen) { row.focus(); row.scrollIntoView({ block: 'nearest' }); }
  }
  send('preview', id);
}

function keys(event: KeyboardEvent): void {
  const open = openRows();
  // The row that has the focus is meant, however it came there.
  const focused = (event.target as HTMLElement).closest<HTMLElement>('.row')?.dataset['id'];
  const at = open.findIndex((row) => row.id === (focused ?? chosen));
  const current = open[at]?.id;
  const move = (to: number): void => { const row = open[Math.max(0, Math.min(open.length - 1, to))]; if (row) select(row.id); };
  if ((event.target as HTMLElement).tagName === 'BUTTON' && event.key === 'Enter') return;
  switch (event.key) {
    case 'ArrowDown': move(at + 1); break;
    case 'ArrowUp': move(at - 1); break;
    case 'Home': move(0); break;
    case 'End': move(open.length - 1); break;
    case 'Enter': if (current !== undefined) send('accept', current); break;
    case 'Delete': case 'Backspace': if (current !== undefined) send(event.shiftKey ? 'hideForEver' : 'hide', current); break;
    case 'u': case 'U': api.postMessage({ kind: 'undo' }); break;
    default: return;
  }
  event.preventDefault();
}

api.postMessage({ kind: 'ready' });
draw();
