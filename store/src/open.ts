/**
 * The store's door. It keeps one store process alive behind a list of calls: an embedded database runs one statement at a
 * time, so a call waits its turn here, where it can be taken back; a statement that runs too long or is not wanted any
 * more is ended by ending the process, which the next call starts anew.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPlan, type Plan } from '@rem/grammar';
import { CancellationTokenSource, type RequestType } from 'vscode-jsonrpc/node';
import { asFailed, failed } from './failed.ts';
import { startChild, type Running } from './process/child.ts';
import { takeLock, type Lock } from './process/lock.ts';
import { openGuest } from './process/guest.ts';
import { answerGuests, type GuestServer } from './process/guests.ts';
import { call, CARD, CLOSE, COUNTS, EXPLAIN, INDEX, INFO, LABELS, NOTE_STAMPS, NOTE_TEXTS, PAUSE, RUN, SCHEMA, type Limits, type OpenParameters } from './process/protocol.ts';
import type { Failed, IndexOptions, IndexProgress, IndexReport, RunOptions, Store, StoreInfo, StoreOptions } from './types.ts';

const DEFAULTS: Limits = { limit: 1_000, timeoutMs: 30_000, maxCell: 1_000_000 };
/** How long a running statement may take to answer a cancel request before its process is ended. */
const GRACE_MS = 60;

const HOLDER_STARTS_MS = 15_000;

export async function openStore(options: StoreOptions): Promise<Store | Failed> {
  if (options.connection !== undefined) return openHolder(options, undefined, undefined);
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'rem-memory-')));
  return openFolder(options, directory, Date.now() + HOLDER_STARTS_MS);
}

/** A holder that does not answer may be starting, or just dying: tried again until `until`. */
async function openFolder(options: StoreOptions, directory: string, until: number): Promise<Store | Failed> {
  const outcome = await takeLock(directory, options.owner ?? 'another window').catch((error: unknown) => asFailed(error));
  if (outcome.kind === 'failed') return outcome;
  if (outcome.kind === 'held') {
    const guest = await openGuest(outcome, () => openFolder(options, directory, Date.now() + HOLDER_STARTS_MS));
    return 'kind' in guest && Date.now() < until ? openFolder(options, directory, until) : guest;
  }
  const store = await openHolder(options, directory, outcome.lock);
  if ('kind' in store) await outcome.lock.release();
  return store;
}

type State = {
  options: StoreOptions;
  parameters: OpenParameters;
  running: Running | undefined;
  starting: Promise<Running | Failed> | undefined;
  last: StoreInfo | undefined;
  notices: string[];
  /** Calls to an embedded database go one after the other; this is the end of the line. */
  tail: Promise<unknown>;
  onProgress: (progress: IndexProgress) => void;
  closed: boolean;
};

async function openHolder(options: StoreOptions, directory: string | undefined, lock: Lock | undefined): Promise<Store | Failed> {
  const state: State = {
    options,
    parameters: parametersOf(options, directory),
    running: undefined,
    starting: undefined,
    last: undefined,
    notices: [],
    tail: Promise.resolve(),
    onProgress: () => undefined,
    closed: false,
  };
  const first = await running(state);
  if ('kind' in first) return first;
  const store = storeOn(state);
  const guests = lock ? await answerGuests(lock.socket, store) : undefined;
  return {
    ...store,
    get info() {
      return store.info;
    },
    close: () => closeAll(state, store, { lock, guests, temporary: options.directory === undefined ? directory : undefined }),
  };
}

type Ending = { lock: Lock | undefined; guests: GuestServer | undefined; temporary: string | undefined };

async function closeAll(state: State, store: Store, { lock, guests, temporary }: Ending): Promise<void> {
  if (state.closed) return;
  state.closed = true;
  guests?.close();
  await store.close();
  await lock?.release();
  if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
}

function parametersOf(options: StoreOptions, directory: string | undefined): OpenParameters {
  return {
    ...(directory === undefined ? {} : { data: join(directory, 'data') }),
    ...(options.connection === undefined ? {} : { connection: options.connection }),
    ...(options.mapping === undefined ? {} : { mapping: options.mapping }),
    timeZone: options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    templates: options.templateFolder ?? (options.hostPath === undefined ? fileURLToPath(new URL('../dist', import.meta.url)) : dirname(options.hostPath)),
    canEmbed: options.embed !== undefined,
  };
}

/** The process, started where it is not there; several callers wait for the same start. */
async function running(state: State): Promise<Running | Failed> {
  if (state.running) return state.running;
  state.starting ??= start(state).finally(() => {
    state.starting = undefined;
  });
  return state.starting;
}

