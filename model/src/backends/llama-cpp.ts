/**
 * llama.cpp's own door. Adapters are named in every request, all of them (one that is left out applies), by the position that the server
 * tells for their file; each task keeps to a slot of its own, since another adapter empties what a slot remembers.
 */
import { z } from 'zod';
import { failed, isFailed, type Failed } from '../failed.ts';
import { shortened } from '../servers/http-failure.ts';
import type { Http } from '../servers/http.ts';
import { isTrained, taskNames } from '../servers/settings.ts';
import type { Backend, Piece, Probe } from './backend.ts';
import { canary, instructions, leastWindow, withLeadingSpace } from './instructions.ts';
import { streamError } from './openai.ts';
import { CANARY_TIMEOUT, connection, identityOf, probedOnce, PROBE_TIMEOUT, sampling, timeoutOf, windowProblem, type ServerBackendOptions } from './server-backend.ts';
import { usualTokens, written, type Chunk } from './written.ts';

const propsSchema = z.looseObject({
  default_generation_settings: z.looseObject({ n_ctx: z.number().optional() }), total_slots: z.number().int().optional(), model_path: z.string().optional(), model_alias: z.string().nullish(), build_info: z.string().optional(),
});
const adaptersSchema = z.array(z.looseObject({ id: z.number().int(), path: z.string(), scale: z.number().optional() })).max(64);

const chunkSchema = z.union([
  z.object({ error: z.union([z.string(), z.looseObject({ message: z.string() })]) }),
  z.looseObject({
    content: z.string(), stop: z.boolean().optional(), stop_type: z.string().optional(), tokens_predicted: z.number().optional(), tokens_evaluated: z.number().optional(),
    completion_probabilities: z.array(z.looseObject({ logprob: z.number() })).optional(),
    timings: z.looseObject({ cache_n: z.number().optional(), prompt_ms: z.number().optional(), predicted_ms: z.number().optional() }).optional(),
  }),
]);

type Lora = { id: number; scale: number }[];
type Known = { http: Http; lora: Lora; slot: number; contextTokens: number | undefined };

export function llamaCppBackend(options: ServerBackendOptions): Backend {
  const { settings, task } = options;
  const way = connection(options);
  const queries = task === 'rem_query';
  const told = isTrained(settings) || !queries ? '' : `${instructions('rem')}\n\n`;
  let known: Known | undefined;

  const probe = async (signal?: AbortSignal): Promise<Probe> => {
    const begun = performance.now();
    const http = await way.http();
    if (isFailed(http)) return http;
    const props = await ask(http, '/props', propsSchema, signal);
    if (isFailed(props)) return props;
    const adapters = await ask(http, '/lora-adapters', adaptersSchema, signal);
    if (isFailed(adapters)) return adapters;
    const chosen = choose(adapters, settings.adapters?.[task], http);
    if (isFailed(chosen)) return chosen;
    const model = props.model_alias || props.model_path || 'model';
    if (settings.model && !model.toLowerCase().includes(settings.model.toLowerCase())) return failed('server-model', `${http.endpoint.origin} serves ${shortened(model)}, not ${settings.model}.`, 'Start it with that model, or choose this one with "REM: Select Model".');
    const contextTokens = settings.contextTokens ?? props.default_generation_settings.n_ctx;
    const least = leastWindow(told === '' ? undefined : 'rem');
    if (contextTokens !== undefined && contextTokens < least) return failed('too-long', `A slot of ${http.endpoint.origin} reads ${contextTokens} tokens; a request can need ${least}.`, 'Start the server with a larger context (-c).');
    known = { http, lora: chosen.lora, slot: slotOf(task, props.total_slots ?? 1), contextTokens };
    const held = await holds(http, known, signal);
    if (isFailed(held)) return held;
    return {
      kind: 'ready', latency: performance.now() - begun, identity: identityOf(options, model, chosen.name, held ? 'grammar' : 'none'),
      capabilities: { grammar: held, logprobs: true, several: false, exclude: false, contextTokens },
    };
  };

  return {
    name: settings.name,
    probe,
    async *complete(prompt, wanted, signal): AsyncIterable<Piece> {
      const found = await probedOnce(() => known, probe, signal);
      if (isFailed(found)) return yield found;
      const { http, contextTokens } = found;
      const maxTokens = usualTokens(wanted);
      const tooLong = windowProblem(told + prompt, maxTokens, contextTokens);
      if (tooLong) return yield tooLong;
      const grammar = wanted.constraint.kind === 'grammar' ? { grammar: withLeadingSpace(wanted.constraint.gbnf) } : {};
      const body = { ...baseOf(found, told + prompt), ...sampling(wanted), n_predict: maxTokens, stop: queries ? ['\n', '<|im_end|>'] : ['<|im_end|>'], n_probs: 1, stream: true, ...grammar };
      yield* written(http.stream('/completion', body, { signal, timeout: timeoutOf(wanted) }), { maxTokens, read: readChunk, shape: queries ? 'line' : 'whole' });
    },
    async prime(prompt, signal) {
      if (known) await known.http.json('/completion', { ...baseOf(known, told + prompt), n_predict: 0 }, { signal, timeout: PROBE_TIMEOUT });
    },
    dispose: () => way.close(),
  };
}

