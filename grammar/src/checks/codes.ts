/**
 * The codes of the meaning checks and of the targets, in the same form as the table in `problem.ts`. A code is never renamed;
 * `docs/problems.md` has a heading for each.
 */
import type { Severity } from '../problem.ts';

export const checkCodes = {
  'threshold-range': ['error', 'THRESHOLD is a similarity from 0 to 1.'],
  'limit-range': ['error', 'LIMIT is a whole number from 1 on.'],
  'depth-range': ['error', 'DEPTH is a whole number from 0 on.'],
  'depth-slow': ['warning', 'A walk deeper than 4 steps takes seconds.'],
  'plan-and-depth': ['error', 'PLAN gives statistics without a walk; DEPTH asks for a walk.'],
  'lookup-id': ['hint', 'LOOKUP takes labels that people know, not ids.'],
  'unknown-table': ['error', 'The schema has no such table.'],
  'unknown-column': ['error', 'The table has no such column.'],
  'unknown-function': ['error', 'The database has no such function.'],
  'unknown-edge-type': ['warning', 'No edge has this type.'],
  'unknown-moment-type': ['warning', 'No moment has this type.'],
  'unknown-date-word': ['error', 'A word after @ is no date word.'],
  'edges-in-where': ['warning', 'Edges are not conditions; TRAVERSE follows them.'],
  'sql-syntax': ['error', 'PostgreSQL cannot read this SQL.'],
  'sql-several': ['error', 'More than one SQL statement.'],
  'sql-writes': ['error', 'The SQL would change something; queries only read.'],
  'sql-denied-function': ['error', 'The function writes, waits, locks, or reaches outside the database.'],
  'sql-unproven-function': ['warning', 'The function is not known to only read.'],
  'unknown-target': ['error', 'A comment names a target that is none.'],
  'unused-ignore': ['hint', 'A rem-ignore comment suppresses nothing.'],
  'target-verb': ['error', 'The target does not know the verb.'],
  'target-clause': ['error', 'The target does not take the clause, or takes it for something else.'],
  'target-key': ['error', 'The target reads another key than the one written.'],
  'target-text': ['error', 'The target reads another text than the one written.'],
  'target-start': ['error', 'The target cannot start a walk from this query.'],
  'target-select': ['error', 'The target drops a part of the SELECT.'],
  'target-guard': ['error', 'The target refuses SQL with this word.'],
  'target-column': ['error', 'The target names the column otherwise.'],
  'target-default': ['error', 'The target looks in another table unless one is named.'],
  'target-comment': ['error', 'The target takes a comment inside a statement for a part of it.'],
  'target-date-word': ['error', 'The target does not know date words.'],
} as const satisfies Record<string, readonly [Severity, string]>;

export type CheckCode = keyof typeof checkCodes;
