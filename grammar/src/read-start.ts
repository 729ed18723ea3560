/**
 * LOOKUP, SEARCH, FUZZY and SQL: each is a statement of its own or, behind WITH, the start of a TRAVERSE. `owners` tells whose clauses end a text.
 */
import { clauseStart, takes, type Before } from './clause-start.ts';
import { checked } from './owned-clauses.ts';
import { readClauses, skipSymbol } from './read-clause.ts';
import { atEnd, bareText, behind, isSymbol, peek, problem, textOf, want, written, type Owners, type Reader } from './reader.ts';
import type { Token } from './scan.ts';
import type { Clause, Key, Lookup, Span, SqlText, Start, Statement, Text } from './tree.ts';

export function readLookup(reader: Reader, verb: Text): Lookup {
  const keys = readKeys(reader, ['LOOKUP'], verb);
  const clauses = checked(reader, ['LOOKUP'], readClauses(reader, ['LOOKUP']));
  return { kind: 'lookup', keys, ...base(reader, verb, clauses) };
}

export function readKeys(reader: Reader, owners: Owners, verb: Span): Key[] {
  const bracketed = skipSymbol(reader, '[');
  const keys: Key[] = [];
  do {
    want(reader, { kind: 'label' });
    const key = readKey(reader, owners, keys.length === 0 && !bracketed ? 'nothing' : 'bare');
    if (key !== undefined) keys.push(key);
    else reportNoKey(reader, keys.length === 0 ? verb : undefined, owners);
    separate(reader);
  } while (skipSymbol(reader, ','));
  if (bracketed) skipSymbol(reader, ']');
  return keys;
}

function reportNoKey(reader: Reader, verb: Span | undefined, owners: Owners): void {
  const after = verb === undefined ? 'the comma' : owners.length > 1 || owners[0] === 'TRAVERSE' ? written(reader, behind(reader)).toUpperCase() : owners[0];
  const token = peek(reader);
  const place = token !== undefined && token.kind === 'symbol' ? token : behind(reader);
  const expected = owners[0] === 'TRAVERSE' && owners.length === 1 ? 'edge types, WITH or a label' : 'a label';
  problem(reader, 'missing-text', place, `Expected ${expected} after ${after}`);
}

/** Two labels without a comma between them: one problem, and the list goes on. */
function separate(reader: Reader): void {
  while (peek(reader)?.kind === 'string') {
    const token = peek(reader)!;
    const at = reader.tokens[reader.at - 1]!.end;
    problem(reader, 'unknown-clause', token, 'Expected a comma between labels', { title: 'Write a comma', edits: [{ start: at, end: at, text: ',' }] });
    reader.at++;
  }
}

const tablePrefix = /^([\p{L}_][\p{L}\p{N}_]*):(?!\/\/)(.*)$/su;

function readKey(reader: Reader, owners: Owners, before: Before): Key | undefined {
  const first = peek(reader);
  if (first === undefined || (first.kind === 'symbol' && ',[]'.includes(written(reader, first)))) return undefined;
  if (first.kind === 'string' && peek(reader, 1)?.start === first.end && isSymbol(reader, peek(reader, 1), ':')) return readKeyInTable(reader, first, owners);
  const text = readText(reader, owners, before, ',]');
  if (text === undefined) return undefined;
  const named = text.quoted ? null : tablePrefix.exec(text.value);
  if (named === null) return { table: undefined, text, start: text.start, end: text.end };
  const table: Text = { value: named[1]!, quoted: false, start: text.start, end: text.start + named[1]!.length };
  return { table, ...keyBehindTable(reader, table, named[2]!, text), start: text.start };
}

/** `"my table":"label"`. */
function readKeyInTable(reader: Reader, table: Token, owners: Owners): Key {
  reader.at += 2;
  const text = readText(reader, owners, 'bare', ',]') ?? { value: '', quoted: false, start: table.end + 1, end: table.end + 1 };
  if (text.end === text.start) problem(reader, 'missing-text', table, `Expected a label after ${written(reader, table)}:`);
  return { table: textOf(reader, table), text, start: table.start, end: text.end };
}

/** The label behind `table:`, which may be a string of its own: `entities:"Sarah Chen"`. */
function keyBehindTable(reader: Reader, table: Text, rest: string, whole: Text): { text: Text; end: number } {
  const string = peek(reader);
  if (rest.trim() === '' && string?.kind === 'string') {
    reader.at++;
    return { text: textOf(reader, string), end: string.end };
  }
  if (rest.trim() === '') problem(reader, 'missing-text', whole, `Expected a label after ${whole.value}`);
  const start = Math.min(whole.end, table.end + 1 + (reader.source.slice(table.end + 1, whole.end).length - reader.source.slice(table.end + 1, whole.end).trimStart().length));
  return { text: { value: rest.trim(), quoted: false, start, end: whole.end }, end: whole.end };
}

/** A string, or bare words up to a clause or one of the `stops`. */
function readText(reader: Reader, owners: Owners, before: Before, stops: string): Text | undefined {
  const first = peek(reader);
  if (first === undefined || clauseStart(reader, reader.at, owners, before) !== undefined) return undefined;
  reader.at++;
  if (first.kind === 'string') return textOf(reader, first);
  while (!atEnd(reader) && !endsText(reader, owners, stops)) reader.at++;
  return bareText(reader, first, reader.tokens[reader.at - 1]!);
}