async function start(state: State): Promise<Running | Failed> {
  const hostPath = state.options.hostPath ?? fileURLToPath(new URL('./process/host.ts', import.meta.url));
  const child = await startChild(
    { hostPath, parameters: state.parameters, embed: state.options.embed, onProgress: (progress) => state.onProgress(progress) },
    state.notices,
  );
  if ('kind' in child) return child;
  state.running = child;
  state.last = child.info;
  void child.gone.then(() => {
    child.connection.dispose();
    if (state.running === child) state.running = undefined;
  });
  return child;
}

function storeOn(state: State): Store {
  return {
    get info() {
      return { ...(state.last as StoreInfo), notices: [...state.notices, ...(state.last?.notices ?? [])] };
    },
    run: (given, options = {}) => withPlan(given, (plan) => bounded(state, RUN, { plan, limits: limitsOf(options) }, options)),
    explain: (given, options = {}) =>
      withPlan(given, (plan) => bounded(state, EXPLAIN, { plan, limits: limitsOf(options), analyze: options.analyze === 'yes' }, options)),
    index: (folder, options = {}) => index(state, folder, options),
    schema: () => ask(state, SCHEMA, null),
    labels: () => ask(state, LABELS, null),
    card: async (label) => (await ask(state, CARD, { label })) ?? undefined,
    counts: () => ask(state, COUNTS, null),
    noteStamps: () => ask(state, NOTE_STAMPS, null),
    noteTexts: (ids) => ask(state, NOTE_TEXTS, { ids }),
    close: () => close(state),
  };
}

/** Plans come from other programs, other windows and models too: only what reads as one goes on. */
async function withPlan<R>(given: Plan, use: (plan: Plan) => Promise<R>): Promise<R | Failed> {
  const read = readPlan(given);
  if ('plan' in read) return use(read.plan);
  return failed('bad-plan', `This is no plan: ${read.problems.join('; ')}.`, 'Give a plan as `rem plan` prints it, or the statement as text.');
}

function limitsOf(options: RunOptions): Limits {
  return { limit: options.limit ?? DEFAULTS.limit, timeoutMs: options.timeoutMs ?? DEFAULTS.timeoutMs, maxCell: options.maxCell ?? DEFAULTS.maxCell };
}

const CANCELLED = failed('cancelled', 'The run was cancelled', 'Run the statement again when you want its rows.');

type Bounded = { limits: Limits; plan: Plan };

/** A call that can be cancelled and ends in time; waits its turn at an embedded database. */
async function bounded<P extends Bounded, R extends { kind: string }>(
  state: State,
  type: RequestType<P, R, void>,
  parameters: P,
  options: RunOptions,
): Promise<R | Failed> {
  const { signal } = options;
  const turn = takeTurn(state);
  try {
    await Promise.race([turn.ready, aborted(signal)]);
    if (signal?.aborted) return CANCELLED;
    return await request(state, type, parameters, signal);
  } finally {
    turn.done();
  }
}

function takeTurn(state: State): { ready: Promise<unknown>; done: () => void } {
  if (state.parameters.connection !== undefined) return { ready: Promise.resolve(), done: () => undefined };
  const ready = state.tail;
  let done = (): void => undefined;
  state.tail = ready.then(
    () =>
      new Promise<void>((resolve) => {
        done = resolve;
      }),
  );
  // The next in line waits until this one is done, also when it gave up before its turn came.
  let early = false;
  void ready.then(() => {
    if (early) done();
  });
  return {
    ready,
    done: () => {
      early = true;
      done();
    },
  };
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function request<P extends Bounded, R extends { kind: string }>(
  state: State,
  type: RequestType<P, R, void>,
  parameters: P,
  signal: AbortSignal | undefined,
): Promise<R | Failed> {
  const child = await running(state);
  if ('kind' in child) return child;
  const source = new CancellationTokenSource();
  const answer = call(child.connection, type, parameters, source.token);
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), parameters.limits.timeoutMs + (state.parameters.connection === undefined ? 0 : 2_000));
  const stopped = Promise.race([aborted(signal).then(() => CANCELLED), aborted(timer.signal).then(() => timedOut(parameters.limits.timeoutMs))]);
  const died = (): Failed =>
    failed('process', 'The store process stopped while it ran the statement', 'It is started again; run the statement once more.');
  try {
    const first = await Promise.race([answer.catch(died), child.gone.then(died), stopped.then(() => 'stop' as const)]);
    return first === 'stop' ? await stop(state, child, source, await stopped, answer) : first;
  } finally {
    clearTimeout(timeout);
  }
}

