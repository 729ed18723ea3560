/**
 * A part that is started when it is first needed, once, in the background, and again after it failed. Callers share
 * the start; nobody waits who does not ask.
 */
import type { Failed } from './protocol.ts';

export type Lazy<T> = {
  /** Starts it where it is not, and waits. A failure is a value, and the next call tries again. */
  get(): Promise<T | Failed>;
  /** What is there now, without starting anything. */
  peek(): T | undefined;
  /** Forgets what is there, so that the next `get` starts anew; answers what was forgotten. */
  drop(): T | undefined;
};

export function isFailed(value: unknown): value is Failed {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'failed';
}

export function lazy<T extends object>(start: () => Promise<T | Failed>): Lazy<T> {
  let pending: Promise<T | Failed> | undefined;
  let ready: T | undefined;
  return {
    get() {
      pending ??= start().then(
        (value) => {
          if (isFailed(value)) pending = undefined;
          else ready = value;
          return value;
        },
        (error: unknown) => {
          pending = undefined;
          return failed('start-failed', error instanceof Error ? error.message : String(error), 'Look at the output channel "REM" for the details.');
        },
      );
      return pending;
    },
    peek: () => ready,
    drop() {
      const dropped = ready;
      pending = undefined;
      ready = undefined;
      return dropped;
    },
  };
}

export function failed(code: string, message: string, remedy: string): Failed {
  return { kind: 'failed', code, message, remedy };
}
