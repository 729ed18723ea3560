/** What the page knows: the tabs, which one is in front, and which view each one shows. Also the line to the extension. */
import type { FromPage, Tab, ToPage } from '../src/results/messages.ts';

type Api = { postMessage: (message: FromPage) => void };
declare function acquireVsCodeApi(): Api;

const api = acquireVsCodeApi();

export type Views = 'table' | 'json' | 'graph' | 'timeline' | 'plan' | 'sql';
export type State = { tabs: Tab[]; active: number | undefined; view: Map<number, Views>; compare: number | undefined };

export const state: State = { tabs: [], active: undefined, view: new Map(), compare: undefined };

export function send(message: FromPage): void {
  api.postMessage(message);
}

export function activeTab(): Tab | undefined {
  return state.tabs.find((tab) => tab.id === state.active) ?? state.tabs[0];
}

/** Takes a message in; answers whether the page has to be drawn anew. */
export function receive(message: ToPage): boolean {
  switch (message.kind) {
    case 'all':
      state.tabs = message.tabs;
      state.active = message.active;
      return true;
    case 'tab':
      state.tabs = state.tabs.map((tab) => (tab.id === message.tab.id ? message.tab : tab));
      return message.tab.id === activeTab()?.id || message.tab.id === state.compare;
    case 'expanded':
      return false;
  }
}
