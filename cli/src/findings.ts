/**
 * What is wrong in a file, with lines and columns for people (1-based, columns in UTF-16 units) and offsets for programs. A `.rem` file is
 * one text; in other languages every stretch of REM is looked at and its places are those of the file.
 */
import path from 'node:path';
import { check, parse, type Problem, type Schema, type Target } from '@rem/grammar';
import { findRegions } from '@rem/server';

export type Finding = {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  start: number;
  end: number;
  severity: Problem['severity'];
  code: string;
  message: string;
  fix?: { title: string; edits: { start: number; end: number; text: string }[] };
};

const languages: Readonly<Record<string, string>> = {
  '.md': 'markdown', '.markdown': 'markdown', '.py': 'python', '.pyi': 'python',
  '.ts': 'typescript', '.mts': 'typescript', '.cts': 'typescript', '.tsx': 'typescriptreact',
  '.js': 'javascript', '.mjs': 'javascript', '.cjs': 'javascript', '.jsx': 'javascriptreact',
};

/** The language that a file's REM is embedded in, undefined where the whole file is REM. */
export function hostLanguage(file: string): string | undefined {
  return languages[path.extname(file).toLowerCase()];
}

export function findingsOf(file: string, text: string, context: { schema: Schema; target: Target }): Finding[] {
  const place = lineTable(text);
  const language = hostLanguage(file);
  const found = language === undefined ? check(parse(text), context).map((problem) => ({ problem, start: problem.start, end: problem.end, fix: problem.fix })) : embedded(language, text, context);
  return found.map(({ problem, start, end, fix }) => {
    const from = place(start);
    const to = place(end);
    return {
      file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column, start, end,
      severity: problem.severity, code: problem.code, message: problem.message, ...(fix ? { fix } : {}),
    };
  });
}

type Placed = { problem: Problem; start: number; end: number; fix: Finding['fix'] };

function embedded(language: string, text: string, context: { schema: Schema; target: Target }): Placed[] {
  return findRegions(language, text).flatMap((region) =>
    check(parse(region.text), context)
      .filter((problem) => !region.touchesHole(problem))
      .map((problem) => {
        const edits = problem.fix?.edits.flatMap((edit) => {
          const written = region.editable(edit) ? region.encode(edit.text) : undefined;
          return written === undefined ? [] : [{ start: region.toHost(edit.start, 'start'), end: region.toHost(edit.end, 'end'), text: written }];
        });
        const fix = problem.fix && edits?.length === problem.fix.edits.length ? { title: problem.fix.title, edits } : undefined;
        const start = region.toHost(problem.start, 'start');
        return { problem, start, end: Math.max(start, region.toHost(problem.end, 'end')), fix };
      }),
  );
}

/** Line and column of an offset, both from 1. */
export function lineTable(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
