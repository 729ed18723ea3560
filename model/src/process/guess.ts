/**
 * Guesses what comes next, for the decoder to try along with its next pass: how the likely answer goes on, else what the grammar forces, else, inside a
 * quoted value, the rest of what is being copied from a label or from the request's own words, else what usually follows; and again from there.
 */
import type { Token } from 'node-llama-cpp';
import type { LikelyAnswer } from '../likely-answer.ts';
import type { Progress, TextConstraint } from './constraint.ts';
import type { Drafts } from './drafts.ts';

/** A pass over more tokens costs more than what the later guesses of a long line save. */
const MOST_GUESSES = 7;
/** A likely answer is right often enough, as a whole, to be worth a longer pass. */
const MOST_LIKELY = 16;
const FORCED_TOKENS = 6;
const COPIED_TOKENS = 4;

export type GuessSources = {
  constraint: TextConstraint;
  /** Labels, best first, then the request. */
  hints: readonly string[];
  likely?: LikelyAnswer | undefined;
  drafts: Drafts;
  /** Another answer to the same request: where this one reads as that did, it may go on as that did. */
  beside?: readonly Token[] | undefined;
  tokens: (text: string) => Token[];
  bytes: (token: Token) => Uint8Array | undefined;
};

/** `answer` are the tokens so far, which `progress` stands behind. */
export function guess(sources: GuessSources, progress: Progress, answer: readonly Token[]): Token[] {
  const guesses: Token[] = [];
  let most = MOST_GUESSES;
  for (let at: Progress | undefined = progress; guesses.length < most; ) {
    const likely: Token[] = likelyAt(sources, at);
    if (likely.length > 0) most = MOST_LIKELY;
    const piece = likely.length > 0 ? likely : pieceAt(sources, at, [...answer, ...guesses]);
    if (piece.length === 0) break;
    for (const token of piece) {
      const bytes = sources.bytes(token);
      at = bytes && at && sources.constraint.after(at, bytes);
      if (!at) return guesses;
      guesses.push(token);
    }
    if (!at) break;
  }
  return guesses.slice(0, most);
}

function likelyAt({ likely, tokens }: GuessSources, progress: Progress): Token[] {
  const rest = likely && progress.pending.length === 0 ? restOf(likely, progress.text) : undefined;
  return rest ? tokens(rest) : [];
}

function pieceAt({ constraint, hints, drafts, tokens, beside = [] }: GuessSources, progress: Progress, answer: readonly Token[]): Token[] {
  if (progress.pending.length > 0) return [];
  // A space at the end usually belongs to the token after it.
  const forced = constraint.forced(progress, 24).trimEnd();
  // One character is as likely to be a piece of a longer token as a token of its own.
  if (forced.length > 1) return tokens(forced).slice(0, FORCED_TOKENS);
  const labels = hints.slice(0, -1);
  if (labels[0] !== undefined && progress.text.endsWith('LOOKUP "')) return tokens(`${labels[0]}"`).slice(0, COPIED_TOKENS);
  const value = valueAt(progress.text);
  const copied = value === undefined ? '' : continuation(value, labels) ?? continuation(value, hints.slice(-1)) ?? '';
  if (copied !== '') return tokens(copied).slice(0, COPIED_TOKENS);
  const like = beside.findIndex((token, at) => at > 0 && token === answer.at(-1) && beside[at - 1] === answer.at(-2));
  if (like >= 0) return beside.slice(like + 1, like + 1 + MOST_GUESSES);
  const drafted = drafts(answer);
  return drafted === undefined ? [] : [drafted];
}

/** How a likely answer goes on from what was written; behind the first value its ending, whatever the value became; among conditions the next of them. */
function restOf(likely: LikelyAnswer, written: string): string | undefined {
  const begun = written.trimStart();
  if (begun === '') return likely.text && ` ${likely.text}`;
  if (likely.text.startsWith(begun)) return likely.text.slice(begun.length);
  if (likely.ending !== '' && /^[^"]*"(?:[^"\\]|\\.)*"$/.test(begun)) return likely.ending;
  return afterCondition(likely, begun);
}

/** A condition is over that ends with a closed text or bracket. */
const FINISHED = /(?:'(?:[^']|'')*'|\))$/;

/** What goes on behind WHERE, behind AND, in the middle of a condition as it was expected, and behind a finished one. */
function afterCondition({ conditions, clauses }: LikelyAnswer, begun: string): string | undefined {
  const [, before, last] = /^(.* (?:WHERE|AND))(| .*)$/.exec(begun) ?? [];
  if (before === undefined || last === undefined) return undefined;
  const used = before.replaceAll('- resource_timestamp', '');
  const left = conditions.filter(({ text }) => !used.includes(columnOf(text)));
  const next = left.find(({ text }) => ` ${text}`.startsWith(last));
  if (next && ` ${next.text}` !== last) return ` ${next.text}`.slice(last.length);
  if (!FINISHED.test(last)) return undefined;
  const another = left.find(({ text, isLikely }) => isLikely && !last.includes(columnOf(text)));
  return another ? ` AND ${another.text}` : clauses;
}

function columnOf(condition: string): string {
  return /\b[a-z]+_?[a-z_]*(?=::|\)| )/.exec(condition.replace(/'(?:[^']|'')*'?/g, ''))?.[0] ?? condition;
}

/** What was written so far of a text in quotation marks of either kind; undefined outside of one, and before its second letter. */
function valueAt(written: string): string | undefined {
  const open = written.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, '');
  return /"([^"\\]{2,})$/.exec(open)?.[1] ?? /'%?([^'%@]{2,})$/.exec(open)?.[1];
}

function continuation(value: string, texts: readonly string[]): string | undefined {
  const text = texts.find((candidate) => candidate.includes(value) && !candidate.endsWith(value));
  return text?.slice(text.indexOf(value) + value.length);
}