function baseOf({ lora, slot }: Known, prompt: string): Record<string, unknown> {
  return { prompt, lora, id_slot: slot, cache_prompt: true, repeat_penalty: 1 };
}

async function ask<S extends z.ZodType>(http: Http, path: string, schema: S, signal: AbortSignal | undefined): Promise<z.infer<S> | Failed> {
  const answer = await http.json(path, undefined, { signal, timeout: PROBE_TIMEOUT });
  if (isFailed(answer)) return answer;
  const read = schema.safeParse(answer.value);
  return read.success ? read.data : failed('bad-answer', `${http.endpoint.origin} does not answer as llama.cpp's server does.`, 'Check the address and the kind of the server.');
}

/** Every adapter by its number: the wanted one whole, the others not at all. */
function choose(adapters: z.infer<typeof adaptersSchema>, wanted: string | undefined, http: Http): { lora: Lora; name: string | undefined } | Failed {
  const chosen = wanted === undefined ? undefined : adapters.find(({ path }) => path.split(/[/\\]/).at(-1)!.includes(wanted));
  if (wanted !== undefined && !chosen) return failed('server-model', `${http.endpoint.origin} has not loaded an adapter ${wanted}.`, `Start it with --lora ${wanted}.gguf --lora-init-without-apply.`);
  return { lora: adapters.map(({ id }) => ({ id, scale: id === chosen?.id ? 1 : 0 })), name: chosen?.path.split(/[/\\]/).at(-1) };
}

function slotOf(task: string, slots: number): number {
  return taskNames.findIndex((name) => name === task) % Math.max(1, slots);
}

async function holds(http: Http, known: Known, signal: AbortSignal | undefined): Promise<boolean | Failed> {
  const answer = await http.json('/completion', { ...baseOf(known, canary.prompt), n_predict: 16, temperature: 0, grammar: canary.grammar, stream: false }, { signal, timeout: CANARY_TIMEOUT });
  if (isFailed(answer)) return answer.code === 'server-refused' ? false : answer;
  const read = chunkSchema.safeParse(answer.value);
  return read.success && 'content' in read.data && typeof read.data.content === 'string' && read.data.content.includes(canary.word);
}

function readChunk(value: unknown): Chunk | Failed {
  const read = chunkSchema.safeParse(value);
  if (!read.success) return failed('bad-answer', 'The server sent something that is no completion.', 'Check the kind of the server.');
  const chunk = read.data;
  if (!('content' in chunk) || typeof chunk.content !== 'string') return streamError(typeof chunk.error === 'string' ? chunk.error : (chunk.error as { message: string }).message);
  const final = chunk.stop === true;
  return {
    text: chunk.content, stop: final ? (chunk.stop_type === 'limit' ? 'length' : 'end') : undefined,
    logprobs: chunk.completion_probabilities?.map(({ logprob }) => logprob),
    ...(final ? { tokens: chunk.tokens_predicted, promptTokens: chunk.tokens_evaluated, cachedTokens: chunk.timings?.cache_n, prompt: chunk.timings?.prompt_ms, generate: chunk.timings?.predicted_ms } : {}),
  };
}
