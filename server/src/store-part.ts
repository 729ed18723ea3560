/**
 * The store of the session: the notes of the workspace, or the PostgreSQL database that the person chose. Opened when it is first needed,
 * left when another is chosen, kept in step with the notes, and its state told. A connection string stays in this module's memory; names
 * and messages leave it without the password.
 */
import path from 'node:path';
import type { Embed, IndexReport, Mapping, NoteProblem, Store } from '@rem/store';
import { labelBook } from './labels.ts';
import { failed, isFailed } from './lifecycle.ts';
import type { Progress } from './parts.ts';
import type { ConnectAnswer, ConnectParams, Failed, InitializationOptions, PauseIndexingAnswer, Status, StoreState } from './protocol.ts';
import { redact } from './redact.ts';
import { storeDirectory, type Services } from './services.ts';
import type { KnowledgeKeeper } from './session.ts';

export type StoreContext = {
  services: Services;
  keeper: KnowledgeKeeper;
  options(): InitializationOptions;
  folder(): string | undefined;
  embed: Embed;
  /** The setting `rem.mapping`; it counts when a database is opened. */
  mapping(): Mapping;
  /** True while the model answers a request: making vectors waits. */
  busy(): boolean;
  tell(): void;
  notes(folder: string, problems: readonly NoteProblem[]): void;
  progress(title: string): Promise<Progress>;
  log(line: string): void;
};

export type StorePart = {
  state(): StoreState;
  /** What to call the connection on screen. */
  name(): string;
  get(): Promise<Store | Failed>;
  ready(): Store | undefined;
  /** Opens the store; the notes are read where it is theirs. */
  start(): void;
  connect(to: ConnectParams): Promise<ConnectAnswer>;
  index(): Promise<IndexReport | Failed>;
  /** What indexing stood at when it was paused; undefined while it is not. */
  paused(): Status['paused'];
  /** Holds for every store of this session: nothing is read into it and no vectors are made. Resumed, it goes on where it was. */
  pause(to: 'paused' | 'running'): PauseIndexingAnswer;
  notesChanged(): void;
  /** Takes note of what an answer says about the connection, and answers it fit to be shown. */
  heard<T extends { kind: string }>(answer: T | Failed): T | Failed;
  dispose(): Promise<void>;
};

/** Milliseconds of rest after a note changed before the notes are read again. */
const rest = 500;

/** One opening of a store. `read` once the notes were read since; `stop` ends its indexing for good, `pause` the run of now: the next one goes on where it was. */
type Opening = { store: Promise<Store | Failed>; ready: Store | undefined; read: boolean; stop: AbortController; pause: AbortController; running: Promise<IndexReport | Failed> | undefined };

