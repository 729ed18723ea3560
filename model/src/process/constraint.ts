/**
 * The constraint while an answer is being written: where the text stands in the grammar, which bytes of a character
 * are still missing, and which beginnings are forbidden. Immutable: trying a token gives a new value or undefined.
 */
import { parseGbnf } from '../gbnf/parse.ts';
import { matcher, takesUnicode, type MatchState, type Matcher } from '../gbnf/matcher.ts';

export type Progress = { text: string; state: MatchState | undefined; pending: readonly number[] };

export type TextConstraint = {
  start(): Progress;
  /** The progress after these bytes, or undefined where they are not allowed. */
  after(progress: Progress, bytes: Uint8Array): Progress | undefined;
  mayEnd(progress: Progress): boolean;
  /** What the grammar leaves no choice about. */
  forced(progress: Progress, limit: number): string;
};

/** `gbnf` undefined: one line of any text. The text of a progress has the leading space that answers begin with. */
export function textConstraint(gbnf: string | undefined, exclude: readonly string[]): TextConstraint {
  const walk = gbnf === undefined ? undefined : matcherOf(gbnf);
  const forbidden = exclude.filter((text) => text !== '').map((text) => ` ${text}`);
  return {
    start: () => ({ text: '', state: walk?.start(), pending: [] }),
    after(progress, bytes) {
      const { text, pending } = decode([...progress.pending, ...bytes]);
      const whole = progress.text + text;
      if (forbidden.some((beginning) => whole.startsWith(beginning))) return undefined;
      if (!walk) return whole.includes('\n') ? undefined : { text: whole, state: undefined, pending };
      let state: MatchState | undefined = progress.state;
      for (const char of text) {
        state = state && walk.next(state, char.codePointAt(0)!);
        if (!state) return undefined;
      }
      if (pending.length > 0 && !takesUnicode(state!)) return undefined;
      return { text: whole, state, pending };
    },
    mayEnd: (progress) => progress.pending.length === 0 && (progress.state?.complete ?? true),
    forced: (progress, limit) => (walk && progress.state && progress.pending.length === 0 ? walk.forced(progress.state, limit) : ''),
  };
}

const matchers = new Map<string, Matcher>();
const KEPT = 4;
/** A walk remembers each place it came by, about 100 bytes; texts of other forms bring other places, so that a walk of many is begun anew. */
const MOST_PLACES = 100_000;

/** Reading a grammar takes as long as writing two tokens, so the last few are kept. */
function matcherOf(gbnf: string): Matcher {
  const known = matchers.get(gbnf);
  const found = known && known.places < MOST_PLACES ? known : matcher(parseGbnf(gbnf), ' ');
  matchers.delete(gbnf);
  matchers.set(gbnf, found);
  if (matchers.size > KEPT) matchers.delete(matchers.keys().next().value!);
  return found;
}

/** Whole characters of the bytes, and the bytes of an unfinished one at the end. */
function decode(bytes: readonly number[]): { text: string; pending: number[] } {
  let end = bytes.length;
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const lead = bytes[bytes.length - back]!;
    if (lead < 0x80) break;
    if (lead >= 0xc0) {
      const needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
      if (needed > back) end = bytes.length - back;
      break;
    }
  }
  return { text: Buffer.from(bytes.slice(0, end)).toString('utf8'), pending: bytes.slice(end) };
}
