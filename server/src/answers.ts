/**
 * Answers to requests, kept: equal requests share one run of the model, a run ends when nobody waits for it any more, and what it
 * brought is there at once for the next who asks. A client withdraws and asks anew with every key (Enter at a comment's end is the same request
 * again), so a run without waiters goes on for a moment, unless something else is asked for.
 */
export type Answers<T> = {
  peek(key: string): T | undefined;
  /** undefined where the signal came first. In one `lane` (a document and a task) the newer question ends the older one, whoever waits for it. */
  ask(key: string, signal: AbortSignal, make: (signal: AbortSignal) => Promise<T>, lane?: string): Promise<T | undefined>;
};

type Flight<T> = { promise: Promise<T>; controller: AbortController; waiting: number; ending: NodeJS.Timeout | undefined; lane: string | undefined };

/** `keep` decides whether an answer is worth keeping under its key; `lifetime` and `grace` are in milliseconds. */
export function createAnswers<T>(options: { size: number; lifetime: number; grace: number; keep(value: T, key: string): boolean; now(): number }): Answers<T> {
  const kept = new Map<string, { value: T; until: number }>();
  const flights = new Map<string, Flight<T>>();

  const peek = (key: string): T | undefined => {
    const entry = kept.get(key);
    if (!entry) return undefined;
    kept.delete(key);
    if (entry.until < options.now()) return undefined;
    kept.set(key, entry);
    return entry.value;
  };
  const store = (key: string, value: T): void => {
    if (!options.keep(value, key)) return;
    kept.set(key, { value, until: options.now() + options.lifetime });
    for (const oldest of kept.keys()) {
      if (kept.size <= options.size) break;
      kept.delete(oldest);
    }
  };
  const end = (key: string, flight: Flight<T>): void => {
    clearTimeout(flight.ending);
    if (flights.get(key) === flight) flights.delete(key);
    flight.controller.abort();
  };
  const takeOff = (key: string, make: (signal: AbortSignal) => Promise<T>, lane: string | undefined): Flight<T> => {
    for (const [other, flight] of flights) if (flight.waiting === 0 || (lane !== undefined && flight.lane === lane)) end(other, flight);
    const controller = new AbortController();
    const flight: Flight<T> = { controller, waiting: 0, ending: undefined, lane, promise: make(controller.signal) };
    flights.set(key, flight);
    const land = (): void => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    flight.promise.then((value) => {
      if (!controller.signal.aborted) store(key, value);
      land();
    }, land);
    return flight;
  };

  return {
    peek,
    async ask(key, signal, make, lane) {
      if (signal.aborted) return undefined;
      const known = peek(key);
      if (known !== undefined) return known;
      const flight = flights.get(key) ?? takeOff(key, make, lane);
      clearTimeout(flight.ending);
      flight.waiting++;
      const cancelled = new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));
      try {
        return await Promise.race([flight.promise, cancelled]);
      } finally {
        flight.waiting--;
        if (flight.waiting === 0 && flights.get(key) === flight) flight.ending = setTimeout(() => end(key, flight), options.grace);
      }
    },
  };
}
