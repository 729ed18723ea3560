/**
 * The door to the model process as its users see it: a client that is there at once, loads in the background, tells
 * its state, restarts a process that died, and answers every call with a value. See `open-model.ts` for the maker.
 */
import type { CompletionOptions, CompletionResult } from './completion.ts';
import type { Failed } from './failed.ts';
import type { FetchProgress } from './weights.ts';

export type ModelState =
  /** No weights; `remedy` says how to get them, `fetchWeights` does it. */
  | { kind: 'absent'; message: string; remedy: string }
  | { kind: 'fetching'; received: number; total: number }
  | { kind: 'loading' }
  | { kind: 'ready'; name: string; adapter: string | undefined }
  /** The process ended by itself and is being started again. */
  | { kind: 'restarting'; message: string }
  | { kind: 'failed'; code: Failed['code']; message: string; remedy: string }
  | { kind: 'disposed' };

export type ModelStatus = {
  state: ModelState;
  pid: number | undefined;
  /** Bytes of resident memory of the process; undefined while none runs. */
  memory: number | undefined;
  /** Milliseconds of processor time the process has used, all threads together. */
  cpuMs: number | undefined;
  /** What the process loaded, for cache keys and reports. */
  identity: ModelIdentity | undefined;
  /** Milliseconds from the start of the process to the first possible request. */
  loadMs: number | undefined;
  restarts: number;
};

/** Names of what answers, part of every cache key: sha256 of the files in hexadecimal, shortened to 16 digits. */
export type ModelIdentity = { base: string; adapter: string | undefined; backend: string };

export type ModelClient = {
  readonly state: ModelState;
  /** Called at once on each change; the answer ends the listening. */
  onState(listener: (state: ModelState) => void): () => void;
  /** Resolves when the model is ready, absent or failed. Starts loading. */
  ready(): Promise<ModelState>;
  identity(): ModelIdentity | undefined;
  complete(prompt: string, options: CompletionOptions, signal?: AbortSignal): Promise<CompletionResult>;
  /** Reads the prompt into the context ahead of a request that will probably begin with it. Never fails aloud. */
  prime(prompt: string): Promise<void>;
  /** One vector of 384 numbers a text, unit length, in order. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[] | Failed>;
  status(): Promise<ModelStatus>;
  /** Brings the base weights into the cache folder and loads them. */
  fetchWeights(onProgress?: (progress: FetchProgress) => void, signal?: AbortSignal): Promise<ModelState>;
  /** Ends the process; calls under way answer `disposed`. */
  dispose(): Promise<void>;
};

export type OpenModelOptions = {
  /** Entry of the process; a bundle gives its own file. Default: `process/host.ts` beside this module. */
  hostPath?: string | undefined;
  /** Where weights are kept and fetched to. Default: `modelDirectory()`. */
  directory?: string | undefined;
  /** Further folders that may hold weights, looked into first (a bundle's `weights/`). */
  bundled?: readonly string[] | undefined;
  /** The query adapter. Default: `rem-query.lora.gguf` in the bundled folders; null: none. */
  adapterPath?: string | null | undefined;
  /** Threads of the decoder. Default: the cores, four at most. */
  threads?: number | undefined;
  /** False: the adapter is applied while running instead of being merged into the base once. Default true. */
  merge?: boolean | undefined;
  /** False: loading waits for the first call. Default true. */
  eager?: boolean | undefined;
  /** Lines for a log channel. */
  log?: ((line: string) => void) | undefined;
};
