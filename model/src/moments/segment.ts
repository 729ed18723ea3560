/**
 * Cuts a transcript: a learned chance of a boundary at each gap, then the best of all segmentations under a prior for how long moments are
 * (dynamic programming, as Utiyama and Isahara do it). `fine` is the grain of moments, `coarse` that of a meeting's main topics.
 */
import { gapFeatures, type Read } from './features.ts';

export type Grain = 'fine' | 'coarse';

export type BoundaryModel = {
  weights: readonly number[];
  /** Logarithm of a moment's length in words: normal with this mean and deviation. */
  length: { mean: number; deviation: number };
  /** What a boundary's log-odds and the length prior are worth against each other, and the toll that each boundary pays. */
  trust: number;
  toll: number;
};

export type Cut = { first: number; last: number; /** How sure the beginning is, 0…1. */ sure: number };

/** Utterances that one moment may have at most; beyond it the search would be slow and the moment useless. */
const LONGEST: Readonly<Record<Grain, number>> = { fine: 160, coarse: 900 };

export function boundaryOdds(reads: readonly Read[], dims: number, model: BoundaryModel): Float64Array {
  return Float64Array.from(gapFeatures(reads, dims), (row) => row.reduce((sum, value, at) => sum + value * (model.weights[at] ?? 0), 0));
}

/** `fixed` are gaps where a person said that a boundary is (true) or is not (false). */
export function segment(reads: readonly Read[], odds: Float64Array, model: BoundaryModel, grain: Grain, fixed?: ReadonlyMap<number, boolean>): Cut[] {
  const count = reads.length;
  if (count === 0) return [];
  const words = new Float64Array(count + 1);
  reads.forEach((read, at) => (words[at + 1] = (words[at] ?? 0) + Math.max(1, read.tokens.length)));
  const best = new Float64Array(count + 1).fill(-Infinity);
  const from = new Int32Array(count + 1);
  best[0] = 0;
  for (let end = 1; end <= count; end++) {
    for (let start = end - 1; start >= Math.max(0, end - LONGEST[grain]); start--) {
      const gain = start === 0 ? 0 : (odds[start] ?? 0) * model.trust - model.toll;
      const score = (best[start] ?? 0) + (fixed?.get(start) === false && start > 0 ? -1e6 : gain) + prior((words[end] ?? 0) - (words[start] ?? 0), model);
      if (score > (best[end] ?? 0)) {
        best[end] = score;
        from[end] = start;
      }
      // A boundary that a person set is never passed over.
      if (fixed?.get(start) === true) break;
    }
  }
  const cuts: Cut[] = [];
  for (let end = count; end > 0; end = from[end] ?? 0) {
    const first = from[end] ?? 0;
    cuts.unshift({ first, last: end - 1, sure: first === 0 ? 1 : 1 / (1 + Math.exp(-(odds[first] ?? 0))) });
  }
  return cuts;
}

/** A short moment is less strange than a long one, and no shorter one stranger still: in notes a sentence can be all there was. */
function prior(words: number, { length }: BoundaryModel): number {
  const off = (Math.log(words) - length.mean) / length.deviation;
  return -0.5 * (off < 0 ? Math.max(-SHORTEST, off / 1.8) : off) ** 2;
}

/** Deviations below the mean from which on a moment is simply short. */
const SHORTEST = 1.2;
