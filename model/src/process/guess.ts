/**
 * Guesses what comes next, for the decoder to try along with its next pass: first what the grammar forces, else, inside
 * a quoted value, the rest of what is being copied from a label or from the request's own words.
 */
import type { Token } from 'node-llama-cpp';
import type { Progress, TextConstraint } from './constraint.ts';

const FORCED_TOKENS = 6;
const COPIED_TOKENS = 4;

/** `hints`: labels, best first, then the request. */
export function guess(constraint: TextConstraint, progress: Progress, hints: readonly string[], tokens: (text: string) => Token[]): Token[] {
  if (progress.pending.length > 0) return [];
  // A space at the end usually belongs to the token after it.
  const forced = constraint.forced(progress, 24).trimEnd();
  // One character is as likely to be a piece of a longer token as a token of its own.
  if (forced.length > 1) return tokens(forced).slice(0, FORCED_TOKENS);
  const labels = hints.slice(0, -1);
  if (labels[0] !== undefined && progress.text.endsWith('LOOKUP "')) return tokens(`${labels[0]}"`).slice(0, COPIED_TOKENS);
  const value = /"([^"\\]{2,})$/.exec(progress.text)?.[1];
  const copied = value === undefined ? '' : continuation(value, labels) ?? continuation(value, hints.slice(-1)) ?? '';
  return tokens(copied).slice(0, COPIED_TOKENS);
}

function continuation(value: string, texts: readonly string[]): string | undefined {
  const text = texts.find((candidate) => candidate.includes(value) && !candidate.endsWith(value));
  return text?.slice(text.indexOf(value) + value.length);
}
