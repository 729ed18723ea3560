/**
 * Clauses: their words, their values, and what is wrong with them. One reader per kind of value; each reads what it can, and says what it
 * expected where it cannot.
 */
import { clauseStart } from './clause-start.ts';
import { clauses, directions, verbByName, verbs, type ClauseEntry, type VerbName } from './language.ts';
import { nearest } from './nearest.ts';
import { alternatives, atEnd, bareText, behind, clauseWordAt, isSymbol, peek, problem, textOf, want, written, type ClauseWord, type Owners, type Reader } from './reader.ts';
import { clauseStartsInSql, expectsOperand, valueCanFollow } from './sql-words.ts';
import type { Token } from './scan.ts';
import type { Clause, ClauseOf, Direction, EdgeTypes, NumberValue, OrderKey, Span, SqlText, Text } from './tree.ts';
import { fold, quote, unquote } from './text.ts';

/** Reads the clauses up to the statement's end; what is no clause is reported and skipped. */
export function readClauses(reader: Reader, owners: Owners): Clause[] {
  const found: Clause[] = [];
  for (;;) {
    wantClauses(reader, owners, found);
    if (atEnd(reader)) return found;
    if (lacksWhere(reader, owners, found)) {
      found.push(readWithoutWhere(reader, owners));
      continue;
    }
    const word = clauseStart(reader, reader.at, owners, 'string');
    if (word === undefined) skipUnexpected(reader, owners);
    else found.push(readClause(reader, word, owners));
  }
}

/** `SQL moments name = 'x'`: a comparison where a clause is expected. */
function lacksWhere(reader: Reader, owners: Owners, found: readonly Clause[]): boolean {
  const [token, next] = [peek(reader), peek(reader, 1)];
  const word = clauseWordAt(reader, reader.at);
  const compares = token?.kind === 'word' && next?.kind === 'symbol' && '=<>!'.includes(written(reader, next)) && (word === undefined || (!word.equals && word.entry.kind === 'category'));
  return compares && next.start > token.end && !found.some((clause) => clause.kind === 'where') && owners.some((owner) => verbByName.get(owner)!.clauses.includes('where'));
}

function readWithoutWhere(reader: Reader, owners: Owners): Clause {
  const first = peek(reader)!;
  const end = predicateEnd(reader, owners);
  reader.at = end;
  const last = reader.tokens[end - 1]!;
  const place = { start: first.start, end: last.end };
  problem(reader, 'unknown-clause', place, 'Expected WHERE before this condition', { title: 'Write WHERE', edits: [{ start: first.start, end: first.start, text: 'WHERE ' }] });
  const keyword: Text = { value: '', quoted: false, start: first.start, end: first.start };
  return { kind: 'where', keyword, equals: false, value: { sql: written(reader, place), quoted: false, ...place }, ...place };
}

function wantClauses(reader: Reader, owners: Owners, found: readonly Clause[]): void {
  if (reader.wants === undefined || !atEnd(reader)) return;
  const given = new Set(found.map((clause) => clause.kind));
  want(reader, { kind: 'clauses', entries: clauses.filter((entry) => !given.has(entry.kind) && owners.some((owner) => verbByName.get(owner)!.clauses.includes(entry.kind))) });
}

function readClause(reader: Reader, word: ClauseWord, owners: Owners): Clause {
  const { entry, keyword, equals } = word;
  reader.at += word.length;
  const base = { keyword, equals, start: keyword.start, end: 0 };
  const clause = { ...base, kind: entry.kind, ...(entry.value === 'none' ? {} : { value: readValue(reader, entry, owners) }) } as Clause;
  if (entry.value === 'none' && equals) readFlagValue(reader);
  clause.end = reader.tokens[reader.at - 1]!.end;
  return clause;
}

/** `plan=true`. */
function readFlagValue(reader: Reader): void {
  const token = peek(reader);
  if (token !== undefined && /^(true|false|1|0)$/i.test(written(reader, token))) reader.at++;
}

