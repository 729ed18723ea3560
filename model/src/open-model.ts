/**
 * The model as the rest of the program has it: one client for as long as the program lives, whatever happens to the
 * process behind it. Weights are looked for and loaded in the background; a process that dies is started again, a few
 * times; what cannot work is a state with a remedy.
 */
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import type { CompletionOptions, CompletionResult } from './completion.ts';
import { failed, isFailed, type Failed } from './failed.ts';
import { fetchWeights } from './fetch-weights.ts';
import type { ModelClient, ModelIdentity, ModelState, OpenModelOptions } from './model-client.ts';
import { mergedModel } from './merged-model.ts';
import { startChild, type Child } from './process/child.ts';
import { completedSchema, embeddedSchema, loadedSchema, methods, statusSchema, unpackVector, type CompleteParams, type EmbedParams, type LoadParams } from './process/protocol.ts';
import { findModels, hostPathOf, type Models } from './find-models.ts';
import { modelDirectory, type Weights } from './weights.ts';

const LOAD_TIMEOUT = 120_000;
const EMBED_TIMEOUT = 120_000;
const COMPLETE_TIMEOUT = 20_000;
const MOST_RESTARTS = 4;
/** Milliseconds after which an earlier crash is forgiven. */
const FORGIVEN = 60_000;

export async function openModel(options: OpenModelOptions = {}): Promise<ModelClient> {
  const client = new Client(options);
  if (options.eager !== false) void client.ready();
  return client;
}

/** State with a life of its own: the process, its restarts and who listens. */
class Client implements ModelClient {
  state: ModelState = { kind: 'loading' };
  readonly #options: OpenModelOptions;
  readonly #listeners = new Set<(state: ModelState) => void>();
  readonly #texts = new Map<number, (text: string) => void>();
  #child: Child | undefined;
  #loading: Promise<ModelState> | undefined;
  #models: Promise<Models> | undefined;
  #identity: ModelIdentity | undefined;
  #loadMs: number | undefined;
  #crashes: number[] = [];
  #restarts = 0;
  #nextId = 1;

  constructor(options: OpenModelOptions) {
    this.#options = options;
  }

