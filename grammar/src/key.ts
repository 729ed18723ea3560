/**
 * Labels in a plan. A plan holds a key as text: `Sarah Chen`, or `entities:Sarah Chen` where a table was named. A label that has such a colon itself is
 * held in quotes (`"team:platform"`).
 */
import { quote, unquote } from './text.ts';

/** A table that is written bare before a colon. */
export const isTableWord = (name: string): boolean => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);

const named = /^([\p{L}_][\p{L}\p{N}_]*|"(?:[^"\\]|\\.)*"):(?!\/\/)(.+)$/su;
const isQuoted = (key: string): boolean => key.length > 1 && key.startsWith('"') && key.endsWith('"');

/** The table and the label that a plan's key says. */
export function keyParts(key: string): { table?: string; label: string } {
  const match = named.exec(key);
  if (match !== null) return { table: match[1]!.startsWith('"') ? unquote(match[1]!) : match[1]!, label: match[2]! };
  return { label: isQuoted(key) ? unquote(key) : key };
}

/** The reverse of `keyParts`. */
export function keyText(label: string, table?: string): string {
  if (table !== undefined) return `${isTableWord(table) ? table : quote(table)}:${label}`;
  return named.test(label) || isQuoted(label) ? quote(label) : label;
}
