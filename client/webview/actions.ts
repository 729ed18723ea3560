/** What can be done with a result, in the bar above it. */
import { exportFormats, type ExportFormat, type Tab } from '../src/results/messages.ts';
import { el } from './dom.ts';
import { icon } from './icons.ts';
import { send, state } from './state.ts';

export function actions(tab: Tab, draw: () => void): HTMLElement {
  const { id } = tab;
  const iconButton = (name: Parameters<typeof icon>[0], label: string, onclick: () => void, pressed?: boolean): HTMLElement =>
    el('button', { type: 'button', class: 'icon', title: label, 'aria-label': label, 'aria-pressed': pressed === undefined ? undefined : String(pressed), onclick }, icon(name));
  return el('div', { class: 'actions' },
    iconButton('rerun', 'Run Again', () => send({ kind: 'rerun', id })),
    iconButton('file', 'Show in File', () => send({ kind: 'source', id })),
    iconButton('pin', tab.pinned ? 'Unpin' : 'Pin', () => send({ kind: 'pin', id }), tab.pinned),
    iconButton('history', 'History…', () => send({ kind: 'history' })),
    exporting(tab),
    comparison(tab, draw));
}

const titles = { csv: 'CSV', json: 'JSON', markdown: 'Markdown', note: 'Note' } satisfies Record<ExportFormat, string>;

function exporting({ id, content }: Tab): HTMLElement | false {
  if (content.kind !== 'run' || content.answer.kind !== 'rows') return false;
  const picker = el('select', { 'aria-label': 'Export the rows', onchange: () => {
    const format = exportFormats.find((name) => name === picker.value);
    picker.value = '';
    if (format) send({ kind: 'export', id, format });
  } }, el('option', { value: '' }, 'Export…'), ...exportFormats.map((name) => el('option', { value: name }, titles[name])));
  return picker;
}

/** Puts another statement's result beside this one. */
function comparison(tab: Tab, draw: () => void): HTMLElement | false {
  const others = state.tabs.filter((other) => other.id !== tab.id);
  if (others.length === 0) return false;
  const picker = el('select', { 'aria-label': 'Compare with another statement', onchange: () => {
    state.compare = picker.value === '' ? undefined : Number(picker.value);
    draw();
  } }, el('option', { value: '' }, state.compare === undefined ? 'Compare…' : 'Compare with none'), ...others.map((other) => el('option', { value: other.id, selected: other.id === state.compare }, other.title)));
  return picker;
}