function readValue(reader: Reader, entry: ClauseEntry, owners: Owners): NonNullable<unknown> | undefined {
  switch (entry.value) {
    case 'integer':
    case 'number':
      return readNumber(reader, entry);
    case 'table':
      return want(reader, { kind: 'table' }), readName(reader, entry, owners);
    case 'name':
      return want(reader, { kind: 'column' }), readName(reader, entry, owners);
    case 'text':
      return want(reader, { kind: 'text' }), readWords(reader, entry, owners);
    case 'string':
      return want(reader, { kind: 'string' }), readString(reader, entry);
    case 'edgeTypes':
      return readEdgeTypes(reader) ?? missing(reader, entry);
    case 'direction':
      return readDirection(reader, entry);
    case 'orderKeys':
      return readOrderKeys(reader, entry);
    case 'predicate':
      return readPredicate(reader, entry, owners);
    case 'none':
      return undefined;
  }
}

const nameOf = (entry: ClauseEntry): string => entry.name;

/** Reports a value that is not there, or, where a token stands that is no value, that token. */
function missing(reader: Reader, entry: ClauseEntry, found?: Token, expects = entry.expects): undefined {
  const message = `Expected ${expects} after ${nameOf(entry)}`;
  if (found === undefined) problem(reader, 'missing-value', behind(reader), message);
  else problem(reader, 'wrong-value', found, message);
}

function readNumber(reader: Reader, entry: ClauseEntry): NumberValue | undefined {
  want(reader, { kind: 'number', entry });
  const token = peek(reader);
  if (token === undefined || clauseWordAt(reader, reader.at) !== undefined) return missing(reader, entry);
  reader.at++;
  const value = Number(token.kind === 'string' ? unquote(written(reader, token)) : written(reader, token));
  if (Number.isNaN(value) || (token.kind === 'string' && written(reader, token).length < 3)) return missing(reader, entry, token);
  if (entry.value === 'integer' && !Number.isInteger(value)) missing(reader, entry, token, 'a whole number');
  return { value, start: token.start, end: token.end };
}

/** One word or string: a table, a column. */
function readName(reader: Reader, entry: ClauseEntry, owners: Owners): Text | undefined {
  const token = peek(reader);
  if (token === undefined || isClauseInstead(reader, entry, owners)) return missing(reader, entry);
  reader.at++;
  if (token.kind === 'symbol' || (token.kind === 'string' && written(reader, token).length < 3)) return missing(reader, entry, token);
  return textOf(reader, token);
}

/** `IN LIMIT 5`: the value is missing where a whole clause stands in its place. */
const isClauseInstead = (reader: Reader, _entry: ClauseEntry, owners: Owners): boolean => clauseStart(reader, reader.at, owners, 'nothing') !== undefined;

function readWords(reader: Reader, entry: ClauseEntry, owners: Owners): Text | undefined {
  const first = peek(reader);
  if (first === undefined || isClauseInstead(reader, entry, owners)) return missing(reader, entry);
  reader.at++;
  if (first.kind === 'string') return textOf(reader, first);
  while (!atEnd(reader) && peek(reader)!.kind !== 'string' && clauseStart(reader, reader.at, owners, 'bare') === undefined) reader.at++;
  return bareText(reader, first, reader.tokens[reader.at - 1]!);
}

function readString(reader: Reader, entry: ClauseEntry): Text | undefined {
  const token = peek(reader);
  if (token === undefined || clauseWordAt(reader, reader.at) !== undefined) return missing(reader, entry);
  reader.at++;
  if (token.kind === 'string') return textOf(reader, token);
  if (reader.tokens[reader.at - 2]?.kind !== 'symbol') {
    const title = 'Put the text in quotes';
    problem(reader, 'wrong-value', token, `Expected ${entry.expects} after ${nameOf(entry)}`, { title, edits: [{ start: token.start, end: token.end, text: quote(written(reader, token)) }] });
  }
  return textOf(reader, token);
}

function readDirection(reader: Reader, entry: ClauseEntry): (Span & { value: Direction }) | undefined {
  want(reader, { kind: 'direction' });
  const token = peek(reader);
  if (token === undefined) return missing(reader, entry);
  const value = (token.kind === 'string' ? unquote(written(reader, token)) : written(reader, token)).toUpperCase();
  const known = directions.find((direction) => direction === value);
  if (known === undefined && clauseWordAt(reader, reader.at) !== undefined) return missing(reader, entry);
  reader.at++;
  return known === undefined ? missing(reader, entry, token) : { value: known, start: token.start, end: token.end };
}

