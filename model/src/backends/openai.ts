/**
 * OpenAI-compatible servers, by completions or by chat: vLLM, llama.cpp's server, LM Studio, `llama_cpp.server`, and whatever else speaks
 * that way. Which field holds an answer to a grammar differs, and a field that a server does not know is ignored in silence, so
 * each way is tried with a canary and the first that works is used; where none does, the server counts as unconstrained.
 */
import { z } from 'zod';
import type { CompletionOptions } from '../completion.ts';
import { failed, isFailed, type Failed } from '../failed.ts';
import { messageIn, shortened } from '../servers/http-failure.ts';
import type { Http } from '../servers/http.ts';
import { isTrained, type ServerSettings } from '../servers/settings.ts';
import type { Backend, Piece, Probe } from './backend.ts';
import { canary, instructions, leastWindow, withLeadingSpace } from './instructions.ts';
import { planSchema, printedPlan } from './plan-json.ts';
import { CANARY_TIMEOUT, connection, identityOf, probedOnce, PROBE_TIMEOUT, sampling, timeoutOf, windowProblem, type ServerBackendOptions } from './server-backend.ts';
import { usualTokens, written, type Chunk } from './written.ts';

/** The ways in which servers are told a grammar (or a schema); `none`: not at all. */
type Way = 'structured_outputs' | 'guided_grammar' | 'grammar' | 'response_format' | 'none';

const modelsSchema = z.object({
  data: z.array(z.looseObject({ id: z.string(), owned_by: z.string().nullish(), parent: z.string().nullish(), root: z.string().nullish(), max_model_len: z.number().nullish() })).min(1).max(500),
});
type Models = z.infer<typeof modelsSchema>['data'];

const tokenLogprob = z.object({ logprob: z.number() });
const chunkSchema = z.union([
  z.object({ error: z.union([z.string(), z.looseObject({ message: z.string() })]) }),
  z.looseObject({
    model: z.string().optional(),
    choices: z.array(z.looseObject({
      text: z.string().nullish(), delta: z.looseObject({ content: z.string().nullish() }).nullish(), finish_reason: z.string().nullish(),
      logprobs: z.looseObject({ token_logprobs: z.array(z.number().nullable()).nullish(), content: z.array(tokenLogprob).nullish() }).nullish(),
    })).max(4),
    usage: z.looseObject({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish(), prompt_tokens_details: z.looseObject({ cached_tokens: z.number().nullish() }).nullish() }).nullish(),
    timings: z.looseObject({ prompt_ms: z.number().optional(), predicted_ms: z.number().optional(), cache_n: z.number().optional() }).nullish(),
  }),
]);

/** Found out by the probe, used by every request. */
type Known = { http: Http; model: string; maker: string; way: Way; contextTokens: number | undefined };

export function openAiBackend(options: ServerBackendOptions): Backend {
  const { settings } = options;
  const way = connection(options);
  const queries = options.task === 'rem_query';
  let known: Known | undefined;
  const probe = async (signal?: AbortSignal): Promise<Probe> => {
    const begun = performance.now();
    const http = await way.http();
    if (isFailed(http)) return http;
    const chosen = await chooseModel(http, options, signal);
    if (isFailed(chosen)) return chosen;
    const held = await waysThatHold(http, chosen, settings, signal);
    if (isFailed(held)) return held;
    known = { http, ...chosen, way: held };
    const tooSmall = leastWindow(isTrained(settings) ? undefined : formOf(settings, held));
    if (chosen.contextTokens !== undefined && chosen.contextTokens < tooSmall) return failed('too-long', `${chosen.model} reads ${chosen.contextTokens} tokens; a request can need ${tooSmall}.`, 'Start the server with a larger context.');
    return {
      kind: 'ready', latency: performance.now() - begun, identity: identityOf(options, chosen.base, chosen.adapter, held),
      capabilities: { grammar: held !== 'none', logprobs: tellsLogprobs(chosen.maker), several: false, exclude: false, contextTokens: chosen.contextTokens },
    };
  };
  return {
    name: settings.name,
    probe,
    async *complete(prompt, wanted, signal): AsyncIterable<Piece> {
      const found = await probedOnce(() => known, probe, signal);
      if (isFailed(found)) return yield found;
      const { http, model, contextTokens } = found;
      const maxTokens = usualTokens(wanted);
      const body = bodyOf(found, queries ? settings : withoutForm(settings), prompt, wanted);
      const tooLong = windowProblem(JSON.stringify(body.prompt ?? body.messages), maxTokens, contextTokens);
      if (tooLong) return yield tooLong;
      const form = queries && wanted.constraint.kind === 'grammar' ? formOf(settings, found.way) : 'rem';
      yield* written(http.stream(pathOf(settings), body, { signal, timeout: timeoutOf(wanted) }), {
        maxTokens, read: (value) => readChunk(value, model), shape: form === 'plan' || !queries ? 'whole' : 'line', ...(form === 'plan' ? { finish: printedPlan } : {}),
      });
    },
    dispose: () => way.close(),
  };
}

