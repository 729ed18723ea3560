/**
 * What is said of a runtime (dialect §6): one table each, read by the checks and by the rewriting.
 */
import type { ClauseKind } from '../tree.ts';
import type { Target } from '../checks/index.ts';

/** How a runtime writes a clause: with one of `words` (the first is written), or `name=value` with one of `equals`. */
export type ClauseForm = { words: readonly string[]; equals: readonly string[] };
/** `other` says what becomes of a clause that is not listed, behind "`LIMIT` …". */
export type ClauseForms = { clauses: Partial<Record<ClauseKind, ClauseForm>>; other: string };

export type TargetTable = {
  name: Exclude<Target, 'canonical'>;
  /** `patterns`: a prefix and regular expressions, quotes are only what they show; `tokens`: shlex, where a clause takes one token. */
  strategy: 'patterns' | 'tokens';
  /** What it does with a text that starts with no verb it knows, behind the runtime's name. */
  unread: string;
  /** Whether such a text is what a line of prose means: a SEARCH. */
  readsProse: boolean;
  /** Which `name=value` it takes for a parameter, in every verb. */
  names: readonly string[] | 'all';
  /** Words that start an initial query wherever they stand in a text. */
  starts: readonly string[];
  /** What an unbalanced quote makes of a text. */
  unbalanced: 'kept' | 'refused' | 'sql';
  lookup: { words: readonly string[]; keyedTable: 'alone' | 'never' };
  search: ClauseForms & { table: string };
  /** Undefined where the verb is not known. */
  fuzzy: ClauseForms | undefined;
  sql: {
    /** The word SQL before a SELECT, and WITH … SELECT. */
    prefix: boolean;
    with: boolean;
    /** `whole`: as it is; `rows`: only table, WHERE, ORDER BY and LIMIT are kept of it. */
    keeps: 'whole' | 'rows';
    /** Words that make it refuse the SQL, anywhere or only behind WHERE. */
    refuses: readonly string[];
    refusedIn: 'sql' | 'where' | 'nowhere';
  };
  /** `with`: `TRAVERSE a, b WITH LOOKUP key`; `key`: `TRAVERSE key TYPE a,b`, with at most `types` relations. */
  traverse: ClauseForms & { start: 'with' | 'key'; types: number; plan: boolean };
  /** Columns with another name there; without `table`, in every table. */
  columns: readonly { table?: string; name: string; there: string }[];
  /** Members of an edge with another name there. */
  members: Readonly<Record<string, string>>;
  /** Tables that only it has. */
  tables: readonly string[];
};

export const words = (...list: string[]): ClauseForm => ({ words: list, equals: [] });
export const wordsOr = (list: readonly string[], ...equals: string[]): ClauseForm => ({ words: list, equals });
