/**
 * Words as numbers. A text is read once: each word as written is folded (case, accents, possessives gone), numbered, and tied to its stem.
 * Everything after that compares numbers, which is what keeps a pair under a tenth of a millisecond.
 */
import { foldedWords } from '../fold.ts';
import { stopWords } from './stop-words.ts';

export type Vocabulary = {
  /** Numbers of the folded words of one word as written; new ones are added. */
  read(raw: string): readonly number[];
  word(id: number): string;
  /** Number of the word's stem, in the same numbering. */
  stem(id: number): number;
  isStop(id: number): boolean;
  readonly size: number;
};

export function createVocabulary(): Vocabulary {
  const words: string[] = [];
  const stems: number[] = [];
  const ids = new Map<string, number>();
  const raws = new Map<string, readonly number[]>();

  const idOf = (word: string): number => {
    const known = ids.get(word);
    if (known !== undefined) return known;
    const id = words.length;
    ids.set(word, id);
    words.push(word);
    stems.push(id);
    const stem = stemOf(word);
    if (stem !== word) stems[id] = idOf(stem);
    return id;
  };

  return {
    read(raw) {
      const known = raws.get(raw);
      if (known) return known;
      const read = foldedWords(raw).map(idOf);
      // A memory of strange words must not grow without end by what was only looked at.
      if (raws.size > 2_000_000) raws.clear();
      raws.set(raw, read);
      return read;
    },
    word: (id) => words[id] ?? '',
    stem: (id) => stems[id] ?? id,
    isStop: (id) => stopWords.has(words[id] ?? ''),
    get size() { return words.length; },
  };
}

/** A light English stem: endings of number and tense go; other languages' words mostly stay whole. */
export function stemOf(word: string): string {
  if (word.length <= 3 || !/^[a-z]+$/.test(word)) return word;
  let stem = word;
  if (stem.endsWith('ies') && stem.length > 4) stem = `${stem.slice(0, -3)}y`;
  else if (stem.endsWith('sses')) stem = stem.slice(0, -2);
  else if (/[^aious]s$/.test(stem)) stem = stem.slice(0, -1);
  for (const ending of ['ing', 'ed']) {
    const rest = stem.slice(0, -ending.length);
    if (!stem.endsWith(ending) || rest.length < 3 || !/[aeiouy]/.test(rest)) continue;
    stem = /([b-df-hj-np-tv-z])\1$/.test(rest) && !/(ll|ss|zz)$/.test(rest) ? rest.slice(0, -1) : rest;
    break;
  }
  return stem.length > 3 && stem.endsWith('e') ? stem.slice(0, -1) : stem;
}
