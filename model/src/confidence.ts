/**
 * How sure one may be of an answer, 0…1: the model's certainty where it was least certain counts most, a choice that
 * the grammar refused and each repair lower it. The weights are those of a logistic model over requests with known
 * answers; `docs/results.md` tells how well it is calibrated.
 */
import type { CompletionAnswer } from './completion.ts';

export type Mending = { snapped: number; repaired: number; ungrounded: number };

const weights = { bias: 3.2, minLogprob: 1.6, meanLogprob: 4, overruled: -0.8, snapped: -0.4, repaired: -1, ungrounded: -1.5 };

export function confidenceOf(answer: CompletionAnswer, mending: Mending): number {
  const score = weights.bias + weights.minLogprob * answer.minLogprob + weights.meanLogprob * answer.meanLogprob
    + weights.overruled * answer.overruled + weights.snapped * mending.snapped + weights.repaired * mending.repaired
    + weights.ungrounded * mending.ungrounded;
  return 1 / (1 + Math.exp(-score));
}
