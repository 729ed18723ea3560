/**
 * What one file of notes says, as rows to be stored. A row's `columns` has the column names of its table; `edges` is
 * what becomes `graph_edges`; `fields` are the texts that get vectors.
 */
import type { NoteProblem } from '../types.ts';

export type NoteTable = 'resources' | 'moments' | 'entities' | 'files';

export type NoteEdge = { dst: string; rel_type: string; weight: number | null; properties: Record<string, unknown>; created_at?: string };

export type NoteRow = {
  table: NoteTable;
  /** Names the row within its file, stable while its neighbours change: `0`, `0/moment:Kick-off`. */
  part: string;
  name: string;
  /** `person`, `meeting`, a category, … */
  kind: string;
  aliases: string[];
  columns: Record<string, unknown>;
  edges: NoteEdge[];
  fields: { name: string; text: string }[];
};

export type ReadNote = {
  rows: NoteRow[];
  problems: NoteProblem[];
  /** True where nothing could be read: the last good version stays. */
  broken: boolean;
};

/** Letters of Latin alphabets that are no letter with a mark to Unicode; `schema/fold.ts` has the same for the database. */
export const PLAIN_LETTERS: readonly [string, string][] = [
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ı', 'i'],
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
];

/**
 * The form in which labels are compared: no outer space, one space inside, lower case, letters without their accents, so that `Tomas`
 * finds `Tomás`. Marks of other scripts stay: there they are what tells words apart.
 */
export function fold(label: string): string {
  const text = foldCase(label);
  if (/^[ -~]*$/.test(text)) return text;
  const bare = text.normalize('NFD').replace(/[\u0300-\u036f]/gu, '').normalize('NFC');
  return PLAIN_LETTERS.reduce((folded, [letter, plain]) => folded.replaceAll(letter, plain), bare);
}

/** `fold` without what only some databases can do. */
export function foldCase(label: string): string {
  return label.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();
}

/** The form in which edge types are compared: `reports_to`, `REPORTS-TO` and `reports to` are one. */
export function foldType(type: string): string {
  return fold(type).replace(/[\s_]+/gu, '-');
}
