/**
 * What every word of a document is, for colours that know the language: a `limit` in a sentence is text, in clause position a keyword.
 */
import { parse, piecesIn, type Body, type Parsed } from './document.ts';
import { scanSql, type Token } from './scan.ts';
import type { Clause, EdgeTypes, Key, Span, SqlText, Statement, Text } from './tree.ts';

export const tokenKinds = ['keyword', 'string', 'number', 'comment', 'operator', 'table', 'column', 'label', 'edgeType', 'function', 'text'] as const;
export type SemanticTokenKind = (typeof tokenKinds)[number];
export type SemanticToken = Span & { kind: SemanticTokenKind };

/** The tokens of a document, in order, none over another; only of the statements that touch `range` where one is given. */
export function tokens(document: string | Parsed, range?: Span): SemanticToken[] {
  const parsed = typeof document === 'string' ? parse(document) : document;
  const { from, to } = range === undefined ? { from: 0, to: parsed.bodies.length } : piecesIn(parsed, range);
  const found: SemanticToken[] = [];
  for (let index = from; index < to; index++) {
    const by = parsed.starts[index]!;
    for (const { kind, start, end } of ofPiece(parsed.bodies[index]!)) found.push({ kind, start: start + by, end: end + by });
  }
  return found;
}

const known = new WeakMap<Statement, SemanticToken[]>();

function ofPiece(piece: Body): SemanticToken[] {
  if (piece.kind === 'comment') return [{ kind: 'comment', start: 0, end: piece.length }];
  if (piece.kind === 'end') return [];
  const { statement } = piece.read;
  let found = known.get(statement);
  if (found === undefined) known.set(statement, (found = ofStatement(statement)));
  return found;
}

function ofStatement(statement: Statement): SemanticToken[] {
  const found: SemanticToken[] = statement.comments.map(({ start, end }) => ({ kind: 'comment', start, end }));
  const add = (kind: SemanticTokenKind, span: Span | undefined): void => {
    if (span !== undefined && span.end > span.start) found.push({ kind, start: span.start, end: span.end });
  };
  visit(statement, add);
  return flat(found);
}

/** In order, and where two overlap only the first (a comment inside a bare text wins over the text, which is cut). */
function flat(found: SemanticToken[]): SemanticToken[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: SemanticToken[] = [];
  for (const token of found) {
    const last = kept.at(-1);
    if (last === undefined || token.start >= last.end) kept.push(token);
    else if (token.end <= last.end) cut(kept, last, token);
  }
  return kept;
}

function cut(kept: SemanticToken[], outer: SemanticToken, inner: SemanticToken): void {
  kept.pop();
  for (const piece of [{ ...outer, end: inner.start }, inner, { ...outer, start: inner.end }]) if (piece.end > piece.start) kept.push(piece);
}

type Add = (kind: SemanticTokenKind, span: Span | undefined) => void;

function visit(statement: Statement, add: Add): void {
  add('keyword', statement.verb);
  for (const clause of statement.clauses) visitClause(clause, add);
  switch (statement.kind) {
    case 'lookup':
      return statement.keys.forEach((key) => visitKey(key, add));
    case 'fuzzy':
      return addText('label', statement.text, add);
    case 'search':
      return addText('text', statement.text, add);
    case 'sql':
      return statement.form === 'short' ? add('table', statement.table) : visitSql(statement.sql, add);
    case 'traverse':
      add('keyword', statement.plan);
      add('keyword', statement.with);
      visitTypes(statement.edgeTypes, add);
      return statement.from === undefined ? undefined : visit(statement.from, add);
    case 'prose':
      return add('text', statement.text);
    case 'unknown':
      return;
  }
}

const addText = (kind: SemanticTokenKind, text: Text | undefined, add: Add): void => add(text?.quoted && kind === 'text' ? 'string' : kind, text);

function visitKey(key: Key, add: Add): void {
  add('table', key.table);
  add('label', key.text);
}

function visitTypes(types: EdgeTypes | undefined, add: Add): void {
  for (const type of types?.types ?? []) add('edgeType', type);
  if (types?.all) add('operator', types);
}

function visitClause(clause: Clause, add: Add): void {
  add('keyword', clause.keyword);
  switch (clause.kind) {
    case 'in':
      return add('table', clause.value);
    case 'where':
      return clause.value?.quoted ? add('string', clause.value) : visitSql(clause.value, add);
    case 'threshold':
    case 'limit':
    case 'depth':
      return add('number', clause.value);
    case 'field':
      return add('column', clause.value);
    case 'category':
    case 'memo':
      return add('string', clause.value);
    case 'direction':
      return add('keyword', clause.value);
    case 'type':
      return visitTypes(clause.value, add);
    case 'orderBy':
      return clause.value?.keys.forEach((key) => visitSql({ ...key.expression, end: key.end, sql: '', quoted: key.expression.quoted }, add, clause.value!.sql));
    default:
      return;
  }
}

const sqlKeyword =
  /^(select|from|where|and|or|not|in|is|null|like|ilike|between|case|when|then|else|end|group|by|order|having|limit|offset|asc|desc|nulls|first|last|distinct|as|on|join|left|right|full|inner|outer|cross|lateral|union|intersect|except|all|any|some|array|interval|with|recursive|exists|true|false|over|partition|filter|cast|using|values|timestamp|timestamptz|date|current_date|current_timestamp|rows|range|only|fetch|next|insert|into|update|set|delete|create|drop|alter|table)$/i;

function visitSql(text: SqlText | undefined, add: Add, source?: string): void {
  if (text === undefined || text.quoted) return text === undefined ? undefined : add('string', text);
  const sql = text.sql === '' ? (source ?? '').slice(0, text.end - text.start) : text.sql;
  const { tokens: words } = scanSql(sql);
  words.forEach((word, index) => add(sqlKind(sql, word, words[index + 1], words[index - 1]), { start: text.start + word.start, end: text.start + word.end }));
}

function sqlKind(sql: string, word: Token, next: Token | undefined, before: Token | undefined): SemanticTokenKind {
  if (word.kind === 'string') return sql.charAt(word.start) === '"' ? 'column' : 'string';
  if (word.kind === 'number') return 'number';
  if (word.kind === 'symbol') return 'operator';
  const written = sql.slice(word.start, word.end);
  if (sqlKeyword.test(written)) return 'keyword';
  if (next !== undefined && sql.charAt(next.start) === '(' && next.start === word.end) return 'function';
  const previous = before === undefined ? '' : sql.slice(before.start, before.end);
  return /^(from|join|into)$/i.test(previous) ? 'table' : 'column';
}