function timedOut(milliseconds: number): Failed {
  return failed(
    'timeout',
    `The statement took longer than ${milliseconds / 1000} seconds`,
    'Add a LIMIT or a narrower WHERE, or raise the time-out in the settings.',
  );
}

/** Asks politely; a process that does not listen is ended, and its successor is started at once. */
async function stop(state: State, child: Running, source: CancellationTokenSource, why: Failed, answer: Promise<unknown>): Promise<Failed> {
  source.cancel();
  const quick = await Promise.race([
    answer.then(
      () => true,
      () => true,
    ),
    new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), GRACE_MS).unref();
    }),
  ]);
  if (!quick && state.parameters.connection === undefined) replace(state, child);
  return why;
}

/** The data belong to one process at a time: the successor starts when this one is gone. */
function replace(state: State, child: Running): void {
  if (state.running !== child) return;
  state.running = undefined;
  child.kill();
  const started = child.gone.then(() => (state.closed ? CANCELLED : start(state)));
  state.starting = started.finally(() => {
    state.starting = undefined;
  });
}

/** A question with a short answer; a store that died meanwhile is asked once more. */
async function ask<P, R>(state: State, type: RequestType<P, R, void>, parameters: P): Promise<R | Failed> {
  for (let attempt = 0; ; attempt++) {
    const child = await running(state);
    if ('kind' in child) return child;
    const died = child.gone.then(() => undefined);
    const answered = await Promise.race([call(child.connection, type, parameters).then((answer) => ({ answer })), died]).catch(() => undefined);
    if (answered) return answered.answer;
    if (attempt > 0 || state.closed) return failed('process', 'The store process stopped before it answered', 'Try again.');
    await child.gone;
  }
}

const MOST_CRASHES = 5;

/**
 * Goes on where it was when the process was ended under it (a cancelled run, a crash), as long as it gets further: crashes count only
 * while nothing was written between them, and a process that we ended ourselves did not crash.
 */
async function index(state: State, folder: string, options: IndexOptions): Promise<IndexReport | Failed> {
  let crashes = 0;
  state.onProgress = (progress) => {
    if (progress.done > 0) crashes = 0;
    options.onProgress?.(progress);
  };
  while (crashes < MOST_CRASHES) {
    const child = await running(state);
    if ('kind' in child) return child;
    const outcome = await indexOnce(child, folder, options);
    state.last = child.info;
    if (outcome !== 'died') return outcome;
    await child.gone;
    if (state.closed) return failed('cancelled', 'The store was closed while it read the notes', 'Index again; it goes on where it was.');
    if (!child.ended) crashes++;
  }
  return failed(
    'process',
    'The store process stopped again and again while it read the notes',
    'Look at the last note that was named; index again without it.',
  );
}

async function indexOnce(child: Running, folder: string, options: IndexOptions): Promise<IndexReport | Failed | 'died'> {
  const source = new CancellationTokenSource();
  options.signal?.addEventListener('abort', () => source.cancel(), { once: true });
  if (options.signal?.aborted) source.cancel();
  const tell = async (): Promise<void> => child.connection.sendNotification(PAUSE, { paused: options.paused?.() ?? false }).catch(() => undefined);
  // Said before the work is asked for: what an earlier run said last does not hold for this one, and a run that begins paused writes nothing.
  void tell().catch(() => undefined);
  const pausing = options.paused ? setInterval(() => void tell().catch(() => undefined), 100) : undefined;
  try {
    const outcome = await Promise.race([child.connection.sendRequest(INDEX, { folder }, source.token), child.gone.then(() => 'died' as const)]);
    if (outcome !== 'died') child.info = await child.connection.sendRequest(INFO, null);
    return outcome;
  } catch (error) {
    return (await Promise.race([
      child.gone.then(() => true),
      new Promise<boolean>((resolve) => {
        setTimeout(() => resolve(false), 500);
      }),
    ]))
      ? 'died'
      : failed('process', error instanceof Error ? error.message : String(error), 'Index again.');
  } finally {
    clearInterval(pausing);
  }
}

async function close(state: State): Promise<void> {
  state.closed = true;
  const child = state.running ?? (await state.starting);
  if (!child || 'kind' in child) return;
  await Promise.race([
    child.connection.sendRequest(CLOSE, null).catch(() => undefined),
    new Promise((resolve) => {
      setTimeout(resolve, 2_000).unref();
    }),
  ]);
  child.kill();
  await child.gone;
}