export function createStorePart(context: StoreContext): StorePart {
  const { services, keeper, log } = context;
  let state: StoreState = { kind: 'off' };
  let choice: ConnectParams | undefined;
  let opening: Opening | undefined;
  let closing: Promise<unknown> = Promise.resolve();
  let again: NodeJS.Timeout | undefined;
  let said: 'paused' | 'running' | undefined;
  /** Where the run stands, or the last one stood when it was paused. */
  let standing: Status['paused'] = {};

  const isPaused = (): boolean => (said ?? context.options().indexing) === 'paused';
  const chosen = (): ConnectParams | undefined => choice ?? (context.options().connection === 'given' ? undefined : { kind: 'notes' });
  const secret = (): string | undefined => (choice?.kind === 'postgres' ? choice.connection : undefined);
  const hasNotes = (): boolean => chosen()?.kind === 'notes' && context.folder() !== undefined;
  const show = (of: Opening, next: StoreState): void => {
    if (of !== opening) return;
    state = next;
    context.tell();
  };
  const showFailure = (of: Opening, { message, remedy }: Failed): void => show(of, { kind: 'failed', message, remedy });

  /** Reads schema and labels; the features know them from then on. */
  const learn = async (of: Opening, store: Store, problems: readonly NoteProblem[], more: readonly string[] = []): Promise<Failed | undefined> => {
    const [schema, labels] = [await store.schema(), await store.labels()];
    if (of !== opening) return undefined;
    if (isFailed(schema) || isFailed(labels)) return unknown(of, isFailed(schema) ? schema : (labels as Failed));
    keeper.learn({ schema, schemaKnown: true, labels: labelBook(labels) });
    // A new store knows nothing until the notes were read, which begins at once.
    if (labels.length === 0 && !of.read && hasNotes() && !isPaused()) return undefined;
    show(of, { kind: 'ready', labels: labels.length, problems: problems.map(lineOf), notices: [...store.info.notices, ...more] });
    return undefined;
  };
  const unknown = (of: Opening, failure: Failed): Failed => {
    const told = redact(failure, secret());
    showFailure(of, told);
    return told;
  };

  const open = async (of: Opening): Promise<Store | Failed> => {
    await closing;
    const place = placeOf(chosen(), context);
    if (isFailed(place)) return place;
    show(of, { kind: 'starting' });
    const { storeHostPath } = context.options();
    const store = await services.openStore({ ...place, embed: context.embed, ...(storeHostPath && { hostPath: storeHostPath }), owner: 'the language server' });
    if (isFailed(store)) return redact(store, secret());
    of.ready = store;
    const unread = await learn(of, store, []);
    if (!unread) return store;
    of.ready = undefined;
    await store.close();
    return unread;
  };

  const opened = (): Opening => {
    if (opening) return opening;
    const of: Opening = { store: Promise.resolve(notOpen), ready: undefined, read: false, stop: new AbortController(), pause: new AbortController(), running: undefined };
    opening = of;
    of.store = open(of).catch((error: unknown) => redact(failed('start-failed', textOf(error), 'Look at the output channel "REM" for the details.'), secret())).then((store) => {
      if (!isFailed(store)) return store;
      showFailure(of, store);
      if (opening === of) opening = undefined;
      return store;
    });
    return of;
  };

  const leave = (): void => {
    const old = opening;
    opening = undefined;
    clearTimeout(again);
    if (!old) return;
    old.stop.abort();
    closing = Promise.allSettled([closing, old.store.then((store) => (isFailed(store) ? undefined : store.close()))]);
  };

  const indexFolder = async (of: Opening, store: Store, folder: string): Promise<IndexReport | Failed> => {
    const progress = await context.progress('REM');
    const leaving = AbortSignal.any([of.stop.signal, of.pause.signal]);
    const pass = (enough?: AbortController): Promise<IndexReport | Failed> => store.index(folder, {
      signal: enough ? AbortSignal.any([leaving, enough.signal]) : leaving,
      // Vectors share the model with requests, and requests come first.
      paused: context.busy,
      onProgress({ stage, done, total }) {
        if (stage === 'embed') enough?.abort();
        standing = { stage, done, total };
        show(of, { kind: 'indexing', stage, done, total });
        progress.report(total > 0 ? Math.floor((done / total) * 100) : 0, `${stageWords[stage]}, ${done} of ${total}`);
      },
    });
    try {
      // Vectors take long: names, and what is wrong with which note, are known before they are made.
      const first = await pass(new AbortController());
      if (isFailed(first) || !first.cancelled || leaving.aborted) return await finish(of, store, folder, first);
      await finish(of, store, folder, { ...first, cancelled: false });
      return await finish(of, store, folder, await pass());
    } finally {
      // A run that was not paused came to its end.
      if (!isPaused()) standing = {};
      progress.done();
    }
  };

  /** A store that another window holds is kept in step there, and read here. */
  const finish = async (of: Opening, store: Store, folder: string, report: IndexReport | Failed): Promise<IndexReport | Failed> => {
    of.read = true;
    if (isFailed(report) && report.code === 'held') await learn(of, store, [], [`${report.message}.`]);
    else if (isFailed(report)) showFailure(of, report);
    // What was read before the pause is known from now on; what is wrong with notes is told when all were looked at.
    else if (report.cancelled && isPaused()) await learn(of, store, []);
    else if (!report.cancelled) {
      await learn(of, store, report.problems);
      if (of === opening) context.notes(folder, report.problems);
    }
    return report;
  };

  const part: StorePart = {
    state: () => state,
    name: () => nameOf(chosen(), context.folder()),
    get: () => opened().store,
    ready: () => opening?.ready,
    start() {
      const to = chosen();
      const work = to === undefined ? undefined : hasNotes() ? (isPaused() ? part.get() : part.index()) : to.kind === 'postgres' ? part.get() : undefined;
      if (!work) return keeper.learn({ schemaKnown: to !== undefined });
      void work.then((answer) => { if (isFailed(answer)) keeper.learn({ schemaKnown: true }); });
    },
    async connect(to) {
      leave();
      choice = to;
      const of = opened();
      const store = await of.store;
      if (isFailed(store)) return store;
      if (to.kind === 'notes' && !isPaused()) void part.index();
      const { labels, tables } = { labels: keeper.knowledge().labels.size, tables: keeper.knowledge().schema.tables.length };
      return { kind: 'connected', name: part.name(), labels, tables, notices: store.info.notices };
    },
    async index() {
      const folder = context.folder();
      if (folder === undefined) return noFolder();
      if (isPaused()) return pausedNow;
      const of = opened();
      if (!of.running) of.pause = new AbortController();
      of.running ??= of.store.then((store) => (isFailed(store) ? store : indexFolder(of, store, folder))).finally(() => { of.running = undefined; });
      return of.running;
    },
    paused: () => (isPaused() ? standing : undefined),
    pause(to) {
      const holder = opening?.ready?.info.heldBy;
      if (holder) return failed('held', `The notes are kept in step by ${holder.owner} (process ${holder.pid}), not by this window.`, 'Pause and resume indexing in that window.');
      const changed = isPaused() !== (to === 'paused');
      said = to;
      if (to === 'paused') {
        clearTimeout(again);
        opening?.pause.abort();
      } else if (changed && hasNotes()) void Promise.resolve(opening?.running).then(() => part.index());
      if (changed) context.tell();
      return { kind: 'indexing', paused: isPaused() };
    },
    notesChanged() {
      if (!opening?.ready || chosen()?.kind !== 'notes' || isPaused()) return;
      clearTimeout(again);
      // Making vectors of all notes may take minutes; a note that changed does not wait for it.
      again = setTimeout(() => {
        const before = opening?.running;
        opening?.pause.abort();
        void Promise.resolve(before).then(() => part.index());
      }, rest);
    },
    heard(answer) {
      const of = opening;
      if (!of?.ready || choice?.kind !== 'postgres') return answer;
      if (isFailed(answer) && answer.code === 'connection') showFailure(of, redact(answer, secret()));
      else if (state.kind === 'failed') void learn(of, of.ready, []).catch((error: unknown) => log(textOf(error)));
      return isFailed(answer) ? redact(answer, secret()) : answer;
    },
    async dispose() {
      leave();
      await closing;
    },
  };
  return part;
}

