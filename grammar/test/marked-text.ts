/**
 * Marked text: `$0` is the caret, and a comment line of `^^^` names the problem under it (style page).
 */
import { parse } from '../src/index.ts';

/** The text without its mark, and where the mark was. */
export function caret(marked: string): { text: string; offset: number } {
  const offset = marked.indexOf('$0');
  if (offset < 0) throw new Error(`no caret in: ${marked}`);
  return { text: marked.slice(0, offset) + marked.slice(offset + 2), offset };
}

/** The text without lines of marks, and what the marks say: `[start, end, "error: message"]`. */
export function expectedProblems(marked: string): { text: string; expected: [number, number, string][] } {
  const kept: string[] = [];
  const expected: [number, number, string][] = [];
  let lineStart = 0;
  for (const line of marked.split('\n')) {
    const match = /^--( *)(\^+) (.+)$/.exec(line);
    if (match === null) {
      kept.push(line);
      lineStart += line.length + 1;
      continue;
    }
    const start = lineStart - (kept.at(-1)!.length + 1) + 2 + match[1]!.length;
    expected.push([start, start + match[2]!.length, match[3]!]);
  }
  return { text: kept.join('\n'), expected };
}

export const seenProblems = (text: string): [number, number, string][] => parse(text).problems.map((problem) => [problem.start, problem.end, `${problem.severity}: ${problem.message}`]);
