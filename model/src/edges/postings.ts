/** Which documents hold a word: BM25 over the source's most telling words, and documents that name the source's own label. */
import type { Corpus } from './corpus.ts';
import { indexOfSequence, specificity } from './mentions.ts';
import type { Profile } from './profile.ts';
import { bestOf } from './vectors.ts';

export type Postings = {
  add(id: string, profile: Profile): void;
  remove(id: string, profile: Profile): void;
  /** Ids by falling BM25. */
  best(source: Profile, count: number): string[];
  /** Ids whose text holds a label of the source word for word. */
  holding(source: Profile, profiles: ReadonlyMap<string, Profile>, count: number): string[];
};

type Entry = { rows: number[]; counts: number[] };

/** Of the source's words, the most telling so many are asked: more change nothing and cost time. */
const asked = 48;
/** A word of more documents than this share tells nothing. */
const tooCommon = 0.25;

export function createPostings(corpus: Corpus): Postings {
  const entries = new Map<number, Entry>();
  const ids: (string | undefined)[] = [];
  const rows = new Map<string, number>();
  const lengths: number[] = [];
  const free: number[] = [];

  const tellingTerms = (source: Profile): number[] => {
    const weights = Float64Array.from(source.terms, (term, at) => corpus.rarity(term) ** 2 * (1 + Math.log(source.counts[at]!)));
    return bestOf(weights, asked).map((at) => source.terms[at]!);
  };

  return {
    add(id, profile) {
      const row = free.pop() ?? ids.length;
      ids[row] = id;
      rows.set(id, row);
      lengths[row] = profile.length;
      profile.terms.forEach((term, at) => {
        let entry = entries.get(term);
        if (!entry) entries.set(term, (entry = { rows: [], counts: [] }));
        entry.rows.push(row);
        entry.counts.push(profile.counts[at]!);
      });
    },
    remove(id, profile) {
      const row = rows.get(id);
      if (row === undefined) return;
      rows.delete(id);
      ids[row] = undefined;
      free.push(row);
      for (const term of profile.terms) {
        const entry = entries.get(term);
        const at = entry?.rows.indexOf(row) ?? -1;
        if (!entry || at < 0) continue;
        entry.rows.splice(at, 1);
        entry.counts.splice(at, 1);
        if (entry.rows.length === 0) entries.delete(term);
      }
    },
    best(source, count) {
      const scores = new Float32Array(ids.length);
      const average = Math.max(20, corpus.averageLength);
      const most = Math.max(50, tooCommon * rows.size);
      for (const term of tellingTerms(source)) {
        const entry = entries.get(term);
        if (!entry || entry.rows.length > most) continue;
        const weight = corpus.rarity(term) ** 2;
        for (let at = 0; at < entry.rows.length; at++) {
          const row = entry.rows[at]!;
          const frequency = entry.counts[at]!;
          scores[row]! += (weight * frequency * 2.2) / (frequency + 1.2 * (0.4 + (0.6 * lengths[row]!) / average));
        }
      }
      return bestOf(scores, count + 1).flatMap((row) => (scores[row]! > 0 && ids[row] !== undefined ? [ids[row]!] : []));
    },
    holding(source, profiles, count) {
      const found: string[] = [];
      for (const key of source.keys) {
        if (specificity(key, corpus) <= 0.3) continue;
        const lists = Array.from(key, (id) => entries.get(corpus.vocabulary.stem(id))?.rows).filter((list) => list !== undefined);
        const rarest = lists.sort((left, right) => left.length - right.length)[0] ?? [];
        for (const row of rarest.slice(0, 2_000)) {
          const id = ids[row];
          const words = id === undefined ? undefined : profiles.get(id)?.words;
          if (id !== undefined && words && indexOfSequence(words, key) >= 0) found.push(id);
          if (found.length >= count) return found;
        }
      }
      return found;
    },
  };
}
