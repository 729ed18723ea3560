/**
 * OpenAI's `POST /v1/completions`, as much of it as language models of ours can do: one prompt, greedy, with a grammar, whole or streamed.
 * A grammar from outside is looked at before any engine sees it.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Completer } from '../backends/backend.ts';
import { withoutLeadingSpace } from '../backends/instructions.ts';
import type { CompletionOptions } from '../completion.ts';
import { isFailed, type Failed } from '../failed.ts';
import { grammarProblem } from '../gbnf/safe.ts';
import { refusalOf, refuse, sendJson, type Refusal } from './respond.ts';

export const completionSchema = z.object({
  model: z.string().optional(),
  prompt: z.union([z.string(), z.array(z.string()).length(1).transform(([only]) => only!)]),
  max_tokens: z.number().int().min(1).max(4096).nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(8)]).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  n: z.literal(1).nullish(),
  grammar: z.string().nullish(),
  structured_outputs: z.object({ grammar: z.string() }).nullish(),
});
export type CompletionRequest = z.infer<typeof completionSchema>;

export type Asked = { options: CompletionOptions; /** What comes before the model's text on the wire. */ lead: string };

export function readAsked({ grammar, structured_outputs, max_tokens }: CompletionRequest): Asked | Refusal {
  const wanted = grammar ?? structured_outputs?.grammar;
  const maxTokens = max_tokens ?? 160;
  if (!wanted) return { options: { constraint: { kind: 'none' }, maxTokens }, lead: '' };
  const own = withoutLeadingSpace(wanted);
  const problem = grammarProblem(own ?? wanted);
  if (problem) return { status: 400, type: 'invalid_request_error', message: problem };
  const gbnf = own ?? wanted;
  return { options: { constraint: { kind: 'grammar', gbnf, hash: createHash('sha256').update(gbnf).digest('hex').slice(0, 16) }, maxTokens }, lead: own === undefined ? '' : ' ' };
}

export type Answering = { model: string; completer: Completer; signal: AbortSignal };

/** Tokens written, or why there is no answer. The response has ended either way. */
export async function answerCompletion(response: ServerResponse, request: CompletionRequest, { options, lead }: Asked, { model, completer, signal }: Answering): Promise<{ status: number; tokens: number }> {
  const id = `cmpl-${randomUUID()}`;
  const made = { id, object: 'text_completion', created: Math.floor(Date.now() / 1000), model };
  const stops = [request.stop ?? []].flat().filter((stop) => stop !== '');
  const stream = request.stream === true ? streamTo(response, made, stops, lead) : undefined;
  const result = await completer.complete(request.prompt, { ...options, ...(stream ? { onText: stream.text } : {}) }, signal);
  if (isFailed(result)) return failedWith(response, result);
  const [{ text, tokens, stop }] = result.answers;
  const { promptTokens, cachedTokens, queue, prompt, generate } = result.timings;
  const usage = { prompt_tokens: promptTokens, completion_tokens: tokens, total_tokens: promptTokens + tokens, prompt_tokens_details: { cached_tokens: cachedTokens } };
  const timings = { queue_ms: queue, prompt_ms: prompt, predicted_ms: generate, cache_n: cachedTokens };
  const finish = stop === 'length' ? 'length' : 'stop';
  if (stream) stream.end(text, finish, request.stream_options?.include_usage ? { usage, timings } : {});
  else sendJson(response, 200, { ...made, choices: [{ index: 0, text: lead + cut(text, stops), logprobs: null, finish_reason: finish }], usage, timings });
  return { status: 200, tokens };
}

function failedWith(response: ServerResponse, reason: Failed): { status: number; tokens: number } {
  const refusal = refusalOf(reason);
  if (response.headersSent) response.end(`data: ${JSON.stringify({ error: { message: refusal.message, type: refusal.type, code: refusal.status } })}\n\n`);
  else refuse(response, refusal);
  return { status: refusal.status, tokens: 0 };
}

/** Server-sent events; the head goes out with the first text, so that a failure before it still has its own status. */
function streamTo(response: ServerResponse, made: object, stops: readonly string[], lead: string): { text(whole: string): void; end(whole: string, finish: string, more: object): void } {
  let sent = 0;
  const send = (value: object): void => {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    response.write(`data: ${JSON.stringify({ ...made, ...value })}\n\n`);
  };
  const text = (whole: string): void => {
    const piece = cut(whole, stops).slice(sent);
    if (piece === '' || response.destroyed) return;
    send({ choices: [{ index: 0, text: (sent === 0 ? lead : '') + piece, logprobs: null, finish_reason: null }] });
    sent += piece.length;
  };
  return {
    text,
    end(whole, finish, more) {
      if (response.destroyed) return;
      text(whole);
      send({ choices: [{ index: 0, text: '', logprobs: null, finish_reason: finish }], ...more });
      response.end('data: [DONE]\n\n');
    },
  };
}

function cut(text: string, stops: readonly string[]): string {
  return stops.reduce((kept, stop) => kept.split(stop)[0]!, text);
}
