/** The views that suit an answer, the best one first. */
import type { RunAnswer } from '@rem/server/protocol';
import type { Tab } from '../src/results/messages.ts';
import { el } from './dom.ts';
import { hasPaths } from './graph-data.ts';
import { graphView } from './graph.ts';
import { coloured, jsonView } from './json-view.ts';
import type { Views } from './state.ts';
import { table } from './table.ts';
import { hasTimes, timeline } from './timeline.ts';

export type Rows = Extract<RunAnswer, { kind: 'rows' }>;
export type ViewContext = { tab: Tab; openCell: (column: string, value: unknown) => void };
export type View = { name: Views; draw: (context: ViewContext) => HTMLElement };

export function viewsOf(answer: Rows): View[] {
  const graph: View[] = hasPaths(answer) ? [{ name: 'graph', draw: ({ tab }) => graphView(tab.id, answer) }] : [];
  const times: View[] = hasTimes(answer) ? [{ name: 'timeline', draw: (context) => timeline(answer, context) }] : [];
  return [
    { name: 'table', draw: ({ openCell }) => (answer.rows.length === 0 ? noRows() : table(answer, { open: openCell })) },
    ...graph,
    ...times,
    { name: 'json', draw: () => jsonView(answer) },
    { name: 'plan', draw: () => planView(answer.plan) },
    { name: 'sql', draw: () => sqlView(answer) },
  ];
}

function noRows(): HTMLElement {
  return el('p', { class: 'none' }, 'No rows answer this statement.');
}

export function planView(plan: Rows['plan']): HTMLElement {
  return el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Plan' }, el('p', { class: 'explanation' }, plan.explanation), coloured(plan));
}

function sqlView({ sql, parameters }: Rows): HTMLElement {
  return el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'SQL that ran' },
    el('pre', { class: 'code' }, sql), parameters.length > 0 && el('h3', {}, 'Parameters'), parameters.length > 0 && coloured(parameters));
}
