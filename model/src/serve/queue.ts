/** A bounded queue: so many at a time, so many waiting, and whoever comes after that is told when to come again. Who leaves is forgotten. */
export type Queue = {
  /** `full` where nobody more may wait; undefined where the signal came before the work began. */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<{ kind: 'done'; value: T } | { kind: 'full'; retryAfter: number } | undefined>;
  readonly running: number;
  readonly waiting: number;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
};

type Waiting = { go(): void };

export function createQueue({ atOnce, waiting: most }: { atOnce: number; waiting: number }): Queue {
  const line: Waiting[] = [];
  const idlers: (() => void)[] = [];
  let running = 0;
  let mean = 500;

  const next = (): void => {
    if (running < atOnce) line.shift()?.go();
    if (running === 0 && line.length === 0) for (const idler of idlers.splice(0)) idler();
  };
  const turn = (signal: AbortSignal): Promise<boolean> => new Promise((resolve) => {
    const leave = (): void => {
      line.splice(line.indexOf(entry), 1);
      resolve(false);
    };
    // The place is taken as it is handed over, so that nobody slips in between.
    const entry: Waiting = { go: () => { signal.removeEventListener('abort', leave); running++; resolve(true); } };
    line.push(entry);
    signal.addEventListener('abort', leave, { once: true });
  });

  return {
    get running() { return running; },
    get waiting() { return line.length; },
    async run(work, signal) {
      if (signal.aborted) return undefined;
      if (running >= atOnce) {
        if (line.length >= most) return { kind: 'full', retryAfter: Math.max(1, Math.ceil(((line.length + 1) * mean) / atOnce / 1000)) };
        if (!await turn(signal)) return undefined;
      } else running++;
      const begun = performance.now();
      try {
        return { kind: 'done', value: await work() };
      } finally {
        mean = mean * 0.8 + (performance.now() - begun) * 0.2;
        running--;
        next();
      }
    },
    idle: () => (running === 0 && line.length === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
  };
}
