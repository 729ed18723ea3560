/**
 * What may stand at a place, for completion. The parser itself answers: it reads the statement as if it ended at the caret, and tells what it
 * would have read next.
 */
import { lineEnd, isWhite, isNewline, isQuote, firstOnLine, isWordPart } from './characters.ts';
import { parse, pieceAt, pieceIndexAt, type Parsed } from './document.ts';
import { defaults, directions, verbs, type ClauseEntry } from './language.ts';
import { sourceOf } from './quotes.ts';
import { readStatement, type Read } from './read-statement.ts';
import type { Want } from './reader.ts';
import { scanStatement } from './scan.ts';
import { localised } from './document.ts';
import { startOf } from './statement-start.ts';
import type { ClauseKind, Span, Statement } from './tree.ts';

/**
 * `insert` of verbs and clauses is a snippet (`$1` is the caret). `table`, `column`, `label`, `edgeType` and `sql` stand for names that the caller
 * knows; `tables` are the tables whose columns are meant (empty: any). `value` is one of a closed set.
 */
export type Expected =
  | { kind: 'verb' | 'clause'; name: string; summary: string; insert: string }
  | { kind: 'keyword' | 'value'; name: string; insert: string }
  | { kind: 'number'; clause: string; insert: string }
  | { kind: 'table' | 'label' | 'edgeType' | 'text' }
  | { kind: 'column' | 'sql'; tables: string[] };

/** `span` is what a chosen item replaces, `prefix` the part of it before the caret (an opening quote included). */
export type Expectation = { span: Span; prefix: string; items: Expected[] };

export function expectedAt(text: string | Parsed, offset: number): Expectation {
  const parsed = typeof text === 'string' ? parse(text) : text;
  const index = pieceIndexAt(parsed, offset);
  const found = pieceAt(parsed, index);
  // Right before a comment the caret still belongs to the statement that the comment stands behind.
  const piece = found?.kind === 'comment' && offset === found.start && !found.comment.ownLine ? (pieceAt(parsed, index - 1) ?? found) : found;
  if (piece?.kind === 'comment' && offset > piece.start && (offset < piece.start + piece.length || parsed.text.charAt(piece.start) !== '/')) return nothing(offset);
  const start = piece?.kind === 'statement' && belongs(parsed, piece.start, piece.start + piece.next, piece.start + piece.length, offset) ? piece.start : undefined;
  if (start === undefined) return verbsAt(parsed.text, offset, offset);
  if (piece?.kind === 'statement' && piece.read.statement.comments.some((comment) => offset > piece.start + comment.start && offset <= piece.start + comment.end)) return nothing(offset);
  return insideStatement(parsed, start, offset, piece?.kind === 'statement' ? piece.read : undefined);
}

const nothing = (offset: number): Expectation => ({ span: { start: offset, end: offset }, prefix: '', items: [] });

/** Whether the caret continues the statement: in it, behind it on its line, or on the next line, which could go on with it. */
function belongs(parsed: Parsed, start: number, next: number, end: number, offset: number): boolean {
  if (offset <= end) return offset >= start;
  if (next > end && offset >= next) return false;
  const between = parsed.text.slice(end, offset);
  const breaks = between.split(/\r\n|\r|\n/).length - 1;
  return breaks <= 1 && between.trim() === '';
}

function verbsAt(text: string, start: number, offset: number): Expectation {
  return { span: { start, end: offset }, prefix: text.slice(start, offset), items: verbItems() };
}

const verbItems = (): Expected[] => [
  ...verbs.map((verb): Expected => ({ kind: 'verb', name: verb.name, summary: verb.summary, insert: verb.snippet })),
  { kind: 'verb', name: 'SELECT', summary: verbs.find((verb) => verb.name === 'SQL')!.summary, insert: 'SELECT ${1:*} FROM ${2:resources}' },
];

