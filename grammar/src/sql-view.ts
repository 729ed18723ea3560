/**
 * What a plan says about SQL: the conditions that are joined by AND, the comparison of a timestamp, the parts of a simple SELECT. Read from SQL's
 * words, so that it works at once and everywhere; where the words are not plainly simple, nothing is said.
 */
import type { TimeFilter } from './plan-types.ts';
import { scanSql, type Token } from './scan.ts';
import { defaultSchema } from './schema.ts';

type Words = { sql: string; tokens: Token[] };

const wordsOf = (sql: string): Words => ({ sql, tokens: scanSql(sql).tokens });
const upper = ({ sql }: Words, token: Token | undefined): string => (token === undefined || token.kind === 'string' ? '' : sql.slice(token.start, token.end).toUpperCase());

/** The words of SQL, in lower case outside quotes: what stays the same however it is laid out. */
export const sqlWords = (sql: string): string[] => wordsOf(sql).tokens.map(({ kind, start, end }) => (kind === 'string' ? sql.slice(start, end) : sql.slice(start, end).toLowerCase()));

/** SQL on one line: single spaces between its words where there was any space, comments dropped, strings as they are. */
export const foldSql = (sql: string): string => folded(wordsOf(sql));

function folded({ sql, tokens }: Words): string {
  let text = '';
  let end = 0;
  for (const token of tokens) {
    if (text !== '' && token.start > end) text += ' ';
    text += sql.slice(token.start, token.end);
    end = token.end;
  }
  return text;
}

/** Calls `visit` with every token and the depth of brackets and CASEs around it. */
function walk(words: Words, visit: (token: Token, index: number, depth: number) => void): void {
  let depth = 0;
  words.tokens.forEach((token, index) => {
    const word = upper(words, token);
    if (word === ')' || word === ']' || word === 'END') depth--;
    visit(token, index, depth);
    if (word === '(' || word === '[' || word === 'CASE') depth++;
  });
}

/** The tokens between separators outside brackets; `isSeparator` sees each token's upper-case word. */
function split(words: Words, isSeparator: (word: string) => boolean): Words[] {
  const parts: Words[] = [{ sql: words.sql, tokens: [] }];
  walk(words, (token, _index, depth) => {
    if (depth === 0 && isSeparator(upper(words, token))) parts.push({ sql: words.sql, tokens: [] });
    else parts.at(-1)!.tokens.push(token);
  });
  return parts;
}

const has = (words: Words, ...wanted: string[]): boolean => {
  let found = false;
  walk(words, (token, _index, depth) => void (found ||= depth === 0 && wanted.includes(upper(words, token))));
  return found;
};

/** Whether a condition is an OR, and needs brackets beside an AND. */
export const isOr = (sql: string): boolean => has(wordsOf(sql), 'OR');

function conjuncts(words: Words): Words[] {
  if (has(words, 'OR')) return [words];
  let between = false;
  return split(words, (word) => {
    if (word === 'BETWEEN') between = true;
    if (word !== 'AND') return false;
    const joins = !between;
    between = false;
    return joins;
  });
}

// ---- times

type Comparison = { column: string; side: 'after' | 'before'; inclusive: boolean; value: string };

const timestampColumns = new Set(defaultSchema.tables.flatMap((table) => table.columns.filter((column) => column.type === 'timestamptz').map((column) => column.name)));
const isTimestamp = (name: string): boolean => timestampColumns.has(name) || /_(at|timestamp)$/.test(name);

/** `created_at >= '2025-01-01'`, either way round; undefined for anything else. */
function comparison(words: Words): Comparison | undefined {
  const texts = words.tokens.map((token) => words.sql.slice(token.start, token.end));
  const operator = texts.slice(1, -1).join('');
  const [first = '', last = ''] = [texts[0], texts.at(-1)];
  if (!/^[<>]=?$/.test(operator)) return undefined;
  const reversed = first.startsWith("'");
  const [column, constant] = reversed ? [last, first] : [first, last];
  if (!isTimestamp(column) || !/^'[^']*'$/.test(constant)) return undefined;
  const after = (operator.startsWith('>') ? 1 : 0) !== (reversed ? 1 : 0);
  return { column, side: after ? 'after' : 'before', inclusive: operator.endsWith('='), value: constant.slice(1, -1) };
}

/** A condition apart: the comparisons of one timestamp column, and the rest. */
export type Condition = { where_clause?: string; time_filter?: TimeFilter };

