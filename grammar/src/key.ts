/**
 * Labels in a plan. A plan holds a key as text: `Sarah Chen`, or `entities:Sarah Chen` where a table was named. A label that has such a colon itself is
 * held in quotes (`"team:platform"`).
 */
import { quote, unquote } from './text.ts';

const named = /^([\p{L}_][\p{L}\p{N}_]*):(?!\/\/)(.+)$/su;
const isQuoted = (key: string): boolean => key.length > 1 && key.startsWith('"') && key.endsWith('"');

/** The table and the label that a plan's key says. */
export function keyParts(key: string): { table?: string; label: string } {
  if (isQuoted(key)) return { label: unquote(key) };
  const match = named.exec(key);
  return match === null ? { label: key } : { table: match[1]!, label: match[2]! };
}

/** The reverse of `keyParts`. */
export function keyText(label: string, table?: string): string {
  if (table !== undefined) return `${table}:${label}`;
  return named.test(label) || isQuoted(label) ? quote(label) : label;
}
