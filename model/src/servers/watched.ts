/**
 * One server as the program sees it over time: connecting, ready, away, back. Probes run beside and never in a person's way; while
 * the circuit is open every question is answered at once with why. Each change of state is told once.
 */
import type { CompletionOptions, CompletionResult, CompletionTimings } from '../completion.ts';
import { failed, isFailed, type Failed } from '../failed.ts';
import { lastOf, type Backend, type Capabilities } from '../backends/backend.ts';
import type { ModelIdentity } from '../model-client.ts';
import { breaker } from './breaker.ts';
import { latencyWindow, type LatencyWindow } from './latency.ts';

export type ServerStateKind = 'connecting' | 'ready' | 'unconstrained' | 'slow' | 'busy' | 'unauthorised' | 'wrong-model' | 'offline' | 'disabled';
export type ServerState = { kind: ServerStateKind; message: string; remedy: string };

/** One answered or failed request, for "why was this slow". Milliseconds. */
export type RequestRecord = { server: string; task: string; at: number; total: number; outcome: 'answered' | Failed['code']; timings: CompletionTimings | undefined; firstText: number | undefined };

export type Watched = {
  readonly name: string;
  state(): ServerState;
  identity(): ModelIdentity | undefined;
  capabilities(): Capabilities | undefined;
  latency: LatencyWindow;
  /** Resolves once it is known whether the server can be asked. */
  ready(): Promise<ServerState>;
  complete(prompt: string, options: CompletionOptions, signal?: AbortSignal): Promise<CompletionResult>;
  /** Lets the server read a prompt ahead, where it can; nothing where one is being read. */
  prime(prompt: string): Promise<void>;
  /** Probes now, whatever the circuit says. */
  reconnect(): Promise<ServerState>;
  dispose(): Promise<void>;
};

export type WatchOptions = {
  task: string;
  onState(state: ServerState): void;
  onRequest(record: RequestRecord): void;
  /** Milliseconds. Tests shorten them. */
  firstPause?: number; longestPause?: number; recheck?: number;
  /** Patience with one answer; left out, it follows from the server's own times. */
  timeout?: number;
};

/** Answers of this age in the middle make typing wait. */
const SLOW = 2500;
const FEWEST_FOR_SLOW = 5;

