/**
 * Proof that SQL only reads, from PostgreSQL's own tree: one statement, a SELECT (or WITH … SELECT, VALUES, TABLE) through and through, which makes no table,
 * locks no row and calls no function that writes, waits, locks or leaves the database. What cannot be proven is told.
 */
import type { Problem } from '../../problem.ts';
import type { Span } from '../../tree.ts';
import { report } from '../report.ts';
import { effectOf } from './functions.ts';
import { isNode, namesOf, nodeOf, numberOf, offsetOfByte, parsePostgres, scanPostgres, textOf, walk, type PgNode, type PgStatement, type PgToken } from './postgres.ts';
import { nameParts } from './words.ts';

/**
 * The guard before SQL is run: empty where the SQL is proven to only read. Problems of severity `error` forbid running it; a `warning` is a function
 * that nobody here knows, which a read-only transaction still holds. Needs `loadSql()`.
 */
export function proveReadOnly(sql: string): Problem[] {
  const parsed = parsePostgres(sql);
  if (parsed.kind === 'tree') return readOnlyProblems(sql, parsed.statements);
  return [report('sql-syntax', { start: parsed.at, end: sql.length }, `PostgreSQL cannot read this: ${parsed.message}`)];
}

/** The same for SQL that was parsed already; places are offsets into `sql`. */
export function readOnlyProblems(sql: string, statements: readonly PgStatement[]): Problem[] {
  const [first, second] = statements;
  if (first === undefined) return [];
  const words = once(() => scanPostgres(sql));
  if (second !== undefined) return [severalStatements(sql, second, words)];
  const other = Object.keys(first.node)[0];
  if (other !== 'SelectStmt') return [otherStatement(sql, statementName(other ?? ''), words)];
  return inside(sql, first.node, words);
}

/** The SQL's words, scanned only where a place is looked for. */
type Words = () => PgToken[];

function once(scan: Words): Words {
  let words: PgToken[] | undefined;
  return () => (words ??= scan());
}

/** The SELECT itself: whatever in it is no reading. */
function inside(sql: string, root: PgNode, words: Words): Problem[] {
  const problems: Problem[] = [];
  let locks = false;
  for (const node of walk(root)) {
    locks ||= 'lockingClause' in node;
    if (isNode(node['intoClause'])) problems.push(intoTable(sql, node['intoClause'], words));
    if (isNode(node['CommonTableExpr'])) problems.push(...changingQuery(sql, node['CommonTableExpr'], words));
    if (isNode(node['FuncCall'])) problems.push(...functionCall(sql, node['FuncCall']));
  }
  return [...problems, ...(locks ? lockingClauses(sql, words) : [])].sort((a, b) => a.start - b.start);
}

/** DELETE, or what stands behind the WITH before it. */
function otherStatement(sql: string, name: string, words: Words): Problem {
  const [first] = words();
  const outermost = /^with$/i.test(first?.text ?? '') ? words().findLast(({ text }) => text.toUpperCase() === name) : undefined;
  return writes(outermost ?? first, sql, name);
}

function severalStatements(sql: string, second: PgStatement, words: Words): Problem {
  const start = words().find((word) => word.start >= second.start)?.start ?? second.start;
  const place = { start, end: sql.trimEnd().length };
  return report('sql-several', place, 'Only one SELECT can be run at a time; end the statement before this with a `;` on its own line or remove the rest');
}

function writes(word: Span | undefined, sql: string, what: string): Problem {
  return report('sql-writes', word ?? { start: 0, end: sql.length }, `${what} changes the database; a query only reads. Write a SELECT`);
}

/** `InsertStmt` is what a writer calls INSERT. */
function statementName(tag: string): string {
  const names: Record<string, string> = { DoStmt: 'DO', CallStmt: 'CALL', CopyStmt: 'COPY', VariableSetStmt: 'SET', ExplainStmt: 'EXPLAIN', TransactionStmt: 'A transaction command' };
  const spaced = tag.replace(/Stmt$/, '').replace(/([a-z])([A-Z])/g, '$1 $2').toUpperCase();
  return names[tag] ?? spaced;
}

function intoTable(sql: string, into: PgNode, words: Words): Problem {
  const at = offsetOfByte(sql, numberOf(nodeOf(into['rel'])['location']) ?? 0);
  const word = words().findLast(({ text, start }) => start < at && /^into$/i.test(text));
  return report('sql-writes', { start: word?.start ?? at, end: nameParts(sql, at).at(-1)?.end ?? at }, 'SELECT … INTO makes a table; a query only reads. Leave INTO out');
}

function changingQuery(sql: string, query: PgNode, words: Words): Problem[] {
  const tag = Object.keys(nodeOf(query['ctequery']))[0];
  if (tag === undefined || tag === 'SelectStmt') return [];
  const at = offsetOfByte(sql, numberOf(query['location']) ?? 0);
  const name = statementName(tag);
  const word = words().find(({ text, start }) => start > at && text.toUpperCase() === name.split(' ')[0]);
  return [writes(word, sql, `${name} inside WITH`)];
}

function lockingClauses(sql: string, words: Words): Problem[] {
  return words().flatMap((word, index) => {
    const end = /^for$/i.test(word.text) ? lockEnd(words().slice(index + 1, index + 4)) : undefined;
    if (end === undefined) return [];
    const place = { start: word.start, end };
    return [report('sql-writes', place, `${sql.slice(place.start, end).toUpperCase()} locks rows; a query only reads. Leave it out`)];
  });
}

/** The end of UPDATE, NO KEY UPDATE, SHARE or KEY SHARE behind FOR. */
function lockEnd(behind: PgToken[]): number | undefined {
  const count = ['update', 'no key update', 'share', 'key share'].map((lock) => lock.split(' ')).find((lock) => lock.every((word, index) => behind[index]?.text.toLowerCase() === word))?.length;
  return count === undefined ? undefined : behind[count - 1]?.end;
}

function functionCall(sql: string, call: PgNode): Problem[] {
  const names = namesOf(call['funcname']);
  const name = names.at(-1) ?? '';
  if (textOf(call['funcformat']) === 'COERCE_SQL_SYNTAX') return [];
  const effect = effectOf(name, names.at(-2));
  if (effect === 'reads') return [];
  const at = offsetOfByte(sql, numberOf(call['location']) ?? 0);
  const place = { start: at, end: nameParts(sql, at).at(names.length - 1)?.end ?? at + name.length };
  if (effect === 'denied') return [report('sql-denied-function', place, `\`${name}\` writes, waits, locks, or reaches outside the database; a query only reads. Leave it out`)];
  return [report('sql-unproven-function', place, `\`${name}\` is not known to only read; it runs in a read-only transaction, where a write fails`)];
}
