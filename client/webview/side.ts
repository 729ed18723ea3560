/** Beside the rows: the statement as it ran, where and how fast, what the store noted, and what can be done with the result. */
import type { ExportFormat, Tab } from '../src/results/messages.ts';
import { button, el } from './dom.ts';
import { send, state } from './state.ts';
import type { Rows } from './views.ts';

export function side(tab: Tab, draw: () => void): HTMLElement {
  const rows = tab.content.kind === 'run' && tab.content.answer.kind === 'rows' ? tab.content.answer : undefined;
  return el('aside', { class: 'side', 'aria-label': 'Statement' },
    el('pre', { class: 'query code', tabindex: 0 }, tab.text),
    rows && el('p', { class: 'summary', role: 'status' }, summary(rows)),
    rows && timing(rows),
    el('p', { class: 'where' }, `${tab.connection}, ${new Date(tab.at).toLocaleTimeString()}`),
    rows && rows.notes.length > 0 && el('ul', { class: 'notes' }, ...rows.notes.map((note) => el('li', {}, note))),
    actions(tab, rows, draw));
}

function summary(rows: Rows): string {
  const count = rows.rows.length;
  return `${count} ${count === 1 ? 'row' : 'rows'}${rows.truncated ? ', and there are more' : ''}`;
}

function timing({ timings }: Rows): HTMLElement {
  const parts = [timings.embed !== undefined && `embedding ${ms(timings.embed)}`, `plan ${ms(timings.plan)}`, `SQL ${ms(timings.sql)}`].filter((part) => part !== false);
  return el('p', { class: 'timing' }, el('strong', {}, ms(timings.total)), ` (${parts.join(', ')})`);
}

function ms(value: number): string {
  return value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

function actions(tab: Tab, rows: Rows | undefined, draw: () => void): HTMLElement {
  const { id } = tab;
  const formats: [ExportFormat, string][] = [['csv', 'CSV'], ['json', 'JSON'], ['markdown', 'Markdown'], ['note', 'Note']];
  const picker = el('select', { 'aria-label': 'Export the rows', onchange: (event) => {
    const select = event.target as HTMLSelectElement;
    const format = formats.find(([name]) => name === select.value)?.[0];
    select.value = '';
    if (format) send({ kind: 'export', id, format });
  } }, el('option', { value: '' }, 'Export…'), ...formats.map(([name, title]) => el('option', { value: name }, title)));
  return el('div', { class: 'actions' },
    button('Run Again', () => send({ kind: 'rerun', id })),
    button('Show in File', () => send({ kind: 'source', id })),
    button(tab.pinned ? 'Unpin' : 'Pin', () => send({ kind: 'pin', id }), { 'aria-pressed': tab.pinned ? 'true' : 'false' }),
    rows && picker,
    comparison(tab, draw),
    button('History…', () => send({ kind: 'history' })));
}

/** Puts another statement's result beside this one. */
function comparison(tab: Tab, draw: () => void): HTMLElement | false {
  const others = state.tabs.filter((other) => other.id !== tab.id);
  if (others.length === 0) return false;
  const picker = el('select', { 'aria-label': 'Compare with another statement', onchange: () => {
    state.compare = picker.value === '' ? undefined : Number(picker.value);
    draw();
  } }, el('option', { value: '' }, state.compare === undefined ? 'Compare with…' : 'Compare with none'), ...others.map((other) => el('option', { value: other.id, selected: other.id === state.compare }, other.title)));
  return picker;
}
