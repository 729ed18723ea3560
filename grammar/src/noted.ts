/**
 * Findings about the pieces of a document that are kept over edits: of the few pieces of which there is something to note, with their index. After an
 * edit only the pieces that were read anew are asked again, so that problems of a long file cost what the edit costs.
 */
import type { Body } from './document.ts';

/** What was found, piece by piece: `values[n]` belongs to the piece `indexes[n]`. */
export type Noted<T> = { readonly indexes: Int32Array; readonly values: readonly (readonly T[])[] };

/** One kind of finding: `key` tells what it depends on besides the piece. */
type Note = { key: readonly unknown[]; of: (piece: Body) => readonly unknown[]; noted: Noted<unknown> };
export type Notes = Note[];

/** Kinds of findings that are kept; a changed schema makes a new one. */
const keptNotes = 4;

/** The findings of one kind in all pieces. */
export function notedIn<T>(pieces: readonly Body[], notes: Notes, key: readonly unknown[], of: (piece: Body) => readonly T[]): Noted<T> {
  const known = notes.find((note) => note.key.length === key.length && note.key.every((part, index) => part === key[index]));
  if (known !== undefined) return known.noted as Noted<T>;
  const { indexes, values } = ask(pieces, 0, pieces.length, of);
  const noted = { indexes: Int32Array.from(indexes), values };
  notes.unshift({ key, of, noted });
  notes.length = Math.min(notes.length, keptNotes);
  return noted;
}

function ask<T>(pieces: readonly Body[], from: number, to: number, of: (piece: Body) => readonly T[]): { indexes: number[]; values: (readonly T[])[] } {
  const [indexes, values]: [number[], (readonly T[])[]] = [[], []];
  for (let index = from; index < to; index++) {
    const found = of(pieces[index]!);
    if (found.length === 0) continue;
    indexes.push(index);
    values.push(found);
  }
  return { indexes, values };
}

/** The notes after an edit: pieces up to `first` and from `rest` on (`before` it was at `oldRest`) are the same as before. */
export function notesAfter(notes: Notes, pieces: readonly Body[], first: number, rest: number, oldRest: number): Notes {
  return notes.map(({ key, of, noted: { indexes, values } }) => {
    const [head, tail] = [firstFrom(indexes, first), firstFrom(indexes, oldRest)];
    const asked = ask(pieces, first, rest, of);
    return { key, of, noted: { indexes: joined(indexes, head, asked.indexes, tail, rest - oldRest), values: values.slice(0, head).concat(asked.values, values.slice(tail)) } };
  });
}

/** Numbers up to `head`, then `fresh`, then those from `tail` on, each of these moved by `by`. */
export function joined(old: Int32Array, head: number, fresh: readonly number[], tail: number, by: number): Int32Array {
  const numbers = new Int32Array(head + fresh.length + old.length - tail);
  numbers.set(old.subarray(0, head));
  numbers.set(fresh, head);
  for (let from = tail, to = head + fresh.length; from < old.length; from++, to++) numbers[to] = old[from]! + by;
  return numbers;
}

/** The place of the first number that is at least `wanted` in a sorted list. */
export function firstFrom(sorted: Int32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
