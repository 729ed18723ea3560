/** TRAVERSE: its edge types, the query it starts from, and which of the clauses behind both belongs to which. */
import { takes } from './clause-start.ts';
import { clauseByKind, verbByName, type VerbName } from './language.ts';
import { checked, removal } from './owned-clauses.ts';
import { readClauses, readEdgeTypes } from './read-clause.ts';
import { base, readKeys, readSearched, readSql, takeVerb } from './read-start.ts';
import { behind, isSymbol, peek, problem, want, written, type Owners, type Reader } from './reader.ts';
import type { Token } from './scan.ts';
import type { Clause, Lookup, Span, Start, Text, Traverse } from './tree.ts';

export function readTraverse(reader: Reader, verb: Text): Traverse {
  const withIndex = reader.tokens.findIndex((token, index) => index >= reader.at && token.word === 'WITH' && !token.sql);
  const plan = readPlanMark(reader, withIndex);
  if (withIndex < 0) return readShortTraverse(reader, verb, plan);
  const edgeTypes = reader.at < withIndex ? readEdgeTypes(reader) : undefined;
  if (reader.at !== withIndex) reportBeforeWith(reader, withIndex);
  const withToken = reader.tokens[withIndex]!;
  reader.at = withIndex + 1;
  const from = readStart(reader);
  const clauses = distribute(reader, from, readClauses(reader, ownersOf(from)), edgeTypes !== undefined);
  return { kind: 'traverse', plan, edgeTypes, with: { start: withToken.start, end: withToken.end }, from, ...base(reader, verb, clauses) };
}

/** PLAN right behind TRAVERSE, unless it is all there is (then it is a label). */
function readPlanMark(reader: Reader, withIndex: number): Span | undefined {
  want(reader, { kind: 'word', word: 'PLAN' });
  want(reader, { kind: 'edgeType' });
  want(reader, { kind: 'word', word: 'WITH' });
  const token = peek(reader);
  if (token?.word !== 'PLAN' || (withIndex < 0 && (peek(reader, 1) === undefined || isSymbol(reader, peek(reader, 1), ',')))) {
    // PLAN alone is a label; whoever still types may mean the mark.
    if (token?.word === 'PLAN' && peek(reader, 1) === undefined) reader.wants?.push({ kind: 'edgeType' }, { kind: 'word', word: 'WITH' }, { kind: 'label' });
    return undefined;
  }
  reader.at++;
  want(reader, { kind: 'edgeType' });
  want(reader, { kind: 'word', word: 'WITH' });
  return { start: token.start, end: token.end };
}

function readShortTraverse(reader: Reader, verb: Text, plan: Span | undefined): Traverse {
  const first = peek(reader);
  const keys = readKeys(reader, ['TRAVERSE'], verb);
  want(reader, { kind: 'word', word: 'WITH' });
  const last = reader.tokens[reader.at - 1]!;
  const span = first === undefined || keys.length === 0 ? undefined : { start: first.start, end: last.end };
  const from: Lookup | undefined = span && { kind: 'lookup', keys, ...base(reader, undefined, []), ...span, source: written(reader, span), comments: [] };
  const clauses = distribute(reader, from, readClauses(reader, ['TRAVERSE']), false);
  return { kind: 'traverse', plan, edgeTypes: undefined, with: undefined, from, ...base(reader, verb, clauses) };
}

function reportBeforeWith(reader: Reader, withIndex: number): void {
  const token = peek(reader)!;
  const at = reader.tokens[reader.at - 1]!.end;
  if (token.kind === 'symbol') problem(reader, 'unknown-clause', token, `Expected edge types or WITH, found ${written(reader, token)}`);
  else problem(reader, 'unknown-clause', token, 'Expected a comma between edge types', { title: 'Write a comma', edits: [{ start: at, end: at, text: ',' }] });
  reader.at = withIndex;
}

