/**
 * What every backend is asked and what it answers: one prompt string, one constraint, one text. The embedded model
 * and servers share these types, so that the loop in `generate.ts` does not know which of them writes.
 */
import type { Failed } from './failed.ts';
import type { LikelyAnswer } from './likely-answer.ts';
import type { ModelIdentity } from './model-client.ts';

/** `grammar`: GBNF text whose root describes the whole answer after the leading space; `hash` names it in cache keys. */
export type Constraint =
  | { kind: 'none' }
  | { kind: 'grammar'; gbnf: string; hash: string };

export type CompletionOptions = {
  constraint: Constraint;
  /** Tokens written at most. Default 160. */
  maxTokens?: number;
  /** Answers wanted, best first; more than one branches where the model hesitated most. Default 1. */
  n?: number;
  /** With `n`: the first answer as it is written alone (the last prompt's is remembered), of the others those that stay nearly as likely. The embedded model's alone: servers leave it out. */
  near?: boolean;
  /** Texts likely to be copied: labels, best first, then the request. Used to guess ahead, never to force. */
  hints?: readonly string[];
  /** What the answer may well be, see `likely-answer.ts`. Used like hints. */
  likely?: LikelyAnswer | undefined;
  /** Answers (without the leading space) that may not be given again: the constraint leaves them out. */
  exclude?: readonly string[];
  /** Milliseconds until the answer is given up. Default 20000: a machine under full load is slow, and what nobody waits for is cancelled. */
  timeout?: number;
  /** Called with the text so far as it grows. */
  onText?: (text: string) => void;
};

export type CompletionAnswer = {
  /** Without the leading space and the end mark. */
  text: string;
  tokens: number;
  /** Mean and least log-probability of the written tokens, natural logarithm; 0 where the backend cannot tell. */
  meanLogprob: number;
  minLogprob: number;
  /** How often the constraint refused the model's first choice. */
  overruled: number;
  stop: 'end' | 'length';
};

export type CompletionTimings = {
  /** Milliseconds: waiting for the model, reading the prompt, writing. */
  queue: number; prompt: number; generate: number;
  promptTokens: number;
  /** Prompt tokens that an earlier request had left in the context. */
  cachedTokens: number;
  /** Forward passes, and how many guessed tokens they confirmed. */
  passes: number; guessed: number; confirmed: number;
};

export type Completion = { kind: 'completion'; answers: [CompletionAnswer, ...CompletionAnswer[]]; timings: CompletionTimings; /** Who wrote it, where that may be another than was asked. */ by?: ModelIdentity };

export type CompletionResult = Completion | Failed;