/** Other tasks bring prompts of their own, with what the model has to know in them. */
const withoutForm = (settings: ServerSettings): ServerSettings => ({ ...settings, trained: true, answers: 'rem' });

const isChat = ({ kind }: ServerSettings): boolean => kind === 'openai-chat';
const pathOf = (settings: ServerSettings): string => (isChat(settings) ? '/v1/chat/completions' : '/v1/completions');

/** Servers that can be held to a schema alone write plans; all others the language. */
function formOf({ answers }: ServerSettings, way: Way): 'rem' | 'plan' {
  return answers ?? (way === 'response_format' ? 'plan' : 'rem');
}

/** Those known to answer them in a stream; `llama_cpp.server` fails over them. */
const tellsLogprobs = (maker: string): boolean => maker === 'vllm' || maker === 'llamacpp';

async function chooseModel(http: Http, { settings, task }: ServerBackendOptions, signal: AbortSignal | undefined): Promise<(Pick<Known, 'model' | 'maker' | 'contextTokens'> & { base: string; adapter: string | undefined }) | Failed> {
  const answer = await http.json('/v1/models', undefined, { signal, timeout: PROBE_TIMEOUT });
  if (isFailed(answer)) return answer;
  const read = modelsSchema.safeParse(answer.value);
  if (!read.success) return failed('bad-answer', `${http.endpoint.origin} lists no models; it is no OpenAI-compatible server.`, 'Check the address and the kind of the server.');
  const wanted = settings.adapters?.[task] ?? settings.model;
  const entry = wanted === undefined ? read.data.data[0]! : read.data.data.find(({ id }) => sameModel(id, wanted));
  if (!entry) return failed('server-model', `${http.endpoint.origin} has no model ${wanted}; it has ${namesOf(read.data.data)}.`, 'Choose one of them with "REM: Select Model".');
  const { max_model_len } = read.data.data.find(({ id }) => id === entry.parent) ?? entry;
  return {
    model: entry.id, maker: (entry.owned_by ?? '').toLowerCase(), contextTokens: settings.contextTokens ?? entry.max_model_len ?? max_model_len ?? undefined,
    base: entry.parent ?? entry.root ?? entry.id, adapter: entry.parent ? entry.id : undefined,
  };
}

function namesOf(models: Models): string {
  return models.slice(0, 6).map(({ id }) => shortened(id)).join(', ');
}

/** Ollama and LM Studio tell a tag that nobody wrote. */
function sameModel(told: string, wanted: string): boolean {
  return told.replace(/:latest$/, '') === wanted.replace(/:latest$/, '');
}

function waysFor(maker: string, settings: ServerSettings): Way[] {
  const last: Way[] = settings.answers === 'rem' || isTrained(settings) ? [] : ['response_format'];
  if (settings.answers === 'plan') return ['response_format'];
  if (maker === 'vllm') return ['structured_outputs', 'guided_grammar', ...last];
  if (maker === 'llamacpp' || maker === 'me' || maker === 'rem') return ['grammar', ...last];
  return isChat(settings) ? [...last, 'grammar', 'structured_outputs'] : ['grammar', 'structured_outputs', ...last];
}

/** The first way whose canary is written. A refusal of the field is no failure of the server; silence is. */
async function waysThatHold(http: Http, { model, maker }: Pick<Known, 'model' | 'maker'>, settings: ServerSettings, signal: AbortSignal | undefined): Promise<Way | Failed> {
  for (const way of waysFor(maker, settings)) {
    const answer = await http.json(pathOf(settings), { ...bodyOf({ model, maker, way }, settings, canary.prompt, { constraint: { kind: 'none' }, maxTokens: 24 }), ...held(way, canary.grammar, canary.schema), stream: false }, { signal, timeout: CANARY_TIMEOUT });
    if (isFailed(answer) && !['server-refused', 'server-failed', 'bad-answer'].includes(answer.code)) return answer;
    if (isFailed(answer)) continue;
    const read = chunkMessage.safeParse(answer.value);
    if (read.success && read.data.includes(canary.word)) return way;
  }
  return 'none';
}

