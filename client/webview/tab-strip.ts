/** One tab a statement; arrow keys go from tab to tab, as in every tab list. */
import type { Tab } from '../src/results/messages.ts';
import { button, el } from './dom.ts';
import { activeTab, send, state } from './state.ts';

export function tabStrip(draw: () => void): HTMLElement {
  const active = activeTab();
  const choose = (tab: Tab): void => {
    state.active = tab.id;
    send({ kind: 'select', id: tab.id });
    draw();
    document.getElementById(`tab-${tab.id}`)?.focus();
  };
  const tabs = state.tabs.map((tab) => el('div', { class: `tab${tab === active ? ' active' : ''}`, role: 'presentation' },
    button(`${tab.pinned ? '📌 ' : ''}${tab.title}`, () => choose(tab), {
      id: `tab-${tab.id}`, role: 'tab', class: 'name', title: `${tab.text}\n${tab.connection}`, 'aria-selected': tab === active ? 'true' : 'false', tabindex: tab === active ? 0 : -1,
    }),
    button('×', () => send({ kind: 'close', id: tab.id }), { class: 'close', 'aria-label': `Close ${tab.title}`, tabindex: -1 })));
  return el('div', {
    class: 'tabs', role: 'tablist', 'aria-label': 'Statements that ran',
    onkeydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[(event as KeyboardEvent).key];
      const next = step === undefined || !active ? undefined : state.tabs[state.tabs.indexOf(active) + step];
      if (next) choose(next);
      if ((event as KeyboardEvent).key === 'Delete' && active) send({ kind: 'close', id: active.id });
    },
  }, ...tabs);
}
