/** The results that are kept: newest first, pinned ones never dropped, the rest only up to a bound. */
import type { Tab, TabContent } from './messages.ts';

export type Tabs = {
  all: () => Tab[];
  get: (id: number) => Tab | undefined;
  active: () => number | undefined;
  /** A new tab in front, running. */
  add: (text: string, connection: string) => Tab;
  update: (id: number, content: TabContent, text?: string) => Tab | undefined;
  select: (id: number) => void;
  togglePin: (id: number) => void;
  remove: (id: number) => void;
};

const keptUnpinned = 12;

export function createTabs(): Tabs {
  let tabs: Tab[] = [];
  let active: number | undefined;
  let next = 1;
  const replace = (id: number, change: (tab: Tab) => Tab): Tab | undefined => {
    tabs = tabs.map((tab) => (tab.id === id ? change(tab) : tab));
    return tabs.find((tab) => tab.id === id);
  };
  return {
    all: () => tabs,
    get: (id) => tabs.find((tab) => tab.id === id),
    active: () => active,
    add: (text, connection) => {
      const tab: Tab = { id: next++, title: titleOf(text), text, connection, at: new Date().toISOString(), pinned: false, content: { kind: 'running' } };
      const unpinned = tabs.filter((other) => !other.pinned).slice(0, keptUnpinned - 1);
      tabs = [tab, ...tabs.filter((other) => other.pinned || unpinned.includes(other))];
      active = tab.id;
      return tab;
    },
    update: (id, content, text) => replace(id, (tab) => ({ ...tab, content, ...(text !== undefined && { text, title: titleOf(text) }) })),
    select: (id) => { active = id; },
    togglePin: (id) => { replace(id, (tab) => ({ ...tab, pinned: !tab.pinned })); },
    remove: (id) => {
      tabs = tabs.filter((tab) => tab.id !== id);
      if (active === id) active = tabs[0]?.id;
    },
  };
}

function titleOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
