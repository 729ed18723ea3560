/**
 * Completion inside SQL and WHERE: tables after FROM and JOIN, columns of the tables at hand, names that the statement gives itself, functions,
 * the words of SQL; inside a constant, what the column that it is compared with can hold.
 */
import { defaultSchema, parsePostgres, type Schema, type SqlText, type Statement } from '@rem/grammar';
import type { View } from '../documents.ts';
import type { Knowledge } from '../knowledge.ts';
import { sqlNames } from './sql-names.ts';
import { sqlPosition, type SqlPosition } from './sql-position.ts';
import { plain, whole, type Place, type Suggestion, type Suggestions } from './suggestion.ts';

/** `inside`: the caret is in a constant (`'…`), or between the words of the SQL. */
/** `operand`: a name or value must follow, so no clause can. */
export type SqlSuggestions = Suggestions & { inside: 'constant' | 'operand' | 'words' };

/** The SQL or condition that the offset is in, its quoted spelling left out. */
export function sqlAt(statement: Statement, offset: number): SqlText | undefined {
  const texts = [statement, ...(statement.kind === 'traverse' && statement.from ? [statement.from] : [])].flatMap((one) => [
    ...(one.kind === 'sql' && one.sql ? [one.sql] : []),
    ...one.clauses.flatMap((clause) => (clause.kind === 'where' && clause.value ? [clause.value] : [])),
  ]);
  return texts.find((sql) => sql.start <= offset && offset <= sql.end);
}

export function completeSql(view: View, statement: Statement | undefined, offset: number, knowledge: Knowledge): SqlSuggestions {
  const start = statement ? Math.min(statement.start, offset) : offset;
  const before = view.text.slice(start, offset);
  const constant = openConstant(before);
  const after = view.text.slice(offset);
  if (constant !== undefined) {
    const span = { start: offset - constant.typed.length, end: offset + (/^[^'\n]*(?=')/.exec(after)?.[0].length ?? 0) };
    return { ...whole(values({ span, typed: constant.typed }, constant.column, knowledge, after.slice(span.end - offset).startsWith("'") ? '' : "'")), inside: 'constant' };
  }
  const typed = /[\p{L}\p{N}_]*$/u.exec(before)?.[0] ?? '';
  const rest = /^[\p{L}\p{N}_]*/u.exec(after)?.[0] ?? '';
  const place: Place = { span: { start: offset - typed.length, end: offset + rest.length }, typed };
  const { text, form } = sqlBefore(statement, before.slice(0, before.length - typed.length));
  const sql = form === 'condition' ? `SELECT FROM t WHERE ${text}` : text;
  const position = form === 'none' ? sqlPosition('', 'select') : readable(sqlPosition(text, form), sql);
  const goesOn = position.kind === 'words' && position.words.length !== 1 && (form === 'none' || !(isUnfinished(sql) || /(?:\binterval|:)\s*$/i.test(text)));
  return { ...whole(words(view, statement, before.slice(0, before.length - typed.length), position, place, knowledge)), inside: goesOn ? 'words' : 'operand' };
}

/**
 * What PostgreSQL's own parser would stumble over is left out, as far as it reads what stands before: words one by one, names and values by a call that stands
 * for all of them. Where nothing of that kind can follow, the words that begin something else are tried.
 */
function readable(position: SqlPosition, sql: string): SqlPosition {
  if (stumbles(sql)) return position;
  const fitting = (words: readonly string[]): string[] => words.filter((word) => !stumbles(`${sql} ${word}`));
  if (position.kind === 'operand') return fitting(['f(1)']).length > 0 ? position : { kind: 'words', words: fitting(['(', 'SELECT', 'AS']) };
  if (position.kind !== 'words' || position.words.length < 2) return position;
  const words = fitting(position.words);
  if (words.length > 0) return { kind: 'words', words };
  return fitting(['f(1)']).length > 0 ? { kind: 'operand', clause: 'WHERE' } : { kind: 'words', words: fitting(['(', 'SELECT']) };
}

