/**
 * From a server's stream to pieces: chunks are put together, the end mark and everything after it cut off, and the whole measured.
 * An answer that stops without saying so, or goes on beyond all measure, is a failure and never half an answer.
 */
import type { Completion, CompletionOptions } from '../completion.ts';
import { failed, type Failed } from '../failed.ts';
import { StreamFailed, type HttpAnswer } from '../servers/http.ts';
import { jsonValues } from '../servers/lines.ts';
import type { Piece } from './backend.ts';

/** What one value of the stream adds. Milliseconds where it is time. */
export type Chunk = {
  text?: string | undefined;
  stop?: 'end' | 'length' | undefined;
  /** Natural log-probabilities of the tokens in `text`. */
  logprobs?: readonly number[] | undefined;
  tokens?: number | undefined; promptTokens?: number | undefined; cachedTokens?: number | undefined;
  queue?: number | undefined; prompt?: number | undefined; generate?: number | undefined;
};

export type Writing = {
  maxTokens: number;
  /** What the stream's values mean; a failure ends the answer. */
  read(value: unknown): Chunk | Failed;
  /** `line`: the answer is one line (the language). `whole`: all of it (JSON). */
  shape: 'line' | 'whole';
  /** From the whole text to the answer; a JSON plan is printed here. */
  finish?(text: string): string;
};

export const usualTokens = (options: Pick<CompletionOptions, 'maxTokens'>): number => options.maxTokens ?? 160;

const LETTERS_A_TOKEN = 24;
const endMark = /<\|im_end\|>|<\/s>|<\|endoftext\|>|<\|eot_id\|>/;

export async function* written(asking: Promise<HttpAnswer | Failed>, writing: Writing): AsyncIterable<Piece> {
  const begun = performance.now();
  const answer = await asking;
  if ('kind' in answer) return yield answer;
  const state: State = { text: '', logprobs: [], chunks: 0, first: undefined, last: {}, stop: undefined };
  try {
    for await (const value of jsonValues(answer)) {
      const chunk = writing.read(value);
      if ('kind' in chunk) return yield chunk;
      take(state, chunk);
      if (state.text.length > writing.maxTokens * LETTERS_A_TOKEN) return yield failed('bad-answer', 'The server wrote more than it was asked for.', 'Check what runs at this address.');
      const ended = end(state.text, writing.shape);
      if (chunk.text) yield { kind: 'text', text: (ended ?? state.text).trimStart() };
      if (ended !== undefined) {
        state.text = ended;
        state.stop = 'end';
        break;
      }
    }
  } catch (error) {
    if (error instanceof StreamFailed) return yield error.why;
    throw error;
  } finally {
    answer.close();
  }
  if (state.stop === undefined) return yield failed('bad-answer', 'The server stopped in the middle of its answer.', 'It is asked again with the next request; see its log.');
  yield completion(state, begun, writing);
}

type State = { text: string; logprobs: number[]; chunks: number; first: number | undefined; last: Chunk; stop: 'end' | 'length' | undefined };

function take(state: State, chunk: Chunk): void {
  if (chunk.text) {
    state.text += chunk.text;
    state.chunks++;
    state.first ??= performance.now();
  }
  state.logprobs.push(...chunk.logprobs ?? []);
  state.stop = chunk.stop ?? state.stop;
  state.last = { ...state.last, ...Object.fromEntries(Object.entries(chunk).filter(([, value]) => value !== undefined)) };
}

/** The text up to its end mark, or undefined where none has come yet. */
function end(text: string, shape: Writing['shape']): string | undefined {
  const mark = endMark.exec(text)?.index;
  const lead = text.length - text.trimStart().length;
  const line = shape === 'line' ? text.indexOf('\n', lead) : -1;
  const at = Math.min(mark ?? Infinity, line < 0 ? Infinity : line);
  return at === Infinity ? undefined : text.slice(0, at);
}

function completion({ text, logprobs, chunks, first, last, stop }: State, begun: number, { finish }: Writing): Completion {
  const now = performance.now();
  const tokens = last.tokens ?? chunks;
  const generate = last.generate ?? (first === undefined ? 0 : now - first);
  const queueAndPrompt = Math.max(0, now - begun - generate);
  const prompt = last.prompt ?? queueAndPrompt;
  const whole = text.trim();
  return {
    kind: 'completion',
    answers: [{
      text: finish ? finish(whole) : whole, tokens, overruled: 0, stop: stop ?? 'end',
      meanLogprob: logprobs.length === 0 ? 0 : logprobs.reduce((sum, value) => sum + value, 0) / logprobs.length,
      minLogprob: logprobs.length === 0 ? 0 : Math.min(...logprobs),
    }],
    timings: {
      queue: last.queue ?? Math.max(0, queueAndPrompt - prompt), prompt, generate,
      promptTokens: last.promptTokens ?? 0, cachedTokens: last.cachedTokens ?? 0, passes: tokens, guessed: 0, confirmed: 0,
    },
  };
}
