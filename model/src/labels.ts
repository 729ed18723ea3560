/**
 * Which of the workspace's labels a request may mean. Labels and words are compared folded: case, accents, apostrophes
 * and the difference between a name and its slug are gone ("sarah chen" finds `Sarah Chen` and `sarah-chen`).
 *
 * Two indexes answer within milliseconds at 50,000 labels: folded word -> labels that hold it, and trigram -> known
 * words that hold it (for typos). A label is scored by the share of its letters that the request covers, so that one
 * named whole beats one of which only a common word occurs. Whole labels of common words are found as phrases.
 */
import { createHash } from 'node:crypto';
import type { Label } from '@rem/grammar';
import { foldedWords } from './fold.ts';

/** `entry` is the first of the workspace's labels that are written so. */
export type LabelMatch = { label: string; score: number; entry: Label };

export type LabelIndex = {
  readonly size: number;
  /** Changes whenever the labels do; part of cache keys. */
  readonly version: string;
  /** Labels the request may mean, best first, scores 0…1. */
  candidates(request: string, limit?: number): LabelMatch[];
  /** Labels that read like `text` as a whole, best first; the same but for case, accents and separators scores 1. */
  nearest(text: string, limit?: number): LabelMatch[];
  has(label: string): boolean;
};

const MAX_PHRASE = 8;
/** A word that stands in more labels than this tells too little to bring labels in by itself. */
const COMMON = 400;
const LEAST_COVERAGE = 0.3;
/** Shared trigrams ÷ all trigrams of two words that may be one word with a typo. */
const LEAST_LIKENESS = 0.4;

export function labelIndex(labels: readonly Label[]): LabelIndex {
  const entries = distinct(labels);
  const words = entries.map((entry) => foldedWords(entry.label));
  const letters = words.map((list) => Math.max(1, list.join('').length));
  const postings = postingsOf(words);
  const phrases = phrasesOf(words);
  const trigrams = trigramsOf(postings.keys());
  const exact = new Set(entries.map((entry) => entry.label));
  const match = (id: number, score: number): LabelMatch => ({ label: entries[id]!.label, score, entry: entries[id]! });

  const scored = (requestWords: readonly string[]): Map<number, number> => {
    const known = requestWords.flatMap((word) => knownWords(word, postings, trigrams));
    known.sort((a, b) => postings.get(a.word)!.length - postings.get(b.word)!.length);
    const covered = new Map<number, Map<string, number>>();
    for (const { word, weight } of known) {
      const holders = postings.get(word)!;
      const isCommon = holders.length > COMMON;
      for (const id of isCommon ? covered.keys() : holders) {
        const seen = covered.get(id);
        if (!seen) covered.set(id, new Map([[word, weight]]));
        else if (!isCommon || words[id]!.includes(word)) seen.set(word, Math.max(weight, seen.get(word) ?? 0));
      }
    }
    const scores = new Map<number, number>();
    for (const [id, seen] of covered) {
      let sum = 0;
      for (const [word, weight] of seen) sum += word.length * weight * occurrences(words[id]!, word);
      scores.set(id, Math.min(1, sum / letters[id]!) * 0.99);
    }
    for (const id of phrasesIn(requestWords, phrases)) scores.set(id, 1);
    return scores;
  };

  const best = (scores: Map<number, number>, limit: number): LabelMatch[] => [...scores]
    .filter(([, score]) => score >= LEAST_COVERAGE)
    .sort((a, b) => b[1] - a[1] || letters[b[0]]! - letters[a[0]]! || a[0] - b[0])
    .slice(0, limit).map(([id, score]) => match(id, score));

  let version: string | undefined;
  return {
    size: entries.length,
    get version() { return version ??= createHash('sha256').update(entries.map((entry) => entry.label).join('\n')).digest('hex').slice(0, 16); },
    candidates: (request, limit = 6) => best(scored(foldedWords(request)), limit),
    nearest(text, limit = 3) {
      const own = foldedWords(text);
      const size = Math.max(1, own.join('').length);
      const scores = scored(own);
      for (const [id, score] of scores) scores.set(id, score * Math.min(1, letters[id]! / size));
      return best(scores, limit);
    },
    has: (label) => exact.has(label),
  };
}

function distinct(labels: readonly Label[]): Label[] {
  return [...new Map([...labels].reverse().map((label) => [label.label, label])).values()].reverse();
}

function postingsOf(words: readonly (readonly string[])[]): Map<string, number[]> {
  const postings = new Map<string, number[]>();
  words.forEach((list, id) => {
    for (const word of new Set(list)) push(postings, word, id);
  });
  return postings;
}

function phrasesOf(words: readonly (readonly string[])[]): Map<string, number[]> {
  const phrases = new Map<string, number[]>();
  words.forEach((list, id) => { if (list.length > 0) push(phrases, list.join(' '), id); });
  return phrases;
}

function* phrasesIn(words: readonly string[], phrases: Map<string, number[]>): Iterable<number> {
  for (let start = 0; start < words.length; start++) {
    let phrase = '';
    for (let end = start; end < Math.min(words.length, start + MAX_PHRASE); end++) {
      phrase = end === start ? words[end]! : `${phrase} ${words[end]!}`;
      yield* phrases.get(phrase) ?? [];
    }
  }
}

/** Which known words hold a trigram, as numbers into `words`: counting in arrays is what keeps this within a millisecond. */
type Trigrams = { words: string[]; sizes: Uint8Array; holders: Map<string, number[]>; counts: Uint8Array };

function trigramsOf(known: Iterable<string>): Trigrams {
  const words = [...known].filter((word) => word.length >= 4);
  const holders = new Map<string, number[]>();
  const sizes = new Uint8Array(words.length);
  words.forEach((word, id) => {
    const grams = gramsOf(word);
    sizes[id] = Math.min(255, grams.size);
    for (const gram of grams) push(holders, gram, id);
  });
  return { words, sizes, holders, counts: new Uint8Array(words.length) };
}

/** The word itself where labels hold it, else the few known words that look like it. */
function knownWords(word: string, postings: Map<string, number[]>, trigrams: Trigrams): { word: string; weight: number }[] {
  if (postings.has(word)) return [{ word, weight: 1 }];
  if (word.length < 4 || word.length > 60) return [];
  const { words, sizes, holders, counts } = trigrams;
  const grams = [...gramsOf(word)];
  const least = Math.ceil(grams.length * LEAST_LIKENESS);
  const near: number[] = [];
  for (const gram of grams) for (const id of holders.get(gram) ?? []) if (++counts[id]! === least) near.push(id);
  const likeness = near.map((id) => ({ word: words[id]!, weight: counts[id]! / (grams.length + sizes[id]! - counts[id]!) }));
  for (const gram of grams) for (const id of holders.get(gram) ?? []) counts[id] = 0;
  return likeness.filter(({ weight }) => weight >= LEAST_LIKENESS).sort((a, b) => b.weight - a.weight).slice(0, 3);
}

function gramsOf(word: string): Set<string> {
  const padded = `  ${word} `;
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at++) grams.add(padded.slice(at, at + 3));
  return grams;
}

function occurrences(list: readonly string[], word: string): number {
  return list.reduce((count, other) => count + (other === word ? 1 : 0), 0);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
