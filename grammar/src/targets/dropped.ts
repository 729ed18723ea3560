/**
 * What is left out of a SELECT by a runtime that keeps only `SELECT * FROM table WHERE … ORDER BY … LIMIT n` of it.
 */
import type { Span } from '../tree.ts';
import { isNode, listOf, nodeOf, parsePostgres, scanPostgres, type PgNode, type PgToken } from '../checks/sql/postgres.ts';

/** `rows` where other rows come back without the part; a plain list of columns only changes how much of each. */
export type Dropped = Span & { what: string; rows: boolean };

/** The words that end a part, in the order of a SELECT. */
const ends = ['FROM', 'WHERE', 'GROUP', 'HAVING', 'WINDOW', 'ORDER', 'LIMIT', 'OFFSET', 'FETCH', 'UNION', 'INTERSECT', 'EXCEPT'];

/** Clauses that are there where PostgreSQL's tree has the key. */
const clauses = [
  ['groupClause', 'GROUP', 'GROUP BY'],
  ['havingClause', 'HAVING', 'HAVING'],
  ['windowClause', 'WINDOW', 'WINDOW'],
  ['limitOffset', 'OFFSET', 'OFFSET'],
] as const;

export function droppedParts(sql: string): Dropped[] {
  const parsed = parsePostgres(sql);
  if (parsed.kind === 'error') return [];
  const select = nodeOf(parsed.statements[0]?.node['SelectStmt']);
  const words = outermost(scanPostgres(sql));
  const part = (what: string, at: number, rows = true): Dropped[] => (words[at] === undefined ? [] : [{ start: words[at].start, end: endOf(words, at), what, rows }]);
  const find = (...names: string[]): number => words.findIndex(({ text }) => names.includes(text.toUpperCase()));
  const whole = { start: words[0]?.start ?? 0, end: sql.trimEnd().length, rows: true };
  const union = find('UNION', 'INTERSECT', 'EXCEPT');
  if (union >= 0) return [{ ...whole, start: words[union]?.start ?? 0, what: words[union]?.text.toUpperCase() ?? '' }];
  if (listOf(select['fromClause']).length === 0) return [{ ...whole, what: 'a SELECT without a table' }];
  return [
    ...(isWholeRow(select) ? [] : listPart(select, part, find('SELECT') + 1)),
    ...(isOneTable(select, words, find('FROM') + 1) ? [] : part(sourceName(select), find('FROM') + 1)),
    ...clauses.flatMap(([key, word, name]) => (select[key] === undefined ? [] : part(name, find(word)))),
    ...part('FETCH', find('FETCH')),
  ];
}

function listPart(select: PgNode, part: (what: string, at: number, rows?: boolean) => Dropped[], at: number): Dropped[] {
  return select['distinctClause'] === undefined ? part('the select list and answers every column', at, !isPlainList(select)) : part('DISTINCT', at);
}

/** Where the part that starts with a word ends: before the next part. */
function endOf(words: PgToken[], at: number): number {
  const next = words.findIndex(({ text }, index) => index > at && ends.includes(text.toUpperCase()));
  return words.at(next < 0 ? -1 : next - 1)?.end ?? 0;
}

/** The words that stand in no bracket, and the brackets themselves. */
function outermost(words: PgToken[]): PgToken[] {
  let depth = 0;
  return words.filter(({ text }) => {
    if (text === ')') depth--;
    const shown = depth === 0;
    if (text === '(') depth++;
    return shown;
  });
}

const targets = (select: PgNode): PgNode[] => listOf(select['targetList']).map((target) => nodeOf(target['ResTarget']));
const fieldsOf = (target: PgNode): PgNode[] => listOf(nodeOf(nodeOf(target['val'])['ColumnRef'])['fields']);
const isPlainList = (select: PgNode): boolean => targets(select).every((target) => target['name'] === undefined && fieldsOf(target).length > 0);

function isWholeRow(select: PgNode): boolean {
  const [only, ...rest] = targets(select);
  const fields = only === undefined ? [] : fieldsOf(only);
  return rest.length === 0 && fields.length === 1 && 'A_Star' in nodeOf(fields[0]) && select['distinctClause'] === undefined;
}

/** One table by its bare name, whose word is the one at an index. */
function isOneTable(select: PgNode, words: PgToken[], at: number): boolean {
  const [first, ...rest] = listOf(select['fromClause']);
  const table = first?.['RangeVar'];
  const bare = /^\w+$/.test(words[at]?.text ?? '') && words[at + 1]?.text !== '.';
  return rest.length === 0 && isNode(table) && table['alias'] === undefined && table['inh'] === true && bare;
}

function sourceName(select: PgNode): string {
  const [first, ...rest] = listOf(select['fromClause']);
  if (first === undefined || rest.length > 0 || 'JoinExpr' in first) return 'the join';
  if ('RangeSubselect' in first) return 'the sub-select in FROM';
  return nodeOf(first['RangeVar'])['alias'] === undefined ? 'what is no plain table in FROM' : 'the alias of the table';
}