/** The query behind WITH; a text there is a LOOKUP. Its own clauses come later, by `distribute`. */
function readStart(reader: Reader): Start | undefined {
  want(reader, { kind: 'start' });
  want(reader, { kind: 'label' });
  const first = peek(reader);
  const name = first === undefined ? undefined : verbByName.get(first.word)?.name;
  if (first === undefined || name === 'TRAVERSE') {
    problem(reader, 'missing-start', first ?? behind(reader), 'Expected LOOKUP, SEARCH, FUZZY, SQL or a label after WITH');
    reader.at = reader.tokens.length;
    return undefined;
  }
  const before = reader.at;
  const from = readStartOf(reader, first, name);
  if (reader.at === before) return undefined;
  const last = reader.tokens[reader.at - 1]!;
  return { ...from, start: first.start, end: last.end, source: reader.source.slice(first.start, last.end), comments: [] };
}

function readStartOf(reader: Reader, first: Token, name: VerbName | undefined): Start {
  if (name === 'SQL' || first.word === 'SELECT' || (first.word === 'WITH' && peek(reader, 1)?.sql === true)) {
    let end = reader.at + 1;
    while (reader.tokens[end]?.sql === true) end++;
    return readSql(reader, name === 'SQL', ['TRAVERSE', 'SQL'], end);
  }
  const verb = name === undefined ? undefined : takeVerb(reader);
  const owners: Owners = name === undefined || name === 'LOOKUP' ? ['TRAVERSE'] : ['TRAVERSE', name as VerbName];
  if (name === 'SEARCH' || name === 'FUZZY') return { kind: name === 'SEARCH' ? 'search' : 'fuzzy', text: readSearched(reader, name, owners), ...base(reader, verb, []) };
  return { kind: 'lookup', keys: readKeys(reader, verb === undefined ? ['TRAVERSE', 'LOOKUP'] : ['LOOKUP', 'TRAVERSE'], verb ?? first), ...base(reader, verb, []) };
}

const verbOf = { lookup: 'LOOKUP', search: 'SEARCH', fuzzy: 'FUZZY', sql: 'SQL' } as const;

function ownersOf(from: Start | undefined): Owners {
  if (from === undefined || from.kind === 'lookup' || (from.kind === 'sql' && from.form !== 'short')) return ['TRAVERSE'];
  return ['TRAVERSE', verbOf[from.kind]];
}

/**
 * Gives every clause to the start or to the TRAVERSE: what both take belongs to the start as long as no clause that only TRAVERSE takes came
 * before it, and to the TRAVERSE afterwards.
 */
function distribute(reader: Reader, from: Start | undefined, clauses: Clause[], hasTypes: boolean): Clause[] {
  const own: Clause[] = [];
  const starts: Clause[] = [];
  const startOwners: Owners = from === undefined ? [] : [verbOf[from.kind]];
  let walkBegan = false;
  for (const clause of clauses) {
    const entry = clauseByKind[clause.kind];
    const byStart = from?.kind === 'sql' && from.form !== 'short' ? false : takes(startOwners, entry);
    const byTraverse = takes(['TRAVERSE'], entry);
    (byStart && !(byTraverse && walkBegan) ? starts : own).push(clause);
    walkBegan ||= own.length > 0 && !takes(startOwners, clauseByKind[own.at(-1)!.kind]);
  }
  if (from !== undefined) {
    from.clauses = checked(reader, startOwners, starts);
    from.end = Math.max(from.end, ...contiguous(from.end, starts, own));
    from.source = reader.source.slice(from.start, from.end);
    if (from.kind === 'sql' && from.form === 'short' && from.sql !== undefined) {
      from.sql = { ...from.sql, end: from.end, sql: reader.source.slice(from.sql.start, from.end) };
    }
  }
  const secondTypes = hasTypes ? own.find((clause) => clause.kind === 'type') : undefined;
  if (secondTypes !== undefined) problem(reader, 'clause-twice', secondTypes, 'The edge types are given twice, before WITH and by TYPE', removal(reader, secondTypes));
  return checked(reader, ['TRAVERSE'], own);
}

/** Ends of the start's clauses that stand before the first clause of the TRAVERSE. */
const contiguous = (end: number, starts: readonly Clause[], own: readonly Clause[]): number[] => {
  const first = own[0]?.start ?? Infinity;
  return [end, ...starts.filter((clause) => clause.start < first).map((clause) => clause.end)];
};
