/**
 * The labels of the workspace as completion, hover and definition look them up: by exact name, and by the beginning of
 * any of their words. A sorted list and binary search keep it within a millisecond at 50,000 labels.
 */
import type { Label } from '@rem/grammar';

export type LabelBook = {
  readonly size: number;
  readonly all: readonly Label[];
  /** The label that is written so, case aside. */
  get(label: string): Label | undefined;
  /** Labels of which the whole or a word begins so, whole ones first; `complete` is false where there are more. */
  starting(prefix: string, limit: number): { labels: Label[]; complete: boolean };
};

export const noLabels: LabelBook = labelBook([]);

export function labelBook(labels: readonly Label[]): LabelBook {
  const byName = new Map(labels.map((label) => [fold(label.label), label]));
  const all = [...byName.values()];
  let sorted: { key: string; whole: boolean; label: Label }[] | undefined;
  const entries = (): { key: string; whole: boolean; label: Label }[] => (sorted ??= all.flatMap(keysOf).sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0)));
  return {
    size: all.length,
    all,
    get: (label) => byName.get(fold(label)),
    starting(prefix, limit) {
      const key = fold(prefix);
      if (key === '') return { labels: all.slice(0, limit), complete: all.length <= limit };
      const whole = new Set<Label>();
      const parts = new Set<Label>();
      const list = entries();
      let index = firstFrom(list, key);
      for (; index < list.length && list[index]?.key.startsWith(key); index++) {
        const entry = list[index];
        if (entry) (entry.whole ? whole : parts).add(entry.label);
        if (whole.size >= limit || parts.size >= limit * 4) break;
      }
      const found = [...new Set([...whole, ...parts])];
      return { labels: found.slice(0, limit), complete: found.length <= limit && !list[index]?.key.startsWith(key) };
    },
  };
}

function fold(text: string): string {
  return text.toLowerCase().normalize('NFC');
}

/** A label's whole name, and what follows each of its word beginnings. */
function keysOf(label: Label): { key: string; whole: boolean; label: Label }[] {
  const name = fold(label.label);
  const starts = [...name.matchAll(/(?<=[\s\-_/.:])[^\s\-_/.:]/g)].map((match) => match.index);
  return [0, ...starts].map((start) => ({ key: name.slice(start), whole: start === 0, label }));
}

function firstFrom(list: readonly { key: string }[], key: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.key ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
