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

/** The form in which labels are compared: one normal form, no outer space, one space inside, lower case. */
export function fold(label: string): string {
  return label.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();
}

/** The form in which edge types are compared: `reports_to`, `REPORTS-TO` and `reports to` are one. */
export function foldType(type: string): string {
  return fold(type).replace(/[\s_]+/gu, '-');
}
