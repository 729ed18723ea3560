/**
 * Guesses what comes next, for the decoder to try along with its next pass: what the grammar forces, else, inside a quoted value,
 * the rest of what is being copied from a label or from the request's own words, else what usually follows; and again from there.
 */
import type { Token } from 'node-llama-cpp';
import type { Progress, TextConstraint } from './constraint.ts';
import type { Drafts } from './drafts.ts';

/** A pass over more tokens costs more than what the later guesses of a long line save. */
const MOST_GUESSES = 7;
const FORCED_TOKENS = 6;
const COPIED_TOKENS = 4;

export type GuessSources = {
  constraint: TextConstraint;
  /** Labels, best first, then the request. */
  hints: readonly string[];
  drafts: Drafts;
  tokens: (text: string) => Token[];
  bytes: (token: Token) => Uint8Array | undefined;
};

/** `answer` are the tokens so far, which `progress` stands behind. */
export function guess(sources: GuessSources, progress: Progress, answer: readonly Token[]): Token[] {
  const guesses: Token[] = [];
  for (let at: Progress | undefined = progress; guesses.length < MOST_GUESSES; ) {
    const piece = pieceAt(sources, at, [...answer, ...guesses]);
    if (piece.length === 0) break;
    for (const token of piece) {
      const bytes = sources.bytes(token);
      at = bytes && at && sources.constraint.after(at, bytes);
      if (!at) return guesses;
      guesses.push(token);
    }
    if (!at) break;
  }
  return guesses.slice(0, MOST_GUESSES);
}

function pieceAt({ constraint, hints, drafts, tokens }: GuessSources, progress: Progress, answer: readonly Token[]): Token[] {
  if (progress.pending.length > 0) return [];
  // A space at the end usually belongs to the token after it.
  const forced = constraint.forced(progress, 24).trimEnd();
  // One character is as likely to be a piece of a longer token as a token of its own.
  if (forced.length > 1) return tokens(forced).slice(0, FORCED_TOKENS);
  const labels = hints.slice(0, -1);
  if (labels[0] !== undefined && progress.text.endsWith('LOOKUP "')) return tokens(`${labels[0]}"`).slice(0, COPIED_TOKENS);
  const value = /"([^"\\]{2,})$/.exec(progress.text)?.[1];
  const copied = value === undefined ? '' : continuation(value, labels) ?? continuation(value, hints.slice(-1)) ?? '';
  if (copied !== '') return tokens(copied).slice(0, COPIED_TOKENS);
  const drafted = drafts(answer);
  return drafted === undefined ? [] : [drafted];
}

function continuation(value: string, texts: readonly string[]): string | undefined {
  const text = texts.find((candidate) => candidate.includes(value) && !candidate.endsWith(value));
  return text?.slice(text.indexOf(value) + value.length);
}
