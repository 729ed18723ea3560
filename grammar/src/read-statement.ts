/**
 * The parser: from the words of one statement to its tree. It never throws; what is missing is `undefined` in the tree and has one problem.
 */
import { clauseStart, takes, type Before } from './clause-start.ts';
import { clauseByKind, verbByName, verbs, type VerbName } from './language.ts';
import type { Problem } from './problem.ts';
import { readClauses, readEdgeTypes, skipSymbol } from './read-clause.ts';
import { alternatives, atEnd, bareText, behind, isSymbol, mostProblems, peek, problem, textOf, want, written, type Owners, type Reader, type Want } from './reader.ts';
import type { Scanned, Token } from './scan.ts';
import { fold, quote } from './text.ts';
import type { Clause, Key, Lookup, Prose, Span, SqlText, Start, Statement, Text, Traverse, Unknown } from './tree.ts';

export type Read = { statement: Statement; problems: Problem[] };

/** Reads a scanned statement; `source` is its text and all places are offsets into it. What could follow is added to `wants`. */
export function readStatement(source: string, scanned: Scanned, wants?: Want[]): Read {
  const reader: Reader = { source, tokens: scanned.tokens, comments: scanned.comments, at: 0, problems: [], wants, sealed: false };
  const statement = readByOpening(reader, scanned);
  reportUnclosed(reader, scanned);
  const broken = reader.problems.some((found) => found.severity === 'error');
  statement.broken = broken;
  if (statement.kind === 'traverse' && statement.from !== undefined) statement.from.broken = broken;
  if (reader.problems.length > 1) reader.problems.sort((a, b) => a.start - b.start);
  return { statement, problems: onePerPlace(reader.problems) };
}

const onePerPlace = (problems: Problem[]): Problem[] =>
  problems.length < 2 ? problems : problems.filter((found, index) => index === 0 || found.start !== problems[index - 1]!.start || found.end !== problems[index - 1]!.end);

function readByOpening(reader: Reader, { opening }: Scanned): Statement {
  if (opening.kind === 'prose') return readProse(reader);
  if (opening.kind === 'unknown') return readUnknown(reader, opening.nearest);
  if (opening.kind === 'sql') return readSql(reader, opening.verb !== undefined, ['SQL'], reader.tokens.length);
  const verb = takeVerb(reader);
  switch (opening.verb) {
    case 'LOOKUP':
      return readLookup(reader, verb);
    case 'SEARCH':
    case 'FUZZY':
      return readTextual(reader, opening.verb, verb);
    default:
      return readTraverse(reader, verb);
  }
}

const takeVerb = (reader: Reader): Text => textOf(reader, reader.tokens[reader.at++]!);

const base = (reader: Reader, verb: Text | undefined, clauses: Clause[]) => ({
  start: 0,
  end: reader.source.length,
  source: reader.source,
  verb,
  clauses,
  comments: [...reader.comments],
  broken: false,
});

// ---- LOOKUP, FUZZY, SEARCH

function readLookup(reader: Reader, verb: Text): Lookup {
  const keys = readKeys(reader, ['LOOKUP'], verb);
  const clauses = checked(reader, ['LOOKUP'], readClauses(reader, ['LOOKUP']));
  return { kind: 'lookup', keys, ...base(reader, verb, clauses) };
}