type Place = { directory: string } | { connection: string; mapping: Mapping };

function placeOf(chosen: ConnectParams | undefined, context: StoreContext): Place | Failed {
  if (chosen === undefined) return failed('no-connection', 'The connection of this workspace is not opened yet.', 'Wait a moment, or choose one with "REM: Connect…".');
  if (chosen.kind === 'postgres') return { connection: chosen.connection, mapping: context.mapping() };
  const folder = context.folder();
  return folder === undefined ? noFolder() : { directory: storeDirectory(context.options().storageDirectory, folder) };
}

function nameOf(chosen: ConnectParams | undefined, folder: string | undefined): string {
  if (chosen?.kind === 'postgres') return chosen.name;
  return folder === undefined ? 'no workspace' : `notes of ${path.basename(folder)}`;
}

const pausedNow = failed('paused', 'Indexing is paused.', 'Run "REM: Resume Indexing".');

const notOpen = failed('start-failed', 'The store is not open.', 'Run it again.');

function noFolder(): Failed {
  return failed('no-folder', 'No folder is open, so there are no notes to look in.', 'Open the folder that holds your notes.');
}

function lineOf({ path: file, line, column, message, remedy }: NoteProblem): string {
  return `${file}:${line}:${column}: ${message} ${remedy}`;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const stageWords = { scan: 'looking for notes', notes: 'reading notes', embed: 'learning meanings' } as const;
