/**
 * All problems of a document: those of reading it, and those that the meaning checks find. A statement's problems are found once for each text,
 * schema and target; only then they are moved to where the statement stands.
 */
import { checks, type Target } from './checks/index.ts';
import { targetNamedIn } from './checks/file-target.ts';
import { withoutIgnored } from './checks/ignore.ts';
import { sqlIsLoaded } from './checks/sql/postgres.ts';
import type { Body, Parsed } from './document.ts';
import { notedIn } from './noted.ts';
import { shift } from './place.ts';
import type { Problem } from './problem.ts';
import type { Read } from './read-statement.ts';
import type { Schema } from './schema.ts';
import type { Comment } from './tree.ts';
import { schemaFor } from './targets/schema.ts';

/** `schema` is left out while none is known for sure. A `-- target: NAME` comment in the document goes before `target`. */
export type CheckOptions = { schema?: Schema | undefined; target?: Target | undefined };

/** Every problem, in the order of places. Checks of SQL speak after `loadSql()`. */
export function check(parsed: Parsed, { schema, target = 'canonical' }: CheckOptions = {}): Problem[] {
  const spokenTo = notedIn(parsed.bodies, parsed.notes, [directives], directives).length > 0;
  const named = spokenTo ? targetNamedIn(parsed) : nothingNamed;
  const aim = named.target ?? target;
  const context = { schema: schemaFor(aim, schema), target: aim };
  const problems = [...parsed.problems, ...named.problems];
  for (const { index, values } of notedIn(parsed.bodies, parsed.notes, [checks, context.schema, aim, sqlIsLoaded()], (piece) => meaningProblems(piece, context))) {
    for (const found of values) problems.push(shift(found, parsed.starts[index]!));
  }
  problems.sort((a, b) => a.start - b.start || a.end - b.end);
  return spokenTo ? withoutIgnored(problems, parsed, context) : problems;
}

const none: readonly Problem[] = [];
const nothingNamed = { target: undefined, problems: none };

/** The comments of a piece that speak to the checks; without any, the text need not be looked through. */
function directives(body: Body): readonly Comment[] {
  const comments = body.kind === 'comment' ? [body.comment] : body.kind === 'statement' ? body.read.statement.comments : [];
  return comments.length === 0 ? comments : comments.filter((comment) => /^\W*(target:|rem-ignore)/i.test(comment.text));
}

function meaningProblems(piece: Body, { schema, target }: { schema: Schema | undefined; target: Target }): readonly Problem[] {
  if (piece.kind !== 'statement') return none;
  const { statement } = piece.read;
  return checks.flatMap((run) => run(statement, { source: statement.source, schema, target })).filter((found) => !isToldByReader(found, piece.read));
}

/** PostgreSQL stumbles too over a string that is not closed and over words that the reader told of. */
const isToldByReader = (found: Problem, { problems }: Read): boolean =>
  found.code === 'sql-syntax' && problems.some((told) => told.severity === 'error' && (told.code.startsWith('unclosed') || (told.start < found.end && found.start < told.end)));
