/**
 * SQL at a target: the word SQL, WITH, the short form, words that a guard refuses, and what p8fs keeps of a SELECT.
 */
import type { Span, Sql } from '../tree.ts';
import { selectOf } from '../plan.ts';
import { foldSql } from '../sql-view.ts';
import { isNode, listOf, nodeOf, numberOf, offsetOfByte, parsePostgres, scanPostgres, sqlIsLoaded, type PgNode, type PgToken } from '../checks/sql/postgres.ts';
import { renamedSql } from './columns.ts';
import { cannot, finding, said, type Aim, type Finding, type Said } from './finding.ts';

export function sqlFindings(statement: Sql, aim: Aim): Finding[] {
  const prefix = prefixFindings(statement, aim);
  const guard = guardFindings(statement, aim);
  return prefix.length > 0 ? [...prefix, ...guard] : [...guard, ...droppedFindings(statement, aim)];
}

function prefixFindings({ form, verb, table, sql }: Sql, { target, source }: Aim): Finding[] {
  const { name, unread } = target;
  if (verb !== undefined && !target.sql.prefix) return [finding('target-verb', verb, `${name} does not know SQL and ${unread}; it reads a bare SELECT`)];
  if (form === 'short' && table !== undefined) return [finding('target-verb', table, `${name} does not know the short form of SQL; write SELECT * FROM ${table.value}`)];
  const first = sql === undefined ? undefined : /^\w+/.exec(source.slice(sql.start))?.[0];
  if (sql === undefined || first?.toUpperCase() !== 'WITH' || target.sql.with) return [];
  return [finding('target-verb', { start: sql.start, end: sql.start + first.length }, `${name} does not know WITH and ${unread}; it reads a bare SELECT`)];
}

/** Words that a guard looks for by themselves, in names and in texts too. */
function guardFindings(statement: Sql, { target, source }: Aim): Finding[] {
  const { refuses, refusedIn } = target.sql;
  if (refusedIn === 'nowhere') return [];
  const from = refusedIn === 'sql' ? statement.start : source.search(/\bwhere\b/i);
  if (from < 0) return [];
  return [...source.slice(from).matchAll(new RegExp(`\\b(?:${refuses.join('|')})\\b`, 'gi'))].map((word) => {
    const start = from + word.index;
    return finding('target-guard', { start, end: start + word[0].length }, `${target.name} refuses SQL with the word ${word[0].toUpperCase()}, also inside a text`);
  });
}

/** What p8fs leaves out of a SELECT: it keeps the table, WHERE, ORDER BY and LIMIT. */
function droppedFindings(statement: Sql, { target }: Aim): Finding[] {
  if (target.sql.keeps === 'whole' || statement.sql === undefined || statement.form !== 'select' || !sqlIsLoaded()) return [];
  const { sql, start } = statement.sql;
  return droppedParts(sql).map(({ start: from, end, what }) => finding('target-select', { start: start + from, end: start + end }, `${target.name} drops ${what}: it keeps only the table, WHERE, ORDER BY and LIMIT`));
}

type Dropped = Span & { what: string; rows: boolean };

