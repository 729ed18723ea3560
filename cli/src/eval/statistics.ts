/**
 * The few statistics that results are told with: intervals for shares and correlations, paired tests, percentiles. Textbook formulas,
 * each named after its author so that a reader can look it up.
 */

/** A value with the two-sided 95 % interval around it. */
export type Estimate = { value: number; low: number; high: number; n: number };

const z95 = 1.959963984540054;

/** The share `hits / n` with Wilson's score interval; `n = 0` knows nothing: 0…1. */
export function wilson(hits: number, n: number): Estimate {
  if (n === 0) return { value: 0, low: 0, high: 1, n };
  const share = hits / n;
  const denominator = 1 + z95 ** 2 / n;
  const centre = (share + z95 ** 2 / (2 * n)) / denominator;
  const half = (z95 / denominator) * Math.sqrt((share * (1 - share)) / n + z95 ** 2 / (4 * n ** 2));
  return { value: share, low: Math.max(0, centre - half), high: Math.min(1, centre + half), n };
}

/** Pearson's r of two equally long lists with Fisher's interval; needs at least four pairs to have one. */
export function pearson(xs: readonly number[], ys: readonly number[]): Estimate {
  const n = Math.min(xs.length, ys.length);
  const meanX = mean(xs);
  const meanY = mean(ys);
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let index = 0; index < n; index++) {
    const dx = (xs[index] ?? 0) - meanX;
    const dy = (ys[index] ?? 0) - meanY;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  const r = xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
  if (n < 4) return { value: r, low: -1, high: 1, n };
  const transformed = Math.atanh(Math.max(-0.999999, Math.min(0.999999, r)));
  const half = z95 / Math.sqrt(n - 3);
  return { value: r, low: Math.tanh(transformed - half), high: Math.tanh(transformed + half), n };
}

/** Spearman's rank correlation: Pearson's r of the ranks, ties sharing their mean rank. */
export function spearman(xs: readonly number[], ys: readonly number[]): Estimate {
  return pearson(ranks(xs), ranks(ys));
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const result = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && order[end + 1]?.value === order[start]?.value) end++;
    for (let index = start; index <= end; index++) result[order[index]?.index ?? 0] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return result;
}

/** McNemar's exact two-sided p for paired yes/no outcomes: `onlyA` right in A alone, `onlyB` right in B alone. */
export function mcnemar(onlyA: number, onlyB: number): number {
  const n = onlyA + onlyB;
  if (n === 0) return 1;
  let tail = 0;
  let term = 0.5 ** n;
  for (let index = 0; index <= Math.min(onlyA, onlyB); index++) {
    tail += term;
    term = (term * (n - index)) / (index + 1);
  }
  return Math.min(1, 2 * tail);
}

/** The value below which the share `p` (0…1) of `values` lies, by linear interpolation; NaN for an empty list. */
export function percentile(values: readonly number[], p: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * p;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** The arithmetic mean; 0 for an empty list. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
