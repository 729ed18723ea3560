/** The percentile bootstrap: an interval for any figure of a list, by drawing the list again with replacement. Seeded, so that a run repeats itself. */
import type { Estimate } from './statistics.ts';
import { percentile } from './statistics.ts';

export function bootstrap<Part>(parts: readonly Part[], value: (parts: readonly Part[]) => number, draws = 300): Estimate {
  const point = value(parts);
  if (parts.length < 2) return { value: point, low: point, high: point, n: parts.length };
  const random = seeded(7);
  const values = Array.from({ length: draws }, () => value(Array.from(parts, () => parts[Math.floor(random() * parts.length)] as Part)));
  return { value: point, low: percentile(values, 0.025), high: percentile(values, 0.975), n: parts.length };
}

/** Mulberry32: numbers in [0, 1). */
export function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
