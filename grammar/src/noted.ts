/**
 * Findings about the pieces of a document that are kept over edits: of the few pieces of which there is something to note, with their index. After an
 * edit only the pieces that were read anew are asked again, so that problems of a long file cost what the edit costs.
 */
import type { Body } from './document.ts';

export type Noted<T> = { index: number; values: readonly T[] };

/** One kind of finding: `key` tells what it depends on besides the piece. */
type Note = { key: readonly unknown[]; of: (piece: Body) => readonly unknown[]; noted: Noted<unknown>[] };
export type Notes = Note[];

/** Kinds of findings that are kept; a changed schema makes a new one. */
const keptNotes = 4;

/** The findings of one kind in all pieces. */
export function notedIn<T>(pieces: readonly Body[], notes: Notes, key: readonly unknown[], of: (piece: Body) => readonly T[]): readonly Noted<T>[] {
  const known = notes.find((note) => note.key.length === key.length && note.key.every((part, index) => part === key[index]));
  if (known !== undefined) return known.noted as Noted<T>[];
  const noted = ask(pieces, 0, pieces.length, of);
  notes.unshift({ key, of, noted });
  notes.length = Math.min(notes.length, keptNotes);
  return noted;
}

function ask<T>(pieces: readonly Body[], from: number, to: number, of: (piece: Body) => readonly T[]): Noted<T>[] {
  const noted: Noted<T>[] = [];
  for (let index = from; index < to; index++) {
    const values = of(pieces[index]!);
    if (values.length > 0) noted.push({ index, values });
  }
  return noted;
}

/** The notes after an edit: pieces up to `first` and from `rest` on (`before` it was at `oldRest`) are the same as before. */
export function notesAfter(notes: Notes, pieces: readonly Body[], first: number, rest: number, oldRest: number): Notes {
  return notes.map(({ key, of, noted }) => {
    const head = noted.filter(({ index }) => index < first);
    const tail = noted.filter(({ index }) => index >= oldRest).map(({ index, values }) => ({ index: index - oldRest + rest, values }));
    return { key, of, noted: [...head, ...ask(pieces, first, rest, of), ...tail] };
  });
}
