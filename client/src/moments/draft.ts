/**
 * What a person made of a transcript's moments: boundaries and words, kept by their place in the text, moved along with every change of the text, each
 * step undoable. Undefined boundaries are the program's own, which go on following the text.
 */
import type { MomentEdit } from '@rem/server/protocol';

export type Draft = { grain: 'fine' | 'coarse'; cuts: number[] | undefined; edits: MomentEdit[] };

/** A change of the text: `removed` characters at `offset` became `added` ones. */
export type Change = { offset: number; removed: number; added: number };

export const emptyDraft: Draft = { grain: 'fine', cuts: undefined, edits: [] };

export const isEdited = ({ cuts, edits }: Draft): boolean => cuts !== undefined || edits.length > 0;

/** Where a place lies after a change; a place inside what was removed goes to its beginning. */
export function moved(place: number, { offset, removed, added }: Change): number {
  if (place < offset) return place;
  return place >= offset + removed ? place + added - removed : offset;
}

export function followed(draft: Draft, changes: readonly Change[]): Draft {
  const follow = (place: number): number => changes.reduce(moved, place);
  return { ...draft, cuts: draft.cuts && distinct(draft.cuts.map(follow)), edits: draft.edits.map((edit) => ({ ...edit, at: follow(edit.at) })) };
}

export function withEdit(draft: Draft, edit: MomentEdit): Draft {
  const before = draft.edits.find(({ at }) => at === edit.at);
  return { ...draft, edits: [...draft.edits.filter(({ at }) => at !== edit.at), { ...before, ...edit }] };
}

/** The boundary at `from` goes to `to`, and what was written about the moment goes with it. */
export function withMove(draft: Draft, starts: readonly number[], from: number, to: number): Draft {
  const cuts = distinct(starts.map((start) => (start === from ? to : start)));
  return { ...draft, cuts, edits: draft.edits.map((edit) => (edit.at === from ? { ...edit, at: to } : edit)) };
}

/** The moment at `at` and the next become one, with the words of the first. */
export function withMerge(draft: Draft, starts: readonly number[], at: number): Draft {
  const next = starts[starts.indexOf(at) + 1];
  if (next === undefined) return draft;
  return { ...draft, cuts: starts.filter((start) => start !== next), edits: draft.edits.filter((edit) => edit.at !== next) };
}

export function withSplit(draft: Draft, starts: readonly number[], to: number): Draft {
  return starts.includes(to) ? draft : { ...draft, cuts: distinct([...starts, to]) };
}

const distinct = (places: readonly number[]): number[] => [...new Set(places)].sort((left, right) => left - right);
