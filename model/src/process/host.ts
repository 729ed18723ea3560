/**
 * The model process: one base model with the query adapter, one embedding model, both loaded when first asked for.
 * Queries go one at a time and before embeddings. It ends when its parent does. Everything native lives here, so that
 * a crash costs a restart and nothing else.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter, type CancellationToken } from 'vscode-jsonrpc/node';
import type { Llama } from 'node-llama-cpp';
import { cancelled, failed, type Failed } from '../failed.ts';
import { decoder, type Decoder } from './decoder.ts';
import { watchIdleCores } from './idle-cores.ts';
import { openEmbedder, type Embedder } from './embedder.ts';
import { loadFailure } from './load-failure.ts';
import { MERGE, methods, packVector, type CompleteParams, type EmbedParams, type LoadParams } from './protocol.ts';

const CONTEXT_SIZE = 1024;

let llamaOnce: Promise<Llama> | undefined;
let loaded: Promise<{ decoder: Decoder; ms: number } | Failed> | undefined;
const embedders = new Map<string, Promise<Embedder | Failed>>();
let threads = 2;
let queries: Promise<unknown> = Promise.resolve();
let waitingQueries = 0;
let lastQuery = -Infinity;
/** Milliseconds after a query in which many texts wait: requests come in rows, and a text that is being read holds the next one up. */
const REST = 600;
const idleCores = watchIdleCores();

async function llama(): Promise<Llama> {
  return llamaOnce ??= import('node-llama-cpp').then(({ getLlama, LlamaLogLevel }) =>
    getLlama({ build: 'never', gpu: false, logLevel: LlamaLogLevel.error, progressLogs: false, maxThreads: threads }));
}

async function load(params: LoadParams): Promise<{ decoder: Decoder; ms: number } | Failed> {
  const begun = performance.now();
  threads = params.threads;
  try {
    const runtime = await llama();
    const model = await runtime.loadModel({ modelPath: params.basePath, gpuLayers: 0 });
    const context = await model.createContext({
      contextSize: CONTEXT_SIZE, batchSize: 512, threads, ...(params.adapterPath ? { lora: params.adapterPath } : {}),
    });
    const made = decoder(model, context.getSequence());
    // The first pass allocates; it must not be paid by the first request.
    await made.prime('Request: warm up\nREM:', new AbortController().signal);
    return { decoder: made, ms: performance.now() - begun };
  } catch (error) {
    return loadFailure(error, params.basePath, params.adapterPath);
  }
}

/** One after the other; a failed one does not hold up the next. */
function queued<T>(work: () => Promise<T>): Promise<T> {
  waitingQueries++;
  const result = queries.then(work).finally(() => {
    waitingQueries--;
    lastQuery = performance.now();
  });
  queries = result.catch(() => {});
  return result;
}

async function complete(params: CompleteParams, token: CancellationToken): Promise<unknown> {
  const asked = performance.now();
  const signal = signalOf(token);
  return queued(async () => {
    const ready = await loaded;
    if (!ready) return failed('process-not-started', 'The model has not been loaded.', 'Load it first.');
    if ('kind' in ready) return ready;
    if (signal.aborted) return cancelled;
    const queue = performance.now() - asked;
    try {
      (await llama()).maxThreads = Math.min(threads, idleCores.count());
      const result = await ready.decoder.write(params, signal, (text) => void connection.sendNotification(methods.text, { id: params.id, text }));
      if ('stopped' in result) return result.stopped === 'cancelled' ? cancelled : tooLong();
      return { kind: 'completion', answers: result.answers, timings: { queue, ...result.timings } };
    } catch (error) {
      return failed('model-failed', `The model could not answer: ${messageOf(error)}`, 'Ask again; if it stays, restart the model process.');
    }
  });
}

async function prime(params: { prompt: string }, token: CancellationToken): Promise<unknown> {
  if (waitingQueries > 0) return {};
  return queued(async () => {
    const ready = await loaded;
    if (!ready || 'kind' in ready) return {};
    (await llama()).maxThreads = Math.min(threads, idleCores.count());
    await ready.decoder.prime(params.prompt, signalOf(token)).catch(() => {});
    return {};
  });
}

async function embed(params: EmbedParams, token: CancellationToken): Promise<unknown> {
  const ready = await embedderOf(params.modelPath);
  if ('kind' in ready) return ready;
  const vectors: string[] = [];
  try {
    for (const text of params.texts) {
      await untilNoQuery(params.texts.length > 1 ? REST : 0);
      if (token.isCancellationRequested) return cancelled;
      // Threads without a core of their own wait for each other in loops: on a busy machine two take five times as long as one.
      (await llama()).maxThreads = Math.min(threads, idleCores.count());
      vectors.push(packVector(await ready.embed(text)));
    }
  } catch (error) {
    return failed('model-failed', `The text could not be embedded: ${messageOf(error)}`, 'Try again.');
  }
  return { kind: 'embedded', vectors };
}

async function untilNoQuery(rest: number): Promise<void> {
  for (;;) {
    const wait = lastQuery + rest - performance.now();
    if (waitingQueries > 0) await queries;
    else if (wait > 0) await sleep(wait);
    else return;
  }
}

function embedderOf(modelPath: string): Promise<Embedder | Failed> {
  const found = embedders.get(modelPath) ?? llama().then((runtime) => openEmbedder(runtime, modelPath, threads))
    .catch((error: unknown) => loadFailure(error, modelPath, undefined));
  embedders.set(modelPath, found);
  return found;
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

function tooLong(): Failed {
  return failed('too-long', 'The request is longer than the model can read.', 'Ask in fewer words.');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function statusNow(): { memory: number; cpuMs: number } {
  const { user, system } = process.cpuUsage();
  return { memory: process.memoryUsage.rss(), cpuMs: (user + system) / 1000 };
}

/** Entered with `merge BASE ADAPTER TARGET`, the process makes that file and ends. */
async function runMerge([basePath = '', adapterPath = '', target = '']: readonly string[]): Promise<void> {
  const { mergeAdapter } = await import('../merge/merge-adapter.ts');
  await mergeAdapter(basePath, adapterPath, target).catch((error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  });
  process.disconnect();
}

const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));

function serve(): void {
  connection.onRequest(methods.load, async (params: LoadParams): Promise<unknown> => {
    const result = await (loaded ??= load(params));
    return 'kind' in result ? result : { kind: 'loaded', ms: result.ms, contextSize: CONTEXT_SIZE };
  });
  connection.onRequest(methods.complete, complete);
  connection.onRequest(methods.prime, prime);
  connection.onRequest(methods.embed, embed);
  connection.onRequest(methods.status, async (): Promise<unknown> => statusNow());
  connection.listen();
  process.on('disconnect', () => process.exit(0));
}

if (process.argv[2] === MERGE) void runMerge(process.argv.slice(3));
else serve();
