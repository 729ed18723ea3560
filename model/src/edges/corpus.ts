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
  /** The mean of the vectors of all documents, pulled towards the background's; undefined without vectors. */
  readonly centre: Float32Array | undefined;
  /** `vector` is the document's, where it is kept apart from the profile. */
  add(profile: Profile, vector?: Float32Array): void;
  remove(profile: Profile, vector?: Float32Array): void;
};

/** Shares of documents that hold a stem, by stem. */
export type Background = ReadonlyMap<string, number>;

/** Documents' worth of weight that the background has. */
const backgroundWeight = 80;
/** Vectors' worth of weight that the background's mean has. */
const centreWeight = 20;

export function createCorpus(vocabulary: Vocabulary, background: Background, backgroundCentre?: readonly number[]): Corpus {
  const holders = new Map<number, number>();
  const people = new Map<string, number>();
  const tags = new Map<string, number>();
  const shares: (number | undefined)[] = [];
  let size = 0;
  let length = 0;
  const sum = backgroundCentre && Float64Array.from(backgroundCentre, (value) => value * centreWeight);
  let vectors = centreWeight;
  let centre: Float32Array | undefined;
  const move = (vector: Float32Array | undefined, step: 1 | -1): void => {
    if (!sum || vector?.length !== sum.length) return;
    for (let at = 0; at < sum.length; at++) sum[at]! += step * vector[at]!;
    vectors += step;
    centre = undefined;
  };

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
    get centre() { return (centre ??= sum && Float32Array.from(sum, (value) => value / vectors)); },
    add(profile, vector = profile.document.vector) {
      count(profile, 1);
      move(vector, 1);
    },
    remove(profile, vector = profile.document.vector) {
      count(profile, -1);
      move(vector, -1);
    },
  };
}

function bump<K>(map: Map<K, number>, key: K, step: number): void {
  const next = (map.get(key) ?? 0) + step;
  if (next <= 0) map.delete(key);
  else map.set(key, next);
}
