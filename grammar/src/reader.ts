/**
 * What the parser's functions share: the words of one statement, the place reached, the problems found, and, for completion, what could have
 * stood where the words ran out (`wants`).
 */
import { clauseByEquals, clauseByName, type ClauseEntry, type VerbName } from './language.ts';
import type { Fix, Problem, ProblemCode } from './problem.ts';
import { problemCodes } from './problem.ts';
import type { Token } from './scan.ts';
import { fold, unquote } from './text.ts';
import type { Comment, Span, Text } from './tree.ts';

/** What may stand at a place. `after` tells the clause whose value it is. */
export type Want =
  | { kind: 'clauses'; entries: readonly ClauseEntry[] }
  | { kind: 'word'; word: 'WITH' | 'PLAN' | 'BY' | 'ASC' | 'DESC' }
  | { kind: 'start' | 'table' | 'label' | 'edgeType' | 'direction' | 'column' | 'edgeMember' | 'text' | 'sql' | 'predicate' | 'string' }
  | { kind: 'number'; entry: ClauseEntry };

export type Reader = {
  /** The statement's own text; all places are offsets into it. */
  source: string;
  tokens: readonly Token[];
  comments: readonly Comment[];
  at: number;
  problems: Problem[];
  /** Only kept where somebody asks what could follow. */
  wants: Want[] | undefined;
  /** Something needed is missing at the end: nothing behind it can be wanted. */
  sealed: boolean;
};

export const peek = (reader: Reader, ahead = 0): Token | undefined => reader.tokens[reader.at + ahead];
export const atEnd = (reader: Reader): boolean => reader.at >= reader.tokens.length;
export const written = (reader: Reader, span: Span): string => reader.source.slice(span.start, span.end);
export const isSymbol = (reader: Reader, token: Token | undefined, symbol: string): boolean =>
  token !== undefined && token.kind === 'symbol' && reader.source.charAt(token.start) === symbol;

/** Notes what would fit here, if here is where the words run out. */
export function want(reader: Reader, wanted: Want): void {
  if (reader.wants !== undefined && atEnd(reader) && !reader.sealed) reader.wants.push(wanted);
}

/** The place right behind the last word read, for something that is missing. */
export function behind(reader: Reader): Span {
  const last = reader.tokens[Math.min(reader.at, reader.tokens.length) - 1];
  return last === undefined ? { start: 0, end: 0 } : { start: last.start, end: last.end };
}

/** Problems that one statement tells: whoever wrote ten thousand wrong clauses reads the first ones. */
export const mostProblems = 100;

export function problem(reader: Reader, code: keyof typeof problemCodes, place: Span, message: string, ...fixes: Fix[]): void {
  const [first] = fixes;
  reader.sealed ||= atEnd(reader) && code.startsWith('missing');
  if (reader.problems.length >= mostProblems) return;
  reader.problems.push({
    code: code satisfies ProblemCode,
    severity: problemCodes[code][0],
    message,
    start: place.start,
    end: place.end,
    ...(first === undefined ? {} : { fix: first, fixes }),
  });
}

export const textOf = (reader: Reader, token: Token): Text =>
  token.kind === 'string'
    ? { value: unquote(written(reader, token)), quoted: true, start: token.start, end: token.end }
    : { value: written(reader, token), quoted: false, start: token.start, end: token.end };

/** The words from one token to another as one text; comments between them are not part of it. */
export function bareText(reader: Reader, first: Token, last: Token): Text {
  if (first === last) return textOf(reader, first);
  const inside = reader.comments.filter((comment) => comment.start >= first.start && comment.end <= last.end);
  let value = '';
  let from = first.start;
  for (const comment of inside) {
    value += reader.source.slice(from, comment.start) + ' ';
    from = comment.end;
  }
  return { value: fold(value + reader.source.slice(from, last.end)), quoted: false, start: first.start, end: last.end };
}

/** A clause's word or words at a token, whoever takes the clause. */
export type ClauseWord = { entry: ClauseEntry; keyword: Text; equals: boolean; length: number };

export function clauseWordAt(reader: Reader, index: number): ClauseWord | undefined {
  const token = reader.tokens[index];
  if (token === undefined || token.kind !== 'word') return undefined;
  const next = reader.tokens[index + 1];
  if (next !== undefined && next.start === token.end && isSymbol(reader, next, '=')) {
    const entry = clauseByEquals.get(written(reader, token).toUpperCase());
    return entry === undefined ? undefined : { entry, keyword: textOf(reader, token), equals: true, length: 2 };
  }
  if (token.word === 'ORDER' && next?.word === 'BY') {
    return { entry: clauseByName.get('ORDER BY')!, keyword: bareText(reader, token, next), equals: false, length: 2 };
  }
  const entry = clauseByName.get(token.word);
  return entry === undefined ? undefined : { entry, keyword: textOf(reader, token), equals: false, length: 1 };
}

/** `a, b or c`, at most five of them. */
export function alternatives(names: readonly string[], joining: 'or' | 'and' = 'or'): string {
  const shown = names.slice(0, 5);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${joining} ${shown.at(-1)}`;
}

export type Owners = readonly VerbName[];
