/**
 * Fits the calibration anew to what a person accepted and hid. Only the curve from sum to share changes; what the scorer looks at stays.
 */
import { failed, type Failed } from '../failed.ts';
import { calibrate, fitPlatt } from './calibration.ts';
import type { EdgeWeights } from './weights.ts';

/** A suggestion's score, 0…1, and whether the person took it. */
export type EdgeChoice = { score: number; related: boolean };

/** `before` and `after`: root mean square errors of the scores by these choices. */
export type Recalibrated = { kind: 'recalibrated'; weights: EdgeWeights; choices: number; related: number; before: number; after: number };

/** Fewer choices than this say less than the calibration that is there. */
const least = 40;

export function recalibrated(choices: readonly EdgeChoice[], weights: EdgeWeights): Recalibrated | Failed {
  const related = choices.filter((choice) => choice.related).length;
  if (choices.length < least || related < 5 || choices.length - related < 5) {
    return failed('edge-choices', `${choices.length} labels (${related} accepted) are too few: at least ${least}, and five of each kind.`, 'Accept and hide more suggestions, then try again. Nothing was written.');
  }
  const curve = fitPlatt(choices.map(({ score, related: yes }) => ({ raw: logit(score), related: yes })));
  if (curve.kind !== 'platt' || curve.slope <= 0) return failed('edge-choices', 'By these labels a higher score means less: that is no calibration.', 'Look whether accepted and hidden were mixed up. Nothing was written.');
  // The new curve stands upon the old one: knots of the old calibration, moved.
  const raws = Array.from({ length: 81 }, (_, at) => -10 + at / 4);
  const knots = raws.map((raw): [number, number] => [raw, Number(calibrate(logit(calibrate(raw, weights.calibration)), curve).toFixed(5))]);
  const error = (score: (score: number) => number): number => Math.sqrt(choices.reduce((sum, choice) => sum + (score(choice.score) - (choice.related ? 1 : 0)) ** 2, 0) / choices.length);
  return {
    kind: 'recalibrated', choices: choices.length, related, before: error((score) => score), after: error((score) => calibrate(logit(score), curve)),
    weights: { ...weights, fittedOn: `${weights.fittedOn}; calibrated on ${choices.length} labels of one's own`, calibration: { kind: 'isotonic', knots } },
  };
}

function logit(score: number): number {
  const inside = Math.min(0.9999, Math.max(0.0001, score));
  return Math.log(inside / (1 - inside));
}
