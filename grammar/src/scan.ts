/**
 * The scanner: reads one statement's words from a text and finds where the statement ends (dialect §1 and §2).
 *
 * One pass, by character codes. It knows two languages: REM, where `sarah-chen` is one word, and SQL, where it is a subtraction; SQL
 * begins with SELECT, with WITH, behind the verb SQL and behind WHERE, and ends at the next clause of the statement around it. What a
 * statement's end depends on may lie behind it (a closing quote, the next line's first word); `reach` says how far was looked.
 */
import { afterNewline, firstOnLine, isDigit, isNewline, isQuote, isSqlPart, isWhite, isWordPart, isWordStart, lineEnd, skipBlanks, skipWhite } from './characters.ts';
import { clauseStartsInSql, expectsOperand } from './sql-words.ts';
import { clauseByEquals, keywords, verbByName } from './language.ts';
import { blockCommentEnd, bracketsClose, sourceOf, stringEnd, type Ending, type Source } from './quotes.ts';
import { startOf, startsMisspelt, startsStatement, withWindow, type Opening } from './statement-start.ts';
import type { Comment, Span } from './tree.ts';

/**
 * `word` holds the upper-case word where it is a keyword, else ''. `sql` tokens were read by SQL's rules. `unclosed` strings have no
 * closing quote.
 */
export type Token = Span & { kind: 'word' | 'number' | 'string' | 'symbol'; word: string; sql: boolean; unclosed: boolean };

export type Scanned = {
  opening: Opening;
  tokens: Token[];
  comments: Comment[];
  /** Brackets that are never closed. */
  openBrackets: Span[];
  /** The end of the last token, and where reading goes on: behind the `;` if one ended the statement. */
  end: number;
  next: number;
  reach: number;
};

type State = {
  source: Source;
  text: string;
  at: number;
  opening: Opening;
  /** SQL is being read; `inSql` is for good (a SQL statement), else up to the next clause of the verbs in `takers`. */
  sql: boolean;
  takers: string[];
  tokens: Token[];
  comments: Comment[];
  brackets: Span[];
  next: number;
  reach: number;
};

/** Scans the statement that starts at `start`, where neither white space nor a comment stands. */
export function scanStatement(source: Source, start: number): Scanned {
  const { text } = source;
  const opening = startOf(text, start);
  if (opening.kind === 'prose') return scanProse(text, start, opening);
  const state: State = { source, text, at: start, opening, sql: opening.kind === 'sql', takers: [], tokens: [], comments: [], brackets: [], next: -1, reach: 0 };
  while (state.at < text.length && step(state));
  const end = state.tokens.at(-1)?.end ?? state.at;
  const inside = state.comments.filter((comment) => comment.start < end);
  const separated = state.next >= 0 && inside.length === state.comments.length;
  const reach = Math.max(state.reach, lineEnd(text, state.at) + 1, end + 1, start + withWindow + 5);
  return { opening, tokens: state.tokens, comments: inside, openBrackets: state.brackets, end, next: separated ? state.next : end, reach };
}

/** The words of a text that is SQL as a whole: line breaks and `;` end nothing. */
export function scanSql(text: string): Pick<Scanned, 'tokens' | 'comments' | 'openBrackets'> {
  const state: State = { source: sourceOf(text), text, at: 0, opening: { kind: 'sql' }, sql: true, takers: [], tokens: [], comments: [], brackets: [], next: -1, reach: 0 };
  while (state.at < text.length) {
    if (isWhite(text.charCodeAt(state.at))) state.at++;
    else if (!step(state)) push(state, 'symbol', state.at + 1);
  }
  return { tokens: state.tokens, comments: state.comments, openBrackets: state.brackets };
}

/** Reads one thing; false at the statement's end. */
function step(state: State): boolean {
  const { text, at } = state;
  const code = text.charCodeAt(at);
  if (isNewline(code)) return !endsAtLine(state);
  if (isWhite(code)) return (state.at++, true);
  if (code === 59) return endAtSemicolon(state);
  if (startsComment(state, at, code)) return readComment(state);
  if (isQuote(code) || (code === 36 && state.sql)) return readString(state, code);
  if (isDigit(code) || isNumberSign(state, code)) return readNumber(state);
  if (isWordStart(code)) return readWord(state);
  if (code === 40 || code === 91) openBracket(state, code);
  else if (code === 41 || code === 93) state.brackets.pop();
  return push(state, 'symbol', at + (code >= 0xd800 && code < 0xdc00 ? 2 : 1));
}

function push(state: State, kind: Token['kind'], end: number, word = '', unclosed = false): true {
  state.tokens.push({ kind, start: state.at, end: Math.min(end, state.text.length), word, sql: state.sql, unclosed });
  state.at = end;
  return true;
}

function endAtSemicolon(state: State): false {
  state.next = state.at + 1;
  return false;
}

