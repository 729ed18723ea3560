/**
 * Which token usually follows which three in answers, counted over the training rows (`node training/drafts.ts`). The decoder tries
 * such tokens along with its next pass; they cost or save time and never change an answer.
 */
import counted from './drafts.json' with { type: 'json' };
import type { Token } from 'node-llama-cpp';

/** Pieces of the vocabulary as it writes them: three, of which `""` is before the answer's beginning, and the one that follows. */
export type DraftRow = readonly [string, string, string, string];

/** The likely next token after the answer's tokens so far, or undefined where none stands out. */
export type Drafts = (answer: readonly Token[]) => Token | undefined;

/** `pieces` is the model's vocabulary in token order; rows whose pieces it lacks are left out. */
export function drafts(pieces: readonly string[], rows = counted as unknown as readonly DraftRow[]): Drafts {
  const tokens = new Map(pieces.map((piece, token) => [piece, token as Token]));
  const next = new Map<string, Token>();
  for (const row of rows) {
    const [a, b, c, follower] = row.map((piece) => (piece === '' ? NOTHING : tokens.get(piece)));
    if (a !== undefined && b !== undefined && c !== undefined && follower !== undefined) next.set(`${a} ${b} ${c}`, follower as Token);
  }
  return (answer) => next.get([3, 2, 1].map((back) => answer[answer.length - back] ?? NOTHING).join(' '));
}

const NOTHING = -1;
