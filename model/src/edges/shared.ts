/** What two documents have in common, as amounts between 0 and 1: words by how rare they are, phrases, names, people, tags. */
import type { Corpus } from './corpus.ts';
import { placeInSorted } from './mentions.ts';
import type { Profile } from './profile.ts';

export type Shared = {
  /** Cosine of the two tf-idf vectors. */
  tfidf: number;
  /** BM25 of the source's words in the target, as a share of what the source itself would get; and back. */
  bm25: number;
  bm25Back: number;
  /** Mean rarity of the three rarest shared words, weighted up. */
  rarest: number;
  /** All shared words' rarity, saturating. */
  weight: number;
  /** Pairs of neighbouring words that stand in both, by rarity, saturating. */
  phrases: number;
  names: number;
  label: number;
  /** Share of the words of the target's label that the source says anywhere, by rarity, and how often; and back. */
  labelInSource: number;
  labelTimes: number;
  labelBack: number;
  labelBackTimes: number;
  people: number;
  peopleShare: number;
  tags: number;
};

const k1 = 1.2;
const b = 0.6;

export function shared(left: Profile, right: Profile, corpus: Corpus): Shared {
  const words = sharedWords(left, right, corpus);
  const people = sharedKeys(left.people, right.people, corpus.personRarity);
  const [inLeft, inRight] = [labelSaid(right, left, corpus), labelSaid(left, right, corpus)];
  return {
    ...words,
    phrases: saturate(sharedPhrases(left, right, corpus), 2.5),
    names: saturate(sharedNames(left.names, right.names, corpus), 2),
    label: overlap(left.labelTerms, right.labelTerms, corpus),
    labelInSource: inLeft.share, labelTimes: inLeft.times, labelBack: inRight.share, labelBackTimes: inRight.times,
    people: saturate(people.weight, 1),
    peopleShare: people.share,
    tags: saturate(sharedKeys(left.tags, right.tags, corpus.tagRarity).weight, 1),
  };
}

const saturate = (amount: number, half: number): number => amount / (amount + half);

function sharedWords(left: Profile, right: Profile, corpus: Corpus): Pick<Shared, 'tfidf' | 'bm25' | 'bm25Back' | 'rarest' | 'weight'> {
  let dot = 0;
  let weight = 0;
  const own = { left: 0, right: 0, bmLeft: 0, bmRight: 0, inRight: 0, inLeft: 0 };
  const top = [0, 0, 0];
  const [lengthLeft, lengthRight] = [lengthNorm(left, corpus), lengthNorm(right, corpus)];
  let j = 0;
  for (let i = 0; i < left.terms.length; i++) {
    const term = left.terms[i]!;
    const rarity = weightOf(term, corpus);
    const tf = 1 + Math.log(left.counts[i]!);
    own.left += (tf * rarity) ** 2;
    own.bmLeft += rarity * bm(left.counts[i]!, lengthLeft);
    while (j < right.terms.length && right.terms[j]! < term) j++;
    if (right.terms[j] !== term) continue;
    const other = 1 + Math.log(right.counts[j]!);
    dot += tf * other * rarity ** 2;
    weight += rarity;
    own.inRight += rarity * bm(right.counts[j]!, lengthRight);
    own.inLeft += rarity * bm(left.counts[i]!, lengthLeft);
    insertTop(top, rarity);
  }
  for (let i = 0; i < right.terms.length; i++) {
    const rarity = weightOf(right.terms[i]!, corpus);
    own.right += ((1 + Math.log(right.counts[i]!)) * rarity) ** 2;
    own.bmRight += rarity * bm(right.counts[i]!, lengthRight);
  }
  return {
    tfidf: own.left > 0 && own.right > 0 ? dot / Math.sqrt(own.left * own.right) : 0,
    bm25: own.bmLeft > 0 ? Math.min(1, own.inRight / own.bmLeft) : 0,
    bm25Back: own.bmRight > 0 ? Math.min(1, own.inLeft / own.bmRight) : 0,
    rarest: (top[0]! + top[1]! + top[2]!) / 3,
    weight: saturate(weight, 5),
  };
}

