/**
 * Keeps a folder of notes in step while people write: looks at changes of files, waits until they rest, and indexes once
 * for many of them. Where the system cannot watch a folder, it looks every so often instead.
 */
import { watch, type FSWatcher } from 'node:fs';
import type { Failed, IndexOptions, IndexReport, Store } from './types.ts';

export type WatchOptions = IndexOptions & {
  /** Milliseconds without a change before the notes are read. Default 400. */
  restMs?: number;
  /** Milliseconds between looks where watching is not possible. Default 30,000. */
  pollMs?: number;
  onReport: (report: IndexReport | Failed) => void;
};

export type Watcher = {
  /** Reads the notes now, and answers when they are in. */
  now: () => Promise<IndexReport | Failed>;
  close: () => Promise<void>;
};

/** Files that change all the time and are no notes. */
const IGNORED = /(^|[\\/])(\.[^\\/]*|node_modules)([\\/]|$)|~$|\.(tmp|swp|part)$/;

export function watchFolder(store: Store, folder: string, options: WatchOptions): Watcher {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<unknown> = Promise.resolve();
  const index = (): Promise<IndexReport | Failed> => {
    const run = current.then(() => store.index(folder, { ...options, signal: stop.signal }));
    current = run.catch(() => undefined);
    return run;
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void index().then((report) => stop.signal.aborted || options.onReport(report)), options.restMs ?? 400);
  };
  const eyes = look(folder, later, options.pollMs ?? 30_000);
  return {
    now: index,
    close: async () => {
      clearTimeout(timer);
      eyes();
      stop.abort();
      await current;
    },
  };
}

/** Answers how to stop looking. */
function look(folder: string, changed: () => void, pollMs: number): () => void {
  let poll: NodeJS.Timeout | undefined;
  const fallBack = (): void => {
    poll ??= setInterval(changed, pollMs).unref();
  };
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(folder, { recursive: true, persistent: false }, (_event, name) => {
      if (name === null || !IGNORED.test(name)) changed();
    });
    // Too many files for the system's watches, or the folder is gone: look from time to time.
    watcher.on('error', fallBack);
  } catch {
    fallBack();
  }
  return () => {
    watcher?.close();
    clearInterval(poll);
  };
}
