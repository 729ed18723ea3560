/**
 * Measuring: times are those of the clock, in milliseconds. What is done once for a file is done several times and the least counts. Of many small things the
 * 95th percentile counts; it is taken twice, once of the times as they were and once of the least of three rounds over the same edits, since a machine that
 * does something else meanwhile lengthens the first and not the second.
 */
export function time(run: () => unknown): number {
  const begun = performance.now();
  run();
  return performance.now() - begun;
}

export const least = (rounds: number, run: () => unknown): number => Math.min(...Array.from({ length: rounds }, () => time(run)));

export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export type Spread = { p50: number; p95: number; undisturbed95: number };

/** Times of the same row of steps, gone through three times; `begin` makes the state that a round starts from. */
export function spread<S>(steps: number, begin: () => S, step: (state: S, index: number) => { state: S; ms: number }): Spread {
  const all: number[] = [];
  const leastOf: number[] = [];
  for (let round = 0; round < 3; round++) {
    let state = begin();
    for (let index = 0; index < steps; index++) {
      const done = step(state, index);
      ({ state } = done);
      all.push(done.ms);
      leastOf[index] = Math.min(leastOf[index] ?? Infinity, done.ms);
    }
  }
  return { p50: percentile(all, 0.5), p95: percentile(all, 0.95), undisturbed95: percentile(leastOf, 0.95) };
}

/** Three digits that count. */
export const round = (value: number): number => Number(value.toPrecision(3));
