/**
 * How specific a word, a person or a tag is: rare in the memory means telling. A memory of three notes knows nothing of that, so counts of
 * a background (the documents the model was fitted on) stand beside its own and fade as it grows.
 */
import type { Profile } from './profile.ts';
import type { Vocabulary } from './vocabulary.ts';

export type Corpus = {
  readonly vocabulary: Vocabulary;
  /** Documents counted. */
  readonly size: number;
  readonly averageLength: number;
  /** 0…1: 1 stands in one document at most. */
  rarity(stem: number): number;
  personRarity(person: string): number;
  tagRarity(tag: string): number;
  add(profile: Profile): void;
  remove(profile: Profile): void;
};

/** Shares of documents that hold a stem, by stem. */
export type Background = ReadonlyMap<string, number>;

/** Documents' worth of weight that the background has. */
const backgroundWeight = 300;

export function createCorpus(vocabulary: Vocabulary, background: Background): Corpus {
  const holders = new Map<number, number>();
  const people = new Map<string, number>();
  const tags = new Map<string, number>();
  const shares: (number | undefined)[] = [];
  let size = 0;
  let length = 0;

  const count = (profile: Profile, step: 1 | -1): void => {
    size += step;
    length += step * profile.length;
    for (const term of profile.terms) bump(holders, term, step);
    for (const person of profile.people.keys()) bump(people, person, step);
    for (const tag of profile.tags.keys()) bump(tags, tag, step);
  };
  const shareOf = (stem: number): number => (shares[stem] ??= background.get(vocabulary.word(stem)) ?? 0);
  const rareness = (holds: number, prior: number, weight: number): number =>
    Math.min(1, Math.log((size + weight + 1) / (holds + weight * prior + 1)) / Math.log((size + weight + 1) / 2));

  return {
    vocabulary,
    get size() { return size; },
    get averageLength() { return size > 0 ? length / size : 120; },
    rarity: (stem) => rareness(holders.get(stem) ?? 0, shareOf(stem), backgroundWeight),
    personRarity: (person) => rareness(people.get(person) ?? 0, 0.05, 20),
    tagRarity: (tag) => rareness(tags.get(tag) ?? 0, 0.05, 20),
    add: (profile) => count(profile, 1),
    remove: (profile) => count(profile, -1),
  };
}

function bump<K>(map: Map<K, number>, key: K, step: number): void {
  const next = (map.get(key) ?? 0) + step;
  if (next <= 0) map.delete(key);
  else map.set(key, next);
}
