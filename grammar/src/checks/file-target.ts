/**
 * `-- target: p8fs`: a comment of its own that names the runtime for which the whole document is written.
 */
import { pieceAt, type Parsed } from '../document.ts';
import { nearest } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import type { Target } from './index.ts';
import { report, suggestion } from './report.ts';

export const targets = ['canonical', 'p8fs', 'remstack', 'p8'] as const satisfies readonly Target[];
const isTarget = (name: string): name is Target => (targets as readonly string[]).includes(name);

const naming = /^\W*target:\s*(\S+)/i;

/** The last comment that names a target wins; `pieces` are the indexes of those that may. */
export function targetNamedIn(parsed: Parsed, pieces: Iterable<number>): { target: Target | undefined; problems: Problem[] } {
  const found: { target: Target | undefined; problems: Problem[] } = { target: undefined, problems: [] };
  for (const index of pieces) {
    const piece = pieceAt(parsed, index)!;
    const text = piece.kind === 'comment' ? parsed.text.slice(piece.start, piece.start + piece.length) : '';
    const name = naming.exec(text)?.[1];
    if (name === undefined) continue;
    if (isTarget(name.toLowerCase())) found.target = name.toLowerCase() as Target;
    else found.problems.push(unknownTarget(name, piece.start + text.indexOf(name, text.indexOf(':'))));
  }
  return found;
}

function unknownTarget(name: string, start: number): Problem {
  const place = { start, end: start + name.length };
  const { hint, fixes } = suggestion(nearest(name, targets), place);
  return report('unknown-target', place, `There is no target \`${name}\`.${hint || ` The targets are ${targets.join(', ')}`}`, ...fixes);
}