/** In REM text a bracket counts where a list may start; a `:(` in a sentence does not. */
function openBracket(state: State, code: number): void {
  const before = state.tokens.at(-1);
  const opensList = code === 91 && before !== undefined && (before.word !== '' || state.text.charCodeAt(before.start) === 61);
  if (state.sql || opensList) state.brackets.push({ start: state.at, end: state.at + 1 });
}

// ---- comments

function startsComment(state: State, at: number, code: number): boolean {
  const { text } = state;
  if (code === 45) return text.charCodeAt(at + 1) === 45;
  if (code === 47) return text.charCodeAt(at + 1) === 42;
  if (code !== 35) return false;
  const inSqlStatement = state.opening.kind === 'sql';
  if (state.sql && '>-#='.includes(text.charAt(at + 1) || ' ')) return false;
  return firstOnLine(text, at) || (!inSqlStatement && isWhite(text.charCodeAt(at - 1)));
}

function readComment(state: State): true {
  const { comment, ending } = commentAt(state.source, state.at, state.sql);
  state.comments.push(comment);
  state.reach = Math.max(state.reach, ending.reach);
  state.at = comment.end;
  return true;
}

/** The comment that starts at an offset. */
export function commentAt(source: Source, start: number, sql: boolean): { comment: Comment; ending: Ending } {
  const { text } = source;
  const block = text.charAt(start) === '/';
  const ending = block ? blockCommentEnd(source, start, sql) : lineCommentEnd(text, start);
  const marker = block ? '/*' : text.charAt(start) === '#' ? '#' : '--';
  const words = text.slice(start + marker.length, ending.end).replace(block ? /\*\/$/ : /\s+$/, '').replace(marker === '#' ? /^#+/ : /^-+/, '');
  return { comment: { start, end: ending.end, text: words.trim(), marker, ownLine: firstOnLine(text, start) }, ending };
}

function lineCommentEnd(text: string, start: number): Ending {
  const end = lineEnd(text, start);
  return { end, unclosed: false, reach: end + 1 };
}

// ---- strings, numbers, words

function readString(state: State, code: number): boolean {
  const { text, at, sql } = state;
  if (code === 36) {
    const end = dollarEnd(state.source, at);
    return push(state, end > 0 ? 'string' : 'symbol', end > 0 ? end : at + 1);
  }
  const escapes = !(sql && code === 39) || /[eE]/.test(text.charAt(at - 1));
  const ending = stringEnd(state.source, at, escapes);
  state.reach = Math.max(state.reach, ending.reach);
  return push(state, 'string', ending.end, '', ending.unclosed);
}

/** The end of a `$tag$ … $tag$` constant, 0 where none stands at the offset. */
function dollarEnd(source: Source, at: number): number {
  const match = /\$(?:[A-Za-z_]\w*)?\$/y;
  match.lastIndex = at;
  const tag = match.exec(source.text)?.[0];
  if (tag === undefined || source.last(tag) <= at) return 0;
  return source.text.indexOf(tag, at + tag.length) + tag.length;
}

const isNumberSign = (state: State, code: number): boolean =>
  !state.sql && (code === 45 || code === 43 || code === 46) && (isDigit(state.text.charCodeAt(state.at + 1)) || (code !== 46 && state.text.charAt(state.at + 1) === '.' && isDigit(state.text.charCodeAt(state.at + 2))));

const numberForm = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** A number, or in REM text a word that starts with a digit (`2024-roadmap`). */
function readNumber(state: State): true {
  const { text, at, sql } = state;
  let end = at + 1;
  while (end < text.length && (sql ? isSqlPart(text.charCodeAt(end)) || text.charAt(end) === '.' : continuesWord(text, end))) end++;
  return push(state, sql || numberForm.test(text.slice(at, end)) ? 'number' : 'word', end);
}

function readWord(state: State): true {
  const { text, at, sql } = state;
  let end = at + 1;
  if (sql) while (end < text.length && isSqlPart(text.charCodeAt(end))) end++;
  else while (end < text.length && (continuesWord(text, end) || isApostrophe(state, end))) end++;
  const upper = end - at <= 14 ? text.slice(at, end).toUpperCase() : '';
  if (sql && leavesSql(state, upper, end)) return readWord(state);
  push(state, 'word', end, keywords.has(upper) ? upper : '');
  if (!state.sql) entersSql(state, upper);
  return true;
}

function continuesWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (!isWordPart(code)) return false;
  return !(code === 45 && text.charCodeAt(at + 1) === 45) && !(code === 47 && text.charCodeAt(at + 1) === 42);
}

/** In REM text an apostrophe behind a letter belongs to the word: `O'Brien`, `what's`. The verb itself may be followed by a string. */
const isApostrophe = (state: State, at: number): boolean =>
  state.text.charCodeAt(at) === 39 && state.tokens.length > 0 && isWordStart(state.text.charCodeAt(at - 1)) && !keywords.has(state.text.slice(state.at, at).toUpperCase());

// ---- between REM and SQL

