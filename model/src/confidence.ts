/**
 * How sure one may be of an answer, 0…1: the model's certainty on average and where it was least certain, what the grammar
 * refused, what had to be put right, and constants that nothing in the request speaks for. The weights are those of a logistic model over the answers
 * to the whole development set with the adapter that ships (`bench/calibrate-confidence.ts`; Brier 0.106 in five folds, where always saying the mean has 0.118); a
 * new adapter wants new ones. What was refused and what was asked for again was too rare to be fitted and weighs nothing.
 */
import type { Evidence } from './generated.ts';

const weights: { bias: number } & Evidence = { bias: 2.68, meanLogprob: 4.03, minLogprob: 0.28, overruled: 0, snapped: -1.02, repaired: 0, ungrounded: -1.18, changes: -0.29, disagreements: -0.76, outline: 0.27 };

export function confidenceOf(evidence: Evidence): number {
  const { bias, ...slopes } = weights;
  const score = (Object.keys(slopes) as (keyof Evidence)[]).reduce((sum, name) => sum + slopes[name] * evidence[name], bias);
  return 1 / (1 + Math.exp(-score));
}