  onState(listener: (state: ModelState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  ready(): Promise<ModelState> {
    return this.#loading ??= this.#load();
  }

  identity(): ModelIdentity | undefined {
    return this.#identity;
  }

  async complete(prompt: string, options: CompletionOptions, signal?: AbortSignal): Promise<CompletionResult> {
    const unready = await this.#unready();
    if (unready) return unready;
    const id = this.#nextId++;
    if (options.onText) this.#texts.set(id, options.onText);
    const params: CompleteParams = {
      id, prompt, gbnf: options.constraint.kind === 'grammar' ? options.constraint.gbnf : undefined,
      maxTokens: options.maxTokens ?? 160, n: options.n ?? 1, near: options.near ?? false, hints: options.hints ?? [], likely: options.likely, exclude: options.exclude ?? [],
    };
    try {
      const answer = await this.#call(methods.complete, params, completedSchema, { signal, timeout: options.timeout ?? COMPLETE_TIMEOUT });
      return answer as CompletionResult;
    } finally {
      this.#texts.delete(id);
    }
  }

  async prime(prompt: string): Promise<void> {
    if (this.state.kind === 'ready') await this.#call(methods.prime, { prompt }, z.unknown(), { timeout: 5000 });
  }

  async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[] | Failed> {
    const { embedding } = await this.#find();
    if (isFailed(embedding)) return embedding;
    const params: EmbedParams = { modelPath: embedding.path, texts };
    const answer = await this.#call(methods.embed, params, embeddedSchema, { signal, timeout: EMBED_TIMEOUT });
    return answer.kind === 'failed' ? answer as Failed : answer.vectors.map(unpackVector);
  }

  async status(): ReturnType<ModelClient['status']> {
    const answer = this.#child ? await this.#call(methods.status, {}, statusSchema, { timeout: 1000 }) : undefined;
    const told = answer && !isFailed(answer) ? answer : undefined;
    return {
      state: this.state, pid: this.#child?.pid, memory: told?.memory, cpuMs: told?.cpuMs,
      identity: this.#identity, loadMs: this.#loadMs, restarts: this.#restarts,
    };
  }

  async fetchWeights(...[onProgress, signal]: Parameters<ModelClient['fetchWeights']>): Promise<ModelState> {
    if (this.state.kind === 'ready' || this.state.kind === 'disposed') return this.state;
    this.#become({ kind: 'fetching', received: 0, total: 1 });
    const fetched = await fetchWeights({
      directory: this.#options.directory, signal,
      onProgress: (progress) => { this.#become({ kind: 'fetching', ...progress }); onProgress?.(progress); },
    });
    this.#models = undefined;
    if (isFailed(fetched)) return this.#become({ kind: 'failed', code: fetched.code, message: fetched.message, remedy: fetched.remedy });
    this.#crashes = [];
    return await (this.#loading = this.#load());
  }

  async dispose(): Promise<void> {
    this.#become({ kind: 'disposed' });
    this.#listeners.clear();
    await this.#stopChild();
  }

  async #load(): Promise<ModelState> {
    if (this.state.kind === 'disposed') return this.state;
    if (this.state.kind !== 'restarting') this.#become({ kind: 'loading' });
    const { base, adapter } = await this.#find();
    if (isFailed(base)) return this.#becomeFailed(base);
    if (isFailed(adapter)) return this.#becomeFailed(adapter);
    const merged = adapter && await this.#merged(base, adapter);
    const loaded = await this.#loadFiles(merged ?? base.path, merged ? undefined : adapter?.path);
    if (isFailed(loaded)) {
      if (loaded.code === 'process-died' || loaded.code === 'disposed') return this.state;
      await this.#stopChild();
      // A damaged merged model is made again from the files that were checked.
      if (merged && loaded.code === 'weights-damaged' && await rm(merged).then(() => true, () => false)) return this.#load();
      return this.#becomeFailed(loaded);
    }
    this.#identity = { backend: 'embedded', base: base.sha256.slice(0, 16), adapter: adapter?.sha256.slice(0, 16) };
    return this.#become({ kind: 'ready', name: 'SmolLM2-135M', adapter: adapter?.sha256.slice(0, 16) });
  }

  async #merged(base: Weights, adapter: Weights): Promise<string | undefined> {
    const hostPath = hostPathOf(this.#options);
    if (isFailed(hostPath) || this.#options.merge === false) return undefined;
    return mergedModel(base, adapter, { hostPath, directory: this.#options.directory ?? modelDirectory(), log: (line) => this.#options.log?.(line) });
  }

  async #loadFiles(basePath: string, adapterPath: string | undefined): Promise<Failed | undefined> {
    const params: LoadParams = { basePath, adapterPath, threads: this.#options.threads ?? Math.min(4, availableParallelism()) };
    const begun = performance.now();
    const loaded = await this.#call(methods.load, params, loadedSchema, { timeout: LOAD_TIMEOUT });
    if (isFailed(loaded)) return loaded;
    this.#loadMs = performance.now() - begun;
    return undefined;
  }

  async #unready(): Promise<Failed | undefined> {
    await this.ready();
    const state: ModelState = this.state;
    switch (state.kind) {
      case 'ready': return undefined;
      case 'absent': return failed('weights-missing', state.message, state.remedy);
      case 'failed': return failed(state.code, state.message, state.remedy);
      case 'disposed': return failed('disposed', 'The model has been closed.', 'Reload the window.');
      default: return failed('process-died', 'The model process is being started again.', 'Try again in a moment.');
    }
  }

  #find(): Promise<Models> {
    return this.#models ??= findModels(this.#options);
  }

  async #call<T>(method: string, params: unknown, schema: z.ZodType<T>, options: { signal?: AbortSignal | undefined; timeout: number }): Promise<T | Failed> {
    const child = this.#started();
    if (isFailed(child)) return child;
    const answer = await child.call(method, params, schema, options);
    // A process that does not even tell its memory hangs; it is replaced.
    if (isFailed(answer) && answer.code === 'timeout' && method !== methods.status) void this.#replaceIfHanging(child);
    return answer;
  }

  #started(): Child | Failed {
    if (this.state.kind === 'disposed') return failed('disposed', 'The model has been closed.', 'Reload the window.');
    if (this.#child) return this.#child;
    const hostPath = hostPathOf(this.#options);
    if (isFailed(hostPath)) return hostPath;
    const child = startChild(hostPath, (line) => this.#options.log?.(line));
    this.#child = child;
    child.onText(({ id, text }) => this.#texts.get(id)?.(text));
    void child.ended.then((how) => this.#afterEnd(child, how));
    return child;
  }

  #afterEnd(child: Child, how: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#options.log?.(`The model process ended (${how}).`);
    if (this.state.kind === 'disposed') return;
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((time) => now - time < FORGIVEN), now];
    if (this.#crashes.length > MOST_RESTARTS) {
      this.#becomeFailed(failed('process-died', `The model process keeps ending (${how}).`, 'It may lack memory: close other programs and run "REM: Restart"; if it stays, fetch the model again.'));
      return;
    }
    this.#restarts++;
    this.#become({ kind: 'restarting', message: `The model process ended (${how}) and is being started again.` });
    this.#loading = this.#load();
  }

  async #replaceIfHanging(child: Child): Promise<void> {
    const alive = await child.call(methods.status, {}, statusSchema, { timeout: 5000 });
    if (isFailed(alive)) await child.kill();
  }

  async #stopChild(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    await child?.kill();
  }

  #becomeFailed(reason: Failed): ModelState {
    if (reason.code === 'weights-missing') return this.#become({ kind: 'absent', message: reason.message, remedy: reason.remedy });
    return this.#become({ kind: 'failed', code: reason.code, message: reason.message, remedy: reason.remedy });
  }

  #become(state: ModelState): ModelState {
    if (this.state.kind === 'disposed') return this.state;
    this.state = state;
    for (const listener of this.#listeners) listener(state);
    return state;
  }
}
