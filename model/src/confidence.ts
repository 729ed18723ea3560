/**
 * How sure one may be of an answer, 0…1: the model's certainty on average and where it was least certain, what the grammar
 * refused, what had to be put right, and constants that nothing in the request speaks for. The weights are those of a logistic model over the answers
 * to the development set and to 2,548 written requests kept apart from training, with the adapter that ships (`bench/calibrate-confidence.ts --written`; Brier 0.064 in five folds, where
 * always saying the mean has 0.075); a new adapter wants new ones. What was refused, asked for again and what nothing speaks for was too rare to be fitted and weighs nothing.
 */
import type { Evidence } from './generated.ts';

const weights: { bias: number } & Evidence = { bias: 3.49, meanLogprob: 7.09, minLogprob: 1.49, overruled: 0, snapped: -0.32, repaired: 0, ungrounded: 0, changes: -1.08, disagreements: -0.62, outline: 0.2 };

export function confidenceOf(evidence: Evidence): number {
  const { bias, ...slopes } = weights;
  const score = (Object.keys(slopes) as (keyof Evidence)[]).reduce((sum, name) => sum + slopes[name] * evidence[name], bias);
  return 1 / (1 + Math.exp(-score));
}
