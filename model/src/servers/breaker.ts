/**
 * The circuit breaker of one server: after failures nobody waits for it any more; after a pause, which doubles, one probe may try; its
 * success closes the circuit. Time is the process's own monotonic clock, so that a changed wall clock or a sleep changes nothing.
 */
export type Breaker = {
  /** `closed`: ask. `open`: do not. `half-open`: one probe may. */
  state(): 'closed' | 'open' | 'half-open';
  succeeded(): void;
  /** `at-once`: the server is away, one failure is enough. */
  failed(weight: 'at-once' | 'counted'): void;
  /** Milliseconds until a probe may try; 0 where it may now. */
  wait(): number;
};

export type BreakerOptions = { failures: number; firstPause: number; longestPause: number; now(): number };

export function breaker({ failures, firstPause, longestPause, now }: BreakerOptions): Breaker {
  let count = 0;
  let pause = firstPause;
  let until: number | undefined;
  return {
    state: () => (until === undefined ? 'closed' : now() >= until ? 'half-open' : 'open'),
    wait: () => (until === undefined ? 0 : Math.max(0, until - now())),
    succeeded() {
      count = 0;
      pause = firstPause;
      until = undefined;
    },
    failed(weight) {
      count++;
      if (until === undefined && weight === 'counted' && count < failures) return;
      until = now() + pause;
      pause = Math.min(longestPause, pause * 2);
    },
  };
}