/** The parts of a SELECT that are dropped; `rows` where the rows that come back are others without the part. */
function droppedParts(sql: string): Dropped[] {
  const parsed = parsePostgres(sql);
  const select = parsed.kind === 'tree' ? nodeOf(parsed.statements[0]?.node['SelectStmt']) : {};
  const tokens = outermost(scanPostgres(sql));
  const found: Dropped[] = [];
  const add = (what: string, start: PgToken | undefined, stop: readonly string[], rows = true): void => {
    if (start === undefined) return;
    const index = tokens.indexOf(start);
    const end = tokens.slice(index + 1).find((token) => stop.includes(token.text.toUpperCase()));
    found.push({ start: start.start, end: end === undefined ? (tokens.at(-1)?.end ?? sql.length) : (tokens[tokens.indexOf(end) - 1]?.end ?? end.start), what, rows });
  };
  const word = (text: string): PgToken | undefined => tokens.find((token) => token.text.toUpperCase() === text);
  if (select['op'] !== undefined && select['op'] !== 'SETOP_NONE') {
    add('this part', word('UNION') ?? word('INTERSECT') ?? word('EXCEPT') ?? tokens[0], []);
    return found;
  }
  if (listOf(select['fromClause']).length === 0) {
    add('a SELECT without a table', tokens[0], []);
    return found;
  }
  const list = tokens[tokens.findIndex((token) => token.text.toUpperCase() === 'SELECT') + 1];
  if (select['distinctClause'] !== undefined) add('DISTINCT', word('DISTINCT'), ['FROM']);
  else if (!isWholeRow(select)) add('the select list and answers every column', list, ['FROM'], !isPlainList(select));
  const source = tokens[tokens.findIndex((token) => token.text.toUpperCase() === 'FROM') + 1];
  const next = source === undefined ? undefined : tokens[tokens.indexOf(source) + 1];
  if (!isOneTable(select) || !/^\w+$/.test(source?.text ?? '') || next?.text === '.') add(sourceName(select), source, ['WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'OFFSET', 'FETCH', 'WINDOW']);
  if (select['groupClause'] !== undefined) add('GROUP BY', word('GROUP'), ['HAVING', 'ORDER', 'LIMIT', 'WINDOW', 'OFFSET', 'FETCH']);
  if (select['havingClause'] !== undefined) add('HAVING', word('HAVING'), ['ORDER', 'LIMIT', 'WINDOW', 'OFFSET', 'FETCH']);
  if (select['windowClause'] !== undefined) add('WINDOW', word('WINDOW'), ['ORDER', 'LIMIT', 'OFFSET', 'FETCH']);
  if (select['limitOffset'] !== undefined) add('OFFSET', word('OFFSET'), ['LIMIT', 'FETCH']);
  if (word('FETCH') !== undefined) add('FETCH', word('FETCH'), ['OFFSET']);
  return found;
}

function outermost(tokens: PgToken[]): PgToken[] {
  let depth = 0;
  return tokens.filter(({ text }) => {
    if (text === '(') depth++;
    const shown = depth === 0 || (depth === 1 && text === '(');
    if (text === ')') depth--;
    return shown || (depth === 0 && text === ')');
  });
}

const targets = (select: PgNode): PgNode[] => listOf(select['targetList']).map((target) => nodeOf(target['ResTarget']));
const fieldsOf = (target: PgNode): PgNode[] => listOf(nodeOf(nodeOf(target['val'])['ColumnRef'])['fields']);
const isWholeRow = (select: PgNode): boolean => targets(select).length === 1 && targets(select).every((target) => fieldsOf(target).length === 1 && 'A_Star' in nodeOf(fieldsOf(target)[0]));
/** Only columns: dropping the list changes how much of each row comes back, and no row. */
const isPlainList = (select: PgNode): boolean => targets(select).length > 0 && targets(select).every((target) => target['name'] === undefined && fieldsOf(target).length > 0);

function isOneTable(select: PgNode): boolean {
  const [first, ...rest] = listOf(select['fromClause']);
  const table = nodeOf(first?.['RangeVar']);
  return rest.length === 0 && isNode(first?.['RangeVar']) && table['alias'] === undefined && table['inh'] === true;
}

function sourceName(select: PgNode): string {
  const [first, ...rest] = listOf(select['fromClause']);
  if (first === undefined || rest.length > 0 || 'JoinExpr' in first) return 'the join';
  if ('RangeSubselect' in first) return 'the sub-select in FROM';
  const alias = nodeOf(first['RangeVar'])['alias'] !== undefined;
  return alias ? 'the alias of the table' : 'what is no plain table in FROM';
}

export function saySql(statement: Sql, aim: Aim): Said {
  const { target, source } = aim;
  const [guard] = guardFindings(statement, aim);
  if (guard !== undefined) return { kind: 'cannot', why: guard };
  if (statement.sql === undefined || statement.form === 'other') return cannot('target-verb', statement, `${target.name} only reads a SELECT`);
  const short = statement.form === 'short';
  const commented = statement.comments.length > 0 && target.sql.keeps === 'whole';
  const text = renamedSql(short ? selectOf(statement) : commented ? statement.sql.sql : foldSql(statement.sql.sql), undefined, aim);
  if (!target.sql.with && /^with\b/i.test(text)) return cannot('target-verb', { start: statement.sql.start, end: statement.sql.start + 4 }, `${target.name} has no WITH before a SELECT`);
  if (target.sql.keeps === 'whole' || !sqlIsLoaded()) return said(text);
  const dropped = droppedParts(text);
  const lost = dropped.find(({ rows }) => rows);
  if (lost !== undefined) return cannot('target-select', short ? statement : wholeSql(source, statement.sql), `${target.name} has no way to say this: it drops ${lost.what}`);
  const [list] = dropped;
  return said(list === undefined ? text : `${text.slice(0, list.start)}*${text.slice(list.end)}`);
}

const wholeSql = (source: string, { start }: Span): Span => ({ start, end: start + (/^\w+/.exec(source.slice(start))?.[0].length ?? 1) });
