/**
 * `-- rem-ignore CODE: reason` on the line above or on the same line suppresses the problems of that code there; above a statement, in the whole
 * statement. One that suppresses nothing gets a hint, unless what it suppresses could not be looked for.
 */
import type { Parsed } from '../document.ts';
import { nearest } from '../nearest.ts';
import { problemCodes, type Problem } from '../problem.ts';
import type { Schema } from '../schema.ts';
import type { Comment, Span } from '../tree.ts';
import { checkCodes } from './codes.ts';
import { without } from './edits.ts';
import type { Target } from './index.ts';
import { report } from './report.ts';
import { sqlIsLoaded } from './sql/postgres.ts';

type Ignore = { comment: Comment; codes: (Span & { code: string })[]; scope: Span };
type Looked = { schema: Schema | undefined; target: Target };

export function withoutIgnored(problems: Problem[], parsed: Parsed, looked: Looked): Problem[] {
  if (!parsed.text.includes('rem-ignore')) return problems;
  const ignores = ignoresIn(parsed);
  const used = new Set<object>();
  const left = problems.filter((problem) => {
    const by = ignores.flatMap(({ codes, scope }) => (contains(scope, problem) ? codes.filter(({ code }) => code === problem.code) : []));
    for (const code of by) used.add(code);
    return by.length === 0;
  });
  return [...left, ...ignores.flatMap((ignore) => unused(ignore, used, parsed.text, looked))].sort((a, b) => a.start - b.start);
}

const contains = (scope: Span, { start }: Span): boolean => scope.start <= start && start < scope.end;

function ignoresIn({ tree, text }: Parsed): Ignore[] {
  const lines = lineStarts(text);
  const commentLines = new Set(tree.comments.filter(({ ownLine }) => ownLine).map(({ start }) => lineOf(lines, start)));
  return tree.comments.flatMap((comment) => {
    const codes = codesIn(comment, text);
    if (codes === undefined) return [];
    let line = lineOf(lines, comment.start);
    if (comment.ownLine) while (commentLines.has(line)) line++;
    const scope = { start: lines[line] ?? text.length, end: lines[line + 1] ?? text.length + 1 };
    const below = comment.ownLine ? tree.statements.find(({ start }) => contains(scope, { start, end: start })) : undefined;
    return [{ comment, codes, scope: below === undefined ? scope : { start: scope.start, end: Math.max(scope.end, below.end) } }];
  });
}

/** The codes that a comment names, undefined where it is no `rem-ignore`. */
function codesIn(comment: Comment, text: string): (Span & { code: string })[] | undefined {
  const written = text.slice(comment.start, comment.end);
  const head = /^(?:--|#|\/\*)\s*rem-ignore\b([^:]*)/.exec(written);
  if (head === null) return undefined;
  const from = comment.start + head[0].length - (head[1] ?? '').length;
  return [...(head[1] ?? '').matchAll(/[\w-]+/g)].map((word) => ({ code: word[0], start: from + word.index, end: from + word.index + word[0].length }));
}

function unused({ comment, codes }: Ignore, used: ReadonlySet<object>, text: string, looked: Looked): Problem[] {
  const remove = { title: 'Remove the comment', edits: [without(comment, text)] };
  if (codes.length === 0) return [report('unused-ignore', comment, 'Name the problem to ignore: `-- rem-ignore CODE: reason`', remove)];
  const idle = codes.filter((code) => !used.has(code) && wasLookedFor(code.code, looked));
  const fixes = codes.length === 1 ? [remove] : [];
  return idle.map((code) => report('unused-ignore', code, isCode(code.code) ? `There is no problem \`${code.code}\` here to ignore` : noSuchCode(code.code), ...fixes));
}

const allCodes = [...Object.keys(problemCodes), ...Object.keys(checkCodes)];
const isCode = (code: string): boolean => allCodes.includes(code);

function noSuchCode(code: string): string {
  const near = nearest(code, allCodes);
  return `There is no problem code \`${code}\`.${near === undefined ? '' : ` Did you mean \`${near}\`?`}`;
}

/** Codes of SQL and names are only looked for when the parser and a schema are there, those of targets when one is set. */
function wasLookedFor(code: string, { schema, target }: Looked): boolean {
  if (code.startsWith('target-')) return target !== 'canonical';
  return code in problemCodes || !isCode(code) || (sqlIsLoaded() && schema !== undefined);
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const newline of text.matchAll(/\r\n|\r|\n/g)) starts.push(newline.index + newline[0].length);
  return starts;
}

function lineOf(lines: number[], offset: number): number {
  let low = 0;
  let high = lines.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
