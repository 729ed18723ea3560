/**
 * What kind of moment a stretch is: a linear model over words that speak for each type, the stretch's meaning, how it is told, and over the stems that
 * the labelled stretches had in common (weighted by how rare they are, all of a stretch together of one length).
 */
import { z } from 'zod';
import { linearSchema, oddsOf, softmax } from '../linear.ts';
import type { Read } from '../features.ts';
import { stemsOf } from '../words.ts';
import { lexicons, momentTypes, type MomentType } from './type-set.ts';

/** `stems`: space between them, in the order of `rarity` and of each class's row of `weights`. */
export const typeModelSchema = linearSchema.extend({ terms: z.object({ stems: z.string(), rarity: z.array(z.number()), weights: z.array(z.array(z.number())) }) });

export type TypeModel = z.infer<typeof typeModelSchema>;

const manner: readonly (readonly [string, RegExp])[] = [
  ['i', /(?<![\p{L}'])(?:i|i'm|i've|i'd|i'll|my|me|myself)(?![\p{L}])/giu], ['we', /(?<![\p{L}'])(?:we|we're|we've|we'll|us|our)(?![\p{L}])/giu],
  ['you', /(?<![\p{L}'])(?:you|your|you're|you've|you'll)(?![\p{L}])/giu], ['will', /(?<![\p{L}'])(?:will|'ll|going to|tomorrow|next|shall|should|need to|have to)(?![\p{L}])|'ll\b/giu],
  ['past', /(?<![\p{L}'])(?:was|were|had|did|went|came|said|got|made|took|\p{L}{2,}ed)(?![\p{L}])/giu], ['question', /\?/g], ['exclaim', /!/g], ['number', /\d+/g], ['if', /(?<![\p{L}'])(?:if|maybe|perhaps|could|might|what if)(?![\p{L}])/giu],
];

export function typeFeatureNames(dims: number): string[] {
  return ['bias', ...momentTypes.map((type) => `words of ${type}`), ...momentTypes.map((type) => `opens with ${type}`), ...manner.map(([name]) => name), 'nobody speaks', 'one speaks', 'two speak', 'more speak', 'all speakers share', 'words', 'utterances', ...momentTypes.map((type) => `heading of ${type}`), ...Array.from({ length: dims }, (_, dim) => `meaning ${dim}`)];
}

export function typeFeatures(reads: readonly Read[], dims: number): Float32Array {
  const text = reads.map(({ utterance }) => utterance.text).join(' \n ');
  const opening = reads.slice(0, 2).map(({ utterance }) => utterance.text).join(' ');
  const heading = reads.map(({ utterance }) => utterance.heading ?? '').join(' ');
  const words = reads.reduce((sum, read) => sum + read.tokens.length, 0);
  const rate = (pattern: RegExp): number => Math.min(1.5, ((text.match(pattern)?.length ?? 0) * 12) / (words + 12));
  const turns = new Map<string, number>();
  for (const { utterance } of reads) if (utterance.speaker) turns.set(utterance.speaker, (turns.get(utterance.speaker) ?? 0) + 1);
  const most = Math.max(0, ...turns.values());
  const vector = new Float32Array(dims);
  for (const read of reads) for (let dim = 0; dim < dims; dim++) vector[dim] = (vector[dim] ?? 0) + (read.vector[dim] ?? 0);
  const length = Math.hypot(...vector) || 1;
  return Float32Array.from([
    1, ...momentTypes.map((type) => rate(lexicons[type])), ...momentTypes.map((type) => Math.min(2, opening.match(lexicons[type])?.length ?? 0) / 2), ...manner.map(([, pattern]) => rate(pattern)),
    turns.size === 0 ? 1 : 0, turns.size === 1 ? 1 : 0, turns.size === 2 ? 1 : 0, turns.size > 2 ? 1 : 0, most === 0 ? 0 : 1 - most / reads.length, Math.min(1, Math.log1p(words) / 7), Math.min(1, reads.length / 30),
    ...momentTypes.map((type) => (heading.match(lexicons[type]) ? 1 : 0)), ...vector.map((value) => (value / length) * 2),
  ]);
}

/** How long the row of stems of one stretch is: what they count for beside the other numbers. */
const TERMS_LENGTH = 5;

/** The stems of a stretch by their place in `index`, with their values. */
export function termsOf(reads: readonly Read[], index: ReadonlyMap<string, number>, rarity: readonly number[]): { at: number; value: number }[] {
  const counts = new Map<number, number>();
  for (const { tokens } of reads) for (const key of stemsOf(tokens)) {
    const at = index.get(key);
    if (at !== undefined) counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const terms = [...counts].map(([at, count]) => ({ at, value: (1 + Math.log(count)) * (rarity[at] ?? 1) }));
  const length = Math.hypot(...terms.map(({ value }) => value)) || 1;
  return terms.map(({ at, value }) => ({ at, value: (value / length) * TERMS_LENGTH }));
}

const indices = new WeakMap<TypeModel, ReadonlyMap<string, number>>();

function indexOf(model: TypeModel): ReadonlyMap<string, number> {
  const known = indices.get(model) ?? new Map(model.terms.stems.split(' ').map((word, at) => [word, at]));
  indices.set(model, known);
  return known;
}

export function typeOfStretch(reads: readonly Read[], dims: number, model: TypeModel): { type: MomentType; sure: number; chances: readonly number[] } {
  const odds = oddsOf(model, typeFeatures(reads, dims));
  for (const { at, value } of termsOf(reads, indexOf(model), model.terms.rarity)) model.terms.weights.forEach((weights, type) => { odds[type] = (odds[type] ?? 0) + (weights[at] ?? 0) * value; });
  const chances = softmax(odds);
  const best = chances.reduce((most, each, at) => (each > (chances[most] ?? 0) ? at : most), 0);
  return { type: momentTypes[best] ?? 'observation', sure: chances[best] ?? 0, chances };
}
