/**
 * Ollama. It knows no grammars, only JSON schemas, so queries come as JSON plans and are printed as text; unknown fields are ignored
 * without a word. One adapter is one model name there. Errors within a stream are lines with only `error`, under status 200.
 */
import { z } from 'zod';
import { failed, isFailed, type Failed } from '../failed.ts';
import { shortened } from '../servers/http-failure.ts';
import type { Http } from '../servers/http.ts';
import { isTrained } from '../servers/settings.ts';
import type { Backend, Piece, Probe } from './backend.ts';
import { canary, instructions, leastWindow } from './instructions.ts';
import { streamError } from './openai.ts';
import { planSchema, printedPlan } from './plan-json.ts';
import { CANARY_TIMEOUT, connection, identityOf, probedOnce, PROBE_TIMEOUT, sampling, timeoutOf, windowProblem, type ServerBackendOptions } from './server-backend.ts';
import { usualTokens, written, type Chunk } from './written.ts';

const tagsSchema = z.object({ models: z.array(z.looseObject({ name: z.string(), digest: z.string().optional() })).max(1000) });
const chunkSchema = z.union([
  z.object({ error: z.string() }),
  z.looseObject({
    model: z.string().optional(), response: z.string(), done: z.boolean(), done_reason: z.string().optional(),
    prompt_eval_count: z.number().optional(), eval_count: z.number().optional(), load_duration: z.number().optional(), prompt_eval_duration: z.number().optional(), eval_duration: z.number().optional(),
  }),
]);
const USUAL_WINDOW = 4096;
const KEEP_ALIVE = '30m';

type Known = { http: Http; model: string };

export function ollamaBackend(options: ServerBackendOptions): Backend {
  const { settings, task } = options;
  const way = connection(options);
  const queries = task === 'rem_query';
  const form = settings.answers ?? (queries ? 'plan' : 'rem');
  const told = isTrained(settings) || !queries ? '' : `${instructions(form)}\n\n`;
  const contextTokens = settings.contextTokens ?? USUAL_WINDOW;
  let known: Known | undefined;

  const body = ({ model }: Known, prompt: string, more: Record<string, unknown>, sampled: Record<string, unknown>): Record<string, unknown> =>
    ({ model, prompt, raw: true, keep_alive: KEEP_ALIVE, ...more, options: { num_ctx: contextTokens, repeat_penalty: 1, ...sampled } });

  const probe = async (signal?: AbortSignal): Promise<Probe> => {
    const begun = performance.now();
    const http = await way.http();
    if (isFailed(http)) return http;
    const found = await findModel(http, settings.adapters?.[task] ?? settings.model, signal);
    if (isFailed(found)) return found;
    known = { http, model: found.name };
    const least = leastWindow(told === '' ? undefined : form);
    if (contextTokens < least) return failed('too-long', `contextTokens is ${contextTokens}; a request can need ${least}.`, 'Raise contextTokens of the server.');
    const answer = await http.json('/api/generate', body(known, canary.prompt, { stream: false, format: canary.schema }, { temperature: 0, num_predict: 32 }), { signal, timeout: CANARY_TIMEOUT });
    if (isFailed(answer) && answer.code !== 'server-refused') return answer;
    const held = !isFailed(answer) && JSON.stringify(answer.value).includes(canary.word);
    return {
      kind: 'ready', latency: performance.now() - begun, identity: identityOf(options, `${found.name} ${found.digest ?? ''}`, undefined, held ? form : 'none'),
      capabilities: { grammar: held && (form === 'plan' || !queries), logprobs: false, several: false, exclude: false, contextTokens },
    };
  };

  return {
    name: settings.name,
    probe,
    async *complete(prompt, wanted, signal): AsyncIterable<Piece> {
      const found = await probedOnce(() => known, probe, signal);
      if (isFailed(found)) return yield found;
      const maxTokens = usualTokens(wanted) + (form === 'plan' ? 120 : 0);
      const tooLong = windowProblem(told + prompt, maxTokens, contextTokens);
      if (tooLong) return yield tooLong;
      const asPlan = form === 'plan' && wanted.constraint.kind === 'grammar';
      const sent = body(found, told + prompt, { stream: true, ...(asPlan ? { format: planSchema } : {}) }, { ...sampling(wanted), num_predict: maxTokens, stop: asPlan || !queries ? ['<|im_end|>'] : ['\n', '<|im_end|>'] });
      const { http, model } = found;
      yield* written(http.stream('/api/generate', sent, { signal, timeout: timeoutOf(wanted) }), {
        maxTokens, read: (value) => readChunk(value, model), shape: asPlan || !queries ? 'whole' : 'line', ...(asPlan ? { finish: printedPlan } : {}),
      });
    },
    async prime(prompt, signal) {
      if (known) await known.http.json('/api/generate', body(known, told + prompt, { stream: false }, { temperature: 0, num_predict: 1 }), { signal, timeout: PROBE_TIMEOUT });
    },
    dispose: () => way.close(),
  };
}

async function findModel(http: Http, wanted: string | undefined, signal: AbortSignal | undefined): Promise<{ name: string; digest?: string | undefined } | Failed> {
  const answer = await http.json('/api/tags', undefined, { signal, timeout: PROBE_TIMEOUT });
  if (isFailed(answer)) return answer;
  const read = tagsSchema.safeParse(answer.value);
  if (!read.success) return failed('bad-answer', `${http.endpoint.origin} does not answer as Ollama does.`, 'Check the address and the kind of the server.');
  const { models } = read.data;
  const found = wanted === undefined ? models[0] : models.find(({ name }) => bare(name) === bare(wanted));
  if (found) return found;
  if (wanted === undefined) return failed('server-model', `${http.endpoint.origin} has no models.`, 'Bring one with "ollama pull".');
  return failed('server-model', `${http.endpoint.origin} has no model ${wanted}; it has ${models.slice(0, 6).map(({ name }) => shortened(name)).join(', ') || 'none'}.`, `Bring it with "ollama pull ${wanted}", or choose another with "REM: Select Model".`);
}

const bare = (name: string): string => name.replace(/:latest$/, '');

function readChunk(value: unknown, model: string): Chunk | Failed {
  const read = chunkSchema.safeParse(value);
  if (!read.success) return failed('bad-answer', 'The server sent something that is no completion.', 'Check the kind of the server.');
  const chunk = read.data;
  if (!('response' in chunk) || typeof chunk.response !== 'string') return streamError(String(chunk.error));
  if (chunk.model !== undefined && bare(chunk.model) !== bare(model)) return failed('server-model', `${shortened(chunk.model)} answered instead of ${model}.`, 'Choose the model anew with "REM: Select Model".');
  const ms = (nanoseconds: number | undefined): number | undefined => (nanoseconds === undefined ? undefined : nanoseconds / 1e6);
  return {
    text: chunk.response, stop: chunk.done ? (chunk.done_reason === 'length' ? 'length' : 'end') : undefined,
    tokens: chunk.eval_count, promptTokens: chunk.prompt_eval_count, queue: ms(chunk.load_duration), prompt: ms(chunk.prompt_eval_duration), generate: ms(chunk.eval_duration),
  };
}
