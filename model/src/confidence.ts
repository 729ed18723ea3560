/**
 * How sure one may be of an answer, 0…1: the model's certainty on average and where it was least certain, what the grammar
 * refused, what had to be put right, and constants that nothing in the request speaks for. The weights are those of a logistic model over the answers
 * to half of the development set and of the written requests kept apart from training, with the adapter that ships (`bench/calibrate-confidence.ts --written`; Brier 0.072 in five folds, where
 * always saying the mean has 0.086); a new adapter wants new ones. What was refused and what nothing speaks for was too rare to be fitted and weighs nothing.
 */
import type { Evidence } from './generated.ts';

const weights: { bias: number } & Evidence = { bias: 2.98, meanLogprob: 2.77, minLogprob: 0.16, overruled: 0, snapped: -1.43, repaired: -0.64, ungrounded: 0, changes: -1.79, disagreements: -0.42, outline: 0.17 };

export function confidenceOf(evidence: Evidence): number {
  const { bias, ...slopes } = weights;
  const score = (Object.keys(slopes) as (keyof Evidence)[]).reduce((sum, name) => sum + slopes[name] * evidence[name], bias);
  return 1 / (1 + Math.exp(-score));
}
