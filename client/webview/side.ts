/** Beside the rows: the statement as it ran, where and how fast, and what the store noted. */
import type { Tab } from '../src/results/messages.ts';
import { el } from './dom.ts';
import type { Rows } from './views.ts';

export function side(tab: Tab): HTMLElement {
  const rows = tab.content.kind === 'run' && tab.content.answer.kind === 'rows' ? tab.content.answer : undefined;
  return el('aside', { class: 'side', 'aria-label': 'Statement' },
    el('pre', { class: 'query code', tabindex: 0 }, tab.text),
    rows && el('p', { class: 'summary', role: 'status' }, summary(rows)),
    rows && timing(rows),
    el('p', { class: 'where' }, `${tab.connection}, ${new Date(tab.at).toLocaleTimeString()}`),
    rows && rows.notes.length > 0 && el('ul', { class: 'notes' }, ...rows.notes.map((note) => el('li', {}, note))));
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