/** Squared, so that a common word counts next to nothing. */
function weightOf(stem: number, corpus: Corpus): number {
  return corpus.rarity(stem) ** 2;
}

function lengthNorm(profile: Profile, corpus: Corpus): number {
  return k1 * (1 - b + (b * profile.length) / Math.max(20, corpus.averageLength));
}

const bm = (count: number, norm: number): number => (count * (k1 + 1)) / (count + norm);

function insertTop(top: number[], value: number): void {
  if (value > top[0]!) { top[2] = top[1]!; top[1] = top[0]!; top[0] = value; }
  else if (value > top[1]!) { top[2] = top[1]!; top[1] = value; }
  else if (value > top[2]!) top[2] = value;
}

/** Keys of the neighbouring pairs of words that carry matter. */
function pairsOf(profile: Profile, corpus: Corpus): Set<number> {
  const { vocabulary } = corpus;
  const pairs = new Set<number>();
  for (let at = 1; at < profile.words.length; at++) {
    const [first, second] = [profile.words[at - 1]!, profile.words[at]!];
    if (!vocabulary.isStop(first) && !vocabulary.isStop(second)) pairs.add(vocabulary.stem(first) * 33_554_432 + vocabulary.stem(second));
  }
  return pairs;
}

const pairsKept = new WeakMap<Profile, Set<number>>();

function sharedPhrases(left: Profile, right: Profile, corpus: Corpus): number {
  let known = pairsKept.get(left);
  if (!known) pairsKept.set(left, (known = pairsOf(left, corpus)));
  const seen = new Set<number>();
  let sum = 0;
  const { vocabulary } = corpus;
  for (let at = 1; at < right.words.length; at++) {
    const [first, second] = [right.words[at - 1]!, right.words[at]!];
    if (vocabulary.isStop(first) || vocabulary.isStop(second)) continue;
    const [one, two] = [vocabulary.stem(first), vocabulary.stem(second)];
    const key = one * 33_554_432 + two;
    if (!known.has(key) || seen.has(key)) continue;
    seen.add(key);
    sum += weightOf(one, corpus) + weightOf(two, corpus);
  }
  return sum;
}

function sharedNames(left: Int32Array, right: Int32Array, corpus: Corpus): number {
  let sum = 0;
  let j = 0;
  for (const id of left) {
    while (j < right.length && right[j]! < id) j++;
    if (right[j] === id) sum += weightOf(corpus.vocabulary.stem(id), corpus);
  }
  return sum;
}

/** The words of a label, wherever a text says them; three times is often. */
function labelSaid({ labelTerms }: Profile, text: Profile, corpus: Corpus): { share: number; times: number } {
  let [all, said, times] = [0, 0, 0];
  for (const term of labelTerms) {
    const weight = weightOf(term, corpus);
    all += weight;
    const at = placeInSorted(text.terms, term);
    if (at < 0) continue;
    said += weight;
    times += weight * Math.min(3, text.counts[at]!);
  }
  return { share: all > 0 ? said / all : 0, times: Math.min(1, times / 3) };
}

/** Rarity-weighted share of the two labels' words that stand in both. */
function overlap(left: Int32Array, right: Int32Array, corpus: Corpus): number {
  let both = 0;
  let all = 0;
  for (const term of left) all += weightOf(term, corpus);
  for (const term of right) {
    if (left.includes(term)) both += weightOf(term, corpus);
    else all += weightOf(term, corpus);
  }
  return all > 0 ? both / all : 0;
}

function sharedKeys(left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>, rarity: (key: string) => number): { weight: number; share: number } {
  let weight = 0;
  let count = 0;
  for (const key of left.keys()) {
    if (!right.has(key)) continue;
    weight += rarity(key);
    count++;
  }
  const all = left.size + right.size - count;
  return { weight, share: all > 0 ? count / all : 0 };
}