/** `*`, `a, b`, `[a, b]`; undefined where none of these stands. */
export function readEdgeTypes(reader: Reader): EdgeTypes | undefined {
  const equals = isSymbol(reader, reader.tokens[reader.at - 1], '=');
  want(reader, { kind: 'edgeType' });
  const first = peek(reader);
  if (first === undefined || (first.kind === 'symbol' && !isSymbol(reader, first, '*') && !isSymbol(reader, first, '['))) return undefined;
  const bracketed = isSymbol(reader, first, '[');
  if (bracketed) reader.at++;
  const list: EdgeTypes = { all: false, types: [], start: first.start, end: first.end };
  do readEdgeType(reader, list, equals);
  while (skipSymbol(reader, ','));
  if (bracketed) skipSymbol(reader, ']');
  list.end = reader.tokens[reader.at - 1]!.end;
  return list;
}

function readEdgeType(reader: Reader, list: EdgeTypes, equals: boolean): void {
  want(reader, { kind: 'edgeType' });
  const token = peek(reader);
  const isName = token !== undefined && token.kind !== 'symbol' && (list.types.length === 0 || token.word !== 'WITH');
  if (isSymbol(reader, token, '*')) list.all = true;
  else if (isName) list.types.push(...(equals ? splitTypes(reader, token) : [textOf(reader, token)]));
  else return problem(reader, 'missing-value', token ?? behind(reader), 'Expected an edge type');
  reader.at++;
}

/** `rel_type="manages,mentors"` is a list as well. */
function splitTypes(reader: Reader, token: Token): Text[] {
  const text = textOf(reader, token);
  if (!text.quoted || !text.value.includes(',')) return [text];
  return text.value.split(',').map((value) => ({ ...text, value: value.trim() }));
}

export function skipSymbol(reader: Reader, symbol: string): boolean {
  const found = isSymbol(reader, peek(reader), symbol);
  if (found) reader.at++;
  return found;
}

function readOrderKeys(reader: Reader, entry: ClauseEntry): (Span & { keys: OrderKey[]; sql: string }) | undefined {
  want(reader, { kind: 'edgeMember' });
  const first = peek(reader);
  if (first === undefined || (clauseWordAt(reader, reader.at) !== undefined && valueCanFollow(reader.source, first.word, first.end))) return missing(reader, entry);
  if (first.kind === 'string' && !isSymbol(reader, peek(reader, 1), '.')) return quotedOrder(reader, first);
  const keys: OrderKey[] = [];
  do keys.push(...readOrderKey(reader, entry));
  while (skipSymbol(reader, ','));
  if (keys.length === 0) return undefined;
  const end = reader.tokens[reader.at - 1]!.end;
  return { keys, sql: fold(reader.source.slice(first.start, end)), start: first.start, end };
}

/** `order_by="edge.weight DESC"`. */
function quotedOrder(reader: Reader, token: Token): Span & { keys: OrderKey[]; sql: string } {
  reader.at++;
  const text = textOf(reader, token);
  const keys = text.value.split(',').map((key): OrderKey => {
    const [, expression = key.trim(), direction] = /^(.*?)\s+(asc|desc)$/i.exec(key.trim()) ?? [];
    return { expression: { ...text, value: expression }, direction: direction?.toUpperCase() as OrderKey['direction'], start: text.start, end: text.end };
  });
  return { keys, sql: fold(text.value), start: text.start, end: text.end };
}

function readOrderKey(reader: Reader, entry: ClauseEntry): OrderKey[] {
  want(reader, { kind: 'edgeMember' });
  const first = peek(reader);
  if (first === undefined) return missing(reader, entry), [];
  let depth = 0;
  while (!atEnd(reader)) {
    const token = peek(reader)!;
    if (isSymbol(reader, token, '(')) depth++;
    if (isSymbol(reader, token, ')')) depth--;
    const ends = token.word === 'ASC' || token.word === 'DESC' || isSymbol(reader, token, ',') || (token !== first && clauseWordAt(reader, reader.at) !== undefined);
    if (depth === 0 && ends) break;
    reader.at++;
  }
  const last = reader.tokens[reader.at - 1]!;
  if (depth !== 0) problem(reader, 'unclosed-bracket', first, 'The brackets of this key do not pair up');
  if (last.start < first.start) return missing(reader, entry, first), [];
  const expression = bareText(reader, first, last);
  want(reader, { kind: 'word', word: 'ASC' });
  want(reader, { kind: 'word', word: 'DESC' });
  const direction = peek(reader)?.word;
  const known = direction === 'ASC' || direction === 'DESC' ? direction : undefined;
  if (known !== undefined) reader.at++;
  return [{ expression, direction: known, start: first.start, end: reader.tokens[reader.at - 1]!.end }];
}

