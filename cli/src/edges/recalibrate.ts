/**
 * Fits the calibration anew to labels that people gave, by what they accepted and what they hid: JSON lines of `{ "score": 0…1, "related": bool }`
 * (the choices that the editor keeps, or what `rem-data edges-from-feedback` makes of them).
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Console, ExitCode } from '../command.ts';
import { readLines } from '../eval/edge-pairs.ts';
import { Usage } from '../options.ts';

const labelSchema = z.looseObject({ score: z.number().min(0).max(1), related: z.boolean() });

export async function recalibrate(file: string, out: string | undefined, from: string | undefined, io: Console): Promise<ExitCode> {
  const { edgeWeights, readEdgeWeights, recalibrated } = await import('@rem/model');
  if (out === undefined) throw new Usage('--recalibrate needs a place for the result: --out FILE.');
  const weights = from === undefined ? edgeWeights() : readEdgeWeights(path.resolve(io.cwd, from));
  if ('kind' in weights) throw new Usage(`${weights.message}. ${weights.remedy}`);
  const made = recalibrated(labelsOf(path.resolve(io.cwd, file)), weights);
  if (made.kind === 'failed') {
    io.err(`${made.message} ${made.remedy}\n`);
    return 1;
  }
  writeFileSync(path.resolve(io.cwd, out), `${JSON.stringify(made.weights)}\n`);
  io.err(`${made.choices} labels, ${made.related} accepted. Root mean square error ${made.before.toFixed(3)} before, ${made.after.toFixed(3)} after. Wrote ${out}.\n`);
  return 0;
}

function labelsOf(file: string): z.infer<typeof labelSchema>[] {
  try {
    return readLines(file, labelSchema);
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : String(error));
  }
}
