/**
 * How sure one may be of an answer, 0…1: the model's certainty where it was least certain counts most, a choice that
 * the grammar refused and each repair lower it. The weights are those of a logistic model over requests with known
 * answers; `docs/results.md` tells how well it is calibrated.
 */
import type { Evidence } from './generated.ts';

const weights: { bias: number } & Evidence = { bias: 3.2, meanLogprob: 4, minLogprob: 1.6, overruled: -0.8, snapped: -0.4, repaired: -1, ungrounded: -1.5 };

export function confidenceOf(evidence: Evidence): number {
  const score = weights.bias + weights.meanLogprob * evidence.meanLogprob + weights.minLogprob * evidence.minLogprob + weights.overruled * evidence.overruled
    + weights.snapped * evidence.snapped + weights.repaired * evidence.repaired + weights.ungrounded * evidence.ungrounded;
  return 1 / (1 + Math.exp(-score));
}