function insideStatement(parsed: Parsed, start: number, offset: number, whole: Read | undefined): Expectation {
  const { text } = parsed;
  const word = wordAround(text, start, offset);
  const before = text.slice(start, word.start);
  if (before.trim() === '') {
    const open = openAbove(parsed, start);
    const { items, ...place } = verbsAt(text, start, offset);
    return { ...place, items: open ? withoutSelect(items) : items, span: { start, end: Math.max(offset, wordEnd(text, offset)) } };
  }
  const read = readUpTo(before);
  if (/\border\s+$/i.test(before) && read !== undefined && read.statement.kind === 'traverse' && read.statement.from !== undefined) return { span: word, prefix: text.slice(word.start, offset), items: [{ kind: 'keyword', name: 'BY', insert: 'BY ' }] };
  const items = read === undefined ? [] : itemsOf(read, whole, word.start - start, text.slice(word.start, offset));
  // SELECT begins a statement only where none is open; the other verbs do on any line of their own.
  const unfinished = /[,[(]\s*$/.test(before) || scanStatement(sourceOf(before), 0).openBrackets.length > 0;
  const onOwnLine = firstOnLine(text, word.start) && !unfinished && !isQuote(text.charCodeAt(word.start)) ? withoutSelect(verbItems()) : [];
  return { span: word, prefix: text.slice(word.start, offset), items: [...items, ...onOwnLine.filter(() => !items.some((item) => item.kind === 'sql'))] };
}

const withoutSelect = (items: readonly Expected[]): Expected[] => items.filter((item) => !('name' in item && item.name === 'SELECT'));

/** Whether the line above holds a statement that nothing has ended. */
function openAbove(parsed: Parsed, start: number): boolean {
  const above = pieceAt(parsed, pieceIndexAt(parsed, start) - 1);
  return above?.kind === 'statement' && !/[\r\n]\s*[\r\n]/.test(parsed.text.slice(above.start + above.length, start).replaceAll('\r\n', '\n'));
}

/** Reads a statement that is cut before the caret's word. */
function readUpTo(before: string): (Read & { wants: Want[] }) | undefined {
  const opening = startOf(before, 0);
  if (opening.kind === 'prose' || opening.kind === 'unknown') return undefined;
  const scanned = scanStatement(sourceOf(before), 0);
  const wants: Want[] = [];
  return { ...readStatement(before, localised(scanned, 0), wants), wants };
}

const wordEnd = (text: string, offset: number): number => {
  let end = offset;
  while (end < text.length && isWordPart(text.charCodeAt(end))) end++;
  return end;
};

const wordStart = (text: string, from: number, offset: number): number => {
  let start = offset;
  while (start > from && isWordPart(text.charCodeAt(start - 1))) start--;
  return start;
};

/** The word or string that the caret is in or behind; empty at the caret where there is none. */
function wordAround(text: string, start: number, offset: number): Span {
  const scanned = scanStatement(sourceOf(text.slice(0, lineEnd(text, offset))), start);
  if (scanned.opening.kind === 'prose') return { start: wordStart(text, start, offset), end: wordEnd(text, offset) };
  const token = scanned.tokens.find((one) => one.kind !== 'symbol' && one.start < offset && offset <= one.end);
  if (token === undefined || (token.kind === 'string' && offset === token.end && !token.unclosed)) return { start: offset, end: offset };
  const end = token.unclosed ? trimmedEnd(text, offset, token.end) : token.end;
  return { start: token.start, end };
}

function trimmedEnd(text: string, offset: number, end: number): number {
  let at = end;
  while (at > offset && (isWhite(text.charCodeAt(at - 1)) || isNewline(text.charCodeAt(at - 1)))) at--;
  return at;
}

// ---- from wants to items

function itemsOf(read: Read & { wants: Want[] }, whole: Read | undefined, caret: number, prefix: string): Expected[] {
  const given = new Set<ClauseKind>(whole === undefined ? [] : clausesBehind(whole.statement, caret));
  const tables = tablesOf(whole?.statement ?? read.statement);
  const inString = /^["'`]/.test(prefix);
  const items = read.wants.flatMap((want) => itemsFor(want, given, tables)).concat(sqlItems(read.statement, tables));
  const unique = new Map(items.map((item) => [`${item.kind} ${'name' in item ? item.name : ''}`, item]));
  return [...unique.values()].filter((item) => !inString || ['label', 'text', 'table', 'edgeType', 'column'].includes(item.kind));
}

const clausesBehind = (statement: Statement, caret: number): ClauseKind[] => [
  ...statement.clauses.filter((clause) => clause.start > caret).map((clause) => clause.kind),
  ...(statement.kind === 'traverse' && statement.edgeTypes !== undefined ? (['type'] as const) : []),
  ...(statement.kind === 'traverse' && statement.plan !== undefined ? (['plan', 'depth'] as const) : []),
  ...(statement.clauses.some((clause) => clause.kind === 'depth') ? (['plan'] as const) : []),
  ...(statement.kind === 'traverse' && statement.from !== undefined ? statement.from.clauses.filter((clause) => clause.start > caret).map((clause) => clause.kind) : []),
];

function itemsFor(want: Want, given: ReadonlySet<ClauseKind>, tables: string[]): Expected[] {
  switch (want.kind) {
    case 'clauses':
      return want.entries.filter((entry) => !given.has(entry.kind)).map(clauseItem);
    case 'word':
      return [{ kind: 'keyword', name: want.word, insert: want.word }];
    case 'start':
      return [...verbItems().filter((item) => !('name' in item && item.name === 'TRAVERSE'))];
    case 'direction':
      return directions.map((name) => ({ kind: 'value', name, insert: name }));
    case 'number':
      return [{ kind: 'number', clause: want.entry.name, insert: usualNumber(want.entry) }];
    case 'predicate':
    case 'sql':
      return [{ kind: 'sql', tables }];
    case 'column':
      return [{ kind: 'column', tables }];
    case 'edgeMember':
      return [...['edge.created_at', 'edge.weight', 'edge.rel_type'].map((name): Expected => ({ kind: 'value', name, insert: name })), { kind: 'column', tables }];
    case 'string':
      return [{ kind: 'text' }];
    default:
      return [{ kind: want.kind }];
  }
}

const clauseItem = (entry: ClauseEntry): Expected => ({ kind: 'clause', name: entry.name, summary: entry.summary, insert: entry.snippet });

/** What is offered for a number: the default in force, or the usual one. */
const usualNumber = (entry: ClauseEntry): string => (entry.kind === 'threshold' ? String(defaults.fuzzy.threshold) : entry.kind === 'depth' ? '2' : '5');

/** Inside a SELECT anything of SQL may follow. */
const sqlItems = (statement: Statement, tables: string[]): Expected[] =>
  statement.kind === 'sql' && statement.form === 'select' ? [{ kind: 'sql', tables }] : [];

function tablesOf(statement: Statement): string[] {
  const inner = statement.kind === 'traverse' && statement.from !== undefined ? tablesOf(statement.from) : [];
  if (inner.length > 0) return inner;
  if (statement.kind === 'sql' && statement.table !== undefined) return [statement.table.value];
  if (statement.kind === 'sql') return [...(statement.sql?.sql ?? '').matchAll(/\b(?:from|join)\s+"?([\p{L}_][\p{L}\p{N}_]*)/giu)].map((match) => match[1]!);
  const named = statement.clauses.find((clause) => clause.kind === 'in')?.value?.value;
  return named !== undefined ? [named] : statement.kind === 'search' || statement.kind === 'prose' ? [defaults.search.table_name] : [];
}

