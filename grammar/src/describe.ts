/**
 * What stands at a place, for hover: the entry of a verb or a clause, or the name of a table, a column, a label or an edge type.
 */
import { parse, pieceAt, pieceIndexAt, type Parsed } from './document.ts';
import { clauseByKind, verbByName, type VerbName } from './language.ts';
import { shiftFlat } from './place.ts';
import { tokens } from './semantic-tokens.ts';
import type { Clause, Key, Span, Statement } from './tree.ts';
import { unquote } from './text.ts';

/** `table` of a column or a label is the table that it is named with, if one is. */
export type Description = Span &
  (
    | { kind: 'verb' | 'clause'; title: string; syntax: string; summary: string; detail: string; example: string }
    | { kind: 'table' | 'edgeType' | 'function'; name: string }
    | { kind: 'column' | 'label'; name: string; table?: string }
  );

export function describe(text: string | Parsed, offset: number): Description | undefined {
  const parsed = typeof text === 'string' ? parse(text) : text;
  const piece = pieceAt(parsed, pieceIndexAt(parsed, offset));
  if (piece?.kind !== 'statement') return undefined;
  const { statement } = piece.read;
  const local = offset - piece.start;
  const found = ofWord(statement, local) ?? ofName(statement, local);
  return found && shiftFlat(found, piece.start);
}

const holds = (span: Span | undefined, offset: number): span is Span => span !== undefined && offset >= span.start && offset <= span.end;

function ofWord(statement: Statement, offset: number): Description | undefined {
  if (statement.kind === 'traverse') {
    const inner = statement.from === undefined ? undefined : ofWord(statement.from, offset);
    if (inner !== undefined) return inner;
    if (holds(statement.with, offset)) return verb('TRAVERSE', statement.with);
    if (holds(statement.plan, offset)) return clauseEntry('plan', statement.plan);
  }
  const name = verbNames[statement.kind];
  if (name !== undefined && holds(statement.verb, offset)) return verb(name, statement.verb);
  const selectVerb = statement.kind === 'sql' && statement.form === 'select' && statement.sql !== undefined ? { start: statement.sql.start, end: statement.sql.start + 6 } : undefined;
  if (holds(selectVerb, offset)) return verb('SQL', selectVerb);
  const clause = statement.clauses.find((one) => holds(one.keyword, offset));
  return clause && clauseEntry(clause.kind, clause.keyword);
}

const verbNames: Partial<Record<Statement['kind'], VerbName>> = { lookup: 'LOOKUP', search: 'SEARCH', fuzzy: 'FUZZY', sql: 'SQL', traverse: 'TRAVERSE' };

function verb(name: VerbName, { start, end }: Span): Description {
  const { syntax, summary, detail, example } = verbByName.get(name)!;
  return { kind: 'verb', title: name, syntax, summary, detail, example, start, end };
}

function clauseEntry(kind: Clause['kind'], { start, end }: Span): Description {
  const { name, syntax, summary, detail, example } = clauseByKind[kind];
  return { kind: 'clause', title: name, syntax, summary, detail, example, start, end };
}

function ofName(statement: Statement, offset: number): Description | undefined {
  const token = tokens(parse(statement.source)).find((one) => holds(one, offset));
  if (token === undefined) return undefined;
  const { kind, start, end } = token;
  const written = statement.source.slice(start, end);
  const name = /^["'`]/.test(written) ? unquote(written) : written;
  if (kind === 'label') {
    const key = keysOf(statement).find((one) => one.text.start === start);
    return { kind, name: key?.text.value ?? name, start, end, ...(key?.table === undefined ? {} : { table: key.table.value }) };
  }
  return kind === 'table' || kind === 'edgeType' || kind === 'function' || kind === 'column' ? { kind, name, start, end } : undefined;
}

/** The keys of a LOOKUP, also of one that a TRAVERSE starts from. */
export function keysOf(statement: Statement): Key[] {
  if (statement.kind === 'traverse') return statement.from === undefined ? [] : keysOf(statement.from);
  return statement.kind === 'lookup' ? statement.keys : [];
}
