/**
 * Names as they are written in SQL: where each part of `r.name` stands, and how a name is written that needs quotes.
 */
import type { Span } from '../../tree.ts';

const part = /"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*|\*/uy;
const dot = /(?:\s|--[^\n]*\n|\/\*.*?\*\/)*\.(?:\s|--[^\n]*\n|\/\*.*?\*\/)*/sy;

/** The parts of the dotted name that starts at an offset. */
export function nameParts(sql: string, at: number): Span[] {
  const parts: Span[] = [];
  for (let next: number | undefined = at; next !== undefined; ) {
    const end = endOf(part, sql, next);
    if (end === undefined) break;
    parts.push({ start: next, end });
    next = endOf(dot, sql, end);
  }
  return parts;
}

function endOf(pattern: RegExp, sql: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(sql) ? pattern.lastIndex : undefined;
}

/** A name as SQL writes it: in double quotes where it is not a plain lower-case word. */
export const sqlName = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
