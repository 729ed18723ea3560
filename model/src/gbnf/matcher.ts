/**
 * Walks a grammar character by character. A state is the set of places where the text may stand, each a stack of what
 * is still to come; states are immutable, so a decoder may try a token and forget the outcome. Stacks are interned per
 * walk: equal places are one object, and a set of them stays small.
 */
import type { CharClass, Rule, Sequence } from './parse.ts';

/** What is still to come: the rest of a sequence, then `below`. */
type Place = { sequence: Sequence; index: number; below: Place | undefined; id: number };

export type MatchState = {
  /** Places that wait for a character. */
  readonly places: readonly Place[];
  /** The text so far is a whole sentence. */
  readonly complete: boolean;
};

export type Matcher = {
  start(): MatchState;
  /** Undefined where the grammar has no such continuation. */
  next(state: MatchState, char: number): MatchState | undefined;
  /** The text that must come next, up to `limit` characters; empty where there is a choice or the text may end. */
  forced(state: MatchState, limit: number): string;
  /** Different places met so far. */
  readonly places: number;
};

/** `prefix` is a literal text that comes before the root (the space that answers begin with). */
export function matcher(root: Rule, prefix = ''): Matcher {
  const interned = new Map<string, Place>();
  const sequenceIds = new Map<Sequence, number>();
  const literal: Sequence = [...prefix].map((char) => ({ kind: 'chars', ranges: [[char.codePointAt(0)!, char.codePointAt(0)!]], negated: false }));
  const whole: Sequence = [...literal, { kind: 'rule', rule: root }];

  const place = (sequence: Sequence, index: number, below: Place | undefined): Place | undefined => {
    if (index >= sequence.length) return below;
    let sequenceId = sequenceIds.get(sequence);
    if (sequenceId === undefined) sequenceIds.set(sequence, sequenceId = sequenceIds.size);
    const key = `${sequenceId}:${index}:${below?.id ?? ''}`;
    let found = interned.get(key);
    if (!found) interned.set(key, found = { sequence, index, below, id: interned.size });
    return found;
  };

  /** Opens rules until a character class stands on top. */
  const open = (top: Place | undefined, into: Set<Place>, seen: Set<Place>): boolean => {
    if (!top) return true;
    if (seen.has(top)) return false;
    seen.add(top);
    const element = top.sequence[top.index]!;
    if (element.kind === 'chars') {
      into.add(top);
      return false;
    }
    const below = place(top.sequence, top.index + 1, top.below);
    let complete = false;
    for (const choice of element.rule.choices) complete = open(place(choice, 0, below), into, seen) || complete;
    return complete;
  };

  const stateOf = (tops: Iterable<Place | undefined>): MatchState => {
    const places = new Set<Place>();
    const seen = new Set<Place>();
    let complete = false;
    for (const top of tops) complete = open(top, places, seen) || complete;
    return { places: [...places], complete };
  };

  const next = (state: MatchState, char: number): MatchState | undefined => {
    const tops: (Place | undefined)[] = [];
    for (const at of state.places) {
      if (holds(at.sequence[at.index] as CharClass, char)) tops.push(place(at.sequence, at.index + 1, at.below));
    }
    return tops.length > 0 ? stateOf(tops) : undefined;
  };

  return {
    start: () => stateOf([place(whole, 0, undefined)]),
    next,
    forced(state, limit) {
      let text = '';
      let at: MatchState | undefined = state;
      while (at && !at.complete && text.length < limit) {
        const char = onlyChar(at);
        if (char === undefined) break;
        text += String.fromCodePoint(char);
        at = next(at, char);
      }
      return text;
    },
    get places() { return interned.size; },
  };
}

/** Could any character outside ASCII come next? */
export function takesUnicode(state: MatchState): boolean {
  return state.places.some((at) => {
    const chars = at.sequence[at.index] as CharClass;
    return chars.negated || chars.ranges.some(([, to]) => to > 0x7f);
  });
}

function holds(chars: CharClass, char: number): boolean {
  for (const [from, to] of chars.ranges) if (char >= from && char <= to) return !chars.negated;
  return chars.negated;
}

function onlyChar(state: MatchState): number | undefined {
  let only: number | undefined;
  for (const at of state.places) {
    const chars = at.sequence[at.index] as CharClass;
    const range = chars.ranges[0];
    if (chars.negated || chars.ranges.length !== 1 || !range || range[0] !== range[1]) return undefined;
    if (only !== undefined && only !== range[0]) return undefined;
    only = range[0];
  }
  return only;
}