function readKeys(reader: Reader, owners: Owners, verb: Span): Key[] {
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

function readTextual(reader: Reader, name: 'SEARCH' | 'FUZZY', verb: Text): Statement {
  const text = readSearched(reader, name, [name]);
  const clauses = checked(reader, [name], readClauses(reader, [name]));
  return { kind: name === 'SEARCH' ? 'search' : 'fuzzy', text, ...base(reader, verb, clauses) };
}

function readSearched(reader: Reader, name: 'SEARCH' | 'FUZZY', owners: Owners): Text | undefined {
  want(reader, { kind: name === 'FUZZY' ? 'label' : 'text' });
  const text = readText(reader, owners, 'nothing', '');
  if (text === undefined) problem(reader, 'missing-text', behind(reader), `Expected a text after ${name}`);
  else if (text.quoted && /^[ \t\r\n]*$/.test(text.value)) problem(reader, 'missing-text', text, `Expected a text after ${name}, found an empty one`);
  return text;
}

// ---- SQL

/** Reads SQL up to the token `end`: a whole statement, or the start of a TRAVERSE. */
function readSql(reader: Reader, hasVerb: boolean, owners: Owners, end: number): Start & { kind: 'sql' } {
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

// ---- TRAVERSE

function readTraverse(reader: Reader, verb: Text): Traverse {
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

// ---- ownership

/** Reports clauses that the verb does not take and clauses given twice; returns them all. */
function checked(reader: Reader, owners: Owners, clauses: Clause[]): Clause[] {
  const seen = clauses.length > 1 ? new Set<string>() : undefined;
  for (const clause of clauses) {
    if (reader.problems.length >= mostProblems) break;
    const entry = clauseByKind[clause.kind];
    if (!takes(owners, entry)) reportNotTaken(reader, owners[0]!, clause);
    else if (seen?.has(clause.kind)) problem(reader, 'clause-twice', clause, `${entry.name} is given twice`, removal(reader, clause));
    seen?.add(clause.kind);
  }
  return clauses;
}

function reportNotTaken(reader: Reader, verb: VerbName, clause: Clause): void {
  const takers = verbs.filter((entry) => (entry.clauses as readonly string[]).includes(clause.kind)).map((entry) => entry.name);
  const name = clauseByKind[clause.kind].name;
  const does = takers.length === 1 ? 'does' : 'do';
  problem(reader, 'clause-not-taken', clause, `${verb} takes no ${name}; ${alternatives(takers, 'and')} ${does}`, removal(reader, clause));
}

function removal(reader: Reader, clause: Clause) {
  let start = clause.start;
  while (start > 0 && /\s/.test(reader.source.charAt(start - 1))) start--;
  return { title: `Remove ${clauseByKind[clause.kind].name}`, edits: [{ start, end: clause.end, text: '' }] };
}

// ---- what is no statement of a verb

function readProse(reader: Reader): Prose {
  const { source } = reader;
  const text: Text = { value: fold(source), quoted: false, start: 0, end: source.length };
  const search = { title: 'Write it as a SEARCH', edits: [{ start: 0, end: source.length, text: `SEARCH ${quote(text.value)}` }] };
  const comment = { title: 'Make it a request, to generate a query from', edits: [{ start: 0, end: 0, text: '-- ' }] };
  problem(reader, 'implicit-search', text, 'A line without a verb is searched for by meaning, as SEARCH would', search, comment);
  reader.problems.at(-1)!.request = text.value;
  return { kind: 'prose', text, ...base(reader, undefined, []) };
}

function readUnknown(reader: Reader, nearestVerb: VerbName | undefined): Unknown {
  const word = takeVerb(reader);
  reader.at = reader.tokens.length;
  const names = alternatives(verbs.map((verb) => verb.name));
  const message = nearestVerb === undefined ? `${word.value} is no verb; write ${names}` : `${word.value} is no verb; did you mean ${nearestVerb}?`;
  const fixes = nearestVerb === undefined ? [] : [{ title: `Write ${nearestVerb}`, edits: [{ start: word.start, end: word.end, text: nearestVerb }] }];
  problem(reader, 'unknown-verb', word, message, ...fixes);
  return { kind: 'unknown', word, nearest: nearestVerb, ...base(reader, undefined, []) };
}

function reportUnclosed(reader: Reader, { tokens, openBrackets, comments }: Scanned): void {
  for (const token of tokens) if (token.unclosed) reportString(reader, token);
  const [bracket] = openBrackets;
  if (bracket !== undefined && !reader.problems.some((found) => found.code === 'unclosed-string')) {
    const close = written(reader, bracket) === '(' ? ')' : ']';
    const end = reader.source.length;
    problem(reader, 'unclosed-bracket', bracket, `Expected ${close} to close this bracket`, { title: `Write ${close} at the end`, edits: [{ start: end, end, text: close }] });
  }
  for (const comment of comments) {
    if (comment.marker === '/*' && !reader.source.slice(comment.start, comment.end).endsWith('*/')) problem(reader, 'unclosed-comment', comment, 'Expected */ to close this comment');
  }
}

function reportString(reader: Reader, token: Token): void {
  const mark = reader.source.charAt(token.start);
  const end = token.start + reader.source.slice(token.start, token.end).trimEnd().length;
  problem(reader, 'unclosed-string', { start: token.start, end }, `Expected ${mark} at the end of this string`, { title: `Write ${mark}`, edits: [{ start: end, end, text: mark }] });
}
