/** The page of the results view: tabs, the statement with its timing and notes at the side, and the rows in the chosen view. */
import type { Tab, ToPage } from '../src/results/messages.ts';
import { openCell } from './cell-dialog.ts';
import { button, el } from './dom.ts';
import { explainView } from './explain.ts';
import { addNeighbours } from './graph.ts';
import { coloured } from './json-view.ts';
import { side } from './side.ts';
import { activeTab, receive, send, state, type Views } from './state.ts';
import { tabStrip } from './tab-strip.ts';
import { viewsOf } from './views.ts';
import './style.css';

const app = document.getElementById('app') as HTMLElement;

window.addEventListener('message', (event: MessageEvent<ToPage>) => {
  const message = event.data;
  if (message.kind === 'expanded' && message.answer.kind === 'rows') addNeighbours(message.id, message.answer);
  if (receive(message)) draw();
});

function draw(): void {
  const tab = activeTab();
  if (!tab) return app.replaceChildren(empty());
  const other = state.tabs.find((candidate) => candidate.id === state.compare && candidate.id !== tab.id);
  app.replaceChildren(tabStrip(draw), el('div', { class: `content${other ? ' two' : ''}`, role: 'tabpanel', 'aria-label': tab.title }, side(tab, draw), result(tab), other && beside(other)));
}

function beside(tab: Tab): HTMLElement {
  return el('section', { class: 'result other', 'aria-label': `Compared with ${tab.title}` }, el('pre', { class: 'query code' }, tab.text), result(tab));
}

function empty(): HTMLElement {
  return el('div', { class: 'empty' },
    el('p', {}, 'No statement ran yet. Put the cursor into one and press Ctrl+Enter (Cmd+Enter on a Mac).'),
    button('History…', () => send({ kind: 'history' })));
}

function result(tab: Tab): HTMLElement {
  const content = tab.content;
  if (content.kind === 'running') {
    return el('section', { class: 'result', 'aria-live': 'polite', 'aria-busy': 'true' }, el('p', { class: 'running' }, 'Running …'), button('Cancel', () => send({ kind: 'cancel', id: tab.id })));
  }
  if (content.answer.kind === 'failed') return failure(content.answer.message, content.answer.remedy);
  if (content.kind === 'plan') return el('section', { class: 'result plan' }, el('p', { class: 'explanation' }, content.answer.plan.explanation), coloured(content.answer.plan));
  if (content.kind === 'explain') return explainView(tab, content.answer);
  const views = viewsOf(content.answer);
  const chosen = state.view.get(tab.id) ?? views[0]?.name ?? 'table';
  const view = views.find((other) => other.name === chosen) ?? views[0];
  return el('section', { class: 'result' }, switcher(tab, views.map((other) => other.name), chosen), view?.draw({ tab, openCell }) ?? '');
}

function failure(message: string, remedy: string): HTMLElement {
  return el('section', { class: 'result' }, el('div', { class: 'failure', role: 'alert' }, el('p', { class: 'what' }, message), el('p', { class: 'remedy' }, remedy)));
}

const titles: Record<Views, string> = { table: 'Table', json: 'JSON', graph: 'Graph', timeline: 'Timeline', plan: 'Plan', sql: 'SQL' };

function switcher(tab: Tab, views: Views[], chosen: Views): HTMLElement {
  const choose = (view: Views): void => {
    state.view.set(tab.id, view);
    draw();
    document.getElementById(`view-${tab.id}-${view}`)?.focus();
  };
  return el('div', { class: 'switcher', role: 'radiogroup', 'aria-label': 'View' }, ...views.map((view) =>
    button(titles[view], () => choose(view), { role: 'radio', id: `view-${tab.id}-${view}`, 'aria-checked': view === chosen ? 'true' : 'false', class: view === chosen ? 'chosen' : '' })));
}

send({ kind: 'ready' });
draw();