function endsText(reader: Reader, owners: Owners, stops: string): boolean {
  const token = peek(reader)!;
  if (token.kind === 'symbol' && stops.includes(written(reader, token))) return true;
  const last = reader.tokens[reader.at - 1]!;
  const behindTable = token.kind === 'string' && stops !== '' && last.end === token.start && written(reader, last).endsWith(':');
  return behindTable || startsOtherStatement(reader, token) || clauseStart(reader, reader.at, owners, 'bare') !== undefined;
}

/** SELECT as a line's first word begins no text: it is a statement that nothing separates from this one. */
const startsOtherStatement = (reader: Reader, token: Token): boolean =>
  token.word === 'SELECT' && /[\r\n]\s*$/.test(reader.source.slice(reader.tokens[reader.at - 1]!.end, token.start));

export function readTextual(reader: Reader, name: 'SEARCH' | 'FUZZY', verb: Text): Statement {
  const text = readSearched(reader, name, [name]);
  const clauses = checked(reader, [name], readClauses(reader, [name]));
  return { kind: name === 'SEARCH' ? 'search' : 'fuzzy', text, ...base(reader, verb, clauses) };
}

export function readSearched(reader: Reader, name: 'SEARCH' | 'FUZZY', owners: Owners): Text | undefined {
  want(reader, { kind: name === 'FUZZY' ? 'label' : 'text' });
  const text = readText(reader, owners, 'nothing', '');
  if (text === undefined) problem(reader, 'missing-text', behind(reader), `Expected a text after ${name}`);
  else if (text.quoted && /^[ \t\r\n]*$/.test(text.value)) problem(reader, 'missing-text', text, `Expected a text after ${name}, found an empty one`);
  return text;
}

// ---- SQL

/** Reads SQL up to the token `end`: a whole statement, or the start of a TRAVERSE. */
export function readSql(reader: Reader, hasVerb: boolean, owners: Owners, end: number): Start & { kind: 'sql' } {
  const verb = hasVerb ? takeVerb(reader) : undefined;
  const first = reader.at < end ? peek(reader) : undefined;
  if (first === undefined) return noSql(reader, verb);
  const form = verb === undefined ? (isSelect(reader, first) ? 'select' : 'other') : formBehindVerb(reader, first);
  if (form === 'short') return readShortSql(reader, verb, first, owners);
  const last = reader.tokens[end - 1]!;
  reader.at = end;
  want(reader, { kind: 'sql' });
  const sql: SqlText = { sql: reader.source.slice(first.start, last.end), quoted: false, start: first.start, end: last.end };
  return { kind: 'sql', form, sql, table: undefined, ...base(reader, verb, []) };
}

const isSelect = (reader: Reader, token: Token): boolean => /^(select|with|\()$/i.test(written(reader, token));

function formBehindVerb(reader: Reader, first: Token): 'select' | 'short' | 'other' {
  if (isSelect(reader, first)) return 'select';
  if (/^(insert|update|delete|drop|create|alter|truncate|copy|grant|revoke|merge|explain|values|do|call|vacuum|analyze|set|lock|begin|commit|refresh|listen|notify|reindex|cluster|comment|prepare|execute|declare|reset|show)$/i.test(written(reader, first)) && peek(reader, 1) !== undefined) {
    const next = clauseStart(reader, reader.at + 1, ['SQL'], 'string');
    return next === undefined || !takes(['SQL'], next.entry) ? 'other' : 'short';
  }
  return 'short';
}

function noSql(reader: Reader, verb: Text | undefined): Start & { kind: 'sql' } {
  want(reader, { kind: 'table' });
  want(reader, { kind: 'sql' });
  problem(reader, 'missing-table', behind(reader), 'Expected SELECT or a table after SQL');
  return { kind: 'sql', form: 'short', sql: undefined, table: undefined, ...base(reader, verb, []) };
}

function readShortSql(reader: Reader, verb: Text | undefined, first: Token, owners: Owners): Start & { kind: 'sql' } {
  reader.at++;
  const table = first.kind === 'symbol' ? undefined : textOf(reader, first);
  if (table === undefined) problem(reader, 'missing-table', first, 'Expected SELECT or a table after SQL');
  const clauses = owners.length === 1 ? checked(reader, owners, readClauses(reader, owners)) : [];
  const last = reader.tokens[reader.at - 1]!;
  const sql: SqlText = { sql: reader.source.slice(first.start, last.end), quoted: false, start: first.start, end: last.end };
  return { kind: 'sql', form: 'short', sql, table, ...base(reader, verb, clauses) };
}

// ---- what all of them begin with

export const takeVerb = (reader: Reader): Text => textOf(reader, reader.tokens[reader.at++]!);

export const base = (reader: Reader, verb: Text | undefined, clauses: Clause[]) => ({
  start: 0,
  end: reader.source.length,
  source: reader.source,
  verb,
  clauses,
  comments: [...reader.comments],
  broken: false,
});