export function conditionOf(sql: string): Condition {
  const words = wordsOf(sql);
  const parts = conjuncts(words).map((part) => ({ part, time: comparison(part) }));
  const times = parts.flatMap(({ time }) => (time === undefined ? [] : [time]));
  const single = new Set(times.map((time) => time.column)).size === 1 && new Set(times.map((time) => time.side)).size === times.length;
  if (!single) return { where_clause: folded(words) };
  const rest = parts.filter(({ time }) => time === undefined).map(({ part }) => part);
  const where = rest.length === 1 ? unbracketed(rest[0]!) : rest.map(folded).join(' AND ');
  return { ...(rest.length === 0 ? {} : { where_clause: where }), time_filter: filterOf(times) };
}

function filterOf(times: readonly Comparison[]): TimeFilter {
  const column = times[0]!.column;
  const filter: TimeFilter = column === 'created_at' ? {} : { column };
  for (const { side, value, inclusive } of [...times].sort((a, b) => a.side.localeCompare(b.side))) {
    filter[side] = value;
    if (inclusive) filter[`${side}_inclusive`] = true;
  }
  return filter;
}

/** `(a OR b)` as `a OR b`: the brackets are only there because of the AND beside it. */
function unbracketed(words: Words): string {
  const inner: Words = { sql: words.sql, tokens: words.tokens.slice(1, -1) };
  let closes = 0;
  walk(words, (token, _index, depth) => void (closes += depth === 0 && upper(words, token) === ')' ? 1 : 0));
  const wrapped = upper(words, words.tokens[0]) === '(' && upper(words, words.tokens.at(-1)) === ')' && closes === 1;
  return wrapped && has(inner, 'OR') ? folded(inner) : folded(words);
}

/** The condition as SQL again. */
export function conditionSql({ where_clause, time_filter }: Condition): string | undefined {
  const times = time_filter === undefined ? [] : timeConditions(time_filter);
  const rest = where_clause === undefined ? [] : [times.length > 0 && isOr(where_clause) ? `(${where_clause})` : where_clause];
  return rest.length + times.length === 0 ? undefined : [...rest, ...times].join(' AND ');
}

function timeConditions(filter: TimeFilter): string[] {
  const column = filter.column ?? 'created_at';
  const side = (operator: string, value: string | undefined, inclusive: true | undefined): string[] =>
    value === undefined ? [] : [`${column} ${operator}${inclusive ? '=' : ''} '${value.replaceAll("'", "''")}'`];
  return [...side('>', filter.after, filter.after_inclusive), ...side('<', filter.before, filter.before_inclusive)];
}

// ---- a simple SELECT

/** A SELECT from one table, with at most a condition, an order and a limit. */
export type SimpleSelect = Condition & { table_name: string; select_fields: string[]; order_by?: string; limit?: number };

const notSimple = ['UNION', 'INTERSECT', 'EXCEPT', 'GROUP', 'HAVING', 'JOIN', 'WINDOW', 'OFFSET', 'FETCH', 'FOR', 'INTO', ';', 'NATURAL', 'CROSS', 'DISTINCT'];

export function simpleSelect(sql: string): SimpleSelect | undefined {
  const words = wordsOf(sql);
  if (upper(words, words.tokens[0]) !== 'SELECT' || has(words, ...notSimple)) return undefined;
  const parts = sections(words);
  const [fields, from] = [parts.get('SELECT'), parts.get('FROM')];
  if (fields === undefined || from?.tokens.length !== 1 || from.tokens[0]!.kind !== 'word' || fields.tokens.length === 0) return undefined;
  const limit = parts.get('LIMIT');
  if (limit !== undefined && !/^\d+$/.test(folded(limit))) return undefined;
  const [where, order] = [parts.get('WHERE'), parts.get('ORDER')];
  return {
    table_name: folded(from),
    select_fields: split(fields, (word) => word === ',').map(folded),
    ...(where === undefined ? {} : conditionOf(folded(where))),
    ...(order === undefined ? {} : { order_by: folded({ ...order, tokens: order.tokens.slice(1) }) }),
    ...(limit === undefined ? {} : { limit: Number(folded(limit)) }),
  };
}

/** The words behind each of SELECT, FROM, WHERE, ORDER and LIMIT that stand outside brackets. */
function sections(words: Words): Map<string, Words> {
  const found = new Map<string, Words>();
  let current: Words | undefined;
  walk(words, (token, _index, depth) => {
    const word = upper(words, token);
    if (depth === 0 && ['SELECT', 'FROM', 'WHERE', 'ORDER', 'LIMIT'].includes(word) && !found.has(word)) found.set(word, (current = { sql: words.sql, tokens: [] }));
    else current?.tokens.push(token);
  });
  return found;
}