const chunkMessage = z.object({ choices: z.array(z.looseObject({ text: z.string().nullish(), message: z.looseObject({ content: z.string().nullish() }).nullish() })).min(1) })
  .transform(({ choices: [first] }) => first?.text ?? first?.message?.content ?? '');

function bodyOf({ model, maker, way }: Pick<Known, 'model' | 'maker' | 'way'>, settings: ServerSettings, prompt: string, options: CompletionOptions): Record<string, unknown> {
  const told = isTrained(settings) ? undefined : instructions(formOf(settings, way));
  const grammar = options.constraint.kind === 'grammar' ? held(way, withLeadingSpace(options.constraint.gbnf), planSchema) : {};
  const own = maker === 'llamacpp' ? { cache_prompt: true, repeat_penalty: 1 } : maker === 'me' || maker === 'organization_owner' ? { repeat_penalty: 1 } : {};
  const text = isChat(settings)
    ? { messages: [...(told ? [{ role: 'system', content: told }] : []), { role: 'user', content: prompt }] }
    : { prompt: told ? `${told}\n\n${prompt}` : prompt };
  return {
    model, ...text, ...sampling(options), max_tokens: usualTokens(options) + (formOf(settings, way) === 'plan' ? 120 : 0), stream: true, stream_options: { include_usage: true },
    stop: formOf(settings, way) === 'plan' || options.constraint.kind === 'none' ? ['<|im_end|>'] : ['\n', '<|im_end|>'], ...(tellsLogprobs(maker) && !isChat(settings) ? { logprobs: 1 } : {}), ...own, ...grammar,
  };
}

function held(way: Way, grammar: string, schema: object): Record<string, unknown> {
  switch (way) {
    case 'structured_outputs': return { structured_outputs: { grammar } };
    case 'guided_grammar': return { guided_grammar: grammar };
    case 'grammar': return { grammar };
    case 'response_format': return { response_format: { type: 'json_schema', json_schema: { name: 'rem_plan', strict: true, schema } } };
    case 'none': return {};
  }
}

function readChunk(value: unknown, model: string): Chunk | Failed {
  const read = chunkSchema.safeParse(value);
  if (!read.success) return failed('bad-answer', 'The server sent something that is no completion.', 'Check the kind of the server.');
  const chunk = read.data;
  if ('error' in chunk && !('choices' in chunk)) return streamError(typeof chunk.error === 'string' ? chunk.error : chunk.error.message);
  if (!('choices' in chunk)) return failed('bad-answer', 'The server sent something that is no completion.', 'Check the kind of the server.');
  if (chunk.model !== undefined && !sameModel(chunk.model, model)) return failed('server-model', `${shortened(chunk.model)} answered instead of ${model}.`, 'Choose the model anew with "REM: Select Model".');
  const [choice] = chunk.choices;
  const logprobs = (choice?.logprobs?.token_logprobs ?? choice?.logprobs?.content?.map(({ logprob }) => logprob) ?? []).filter((logprob) => logprob !== null);
  return {
    text: choice?.text ?? choice?.delta?.content ?? undefined, stop: choice?.finish_reason ? (choice.finish_reason === 'length' ? 'length' : 'end') : undefined, logprobs,
    tokens: chunk.usage?.completion_tokens ?? undefined, promptTokens: chunk.usage?.prompt_tokens ?? undefined,
    cachedTokens: chunk.timings?.cache_n ?? chunk.usage?.prompt_tokens_details?.cached_tokens ?? undefined,
    prompt: chunk.timings?.prompt_ms, generate: chunk.timings?.predicted_ms,
  };
}

/** An error that came after the 200: the head was right and the answer is not. */
export function streamError(message: string): Failed {
  const said = shortened(messageIn(message) || message);
  if (/memory/i.test(said)) return failed('out-of-memory', `The server ran out of memory: ${said}`, 'Use a smaller model or a shorter context there.');
  if (/context|too long/i.test(said)) return failed('too-long', `The request is longer than the model can read: ${said}`, 'Ask in fewer words.');
  return failed('server-failed', `The server failed while answering: ${said}`, 'See the log of the server.');
}
