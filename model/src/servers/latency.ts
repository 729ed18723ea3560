/** How long a server takes, from its last answers: what the pause before asking and the time-out are made from. */
export type LatencyWindow = {
  /** Milliseconds from asking to the whole answer. */
  add(ms: number): void;
  p50(): number | undefined;
  p95(): number | undefined;
  /** Milliseconds after which an answer is given up. */
  timeout(): number;
  /** Milliseconds to rest before asking, so that pause and answer together take about `interval`. */
  debounce(interval: number): number;
  readonly count: number;
};

const KEPT = 30;
const FEWEST = 5;
const UNKNOWN_TIMEOUT = 10_000;
const LONGEST_TIMEOUT = 20_000;
const SHORTEST_TIMEOUT = 3000;
const SHORTEST_REST = 20;

export function latencyWindow(): LatencyWindow {
  const times: number[] = [];
  const quantile = (share: number): number | undefined => {
    const sorted = [...times].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  };
  return {
    get count() { return times.length; },
    add(ms) {
      times.push(ms);
      if (times.length > KEPT) times.shift();
    },
    p50: () => quantile(0.5),
    p95: () => quantile(0.95),
    timeout: () => (times.length < FEWEST ? UNKNOWN_TIMEOUT : Math.min(LONGEST_TIMEOUT, Math.max(SHORTEST_TIMEOUT, (quantile(0.95) ?? 0) * 4))),
    debounce: (interval) => Math.max(SHORTEST_REST, interval - (quantile(0.5) ?? 0)),
  };
}
