/**
 * Completions asked once: a finished one is kept (the last few hundred), one under way is shared by all who ask for the
 * same, and stopped when the last of them turns away. The key holds everything an answer depends on: model, adapter,
 * prompt version, grammar, and the prompt itself with its schema, labels and request.
 */
import { createHash } from 'node:crypto';
import type { CompletionOptions, CompletionResult } from './completion.ts';
import { cancelled } from './failed.ts';
import type { ModelIdentity } from './model-client.ts';
import type { Completer } from './backends/backend.ts';
import { PROMPT_VERSION } from './prompt.ts';

const KEPT = 400;

type Running = { result: Promise<CompletionResult>; waiting: number; controller: AbortController };
type Memory = { finished: Map<string, CompletionResult>; running: Map<string, Running> };
const memories = new WeakMap<Completer, Memory>();

export async function completeOnce(model: Completer, prompt: string, options: CompletionOptions, signal?: AbortSignal): Promise<CompletionResult> {
  // Not before the model is there is it known which one answers.
  await model.ready();
  if (signal?.aborted) return cancelled;
  const memory = memoryOf(model);
  const key = keyOf(model.identity(), prompt, options);
  const known = memory.finished.get(key);
  if (known) {
    memory.finished.delete(key);
    memory.finished.set(key, known);
    return known;
  }
  const running = memory.running.get(key) ?? start(model, prompt, options, memory, key);
  return wait(running, signal);
}

function start(model: Completer, prompt: string, options: CompletionOptions, memory: Memory, key: string): Running {
  const controller = new AbortController();
  const result = model.complete(prompt, options, controller.signal).then((answer) => {
    memory.running.delete(key);
    // Where a server was away and another model stepped in, the answer is kept under the one that wrote it.
    if (answer.kind === 'completion') keep(memory.finished, answer.by ? keyOf(answer.by, prompt, options) : key, answer);
    return answer;
  });
  const running: Running = { result, waiting: 0, controller };
  memory.running.set(key, running);
  controller.signal.addEventListener('abort', () => memory.running.delete(key));
  return running;
}

function wait(running: Running, signal: AbortSignal | undefined): Promise<CompletionResult> {
  running.waiting++;
  return new Promise((resolve) => {
    const turnAway = (): void => {
      if (--running.waiting === 0) running.controller.abort();
      resolve(cancelled);
    };
    signal?.addEventListener('abort', turnAway, { once: true });
    void running.result.then((answer) => {
      signal?.removeEventListener('abort', turnAway);
      resolve(answer);
    });
  });
}

function keep(finished: Map<string, CompletionResult>, key: string, answer: CompletionResult): void {
  finished.set(key, answer);
  if (finished.size > KEPT) finished.delete(finished.keys().next().value!);
}

function keyOf(identity: ModelIdentity | undefined, prompt: string, options: CompletionOptions): string {
  const { constraint, n, near, maxTokens, exclude } = options;
  const parts = [PROMPT_VERSION, identity, constraint.kind === 'grammar' ? constraint.hash : '', n ?? 1, near ?? false, maxTokens ?? 0, exclude ?? [], prompt];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function memoryOf(model: Completer): Memory {
  const found = memories.get(model) ?? { finished: new Map(), running: new Map() };
  memories.set(model, found);
  return found;
}
