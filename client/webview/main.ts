/** The page of the results view: tabs, the statement with its timing and notes at the side, and the rows in the chosen view. */
import type { Tab, ToPage } from '../src/results/messages.ts';
import { actions } from './actions.ts';
import { openCell } from './cell-dialog.ts';
import { button, el } from './dom.ts';
import { explainView } from './explain.ts';
import { addNeighbours, recolour } from './graph.ts';
import { side } from './side.ts';
import { activeTab, receive, send, state, type Views } from './state.ts';
import { tabStrip } from './tab-strip.ts';
import { planView, viewsOf } from './views.ts';
import './style.css';

const app = document.getElementById('app') as HTMLElement;

window.addEventListener('message', (event: MessageEvent<ToPage>) => {
  const message = event.data;
  if (message.kind === 'expanded' && message.answer.kind === 'rows') addNeighbours(message.id, message.label, message.answer);
  if (receive(message)) draw();
});

function draw(): void {
  const tab = activeTab();
  if (!tab) return app.replaceChildren(empty());
  const other = state.tabs.find((candidate) => candidate.id === state.compare && candidate.id !== tab.id);
  app.replaceChildren(tabStrip(draw), el('div', { class: `content${other ? ' two' : ''}`, role: 'tabpanel', 'aria-label': tab.title }, side(tab), result(tab, actions(tab, draw)), other && beside(other)));
}

function beside(tab: Tab): HTMLElement {
  return el('section', { class: 'result other', 'aria-label': `Compared with ${tab.title}` }, el('pre', { class: 'query code' }, tab.text), result(tab));
}

function empty(): HTMLElement {
  return el('div', { class: 'empty' },
    el('p', {}, 'No statement ran yet. Put the cursor into one and press Ctrl+Enter (Cmd+Enter on a Mac).'),
    button('History…', () => send({ kind: 'history' })));
}

/** The bar with the views and what can be done, and below it the view that is chosen. */
function result(tab: Tab, tools?: HTMLElement): HTMLElement {
  const { views, body } = bodyOf(tab);
  return el('section', { class: 'result' }, el('div', { class: 'toolbar' }, views ?? el('span'), tools), body);
}

function bodyOf(tab: Tab): { views?: HTMLElement; body: HTMLElement | '' } {
  const content = tab.content;
  if (content.kind === 'running') return { body: running(tab) };
  if (content.answer.kind === 'failed') return { body: failure(content.answer.message, content.answer.remedy) };
  if (content.kind === 'plan') return { body: planView(content.answer.plan) };
  if (content.kind === 'explain') return { body: explainView(tab, content.answer) };
  const views = viewsOf(content.answer);
  const chosen = state.view.get(tab.id) ?? views[0]?.name ?? 'table';
  const view = views.find((other) => other.name === chosen) ?? views[0];
  return { views: switcher(tab, views.map((other) => other.name), chosen), body: view?.draw({ tab, openCell }) ?? '' };
}

function running(tab: Tab): HTMLElement {
  return el('div', { class: 'running', 'aria-live': 'polite', 'aria-busy': 'true' }, el('p', {}, 'Running …'), button('Cancel', () => send({ kind: 'cancel', id: tab.id })));
}

function failure(message: string, remedy: string): HTMLElement {
  return el('div', { class: 'failure', role: 'alert' }, el('p', { class: 'what' }, message), el('p', { class: 'remedy' }, remedy));
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

new MutationObserver(recolour).observe(document.body, { attributes: true, attributeFilter: ['data-vscode-theme-id', 'data-vscode-theme-kind'] });

send({ kind: 'ready' });
draw();
