/**
 * Fits the calibration anew to labels that people gave, by what they accepted and what they hid: JSON lines of `{ "score": 0…1, "related": bool }`
 * (`rem-data edges-from-feedback` makes them). Only the curve from sum to share changes; what the scorer looks at stays.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Console, ExitCode } from '../command.ts';
import { readLines } from '../eval/edge-pairs.ts';
import { Usage } from '../options.ts';

const labelSchema = z.looseObject({ score: z.number().min(0).max(1), related: z.boolean() });

/** Fewer labels than this say less than the calibration that is there. */
const least = 40;

export async function recalibrate(file: string, out: string | undefined, from: string | undefined, io: Console): Promise<ExitCode> {
  const { calibrate, edgeWeights, fitPlatt, readEdgeWeights } = await import('@rem/model');
  if (out === undefined) throw new Usage('--recalibrate needs a place for the result: --out FILE.');
  const weights = from === undefined ? edgeWeights() : readEdgeWeights(path.resolve(io.cwd, from));
  if ('kind' in weights) throw new Usage(`${weights.message}. ${weights.remedy}`);
  const labels = labelsOf(path.resolve(io.cwd, file));
  const related = labels.filter((label) => label.related).length;
  if (labels.length < least || related < 5 || labels.length - related < 5) {
    io.err(`${labels.length} labels (${related} accepted) are too few: at least ${least}, and five of each kind. Nothing was written.\n`);
    return 1;
  }
  const pairs = labels.map(({ score, related: yes }) => ({ raw: logit(score), related: yes }));
  const curve = fitPlatt(pairs);
  if (curve.kind !== 'platt' || curve.slope <= 0) {
    io.err('By these labels a higher score means less: that is no calibration. Nothing was written.\n');
    return 1;
  }
  // The new curve stands upon the old one: knots of the old calibration, moved.
  const raws = Array.from({ length: 81 }, (_, at) => -10 + at / 4);
  const knots = raws.map((raw): [number, number] => [raw, Number(calibrate(logit(calibrate(raw, weights.calibration)), curve).toFixed(5))]);
  const next = { ...weights, fittedOn: `${weights.fittedOn}; calibrated on ${labels.length} labels of one's own`, calibration: { kind: 'isotonic', knots } };
  writeFileSync(path.resolve(io.cwd, out), `${JSON.stringify(next)}\n`);
  const error = (score: (score: number) => number): string => Math.sqrt(labels.reduce((sum, label) => sum + (score(label.score) - (label.related ? 1 : 0)) ** 2, 0) / labels.length).toFixed(3);
  io.err(`${labels.length} labels, ${related} accepted. Root mean square error ${error((score) => score)} before, ${error((score) => calibrate(logit(score), curve))} after. Wrote ${out}.\n`);
  return 0;
}

function labelsOf(file: string): z.infer<typeof labelSchema>[] {
  try {
    return readLines(file, labelSchema);
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : String(error));
  }
}

function logit(score: number): number {
  const inside = Math.min(0.9999, Math.max(0.0001, score));
  return Math.log(inside / (1 - inside));
}
