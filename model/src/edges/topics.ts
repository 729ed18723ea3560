/**
 * The topics of a pair: phrases of up to three words that stand in both contents as they are written, rare enough in the memory to tell
 * something. Names of the people of both are left to the people.
 */
import { includesSorted } from './mentions.ts';
import type { Corpus } from './corpus.ts';
import type { Profile } from './profile.ts';

const mostTopics = 5;
const longestPhrase = 3;
/** Rarity of a single word that is a topic by itself; phrases need less. */
const leastSingle = 0.6;
const leastInPhrase = 0.3;

/** Best first, in the source's own writing; every one is a part of both contents, but for case. */
export function topicsOf(source: Profile, target: Profile, corpus: Corpus): string[] {
  const phrases = sharedPhrases(source, target, corpus);
  const [left, right] = [plain(source.document.content), plain(target.document.content)];
  const lower = { left: left.toLowerCase(), right: right.toLowerCase() };
  // `post-mortem` is two words to the index and one to the eye.
  const spaced = lower.left.replace(/[-‐‑]/g, ' ');
  const chosen: { words: readonly string[]; shown: string }[] = [];
  for (const { words } of phrases) {
    if (chosen.length >= mostTopics) break;
    if (chosen.some((other) => words.every((word) => other.words.includes(word)) || other.words.every((word) => words.includes(word)))) continue;
    const text = words.join(' ');
    const at = wordIndex(spaced, text);
    const shown = left.slice(at, at + text.length);
    if (at >= 0 && wordIndex(lower.right, shown.toLowerCase()) >= 0) chosen.push({ words, shown });
  }
  return chosen.map(({ shown }) => shown);
}

type Phrase = { words: readonly string[]; score: number };

function sharedPhrases(source: Profile, target: Profile, corpus: Corpus): Phrase[] {
  const { vocabulary } = corpus;
  const people = new Set([...source.people.keys(), ...target.people.keys()].flatMap((name) => name.split(' ')));
  const carries = (id: number): boolean => !vocabulary.isStop(id) && vocabulary.word(id).length > 2 && !people.has(vocabulary.word(id)) && !/^\d+$/.test(vocabulary.word(id));
  const inTarget = sequences(target.words, carries);
  const found = new Map<string, Phrase>();
  forEachSequence(source.words, carries, (key, ids) => {
    if (found.has(key) || !inTarget.has(key)) return;
    const rarities = ids.map((id) => corpus.rarity(vocabulary.stem(id)));
    if (Math.min(...rarities) < (ids.length === 1 ? leastSingle : leastInPhrase)) return;
    const name = ids.some((id) => includesSorted(source.names, id)) ? 1.2 : 1;
    const score = rarities.reduce((sum, rarity) => sum + rarity ** 2, 0) * name * (ids.length > 1 ? 1.3 : 1);
    found.set(key, { words: ids.map((id) => vocabulary.word(id)), score });
  });
  return [...found.values()].sort((left, right) => right.score - left.score).slice(0, 40);
}

function sequences(words: Int32Array, carries: (id: number) => boolean): Set<string> {
  const keys = new Set<string>();
  forEachSequence(words, carries, (key) => keys.add(key));
  return keys;
}

/** Every run of one to three words that carry matter. */
function forEachSequence(words: Int32Array, carries: (id: number) => boolean, visit: (key: string, ids: readonly number[]) => void): void {
  for (let start = 0; start < words.length; start++) {
    const ids: number[] = [];
    for (let at = start; at < Math.min(words.length, start + longestPhrase) && carries(words[at]!); at++) {
      ids.push(words[at]!);
      visit(ids.join(' '), ids.slice());
    }
  }
}

/** White space as one space, so that a phrase over a line's end is found. */
function plain(content: string): string {
  return content.replace(/\s+/g, ' ');
}

/** Where `phrase` stands as whole words, -1 for nowhere. */
export function wordIndex(text: string, phrase: string): number {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    const before = text[at - 1];
    const after = text[at + phrase.length];
    if (!isLetter(before) && !isLetter(after)) return at;
  }
  return -1;
}

const isLetter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);
