/**
 * Making a problem: the severity comes from the table of codes, the first fix is the one that editors offer first.
 */
import type { Fix, Problem } from '../problem.ts';
import type { Span } from '../tree.ts';
import { checkCodes, type CheckCode } from './codes.ts';

export const spanOf = ({ start, end }: Span): Span => ({ start, end });

export function report(code: CheckCode, place: Span, message: string, ...fixes: Fix[]): Problem {
  const problem: Problem = { ...spanOf(place), code, severity: checkCodes[code][0], message };
  const [fix] = fixes;
  return fix === undefined ? problem : { ...problem, fix, fixes };
}

export const replace = (title: string, place: Span, text: string): Fix => ({ title, edits: [{ ...spanOf(place), text }] });

/** "Did you mean `x`?" with the fix that writes it, or nothing to add. */
export function suggestion(name: string | undefined, place: Span, written = name): { hint: string; fixes: Fix[] } {
  return name === undefined || written === undefined ? { hint: '', fixes: [] } : { hint: ` Did you mean \`${name}\`?`, fixes: [replace(`Write ${name}`, place, written)] };
}