function entersSql(state: State, word: string): void {
  const verb = verbByName.get(word);
  const isStart = state.tokens.length === 1 || state.tokens.at(-2)?.word === 'WITH';
  if (verb !== undefined && isStart) state.takers.push(verb.name);
  const afterWith = state.takers[0] === 'TRAVERSE' && state.tokens.at(-2)?.word === 'WITH';
  if (afterWith && (word === 'SELECT' || word === 'WITH' || word === 'SQL')) {
    state.takers = ['TRAVERSE', 'SQL'];
    state.sql = true;
  } else if (word === 'WHERE') state.sql = entersPredicate(state);
}

/** WHERE begins a condition unless it is a word of a sentence: right behind the verb, or in lower case where no condition follows. */
function entersPredicate(state: State): boolean {
  const { text, at, tokens, takers } = state;
  const where = tokens.at(-1)!;
  const before = tokens.at(-2);
  const value = skipWhite(text, text.charAt(at) === '=' ? at + 1 : at);
  const written = text.slice(where.start, where.end);
  const taken = takers.includes('SEARCH');
  const certain = written === 'WHERE' || before?.kind === 'string' || text.charAt(at) === '=';
  const condition = certain || (tokens.length > 2 && /[=<>]|\s(like|ilike|in|is|between|any)\b/i.test(text.slice(at, at + 200).split(/[\r\n]/, 1)[0]!));
  if (!taken || !condition) {
    if (!certain) where.word = '';
    return false;
  }
  return !isQuote(text.charCodeAt(value)) || isCompared(state.source, value);
}

/** `WHERE "name" = …` and `WHERE 'x' = ANY(tags)` are conditions; `WHERE "name = 'x'"` is one inside a string. */
function isCompared(source: Source, at: number): boolean {
  const { end, unclosed } = stringEnd(source, at, source.text.charCodeAt(at) !== 39);
  return !unclosed && /^\s*([=<>!~@#&|*+%^.-]|::|(not\s+)?(i?like|in|between|similar)\b|is\b)/i.test(source.text.slice(end, end + 20));
}

/** Whether a word read in SQL is the next clause of the statement around it; then REM goes on with it. */
function leavesSql(state: State, word: string, end: number): boolean {
  const { text, opening, brackets, takers } = state;
  const before = state.tokens.at(-1);
  if (opening.kind === 'sql' || brackets.length > 0 || before === undefined || expectsOperand(text, before)) return false;
  const equals = text.charAt(end) === '=' && clauseByEquals.has(word);
  if (!equals && !clauseStartsInSql(text, word, end, takers)) return false;
  state.sql = false;
  return true;
}

// ---- lines

/** At a line break: whether the statement ends here. Moves behind the break where it does not. */
function endsAtLine(state: State): boolean {
  const { text, source } = state;
  const line = afterNewline(text, state.at);
  const first = skipBlanks(text, line);
  state.reach = Math.max(state.reach, lineEnd(text, first) + 1);
  if (!startsNew(state, first)) return (state.at = first, false);
  if (first >= text.length || state.brackets.length === 0) return true;
  const ahead = bracketsClose(source, first, state.brackets.length, state.sql);
  state.reach = Math.max(state.reach, ahead.reach);
  if (ahead.closes) state.at = first;
  return !ahead.closes;
}

function startsNew(state: State, first: number): boolean {
  const { text } = state;
  const code = text.charCodeAt(first);
  if (first >= text.length || isNewline(code)) return true;
  if (startsComment(state, first, code)) return code !== 47 || endsItsLine(state, first);
  return (startsStatement(text, first) || (state.opening.kind !== 'sql' && startsMisspelt(text, first))) && !isAwaited(state);
}

/** A block comment with nothing behind it on its line is a comment line. */
function endsItsLine(state: State, start: number): boolean {
  const ending = blockCommentEnd(state.source, start, state.sql);
  state.reach = Math.max(state.reach, ending.reach);
  const behind = skipBlanks(state.text, ending.end);
  return behind >= state.text.length || isNewline(state.text.charCodeAt(behind));
}

/** What came before ends with WITH or a comma, so that a verb on the next line belongs to it. */
const isAwaited = (state: State): boolean => {
  const last = state.tokens.at(-1);
  return last !== undefined && ((last.word === 'WITH' && state.opening.kind !== 'sql') || state.text.charCodeAt(last.start) === 44);
};

/** A line without a verb, up to its end, a `;` or a comment. */
function scanProse(text: string, start: number, opening: Opening): Scanned {
  const stop = /;|\r|\n|--|\/\*|\s#/g;
  stop.lastIndex = start;
  const found = stop.exec(text)?.index ?? text.length;
  let end = found;
  while (end > start + 1 && isWhite(text.charCodeAt(end - 1))) end--;
  return { opening, tokens: [], comments: [], openBrackets: [], end, next: text.charAt(found) === ';' ? found + 1 : end, reach: Math.max(lineEnd(text, start) + 1, start + withWindow + 5) };
}