/** Whether the parser finds an error before the end. */
function stumbles(sql: string): boolean {
  const parsed = parsePostgres(sql);
  return parsed.kind === 'error' && !parsed.message.includes('end of input');
}

const isUnfinished = (sql: string): boolean => !stumbles(sql) && parsePostgres(sql).kind === 'error';

/** The constant that is open at the end of the text, with the column it is compared with. */
function openConstant(before: string): { typed: string; column: string } | undefined {
  const clean = before.replace(/"(?:[^"\\]|\\.)*"/g, (quoted) => ' '.repeat(quoted.length));
  const quotes = clean.replaceAll("''", '  ').match(/'/g)?.length ?? 0;
  if (quotes % 2 === 0) return undefined;
  const found = /([\p{L}_][\p{L}\p{N}_]*)\s*(?:=|<>|!=|<=|>=|<|>|\bI?LIKE\b|\bIN\s*\((?:\s*'[^']*'\s*,)*)\s*'([^']*)$/iu.exec(clean);
  const [, column = '', typed = /[^']*$/.exec(clean)?.[0] ?? ''] = found ?? [];
  return { typed, column };
}

const dateWords = [
  'now', 'today', 'yesterday', 'tomorrow', 'this_week', 'last_week', 'next_week', 'this_month', 'last_month', 'next_month', 'this_quarter', 'last_quarter',
  'this_year', 'last_year', '24h', '7d', '30d', '2w', '3m', '1y', 'monday', 'friday', 'january', 'q1',
];

function values(place: Place, column: string, { schema, labels }: Knowledge, close: string): Suggestion[] {
  const named = (list: readonly string[], detail: string): Suggestion[] => list.map((name, index) => ({ ...plain(place, 'value', name, 3 + index / 1000, detail), insert: name.replaceAll("'", "''") + close }));
  if (column === 'moment_type') return named(schema.momentTypes, 'moment type');
  const type = schema.tables.flatMap((table) => table.columns).find((candidate) => candidate.name === column)?.type ?? '';
  if (/^(?:timestamp|date)/.test(type)) return named(dateWords.map((word) => `@${word}`), 'symbolic date');
  if (column === 'name') return named(labels.starting(place.typed, 50).labels.map((label) => label.label), 'label');
  if (column === 'rel_type') return named(schema.edgeTypes, 'edge type');
  return [];
}

function words(view: View, statement: Statement | undefined, before: string, position: SqlPosition, place: Place, { schema }: Knowledge): Suggestion[] {
  const own = statement ? sqlNames(view, statement) : [];
  switch (position.kind) {
    case 'words': return position.words.map((word) => plain(place, 'keyword', word, 7));
    case 'number': return [plain(place, 'value', '10', 6)];
    case 'free': return [];
    case 'table': return [...own.filter((name) => name.kind === 'cte').map((name) => plain(place, 'table', name.name, 1, 'common table expression')), ...schema.tables.map((table) => plain(place, 'table', table.name, 2, 'table'))];
    case 'operand': break;
  }
  const sources = tablesIn(view.text.slice(statement?.start ?? 0, statement?.end ?? 0) || before);
  const qualifier = /([\p{L}_][\p{L}\p{N}_]*)\s*\.$/u.exec(before)?.[1];
  if (qualifier !== undefined) return columnSuggestions(place, schema, [sources.get(qualifier.toLowerCase()) ?? qualifier]);
  const aliases = own.filter((name) => name.kind !== 'cte').map((name) => plain(place, 'value', name.name, 2.5, name.kind === 'alias' ? 'table alias' : 'column alias'));
  const starters = position.clause === 'SELECT' ? ['DISTINCT', 'CASE'] : position.clause === 'WHERE' || position.clause === 'ON' ? ['NOT', 'EXISTS', 'CASE'] : ['CASE'];
  return [...columnSuggestions(place, schema, inForce(sources, statement, schema)), ...aliases, ...functions(place, schema), ...starters.map((word) => plain(place, 'keyword', word, 9))];
}

/** The SQL before the caret, without the REM around it; `none` where it has not begun. */
function sqlBefore(statement: Statement | undefined, before: string): { text: string; form: 'select' | 'condition' | 'none' } {
  const start = statement?.kind === 'traverse' ? statement.from : statement;
  const isSelect = start?.kind === 'sql' && start.form !== 'short';
  const word = isSelect ? before.search(/(?:\(\s*)*\b(?:SELECT|WITH\s+(?:RECURSIVE\s+)?[\p{L}_]\w*\s*(?:\([^)]*\)\s*)?AS)\b/iu) : before.search(/\bWHERE\b(?![\s\S]*\bWHERE\b)/i);
  if (isSelect) return { text: word < 0 ? '' : before.slice(word), form: 'select' };
  if (word < 0) return { text: '', form: 'none' };
  return { text: before.slice(word + 'WHERE'.length).replace(/^\s*=?\s*"?/, ''), form: 'condition' };
}

/** Alias or table name -> table name, from FROM and JOIN. */
function tablesIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of text.matchAll(/\b(?:FROM|JOIN)\s+"?([\p{L}_][\p{L}\p{N}_]*)"?(?:\s+(?:AS\s+)?(?!(?:WHERE|ON|USING|JOIN|LEFT|RIGHT|INNER|CROSS|ORDER|GROUP|LIMIT|HAVING|UNION)\b)([\p{L}_][\p{L}\p{N}_]*))?/giu)) {
    const table = (match[1] ?? '').toLowerCase();
    found.set(table, table);
    if (match[2]) found.set(match[2].toLowerCase(), table);
  }
  return found;
}

/** The tables whose columns may stand here: those of FROM, of the short form, of IN, or the default of SEARCH. */
function inForce(sources: ReadonlyMap<string, string>, statement: Statement | undefined, schema: Schema): string[] {
  const known = [...new Set(sources.values())].filter((name) => schema.tables.some((table) => table.name === name));
  if (known.length > 0) return known;
  const start = statement?.kind === 'traverse' ? statement.from : statement;
  if (start?.kind === 'sql' && start.table) return [start.table.value];
  const named = start?.clauses.find((clause) => clause.kind === 'in')?.value?.value;
  return named === undefined ? (start?.kind === 'search' ? ['resources'] : []) : [named];
}

/** Columns, each once; of the named tables, or of all where none is known. */
export function columnSuggestions(place: Place, schema: Schema, tables: readonly string[]): Suggestion[] {
  const meant = schema.tables.filter((table) => tables.includes(table.name));
  const owners = new Map<string, { type: string; tables: string[]; doc: string | undefined }>();
  for (const table of meant.length > 0 ? meant : schema.tables) {
    for (const column of table.columns) {
      const known = owners.get(column.name);
      if (known) known.tables.push(table.name);
      else owners.set(column.name, { type: column.type, tables: [table.name], doc: column.doc });
    }
  }
  return [...owners].map(([name, { type, tables: of, doc }]) => ({ ...plain(place, 'column', name, 4, meant.length === 1 ? type : `${type} · ${of.join(', ')}`), ...(doc ? { summary: doc } : {}) }));
}

const usualFunctions = ['count', 'sum', 'avg', 'min', 'max', 'lower', 'upper', 'length', 'coalesce', 'now', 'date_trunc', 'extract', 'to_char', 'array_length', 'unnest', 'string_agg', 'array_agg', 'jsonb_array_length', 'jsonb_array_elements', 'round', 'similarity'];

function functions(place: Place, schema: Schema): Suggestion[] {
  const names = [...new Set([...usualFunctions, ...(schema.functions ?? defaultSchema.functions ?? [])])];
  return names.map((name) => ({ ...plain(place, 'function', name, 8, 'function'), insert: `${name}($1)`, snippet: true }));
}
