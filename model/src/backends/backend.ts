/**
 * One door to whatever writes text: the embedded model, or a server. A backend is probed before it is trusted, streams
 * what it writes, and ends each stream with the whole completion or with why there is none.
 */
import type { Completion, CompletionOptions, CompletionResult } from '../completion.ts';
import type { Failed } from '../failed.ts';
import { failed } from '../failed.ts';
import type { ModelIdentity } from '../model-client.ts';

export type Capabilities = {
  /** Grammars hold; false: the answer has to be parsed and checked, and may be anything. */
  grammar: boolean;
  /** Log-probabilities of tokens, for the confidence. */
  logprobs: boolean;
  /** Several answers to one prompt. */
  several: boolean;
  /** Beginnings may be forbidden. */
  exclude: boolean;
  /** Tokens of prompt and answer together; undefined where nobody tells. */
  contextTokens?: number | undefined;
};

export type Probe =
  | { kind: 'ready'; identity: ModelIdentity; capabilities: Capabilities; /** Milliseconds. */ latency: number }
  | Failed;

/** Text so far, again and again; the last piece is the completion or the failure. */
export type Piece = { kind: 'text'; text: string } | Completion | Failed;

export type Backend = {
  readonly name: string;
  probe(signal?: AbortSignal): Promise<Probe>;
  complete(prompt: string, options: Omit<CompletionOptions, 'onText'>, signal?: AbortSignal): AsyncIterable<Piece>;
  /** Reads a prompt ahead, where the server can; never fails aloud. */
  prime?(prompt: string, signal?: AbortSignal): Promise<void>;
  dispose(): Promise<void>;
};

/** What the generating loop needs of a model. */
export type Completer = {
  ready(): Promise<unknown>;
  identity(): ModelIdentity | undefined;
  complete(prompt: string, options: CompletionOptions, signal?: AbortSignal): Promise<CompletionResult>;
  /** Asked for the last repair instead: a model that can be held to a grammar, beside a server that may not be. */
  readonly second?: Completer | undefined;
};

/** A backend as the loop wants it: probed once, streams read to their end. */
export function completer(backend: Backend): Completer {
  let probing: Promise<Probe> | undefined;
  let identity: ModelIdentity | undefined;
  const ready = async (): Promise<Probe> => {
    const probe = await (probing ??= backend.probe());
    if (probe.kind === 'ready') identity = probe.identity;
    else probing = undefined;
    return probe;
  };
  return {
    ready,
    identity: () => identity,
    async complete(prompt, options, signal) {
      const probe = await ready();
      if (probe.kind === 'failed') return probe;
      return lastOf(backend.complete(prompt, options, signal), options.onText);
    },
  };
}

export async function lastOf(pieces: AsyncIterable<Piece>, onText?: (text: string) => void): Promise<CompletionResult> {
  for await (const piece of pieces) {
    if (piece.kind === 'text') onText?.(piece.text);
    else return piece;
  }
  return failed('bad-answer', 'The model stopped without an answer.', 'Ask again.');
}
