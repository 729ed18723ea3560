/**
 * What a character is, for the scanner: a table for ASCII, Unicode's properties for the rest.
 */
const WHITE = 1;
const WORD_START = 2;
const WORD_PART = 4;
const SQL_PART = 8;

const classes = new Uint8Array(128);
const mark = (characters: string, bit: number): void => {
  for (const character of characters) classes[character.charCodeAt(0)]! |= bit;
};
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_';
const digits = '0123456789';
mark(' \t\n\r\f\v', WHITE);
mark(letters + digits, WORD_START | WORD_PART | SQL_PART);
mark('.@/+:-', WORD_PART);
mark('$', SQL_PART);

const wideWord = /[\p{L}\p{N}\p{M}\p{Pc}]/u;
const wideWhite = /\s/;

const has = (code: number, bit: number, wide: RegExp): boolean =>
  code < 128 ? (classes[code]! & bit) !== 0 : wide.test(String.fromCharCode(code)) || (wide === wideWord && code >= 0xd800 && code <= 0xdfff);

export const isWhite = (code: number): boolean => has(code, WHITE, wideWhite);
/** A bare word's first character. */
export const isWordStart = (code: number): boolean => has(code, WORD_START, wideWord);
/** A bare word's further characters: `sarah-chen`, `john.doe@example.com`. */
export const isWordPart = (code: number): boolean => has(code, WORD_PART, wideWord);
/** A character of a word inside SQL, where `-`, `+` and `/` are operators. */
export const isSqlPart = (code: number): boolean => has(code, SQL_PART, wideWord);
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;
export const isNewline = (code: number): boolean => code === 10 || code === 13;
export const isQuote = (code: number): boolean => code === 34 || code === 39 || code === 96;

/** The offset behind the line break at `offset` (`\r\n` is one). */
export const afterNewline = (text: string, offset: number): number =>
  offset + (text.charCodeAt(offset) === 13 && text.charCodeAt(offset + 1) === 10 ? 2 : 1);

/** The end of the line that `offset` is in, without its line break. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isNewline(text.charCodeAt(at))) at++;
  return at;
}

/** The offset of the first character at or after `offset` on its line that is no white space. */
export function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && isWhite(text.charCodeAt(at)) && !isNewline(text.charCodeAt(at))) at++;
  return at;
}

export function skipWhite(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && isWhite(text.charCodeAt(at))) at++;
  return at;
}

/** Whether only white space stands before `offset` on its line. */
export function firstOnLine(text: string, offset: number): boolean {
  for (let at = offset - 1; at >= 0; at--) {
    const code = text.charCodeAt(at);
    if (isNewline(code)) return true;
    if (!isWhite(code)) return false;
  }
  return true;
}
