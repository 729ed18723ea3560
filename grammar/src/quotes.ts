/**
 * Where a string, a bracket or a comment ends, also when somebody is still typing it. A string may run over several lines, but a quote that
 * was just opened must not swallow the statements below it: it is taken as unclosed where the lines it would run over look like statements
 * and its quotes no longer pair up. Every answer says how far it looked (`reach`), so that an edit there is known to matter.
 */
import { afterNewline, isNewline, isWhite, lineEnd, skipBlanks } from './characters.ts';
import { clauseByName, verbByName } from './language.ts';

/** A text to scan; `last` answers where a needle occurs last, so that a search that must fail is not begun. */
export type Source = { text: string; last: (needle: string) => number };

export type Ending = { end: number; unclosed: boolean; reach: number };

export function sourceOf(text: string): Source {
  const known = new Map<string, number>();
  return {
    text,
    last(needle) {
      let at = known.get(needle);
      if (at === undefined) known.set(needle, (at = text.lastIndexOf(needle)));
      return at;
    },
  };
}

const everything = Number.MAX_SAFE_INTEGER;
const backslash = 92;

/** The end of the string that starts at `start`. `escapes` is false for a single-quoted constant of SQL, where a backslash is a character. */
export function stringEnd(source: Source, start: number, escapes: boolean): Ending {
  const { text } = source;
  const quote = text.charAt(start);
  if (escapes && text.charAt(start + 1) === quote && text.charAt(start + 2) === quote) {
    const end = tripleEnd(source, start, quote.repeat(3));
    if (end >= 0) return { end, unclosed: false, reach: end };
  }
  const code = text.charCodeAt(start);
  let overLine = false;
  let overCode = false;
  let at = source.last(quote) > start ? start + 1 : text.length;
  while (at < text.length) {
    const here = text.charCodeAt(at);
    if (here === backslash && escapes) at += 2;
    else if (here === code) {
      if (text.charCodeAt(at + 1) === code) at += 2;
      else return overLine ? acceptedOver(source, start, at, overCode) : { end: at + 1, unclosed: false, reach: at + 2 };
    } else if (isNewline(here)) {
      at = afterNewline(text, at);
      overLine = true;
      overCode ||= looksLikeCode(text, at);
    } else at++;
  }
  return { end: lineEnd(text, start), unclosed: true, reach: everything };
}

function tripleEnd(source: Source, start: number, triple: string): number {
  if (source.last(triple) < start + 3) return -1;
  for (let at = start + 3; at < source.text.length; at++) {
    if (source.text.charCodeAt(at) === backslash) at++;
    else if (source.text.startsWith(triple, at)) return at + 3;
  }
  return -1;
}

/** A closing quote found on a later line: taken, unless the lines in between look like statements and the quotes behind it do not pair up. */
function acceptedOver(source: Source, start: number, close: number, overCode: boolean): Ending {
  const reach = lineEnd(source.text, close);
  const pairsUp = !overCode || evenBehind(source.text, close + 1, source.text.charCodeAt(close));
  return pairsUp ? { end: close + 1, unclosed: false, reach } : { end: lineEnd(source.text, start), unclosed: true, reach };
}

function evenBehind(text: string, from: number, quote: number): boolean {
  let inside = false;
  for (let at = from; at < text.length && !isNewline(text.charCodeAt(at)); at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) at++;
    else if (code === quote) inside = !inside;
    else if (!inside && (code === 59 || text.startsWith('--', at))) break;
  }
  return !inside;
}

/** A line that is blank, a comment, or starts with a word of the language. */
function looksLikeCode(text: string, lineStart: number): boolean {
  const at = skipBlanks(text, lineStart);
  if (at >= text.length || isNewline(text.charCodeAt(at)) || isCommentStart(text, at)) return true;
  const word = asciiWord(text, at);
  return verbByName.has(word) || clauseByName.has(word) || word === 'SELECT' || word === 'WITH';
}

const isCommentStart = (text: string, at: number): boolean => text.charAt(at) === '#' || text.startsWith('--', at) || text.startsWith('/*', at);

/** The upper-case word of letters and `_` at an offset, empty where none stands there or one longer than any keyword. */
export function asciiWord(text: string, at: number): string {
  let end = at;
  while (end - at <= 16 && isLetter(text.charCodeAt(end))) end++;
  return end - at > 16 ? '' : text.slice(at, end).toUpperCase();
}

const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;

/** The end of the comment that starts at `start` with `/*`. In SQL such comments nest. */
export function blockCommentEnd(source: Source, start: number, nested: boolean): Ending {
  const { text } = source;
  if (source.last('*/') < start + 2) return { end: lineEnd(text, start), unclosed: true, reach: everything };
  let depth = 1;
  let at = start + 2;
  while (depth > 0) {
    const close = text.indexOf('*/', at);
    if (close < 0) return { end: lineEnd(text, start), unclosed: true, reach: everything };
    const open = nested ? text.slice(at, close).indexOf('/*') : -1;
    depth += open >= 0 ? 1 : -1;
    at = open >= 0 ? at + open + 2 : close + 2;
  }
  return { end: at, unclosed: false, reach: at };
}

/** How far a bracket that is open at the end of a line is looked after. */
const bracketWindow = 2000;

/** Whether `depth` brackets that are open at `from` are closed further down, before the statement's `;`. */
export function bracketsClose(source: Source, from: number, depth: number, sql: boolean): { closes: boolean; reach: number } {
  const { text } = source;
  if (source.last(')') < from && source.last(']') < from) return { closes: false, reach: everything };
  const stop = Math.min(text.length, from + bracketWindow);
  let open = depth;
  for (let at = from; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (code === 40 || code === 91) open++;
    else if (code === 41 || code === 93) open--;
    else if (code === 34 || (code === 39 && (sql || isWhite(text.charCodeAt(at - 1))))) at = stringEnd(source, at, !(sql && code === 39)).end - 1;
    else if (code === 45 && text.charCodeAt(at + 1) === 45) at = lineEnd(text, at);
    else if (code === 59) return { closes: false, reach: at + 1 };
    if (open === 0) return { closes: true, reach: at + 1 };
  }
  return { closes: false, reach: stop + 1 };
}
