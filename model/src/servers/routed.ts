/**
 * The model with the person's servers in front: each task asks its own server, and the embedded model steps in, said aloud, while that
 * server is away. To the rest of the program it is one model client as before; without servers it is the embedded model and nothing else.
 */
import type { CompletionOptions, CompletionResult } from '../completion.ts';
import { failed, isFailed, type Failed } from '../failed.ts';
import type { Completer } from '../backends/backend.ts';
import { openBackend } from '../backends/open-backend.ts';
import type { ModelClient, ModelIdentity, ModelState } from '../model-client.ts';
import type { ServerChoice, TaskName } from './settings.ts';
import { watch, type RequestRecord, type ServerState, type Watched, type WatchOptions } from './watched.ts';

export type TaskServer = { task: TaskName; server: string; state: ServerState; /** Milliseconds. */ p50: number | undefined; p95: number | undefined };

export type RoutedModel = ModelClient & {
  /** The model of this machine, whoever answers now. */
  readonly embedded: ModelClient;
  /** The embedded model beside a server that answers queries. */
  readonly second: Completer | undefined;
  /** Which servers there are and which task asks which. Replaces what was said before; resolves once the new ones are known or away. */
  use(choice: ServerChoice): Promise<readonly TaskServer[]>;
  /** What answers a task: its server, else the embedded model. */
  completer(task: TaskName): Completer;
  servers(): readonly TaskServer[];
  /** Called at each change of a server's state; the answer ends the listening. */
  onServers(listener: (servers: readonly TaskServer[]) => void): () => void;
  /** The last requests, newest first. */
  records(): readonly RequestRecord[];
  /** Milliseconds to rest before a query is asked for, so that rest and answer together take about `interval`. */
  rest(interval: number): number;
  /** Probes every server again, now. */
  reconnect(): Promise<void>;
};

const KEPT_RECORDS = 50;
/** Milliseconds that a request waits for a connection. */
const CONNECTING = 1500;

export function routedModel(embedded: ModelClient, timing: Pick<WatchOptions, 'firstPause' | 'longestPause' | 'recheck' | 'timeout'> = {}): RoutedModel {
  const watched = new Map<TaskName, Watched>();
  const records: RequestRecord[] = [];
  const listeners = new Set<(servers: readonly TaskServer[]) => void>();
  const stateListeners = new Set<(state: ModelState) => void>();
  const servers = (): TaskServer[] => [...watched].map(([task, one]) => ({ task, server: one.name, state: one.state(), p50: one.latency.p50(), p95: one.latency.p95() }));
  const tell = (): void => {
    for (const listener of listeners) listener(servers());
    for (const listener of stateListeners) listener(state());
  };
  const record = (entry: RequestRecord): void => {
    records.unshift(entry);
    records.length = Math.min(records.length, KEPT_RECORDS);
  };
  const query = (): Watched | undefined => watched.get('rem_query');
  const state = (): ModelState => {
    const server = query();
    return server && answers(server.state()) ? { kind: 'ready', name: server.name, adapter: server.identity()?.adapter } : embedded.state;
  };
  const completer = (task: TaskName): Completer => ({
    async ready() {
      const known = await settled(watched.get(task));
      return (known && answers(known)) || task !== 'rem_query' ? known : embedded.ready();
    },
    identity: () => identityFor(watched.get(task), embedded),
    get second() { return task === 'rem_query' && watched.has(task) && embedded.state.kind === 'ready' ? embedded : undefined; },
    complete: (prompt, options, signal) => complete(watched.get(task), embedded, { task, record }, prompt, options, signal),
  });
  const queries = completer('rem_query');

  return {
    get state() { return state(); },
    onState(listener) {
      stateListeners.add(listener);
      const end = embedded.onState(() => listener(state()));
      return () => { stateListeners.delete(listener); end(); };
    },
    async ready() {
      const known = await settled(query());
      return known && answers(known) ? state() : embedded.ready();
    },
    identity: queries.identity,
    embedded,
    get second() { return queries.second; },
    complete: queries.complete,
    prime: async (prompt) => {
      const server = query();
      await (server && answers(server.state()) ? server.prime(prompt) : embedded.prime(prompt));
    },
    embed: (texts, signal) => embedded.embed(texts, signal),
    status: () => embedded.status(),
    fetchWeights: (onProgress, signal) => embedded.fetchWeights(onProgress, signal),
    async dispose() {
      await Promise.allSettled([embedded.dispose(), ...[...watched.values()].map((one) => one.dispose())]);
      watched.clear();
    },
    async use({ servers: known, use }) {
      const old = [...watched.values()];
      watched.clear();
      for (const [task, name] of Object.entries(use) as [TaskName, string][]) {
        const found = known.find(({ settings }) => settings.name === name);
        if (found) watched.set(task, watch(openBackend({ ...found, task }), { ...timing, task, onRequest: record, onState: tell }));
      }
      tell();
      await Promise.allSettled([...old.map((one) => one.dispose()), ...[...watched.values()].map((one) => one.ready())]);
      return servers();
    },
    completer, servers,
    onServers(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    records: () => records,
    rest: (interval) => query()?.latency.debounce(interval) ?? interval,
    reconnect: async () => { await Promise.all([...watched.values()].map((one) => one.reconnect())); },
  };
}

/** The server can be asked, well or badly. */
export function answers({ kind }: ServerState): boolean {
  return kind === 'ready' || kind === 'unconstrained' || kind === 'slow';
}

function identityFor(server: Watched | undefined, embedded: ModelClient): ModelIdentity | undefined {
  return server && answers(server.state()) ? server.identity() : embedded.identity();
}

/** A server that is still being connected to is waited for a moment; then the embedded model answers meanwhile. */
async function settled(server: Watched | undefined): Promise<ServerState | undefined> {
  if (!server) return undefined;
  return Promise.race([server.ready(), new Promise<ServerState>((resolve) => setTimeout(() => resolve(server.state()), CONNECTING).unref())]);
}

type Noting = { task: TaskName; record(entry: RequestRecord): void };

/** The server, and where it fails for reasons of its own the embedded model. What the person withdrew is not asked again. */
async function complete(server: Watched | undefined, embedded: ModelClient, noting: Noting, prompt: string, options: CompletionOptions, signal: AbortSignal | undefined): Promise<CompletionResult> {
  const known = await settled(server);
  const connecting = known?.kind === 'connecting' && embedded.state.kind === 'ready';
  const answer = connecting ? undefined : await server?.complete(prompt, options, signal);
  if (answer && !(isFailed(answer) && mayStepIn(answer))) return answer;
  if (signal?.aborted && answer) return answer;
  // The embedded model writes queries and nothing else: the other tasks have means of their own, which their callers turn to.
  if (noting.task !== 'rem_query') return answer ?? failed('task-missing', 'No model server does this task.', 'Choose one with "REM: Select Model".');
  const asked = performance.now();
  const own = await embedded.complete(prompt, options, signal);
  noting.record({ server: 'embedded', task: noting.task, at: Date.now(), total: performance.now() - asked, firstText: undefined, outcome: isFailed(own) ? own.code : 'answered', timings: isFailed(own) ? undefined : own.timings });
  const by = embedded.identity();
  // Both failed: the server is what the person chose, so its reason is told.
  if (isFailed(own)) return answer ?? own;
  return by && server ? { ...own, by } : own;
}

function mayStepIn({ code }: Failed): boolean {
  return code !== 'cancelled' && code !== 'disposed';
}
