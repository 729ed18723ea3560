/**
 * The file of a notebook (`.remnb`): readable JSON of cells with text, requests, queries and the results that were kept. Reading never loses
 * anything: a file that is no notebook becomes one text cell with what was found, and is not written over unless the person saves it.
 */
import { z } from 'zod';
import { runAnswerSchema, type RunAnswer } from '@rem/server/protocol';

/** Rows of a result that a file keeps; the rest is one run away. */
export const keptRows = 200;

const cellSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('text'), text: z.string() }),
  z.looseObject({ kind: z.literal('query'), text: z.string(), results: z.array(z.unknown()).optional() }),
]);
const notebookSchema = z.looseObject({ version: z.literal(1), cells: z.array(cellSchema) });

export type StoredCell = { kind: 'text'; text: string } | { kind: 'query'; text: string; results: RunAnswer[] };
export type Reading = { cells: StoredCell[]; problem?: string };

/** The cells of a file's text; an empty file is an empty notebook. A result that is none is left out, its cell stays. */
export function readNotebook(text: string): Reading {
  if (text.trim() === '') return { cells: [] };
  const parsed = notebookSchema.safeParse(parseJson(text));
  if (!parsed.success) return { cells: [{ kind: 'text', text }], problem: 'This file is not a REM notebook; its text is shown as it is.' };
  return { cells: parsed.data.cells.map((cell) => (cell.kind === 'text' ? { kind: 'text', text: cell.text } : { kind: 'query', text: cell.text, results: readResults(cell.results) })) };
}

/** The file's text, one key a line, so that two versions compare well. */
export function writeNotebook(cells: readonly StoredCell[]): string {
  const stored = cells.map((cell) => {
    if (cell.kind === 'text') return { kind: cell.kind, text: cell.text };
    return { kind: cell.kind, text: cell.text, ...(cell.results.length > 0 && { results: cell.results.map(shortened) }) };
  });
  return `${JSON.stringify({ version: 1, cells: stored }, null, 2)}\n`;
}

function readResults(results: readonly unknown[] | undefined): RunAnswer[] {
  return (results ?? []).flatMap((result) => {
    const read = runAnswerSchema.safeParse(result);
    return read.success ? [read.data] : [];
  });
}

function shortened(answer: RunAnswer): RunAnswer {
  if (answer.kind !== 'rows' || answer.rows.length <= keptRows) return answer;
  return { ...answer, rows: answer.rows.slice(0, keptRows), truncated: true };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
