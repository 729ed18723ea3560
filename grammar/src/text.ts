/**
 * Strings and bare words: what a written text means, and how a meaning is written. Reading knows every quote of the dialect; writing uses
 * double quotes, so that one meaning has one spelling.
 */
import { isWordPart, isWordStart } from './characters.ts';
import { keywords } from './language.ts';

const triples = ['"""', "'''", '```'];

/** The quote that the written string starts with: one character, or three. */
export const openingQuote = (written: string): string => {
  const three = written.slice(0, 3);
  return triples.includes(three) && written.length >= 6 && written.endsWith(three) ? three : written.slice(0, 1);
};

/** What a written REM string means; a closing quote that is missing is not missed. */
export function unquote(written: string): string {
  const simple = plainInside(written);
  if (simple !== undefined) return simple;
  return [...pieces(written)].map((piece) => piece.value).join('');
}

/** The inside of a string with plain quotes and nothing to resolve, which most are. */
function plainInside(written: string): string | undefined {
  const quote = written.charAt(0);
  const last = written.length - 1;
  if (last < 1 || written.charAt(last) !== quote || written.includes('\\') || written.indexOf(quote, 1) !== last) return undefined;
  return written.slice(1, last);
}

/** The offset in the written string of the character at `index` of its meaning (`index` may be the end). */
export function writtenOffset(written: string, index: number): number {
  let seen = 0;
  let last = openingQuote(written).length;
  for (const piece of pieces(written)) {
    if (seen >= index) return piece.at;
    seen += piece.value.length;
    last = piece.at + piece.length;
  }
  return last;
}

function* pieces(written: string): Generator<{ at: number; length: number; value: string }> {
  const quote = openingQuote(written);
  const end = written.length > quote.length && written.endsWith(quote) && !endsEscaped(written, quote) ? written.length - quote.length : written.length;
  for (let at = quote.length; at < end; ) {
    const length = isEscape(written, at, end, quote) ? 2 : 1;
    yield { at, length, value: written.charAt(at + length - 1) };
    at += length;
  }
}

const isEscape = (written: string, at: number, end: number, quote: string): boolean => {
  if (at + 1 >= end) return false;
  const character = written.charAt(at);
  const next = written.charAt(at + 1);
  return character === '\\' ? next === '"' || next === "'" || next === '\\' || next === quote : quote.length === 1 && character === quote && next === quote;
};

function endsEscaped(written: string, quote: string): boolean {
  let at = quote.length;
  const last = written.length - quote.length;
  while (at < last) at += isEscape(written, at, written.length, quote) ? 2 : 1;
  return at > last;
}

/** The text as a double-quoted REM string; one of several lines in three quotes, which say that the line breaks are meant. */
export function quote(value: string): string {
  const escaped = value.replace(/["\\]/g, '\\$&');
  return /[\n\r]/.test(value) ? `"""${escaped}"""` : `"${escaped}"`;
}

/** Whether a name can be written as it is: a bare word that is no word of the language. */
export function isBareName(name: string): boolean {
  if (name === '' || !isWordStart(name.charCodeAt(0)) || keywords.has(name.toUpperCase())) return false;
  for (let at = 1; at < name.length; at++) if (!isWordPart(name.charCodeAt(at))) return false;
  return !/\/\*|--|:$/.test(name);
}

/** A name as the printer writes it: bare where possible, else quoted. */
export const nameOrQuoted = (name: string): string => (isBareName(name) ? name : quote(name));

/** White space runs become one space. */
export const fold = (text: string): string => text.replace(/\s+/g, ' ').trim();
