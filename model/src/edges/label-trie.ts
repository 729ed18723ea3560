/**
 * Which labels a text names: every place of the text is looked up among the labels by words, exactly, with one letter wrong, and persons by
 * one of their names.
 */
import type { Corpus } from './corpus.ts';
import { oneEditApart, specificity } from './mentions.ts';
import type { Profile } from './profile.ts';
import type { Vocabulary } from './vocabulary.ts';

export type LabelTrie = {
  add(id: string, profile: Profile): void;
  remove(id: string, profile: Profile): void;
  /** Ids of what the text names, the most specific labels first. */
  mentionedIn(text: Profile, corpus: Corpus): string[];
};

const longestLabel = 8;

export function createLabelTrie(vocabulary: Vocabulary): LabelTrie {
  /** Word numbers joined by spaces -> ids. */
  const whole = new Map<string, Set<string>>();
  const firsts = new Map<number, number>();
  /** Names of persons, single words. */
  const persons = new Map<number, Set<string>>();
  /** A label's word without one letter -> words, for typos; only words of labels of two words and more. */
  const deletions = new Map<string, Set<number>>();
  const holders = new Map<number, Set<string>>();
  /** Folded labels and aliases of persons. */
  const byName = new Map<string, Set<string>>();
  const keysById = new Map<string, readonly Int32Array[]>();

  const each = (id: string, profile: Profile, put: <K>(map: Map<K, Set<string>>, key: K) => void, step: 1 | -1): void => {
    for (const key of profile.keys) {
      put(whole, key.join(' '));
      firsts.set(key[0]!, (firsts.get(key[0]!) ?? 0) + step);
      if (profile.entity === 'PERSON') put(byName, Array.from(key, (word) => vocabulary.word(word)).join(' '));
      if (profile.entity === 'PERSON') for (const word of key) if (vocabulary.word(word).length >= 3) put(persons, word);
      if (key.length >= 2 && key.length <= 5) for (const word of key) put(holders, word);
    }
  };

  const nearWords = (word: string): number[] => {
    if (word.length < 4 || word.length > 40) return [];
    const near = new Set<number>();
    for (const form of [word, ...withoutOne(word)]) for (const id of deletions.get(form) ?? []) near.add(id);
    return [...near].filter((id) => oneEditApart(word, vocabulary.word(id)));
  };

  return {
    add(id, profile) {
      keysById.set(id, profile.keys);
      each(id, profile, (map, key) => { const set = map.get(key); if (set) set.add(id); else map.set(key, new Set([id])); }, 1);
      for (const key of profile.keys) {
        if (key.length < 2 || key.length > 5) continue;
        for (const word of key) {
          const text = vocabulary.word(word);
          if (text.length < 4 || text.length > 40) continue;
          for (const form of [text, ...withoutOne(text)]) { const set = deletions.get(form); if (set) set.add(word); else deletions.set(form, new Set([word])); }
        }
      }
    },
    remove(id, profile) {
      keysById.delete(id);
      each(id, profile, (map, key) => { const set = map.get(key); set?.delete(id); if (set?.size === 0) map.delete(key); }, -1);
    },
    mentionedIn(text, corpus) {
      const found = new Map<string, number>();
      const add = (id: string, strength: number): void => { if (id !== text.document.id && strength > (found.get(id) ?? 0.15)) found.set(id, strength); };
      const { words } = text;
      for (let start = 0; start < words.length; start++) {
        if ((firsts.get(words[start]!) ?? 0) <= 0) continue;
        let key = '';
        for (let end = start; end < Math.min(words.length, start + longestLabel); end++) {
          key = end === start ? String(words[end]) : `${key} ${words[end]!}`;
          for (const id of whole.get(key) ?? []) add(id, specificity(words.subarray(start, end + 1), corpus));
        }
      }
      for (const name of text.capitals) for (const id of persons.get(name) ?? []) add(id, 0.5);
      for (const name of text.people.keys()) for (const id of byName.get(name) ?? []) add(id, 0.8);
      for (const name of text.capitals) {
        if (holders.has(name)) continue;
        for (const meant of nearWords(vocabulary.word(name))) {
          for (const id of holders.get(meant) ?? []) if (rest(keysById.get(id), meant, words)) add(id, 0.4);
        }
      }
      return [...found].sort((left, right) => right[1] - left[1]).map(([id]) => id);
    },
  };

  /** Whether the label's other words stand in the text: the pair's own look decides whether they stand together. */
  function rest(keys: readonly Int32Array[] | undefined, meant: number, words: Int32Array): boolean {
    return keys?.some((key) => key.includes(meant) && key.every((word) => word === meant || words.includes(word))) ?? false;
  }
}

function withoutOne(word: string): string[] {
  return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
}

