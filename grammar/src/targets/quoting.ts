/**
 * Writing a value so that the target and REM read the same: the text is REM still, and stands in a `.rem` file.
 */
import { isBareName, unquote } from '../text.ts';
import type { TargetTable } from './table.ts';

/** A value as one shlex token, which REM reads alike; undefined where a line break is in it. */
export function asToken(value: string): string | undefined {
  return /[\r\n]/.test(value) ? undefined : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** The kinds of quotes that p8fs strips from a key, in the order of preference. */
const keyQuotes = ['"', "'", '`', '"""', "'''", '```'];

/** A key as p8fs reads it: in quotes that are stripped and with nothing escaped; undefined where none of them does. */
export function asStripped(value: string): string | undefined {
  if (/[,\r\n]/.test(value) || value.trim() !== value || value === '') return undefined;
  const free = keyQuotes.filter((quote) => !value.includes(quote.charAt(0)));
  return free.map((quote) => quote + value + quote).find((written) => stripQuotes(written) === value && unquote(written) === value);
}

/** What p8fs leaves of a key: the outer quotes go, whatever is inside stays. */
export function stripQuotes(written: string): string {
  const text = written.trim();
  const quote = [...keyQuotes].sort((a, b) => b.length - a.length).find((mark) => text.length >= 2 * mark.length && text.startsWith(mark) && text.endsWith(mark));
  return quote === undefined ? text : text.slice(quote.length, text.length - quote.length);
}

/** A SEARCH text as p8fs reads it: in double quotes, `\"` the only escape. */
export function asPatternText(value: string): string | undefined {
  const written = `"${value.replaceAll('"', '\\"')}"`;
  return /[\r\n]/.test(value) || unquote(written) !== value ? undefined : written;
}

/** A key or text in the target's own quotes. */
export const keyFor = ({ strategy }: TargetTable, value: string): string | undefined => (strategy === 'tokens' ? asToken(value) : asStripped(value));
export const textFor = ({ strategy }: TargetTable, value: string): string | undefined => (strategy === 'tokens' ? asToken(value) : asPatternText(value));

/** A name that both read as one word. */
export const asWord = (name: string): string | undefined => (isBareName(name) && !/[=]/.test(name) ? name : undefined);
