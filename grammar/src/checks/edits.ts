/**
 * Edits that leave a statement tidy.
 */
import type { Edit } from '../problem.ts';
import type { Span } from '../tree.ts';

/** Removes a part of a statement and the white space before it (behind it, where it stands first). */
export function without({ start, end }: Span, source: string): Edit {
  const before = /\s*$/.exec(source.slice(0, start))?.[0].length ?? 0;
  const behind = start === before ? (/^\s*/.exec(source.slice(end))?.[0].length ?? 0) : 0;
  return { start: start - before, end: end + behind, text: '' };
}
