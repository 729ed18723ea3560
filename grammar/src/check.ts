/**
 * All problems of a document: those of reading it, and those that the meaning checks find. A statement's problems are found once for each text,
 * schema and target; only then they are moved to where the statement stands.
 */
import { checks, type Target } from './checks/index.ts';
import { targetNamedIn } from './checks/file-target.ts';
import { withoutIgnored } from './checks/ignore.ts';
import { sqlIsLoaded } from './checks/sql/postgres.ts';
import { readingProblems, type Body, type Parsed } from './document.ts';
import { notedIn } from './noted.ts';
import { shiftProblem } from './place.ts';
import type { Problem } from './problem.ts';
import type { Read } from './read-statement.ts';
import type { Schema } from './schema.ts';
import type { Comment } from './tree.ts';
import { schemaFor } from './targets/schema.ts';

/** `schema` is left out while none is known for sure. A `-- target: NAME` comment in the document goes before `target`. */
export type CheckOptions = { schema?: Schema | undefined; target?: Target | undefined };

/** Every problem, in the order of places. Checks of SQL speak after `loadSql()`. */
export function check(parsed: Parsed, { schema, target = 'canonical' }: CheckOptions = {}): Problem[] {
  const { bodies, notes, starts } = parsed;
  const speaking = notedIn(bodies, notes, [directives], directives).indexes;
  const named = speaking.length > 0 ? targetNamedIn(parsed, speaking) : nothingNamed;
  const aim = named.target ?? target;
  const context = { schema: schemaFor(aim, schema), target: aim };
  const { indexes, values } = notedIn(bodies, notes, [checks, context.schema, aim, sqlIsLoaded()], finder(context));
  const problems: Problem[] = [];
  values.forEach(([found], at) => {
    if (found !== undefined) for (const problem of placedAt(found, starts[indexes[at]!]!)) problems.push(problem);
  });
  if (named.problems.length > 0) problems.push(...named.problems), problems.sort(byPlace);
  return speaking.length > 0 ? withoutIgnored(problems, parsed, context) : problems;
}

const nothingNamed = { target: undefined, problems: [] };
const byPlace = (a: Problem, b: Problem): number => a.start - b.start || a.end - b.end;

/** The comments of a piece that speak to the checks; without any, the text need not be looked through. */
function directives(body: Body): readonly Comment[] {
  const comments = body.kind === 'comment' ? [body.comment] : body.kind === 'statement' ? body.read.statement.comments : [];
  return comments.length === 0 ? comments : comments.filter((comment) => /^\W*(target:|rem-ignore)/i.test(comment.text));
}

/** The problems of one piece in the order of places, in its own text; and as they were last moved to a place, since most pieces stay where they were. */
type Found = { own: readonly Problem[]; placed: { start: number; problems: readonly Problem[] } };

function placedAt(found: Found, start: number): readonly Problem[] {
  if (found.placed.start !== start) found.placed = { start, problems: found.own.map((problem) => shiftProblem(problem, start)) };
  return found.placed.problems;
}

const nothing: readonly Found[] = [];

/** Finds the problems of a piece; those of equal texts, which are read once, are found once. */
function finder(context: Context): (piece: Body) => readonly Found[] {
  const known = new WeakMap<Read, readonly Problem[]>();
  const problemsOf = (piece: Body): readonly Problem[] => {
    const before = piece.kind === 'statement' ? known.get(piece.read) : undefined;
    if (before !== undefined) return before;
    const problems = [...readingProblems(piece), ...meaningProblems(piece, context)].sort(byPlace);
    if (piece.kind === 'statement') known.set(piece.read, problems);
    return problems;
  };
  return (piece) => {
    const own = problemsOf(piece);
    return own.length === 0 ? nothing : [{ own, placed: { start: 0, problems: own } }];
  };
}

type Context = { schema: Schema | undefined; target: Target };

function meaningProblems(piece: Body, { schema, target }: Context): readonly Problem[] {
  if (piece.kind !== 'statement') return [];
  const { statement } = piece.read;
  return checks.flatMap((run) => run(statement, { source: statement.source, schema, target })).filter((found) => !isToldByReader(found, piece.read));
}

/** PostgreSQL stumbles too over a string that is not closed and over words that the reader told of. */
const isToldByReader = (found: Problem, { problems }: Read): boolean =>
  found.code === 'sql-syntax' && problems.some((told) => told.severity === 'error' && (told.code.startsWith('unclosed') || (told.start < found.end && found.start < told.end)));