// ---- conditions

function readPredicate(reader: Reader, entry: ClauseEntry, owners: Owners): SqlText | undefined {
  want(reader, { kind: 'predicate' });
  const first = reader.at;
  const end = predicateEnd(reader, owners);
  reader.at = end;
  want(reader, { kind: 'predicate' });
  const [start, last] = [reader.tokens[first], reader.tokens[end - 1]];
  if (start === undefined || end === first) return missing(reader, entry);
  if (expectsOperand(reader.source, last!)) problem(reader, 'wrong-value', last!, `Expected a value after ${written(reader, last!).toUpperCase()}`);
  if (start === last && start.kind === 'string') return { sql: unquote(written(reader, start)), quoted: true, start: start.start, end: start.end };
  return { sql: reader.source.slice(start.start, last!.end), quoted: false, start: start.start, end: last!.end };
}

/** The index behind the condition's last token: it reaches up to the next clause that stands outside brackets, behind an operand. */
function predicateEnd(reader: Reader, owners: Owners): number {
  const { tokens, source } = reader;
  let depth = 0;
  let index = reader.at;
  for (; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (isSymbol(reader, token, '(') || isSymbol(reader, token, '[')) depth++;
    else if (isSymbol(reader, token, ')') || isSymbol(reader, token, ']')) depth--;
    else if (token.kind === 'word' && depth <= 0) {
      const isFirst = index === reader.at;
      if (!isFirst && expectsOperand(source, tokens[index - 1]!)) continue;
      const word = clauseWordAt(reader, index);
      if (word === undefined) continue;
      if (isFirst ? isFollowedByValue(reader, token, owners) : word.equals || endsCondition(reader, token, owners)) break;
    }
  }
  return index;
}

const endsCondition = (reader: Reader, token: Token, owners: Owners): boolean =>
  clauseStartsInSql(reader.source, token.word, token.end, owners.includes('SQL') ? ['SQL WHERE'] : owners.toReversed());

/** `WHERE LIMIT 5`: a numeric clause stands where the condition should. */
const isFollowedByValue = (reader: Reader, token: Token, _owners: Owners): boolean => /^(LIMIT|THRESHOLD|DEPTH)$/.test(token.word) && /^\s+\d/.test(reader.source.slice(token.end, token.end + 3));

// ---- what is no clause

/** Reports the word where a clause is expected, with the clause probably meant, and goes on at the next clause. */
function skipUnexpected(reader: Reader, owners: Owners): void {
  const token = peek(reader)!;
  reportUnexpected(reader, token, owners);
  do reader.at++;
  while (!atEnd(reader) && clauseStart(reader, reader.at, owners, 'bare') === undefined);
}

function reportUnexpected(reader: Reader, token: Token, owners: Owners): void {
  const found = written(reader, token);
  const verb = owners[0]!;
  if (token.word === 'SELECT' || verbs.some((entry) => entry.name === token.word)) return reportSeparator(reader, token);
  const names = owners.flatMap((owner) => verbByName.get(owner)!.clauses).map((kind) => clauses.find((entry) => entry.kind === kind)!.name);
  const meant = token.kind === 'word' ? nearest(found, names) : undefined;
  if (meant !== undefined) {
    const edits = [{ start: token.start, end: token.end, text: meant }];
    return problem(reader, 'unknown-clause', token, `${found} is no clause of ${verb}; write ${meant}`, { title: `Write ${meant}`, edits });
  }
  if (isSymbol(reader, token, ']') || isSymbol(reader, token, ')')) return problem(reader, 'unknown-clause', token, `This ${found} closes no bracket`);
  const expected = names.length === 0 ? `Expected nothing more after the ${verb === 'LOOKUP' ? 'labels' : 'statement'}` : `Expected ${alternatives(names)}`;
  problem(reader, 'unknown-clause', token, `${expected}, found ${found.length > 30 ? `${found.slice(0, 30)}…` : found}`);
}

function reportSeparator(reader: Reader, token: Token): void {
  const message = `${token.word} starts another statement; end the one before it with ; or an empty line`;
  problem(reader, 'missing-separator', token, message, { title: 'End the statement before it', edits: [{ start: token.start, end: token.start, text: ';\n' }] });
}

export type AnyClause = ClauseOf<Clause['kind']>;
export type { VerbName };
