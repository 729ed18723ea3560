/**
 * What the scorer looks at: numbers of one pair, each between about 0 and 1 and each explainable. Two tiers, as people judge: is one named
 * in the other; then, do they speak of the same matter. Pure functions of two profiles and the memory's counts.
 */
import type { Corpus } from './corpus.ts';
import { mentionOf, type Mention } from './mentions.ts';
import type { Profile } from './profile.ts';
import { shared, type Shared } from './shared.ts';

/** A pair looked at once; scores, relations and reasons are read off it. */
export type Pair = { source: Profile; target: Profile; shared: Shared; cosine: number | undefined; mention: Mention | undefined; mentionBack: Mention | undefined; days: number | undefined; values: number[] };

export const featureNames = [
  'cosine', 'cosineHigh', 'centred', 'centredTfidf', 'tfidf', 'bm25', 'bm25Back', 'rarestWords', 'sharedWeight', 'phrases', 'names',
  'mention', 'mentionFuzzy', 'mentionPartial', 'mentionListed', 'mentionBack', 'labelOverlap',
  'people', 'peopleShare', 'tags', 'near', 'nearish', 'timeUnknown', 'thread', 'partStep', 'sameKind', 'targetEntity', 'sourceEntity', 'shortText',
  'cosineTfidf', 'cosinePhrases', 'peopleTfidf', 'peopleApart', 'threadCosine', 'entityMention', 'entityApart', 'nearTfidf', 'noVector',
] as const;

export function pairOf(source: Profile, target: Profile, corpus: Corpus): Pair {
  const common = shared(source, target, corpus);
  const cosine = cosineOf(source.document.vector, target.document.vector);
  const mention = mentionOf(source, target, corpus);
  const mentionBack = mentionOf(target, source, corpus);
  const days = source.time === undefined || target.time === undefined ? undefined : (source.time - target.time) / 86_400_000;
  const pair = { source, target, shared: common, cosine, mention, mentionBack, days };
  return { ...pair, values: valuesOf(pair, centredCosine(source.document.vector, target.document.vector, corpus.centre)) };
}

/** Inner product of two unit vectors. */
export function cosineOf(left: Float32Array | undefined, right: Float32Array | undefined): number | undefined {
  if (!left || !right || left.length !== right.length || left.length === 0) return undefined;
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += left[at]! * right[at]!;
  return sum;
}

/** The cosine once what all notes of the memory have in common is taken away: two notes of one world are not yet of one matter. */
function centredCosine(left: Float32Array | undefined, right: Float32Array | undefined, centre: Float32Array | undefined): number | undefined {
  if (!left || !right || !centre || left.length !== centre.length || right.length !== centre.length) return undefined;
  let [product, ownLeft, ownRight] = [0, 0, 0];
  for (let at = 0; at < centre.length; at++) {
    const [a, b] = [left[at]! - centre[at]!, right[at]! - centre[at]!];
    product += a * b;
    ownLeft += a * a;
    ownRight += b * b;
  }
  return ownLeft > 0 && ownRight > 0 ? product / Math.sqrt(ownLeft * ownRight) : 0;
}

function valuesOf({ source, target, shared: common, cosine: known, mention, mentionBack, days }: Omit<Pair, 'values'>, centredOrNone: number | undefined): number[] {
  // Without vectors the words stand in for the meaning; the flag lets the model know.
  const cosine = Math.max(0, known ?? common.tfidf * 0.9);
  const centred = centredOrNone ?? cosine * 1.2 - 0.3;
  const exact = mention?.kind === 'exact' ? mention.strength : 0;
  const fuzzy = mention?.kind === 'fuzzy' ? mention.strength : 0;
  const partial = mention?.kind === 'partial' ? mention.strength : 0;
  const listed = mention?.kind === 'listed' ? 1 : 0;
  const back = mentionBack ? mentionBack.strength : 0;
  const distance = days === undefined ? undefined : Math.abs(days);
  const near = distance === undefined ? 0 : Math.exp(-distance / 5);
  const nearish = distance === undefined ? 0 : Math.exp(-distance / 45);
  const thread = source.thread !== undefined && source.thread === target.thread ? 1 : 0;
  const step = thread && source.part !== undefined && target.part !== undefined ? 1 / (1 + Math.abs(source.part - target.part)) : 0;
  const topical = Math.max(cosine, common.tfidf);
  const isEntity = target.entity === undefined ? 0 : 1;
  return [
    cosine, Math.max(0, cosine - 0.45) * 2, centred, Math.max(0, centred) * common.tfidf, common.tfidf, common.bm25, common.bm25Back, common.rarest, common.weight, common.phrases, common.names,
    exact, fuzzy, partial, listed, back, common.label,
    common.people, common.peopleShare, common.tags, near, nearish, distance === undefined ? 1 : 0, thread, step,
    source.document.kind !== undefined && source.document.kind === target.document.kind ? 1 : 0, isEntity, source.entity === undefined ? 0 : 1,
    Math.exp(-Math.min(source.length, target.length) / 40),
    cosine * common.tfidf, cosine * common.phrases, common.people * topical, common.people * (1 - topical), thread * cosine,
    isEntity * Math.max(exact, fuzzy, partial, listed), isEntity * (mention ? 0 : 1), near * common.tfidf, known === undefined ? 1 : 0,
  ];
}
