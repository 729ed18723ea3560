/**
 * Whether one text names another document: its label or an alias word for word, its label with a letter wrong, or a person by one of their
 * names. Strength is 0…1 by how specific the words are, so that a note called "Plan" is not mentioned by every plan.
 */
import { foldKey } from '../fold.ts';
import type { Corpus } from './corpus.ts';
import type { Profile } from './profile.ts';

/** `start` and `length` count the text's words; a person who is only in the list of people has no place. */
export type Mention = { kind: 'exact' | 'fuzzy' | 'partial' | 'listed'; strength: number; start: number; length: number };

/** The strongest mention of `target` in the words of `text`, undefined where there is none. */
export function mentionOf(text: Profile, target: Profile, corpus: Corpus): Mention | undefined {
  if (target.keys.length === 0) return undefined;
  let best: Mention | undefined;
  for (const key of target.keys) {
    const strength = specificity(key, corpus);
    if (strength <= 0.15 || (best && best.strength >= strength)) continue;
    const start = indexOfSequence(text.words, key);
    if (start >= 0) best = { kind: 'exact', strength, start, length: key.length };
  }
  return best ?? listedPerson(text, target) ?? fuzzyMention(text, target, corpus);
}

/** How much the words of a label say: one rare word suffices, common ones need company. */
export function specificity(key: Int32Array, corpus: Corpus): number {
  let sum = 0;
  for (const id of key) if (!corpus.vocabulary.isStop(id)) sum += corpus.rarity(corpus.vocabulary.stem(id)) ** 2;
  return Math.min(1, sum / 1.2);
}

export function indexOfSequence(words: Int32Array, key: Int32Array): number {
  const first = key[0];
  const last = words.length - key.length;
  if (first === undefined) return -1;
  for (let at = words.indexOf(first); at >= 0 && at <= last; at = words.indexOf(first, at + 1)) {
    let same = 1;
    while (same < key.length && words[at + same] === key[same]) same++;
    if (same === key.length) return at;
  }
  return -1;
}

/** A label of a few words, of which each stands there in a row with one letter wrong at most; of a person, one name will do. */
function fuzzyMention(text: Profile, target: Profile, corpus: Corpus): Mention | undefined {
  const key = target.keys[0];
  if (!key || key.length > 5) return undefined;
  const { vocabulary } = corpus;
  const strength = specificity(key, corpus);
  if (key.length >= 2 && strength > 0.3) {
    // Anchored at the words that stand there exactly, so that two wrong words are no mention.
    for (let offset = 0; offset < key.length; offset++) {
      const anchor = key[offset]!;
      if (vocabulary.isStop(anchor)) continue;
      for (let at = text.words.indexOf(anchor); at >= 0; at = text.words.indexOf(anchor, at + 1)) {
        const start = at - offset;
        if (start >= 0 && nearSequence(text.words, start, key, vocabulary.word)) return { kind: 'fuzzy', strength: strength * 0.7, start, length: key.length };
      }
    }
  }
  return target.entity === undefined ? undefined : target.entity === 'PERSON' ? namedPerson(text, key, corpus) : namedInPart(text, key, corpus);
}

function listedPerson(text: Profile, target: Profile): Mention | undefined {
  const isListed = target.entity === 'PERSON' && [target.document.label, ...(target.document.aliases ?? [])].some((name) => text.people.has(foldKey(name)));
  return isListed ? { kind: 'listed', strength: 0.8, start: -1, length: 0 } : undefined;
}

/** One rare word of a longer name, written as a name. */
function namedInPart(text: Profile, key: Int32Array, corpus: Corpus): Mention | undefined {
  for (const id of key) {
    const rarity = corpus.rarity(corpus.vocabulary.stem(id));
    if (key.length < 2 || corpus.vocabulary.isStop(id) || rarity < 0.6 || !includesSorted(text.capitals, id)) continue;
    return { kind: 'partial', strength: rarity * 0.5, start: text.words.indexOf(id), length: 1 };
  }
  return undefined;
}

/** One name of a person, where it is not a part of somebody else's. */
function namedPerson(text: Profile, key: Int32Array, corpus: Corpus): Mention | undefined {
  for (const id of key) {
    const word = corpus.vocabulary.word(id);
    if (word.length < 3 || !includesSorted(text.capitals, id)) continue;
    if ([...text.people.keys()].some((name) => name.includes(' ') && name.split(' ').includes(word))) continue;
    for (let at = text.words.indexOf(id); at >= 0; at = text.words.indexOf(id, at + 1)) {
      if (!isPartOfAnotherName(text, key, at)) return { kind: 'partial', strength: 0.5, start: at, length: 1 };
    }
  }
  return undefined;
}

/** `Margit Lund` does not mean Margit Olsen: the word beside is a name too, and none of this person's. */
function isPartOfAnotherName(text: Profile, key: Int32Array, at: number): boolean {
  const before = text.words[at - 1];
  const after = text.words[at + 1];
  const isOther = (id: number | undefined): boolean => id !== undefined && !key.includes(id) && includesSorted(text.names, id);
  return (key[0] === text.words[at] && isOther(after)) || (key[0] !== text.words[at] && isOther(before));
}

function nearSequence(words: Int32Array, start: number, key: Int32Array, word: (id: number) => string): boolean {
  let wrong = 0;
  for (let at = 0; at < key.length; at++) {
    const found = words[start + at];
    if (found === undefined) return false;
    if (found === key[at]) continue;
    if (++wrong > 1 || !oneEditApart(word(found), word(key[at]!))) return false;
  }
  return wrong === 1;
}

/** One letter more, less, other or swapped; words of four letters and more only. */
export function oneEditApart(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1 || Math.min(left.length, right.length) < 4) return false;
  let head = 0;
  while (head < left.length && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < Math.min(left.length, right.length) - head && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail++;
  const [a, b] = [left.slice(head, left.length - tail), right.slice(head, right.length - tail)];
  return Math.max(a.length, b.length) === 1 || (a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0]);
}

export function includesSorted(list: Int32Array, value: number): boolean {
  return placeInSorted(list, value) >= 0;
}

/** Where `value` stands in an ascending list, -1 for nowhere. */
export function placeInSorted(list: Int32Array, value: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = list[middle]!;
    if (found === value) return middle;
    if (found < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
