/**
 * Names that a SQL statement gives itself: common table expressions, table aliases, column aliases; where each is defined and used. Works on
 * the words of the text, so it also answers while the statement is not finished.
 */
import type { Span, SqlText, Statement } from '@rem/grammar';
import type { View } from '../documents.ts';

export type SqlName = { kind: 'cte' | 'alias' | 'column'; name: string; definition: Span; uses: Span[] };

type Word = Span & { kind: 'name' | 'mark' | 'other'; text: string };

const pattern = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'?|\$(\w*)\$[\s\S]*?\$\1\$|"(?:[^"]|"")*"?|[\p{L}_][\p{L}\p{N}_$]*|\d[\w.]*|\s+|[\s\S]/gu;

/** Every name of the statement's SQL, spans in the view. */
export function sqlNames(view: View, statement: Statement): SqlName[] {
  const sql = sqlOf(statement);
  if (!sql || sql.quoted) return [];
  const words = wordsOf(view.text.slice(sql.start, sql.end), sql.start);
  return definitions(words).map((definition) => ({ ...definition, uses: usesOf(definition, words) }));
}

export function sqlNameAt(view: View, statement: Statement, offset: number): SqlName | undefined {
  const holds = (span: Span): boolean => span.start <= offset && offset <= span.end;
  return sqlNames(view, statement).find((name) => holds(name.definition) || name.uses.some(holds));
}

function sqlOf(statement: Statement): SqlText | undefined {
  if (statement.kind === 'sql') return statement.sql;
  return statement.kind === 'traverse' && statement.from?.kind === 'sql' ? statement.from.sql : undefined;
}

function wordsOf(text: string, shift: number): Word[] {
  const words: Word[] = [];
  for (const { 0: found, index } of text.matchAll(pattern)) {
    if (/^(?:\s|--|\/\*)/.test(found)) continue;
    const place = { start: shift + index, end: shift + index + found.length };
    const kind = /^[\p{L}_"]/u.test(found) ? 'name' : found.length === 1 ? 'mark' : 'other';
    words.push({ ...place, kind, text: found.startsWith('"') ? found.slice(1, -1).replaceAll('""', '"') : kind === 'name' ? found.toLowerCase() : found });
  }
  return words;
}

const reserved = new Set([
  'select', 'from', 'where', 'group', 'order', 'having', 'limit', 'offset', 'union', 'intersect', 'except', 'join', 'left', 'right', 'inner', 'outer',
  'full', 'cross', 'natural', 'on', 'using', 'as', 'with', 'recursive', 'lateral', 'and', 'or', 'not', 'in', 'is', 'null', 'case', 'when', 'then', 'else',
  'end', 'distinct', 'all', 'by', 'asc', 'desc', 'nulls', 'first', 'last', 'fetch', 'window', 'tablesample', 'values', 'like', 'ilike', 'between', 'exists',
]);

function definitions(words: readonly Word[]): Omit<SqlName, 'uses'>[] {
  const found: Omit<SqlName, 'uses'>[] = [];
  const add = (kind: SqlName['kind'], word: Word): void => void found.push({ kind, name: word.text, definition: { start: word.start, end: word.end } });
  words.forEach((word, index) => {
    const before = words[index - 1];
    if (word.kind !== 'name' || reserved.has(word.text)) return;
    if (isCte(words, index)) add('cte', word);
    else if (before?.text === 'as') add(inFromList(words, index) ? 'alias' : 'column', word);
    else if (isBareAlias(words, index)) add('alias', word);
  });
  return found;
}

/** `WITH name AS (`, `, name (a, b) AS MATERIALIZED (`. */
function isCte(words: readonly Word[], index: number): boolean {
  const before = words[index - 1]?.text;
  if (before !== 'with' && before !== 'recursive' && before !== ',') return false;
  let at = index + 1;
  if (words[at]?.text === '(') at = words.findIndex((word, place) => place > at && word.text === ')') + 1;
  if (words[at]?.text !== 'as') return false;
  at++;
  while (words[at]?.text === 'not' || words[at]?.text === 'materialized') at++;
  return words[at]?.text === '(' && words.slice(0, index).some((word) => word.text === 'with');
}

/** The nearest clause word to the left, brackets stepped over, is FROM or JOIN. */
function inFromList(words: readonly Word[], index: number): boolean {
  let depth = 0;
  for (let at = index - 1; at >= 0; at--) {
    const text = words[at]?.text;
    if (text === ')') depth++;
    else if (text === '(' && --depth < 0) return false;
    else if (depth === 0 && (text === 'from' || text === 'join')) return true;
    else if (depth === 0 && (text === 'select' || text === 'where' || text === 'on' || text === 'by' || text === 'having')) return false;
  }
  return false;
}

/** `FROM resources r`, `JOIN (…) r`. */
function isBareAlias(words: readonly Word[], index: number): boolean {
  const before = words[index - 1];
  if (!before || !inFromList(words, index)) return false;
  const afterName = before.kind === 'name' && !reserved.has(before.text) && isTableName(words, index - 1);
  return afterName || (before.text === ')' && words[index + 1]?.text !== '(');
}

function isTableName(words: readonly Word[], index: number): boolean {
  let at = index - 1;
  while (words[at]?.text === '.') at -= 2;
  const text = words[at]?.text;
  return text === 'from' || text === 'join' || text === ',' || text === 'lateral' || text === 'only';
}

function usesOf(definition: Omit<SqlName, 'uses'>, words: readonly Word[]): Span[] {
  return words.flatMap((word, index) => {
    if (word.kind !== 'name' || word.text !== definition.name || word.start === definition.definition.start) return [];
    const before = words[index - 1]?.text;
    const qualifies = words[index + 1]?.text === '.';
    if (before === '.' || before === 'as') return [];
    const counts = definition.kind === 'column' ? !qualifies && inOrderOrGroup(words, index) : qualifies || (definition.kind === 'cte' && isTableName(words, index));
    return counts ? [{ start: word.start, end: word.end }] : [];
  });
}

function inOrderOrGroup(words: readonly Word[], index: number): boolean {
  for (let at = index - 1; at >= 0; at--) {
    const text = words[at]?.text ?? '';
    if (text === 'by') return true;
    if (['select', 'from', 'where', 'on', 'join', 'limit', 'having', 'with'].includes(text)) return false;
  }
  return false;
}
