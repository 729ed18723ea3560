/**
 * Guesses what comes next, for the decoder to try along with its next pass: first what the grammar forces, else, inside
 * a quoted value, the rest of what is being copied from a label or from the request's own words.
 */
import type { Token } from 'node-llama-cpp';
import type { Progress, TextConstraint } from './constraint.ts';

const MOST_TOKENS = 6;
const COPY_TOKENS = 3;

export function guess(constraint: TextConstraint, progress: Progress, hints: readonly string[], tokens: (text: string) => Token[]): Token[] {
  if (progress.pending.length > 0) return [];
  // A space at the end usually belongs to the token after it.
  const forced = constraint.forced(progress, 24).trimEnd();
  // One character is as likely to be a piece of a longer token as a token of its own.
  if (forced.length > 1) return tokens(forced).slice(0, MOST_TOKENS);
  const value = /"([^"\\]{2,})$/.exec(progress.text)?.[1];
  const copied = value === undefined ? undefined : continuation(value, hints);
  return copied ? tokens(copied).slice(0, COPY_TOKENS) : [];
}

function continuation(value: string, hints: readonly string[]): string | undefined {
  for (const hint of hints) {
    const at = hint.indexOf(value);
    if (at >= 0 && at + value.length < hint.length) return hint.slice(at + value.length);
  }
  return undefined;
}