export function watch(backend: Backend, options: WatchOptions): Watched {
  const circuit = breaker({ failures: 3, firstPause: options.firstPause ?? 1000, longestPause: options.longestPause ?? 60_000, now: () => performance.now() });
  const latency = latencyWindow();
  const life = new AbortController();
  let state: ServerState = connecting();
  let identity: ModelIdentity | undefined;
  let capabilities: Capabilities | undefined;
  let probing: Promise<ServerState> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let checked = performance.now();
  /** Of a prompt being read ahead: one at a time, and whatever is really asked ends it. */
  let reading: AbortController | undefined;

  const become = (next: ServerState): ServerState => {
    if (life.signal.aborted) return state;
    const same = next.kind === state.kind && next.message === state.message;
    state = next;
    if (!same) options.onState(next);
    return next;
  };
  const later = (): void => {
    clearTimeout(timer);
    if (life.signal.aborted || state.kind === 'disabled') return;
    timer = setTimeout(() => void probe(), Math.max(10, circuit.wait()));
    timer.unref();
  };
  const probe = (): Promise<ServerState> => (probing ??= probeOnce().finally(() => { probing = undefined; }));
  const probeOnce = async (): Promise<ServerState> => {
    clearTimeout(timer);
    const result = await backend.probe(life.signal).catch((error: unknown) => failed('server-failed', String(error), 'Restart the extension.'));
    checked = performance.now();
    if (isFailed(result)) {
      circuit.failed('at-once');
      const next = become(stateOf(result));
      later();
      return next;
    }
    circuit.succeeded();
    ({ identity, capabilities } = result);
    return become(answering());
  };
  const answering = (): ServerState => {
    if (capabilities && !capabilities.grammar) return { kind: 'unconstrained', message: `${backend.name} answers, but holds to no grammar: its answers are checked and repaired.`, remedy: '' };
    const middle = latency.p50();
    if (middle !== undefined && latency.count >= FEWEST_FOR_SLOW && middle > SLOW) return { kind: 'slow', message: `${backend.name} takes ${(middle / 1000).toFixed(1)} s for an answer.`, remedy: 'See "REM: Why Was This Slow", or use the embedded model for queries.' };
    return { kind: 'ready', message: `${backend.name} is ready.`, remedy: '' };
  };
  const noteFailure = (reason: Failed): void => {
    switch (reason.code) {
      case 'cancelled': case 'too-long': return;
      case 'bad-answer': case 'timeout': case 'server-failed': case 'server-refused': case 'out-of-memory': circuit.failed('counted'); break;
      default: circuit.failed('at-once');
    }
    if (circuit.state() === 'closed') return;
    become(stateOf(reason));
    later();
  };

  return {
    name: backend.name, latency,
    state: () => state,
    identity: () => identity,
    capabilities: () => capabilities,
    ready: () => (state.kind === 'connecting' ? probe() : Promise.resolve(state)),
    reconnect: probe,
    async complete(prompt, wanted, signal) {
      if (state.kind === 'connecting') await probe();
      if (circuit.state() !== 'closed') return failed(codeOf(state.kind), state.message, state.remedy);
      reading?.abort();
      const asked = performance.now();
      let firstText: number | undefined;
      const { onText, ...sent } = wanted;
      const result = await lastOf(backend.complete(prompt, { ...sent, timeout: wanted.timeout ?? options.timeout ?? latency.timeout() }, signal), (text) => {
        firstText ??= performance.now() - asked;
        onText?.(text);
      }).catch((error: unknown) => failed('server-failed', String(error), 'Ask again.'));
      const total = performance.now() - asked;
      options.onRequest({ server: backend.name, task: options.task, at: Date.now(), total, firstText, outcome: isFailed(result) ? result.code : 'answered', timings: isFailed(result) ? undefined : result.timings });
      if (isFailed(result)) {
        noteFailure(result);
        return result;
      }
      latency.add(total);
      circuit.succeeded();
      become(answering());
      // Another model may have been started behind the same name.
      if (performance.now() - checked > (options.recheck ?? 60_000)) void probe();
      return identity ? { ...result, by: identity } : result;
    },
    async prime(prompt) {
      if (circuit.state() !== 'closed' || !identity || !backend.prime || reading) return;
      reading = new AbortController();
      await backend.prime(prompt, AbortSignal.any([life.signal, reading.signal])).catch(() => undefined);
      reading = undefined;
    },
    async dispose() {
      life.abort();
      clearTimeout(timer);
      await backend.dispose();
    },
  };
}

function connecting(): ServerState {
  return { kind: 'connecting', message: 'Connecting.', remedy: '' };
}

function stateOf({ code, message, remedy }: Failed): ServerState {
  return { kind: kindOf(code), message, remedy };
}

function kindOf(code: Failed['code']): ServerStateKind {
  switch (code) {
    case 'server-unauthorised': return 'unauthorised';
    case 'server-model': case 'too-long': case 'task-missing': return 'wrong-model';
    case 'server-busy': case 'server-loading': return 'busy';
    case 'server-forbidden': return 'disabled';
    case 'timeout': return 'slow';
    default: return 'offline';
  }
}

function codeOf(kind: ServerStateKind): Failed['code'] {
  switch (kind) {
    case 'unauthorised': return 'server-unauthorised';
    case 'wrong-model': return 'server-model';
    case 'busy': return 'server-busy';
    case 'disabled': return 'server-forbidden';
    case 'slow': return 'timeout';
    default: return 'server-unreachable';
  }
}
