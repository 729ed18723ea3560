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

const plainNames = [
  'cosine', 'cosineHigh', 'centred', 'centredTfidf', 'tfidf', 'bm25', 'bm25Back', 'rarestWords', 'sharedWeight', 'phrases', 'names',
  'mention', 'mentionFuzzy', 'mentionPartial', 'mentionListed', 'mentionBack', 'labelOverlap',
  'people', 'peopleShare', 'tags', 'near', 'nearish', 'timeUnknown', 'thread', 'partStep', 'sameKind', 'targetEntity', 'sourceEntity', 'shortText',
  'cosineTfidf', 'cosinePhrases', 'peopleTfidf', 'peopleApart', 'threadCosine', 'entityMention', 'entityApart', 'nearTfidf', 'noVector',
  'backExact', 'backFuzzy', 'backPartial', 'backListed', 'labelInSource', 'labelTimes', 'backLabelIn', 'backLabelTimes',
] as const;

/** The same likeness means another thing between two notes than between a note and the entity that it is about: these have a coefficient for each. */
const crossedNames = ['cosine', 'centred', 'tfidf', 'bm25', 'bm25Back', 'rarestWords', 'sharedWeight', 'phrases', 'names', 'people', 'peopleShare', 'tags', 'near', 'nearish', 'mentionBack', 'sameKind'] as const satisfies readonly (typeof plainNames)[number][];
const sides = ['note>note', 'note>entity', 'entity>note', 'entity>entity'] as const;
const crossedAt = crossedNames.map((name) => plainNames.indexOf(name));

export const featureNames: readonly string[] = [...plainNames, ...sides, ...sides.slice(0, 3).flatMap((side) => crossedNames.map((name) => `${name} ${side}`))];

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
  const [exact, fuzzy, partial, listed] = strengths(mention);
  const back = mentionBack ? mentionBack.strength : 0;
  const distance = days === undefined ? undefined : Math.abs(days);
  const near = distance === undefined ? 0 : Math.exp(-distance / 5);
  const nearish = distance === undefined ? 0 : Math.exp(-distance / 45);
  const thread = source.thread !== undefined && source.thread === target.thread ? 1 : 0;
  const step = thread && source.part !== undefined && target.part !== undefined ? 1 / (1 + Math.abs(source.part - target.part)) : 0;
  const topical = Math.max(cosine, common.tfidf);
  const isEntity = target.entity === undefined ? 0 : 1;
  const plain = [
    cosine, Math.max(0, cosine - 0.45) * 2, centred, Math.max(0, centred) * common.tfidf, common.tfidf, common.bm25, common.bm25Back, common.rarest, common.weight, common.phrases, common.names,
    exact, fuzzy, partial, listed, back, common.label,
    common.people, common.peopleShare, common.tags, near, nearish, distance === undefined ? 1 : 0, thread, step,
    source.document.kind !== undefined && source.document.kind === target.document.kind ? 1 : 0, isEntity, source.entity === undefined ? 0 : 1,
    Math.exp(-Math.min(source.length, target.length) / 40),
    cosine * common.tfidf, cosine * common.phrases, common.people * topical, common.people * (1 - topical), thread * cosine,
    isEntity * Math.max(exact, fuzzy, partial, listed), isEntity * (mention ? 0 : 1), near * common.tfidf, known === undefined ? 1 : 0,
    ...strengths(mentionBack), common.labelInSource, common.labelTimes, common.labelBack, common.labelBackTimes,
  ];
  const side = (source.entity === undefined ? 0 : 2) + isEntity;
  return [...plain, ...sides.map((_, at) => (at === side ? 1 : 0)), ...[0, 1, 2].flatMap((at) => crossedAt.map((index) => (at === side ? plain[index]! : 0)))];
}

/** Exact, fuzzy, partial, listed: the one that it is. */
function strengths(mention: Mention | undefined): [number, number, number, number] {
  const of = (kind: Mention['kind']): number => (mention?.kind === kind ? mention.strength : 0);
  return [of('exact'), of('fuzzy'), of('partial'), of('listed') > 0 ? 1 : 0];
}
