/**
 * How sure one may be of an answer, 0…1: the model's certainty on average and where it was least certain, what the grammar
 * refused, what had to be put right, and constants that nothing in the request speaks for. The weights are those of a
 * logistic model over people's requests; `bench/calibrate-confidence.ts` fits them again and tells how well they hold. A
 * new adapter wants new weights. Too few answers were repaired or snapped to fit those two, which are set by hand,
 * as are changes, disagreements and outline; the bias was then put so that 301 answers of the development set held what they told.
 */
import type { Evidence } from './generated.ts';

const weights: { bias: number } & Evidence = { bias: 3.2, meanLogprob: 11, minLogprob: 1.8, overruled: -0.2, snapped: 0.5, repaired: -1, ungrounded: -2.3, changes: -0.3, disagreements: -1.2, outline: 0.25 };

export function confidenceOf(evidence: Evidence): number {
  const { bias, ...slopes } = weights;
  const score = (Object.keys(slopes) as (keyof Evidence)[]).reduce((sum, name) => sum + slopes[name] * evidence[name], bias);
  return 1 / (1 + Math.exp(-score));
}
