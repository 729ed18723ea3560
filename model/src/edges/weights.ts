/**
 * The fitted numbers of the scorer, as they are committed in `model/weights/rem-edges.json`: means, spreads and coefficients of the score, of
 * the relations, the calibration, the threshold, and how common words are.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import fitted from '../../weights/rem-edges.json' with { type: 'json' };
import { failed, type Failed } from '../failed.ts';
import type { Background } from './corpus.ts';
import { calibrationSchema } from './calibration.ts';
import { featureNames } from './features.ts';
import { relationFeatureNames } from './relation-features.ts';
import { relations } from './types.ts';

const numbers = (length: number): z.ZodType<number[]> => z.array(z.number()).length(length);

export const edgeWeightsSchema = z.object({
  version: z.literal(1),
  /** What it was fitted on, in words and hashes. */
  fittedOn: z.string(),
  score: z.object({ features: z.array(z.string()), mean: numbers(featureNames.length), spread: numbers(featureNames.length), coefficients: numbers(featureNames.length), intercept: z.number() }),
  relation: z.object({ features: z.array(z.string()), mean: numbers(relationFeatureNames.length), spread: numbers(relationFeatureNames.length), classes: z.array(z.enum(relations)), coefficients: z.array(numbers(relationFeatureNames.length)), intercepts: z.array(z.number()) }),
  calibration: calibrationSchema,
  /** Score from which a pair counts as related, chosen on dev. */
  threshold: z.number(),
  /** The mean vector of the fitting documents. */
  centre: z.array(z.number()),
  /** Shares of the fitting documents that hold a stem. */
  background: z.record(z.string(), z.number()),
}).refine(({ score, relation }) => score.features.join() === featureNames.join() && relation.features.join() === relationFeatureNames.join(), 'The numbers belong to other features: fit them again.');
export type EdgeWeights = z.infer<typeof edgeWeightsSchema>;

let own: EdgeWeights | undefined;

/** The committed numbers. */
export function edgeWeights(): EdgeWeights {
  return (own ??= edgeWeightsSchema.parse(fitted));
}

/** Numbers of a person's own, as the recalibration command writes them. */
export function readEdgeWeights(file: string): EdgeWeights | Failed {
  try {
    const read = edgeWeightsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (read.success) return read.data;
    return failed('weights-wrong', `${file}: ${read.error.issues[0]?.message ?? 'not the weights of the edge scorer'}`, 'Make it again with rem edges --recalibrate, or leave it out.');
  } catch (error) {
    return failed('weights-missing', `${file}: ${error instanceof Error ? error.message : String(error)}`, 'Name a file that rem edges --recalibrate wrote.');
  }
}

export function backgroundOf(weights: EdgeWeights): Background {
  return new Map(Object.entries(weights.background));
}
