/**
 * Problems: what is wrong at a place, in the writer's words. The table below is the one list of codes; a code is never renamed, and
 * `docs/problems.md` has a heading for each.
 */
import type { Span } from './tree.ts';

export type Severity = 'error' | 'warning' | 'hint';
export type Edit = Span & { text: string };
/** A quick fix: edits of the text that the problem was found in. */
export type Fix = { title: string; edits: Edit[] };
/** `fix` is the first of `fixes`; `data` says what a fix outside the language needs ("generate a query from this line"). */
export type Problem = Span & { code: ProblemCode; severity: Severity; message: string; fix?: Fix; fixes?: Fix[]; request?: string };

/** Every code, with its severity and the one sentence that the documentation starts from. */
export const problemCodes = {
  'unclosed-string': ['error', 'A string has no closing quote; it ends at its line’s end.'],
  'unclosed-bracket': ['error', 'A bracket is not closed.'],
  'unclosed-comment': ['error', 'A /* comment is not closed.'],
  'unknown-verb': ['error', 'The statement starts with a word that is no verb.'],
  'implicit-search': ['hint', 'A line without a verb is searched for by meaning.'],
  'missing-text': ['error', 'The verb needs a text or a key.'],
  'missing-value': ['error', 'A clause has no value.'],
  'wrong-value': ['error', 'A clause has a value of the wrong kind.'],
  'missing-start': ['error', 'TRAVERSE … WITH needs a query to start from.'],
  'missing-table': ['error', 'SQL needs a SELECT or a table.'],
  'clause-twice': ['error', 'A clause is given twice.'],
  'clause-not-taken': ['error', 'The verb does not take this clause.'],
  'unknown-clause': ['error', 'A word stands where a clause is expected.'],
  'missing-separator': ['error', 'Two statements follow each other without an end between them.'],
} as const satisfies Record<string, readonly [Severity, string]>;

export type ProblemCode = keyof typeof problemCodes | CheckCode;
/** Codes of the meaning checks: declared by `checks/codes.ts`. */
import type { CheckCode } from './checks/codes.ts';
