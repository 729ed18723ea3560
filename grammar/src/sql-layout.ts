/**
 * The layout of SQL that stands on several lines. Where lines begin is asked of a library, which the caller brings; only that is taken from it, so that every
 * word, and the space between words, stays as it was written and so does the plan. Clauses that fit stand on one line each. What PostgreSQL would then read
 * otherwise, or the document would split, stays as it was.
 */
import { parsePostgres, sqlIsLoaded } from './checks/sql/postgres.ts';
import { parse } from './document.ts';
import { scanSql } from './scan.ts';
import { foldSql } from './sql-view.ts';

/** Lays out one SQL statement, with line breaks and indentation, and changes nothing else. May throw. */
export type SqlPrinter = (sql: string) => string;

/** Columns of a clause that still stands on one line. */
const clauseWidth = 100;

/** `sql` is a SELECT without comments; one of less than `width` columns that stands on one line stays on it. */
export function layOutSql(sql: string, width: number, printer: SqlPrinter): string {
  const folded = foldSql(sql);
  if (!/[\r\n]/.test(sql.trim()) && folded.length < width) return folded;
  const laidOut = brokenBy(folded, printer);
  return laidOut !== undefined && saysTheSame(laidOut, folded) ? laidOut : sql;
}

function brokenBy(folded: string, printer: SqlPrinter): string | undefined {
  try {
    const lines = linesOf(folded, printer(folded));
    return lines && nest(lines).flatMap((line) => render(line, 0)).join('\n');
  } catch {
    return undefined;
  }
}

type Line = { indent: number; text: string; inner: Line[] };

/** The words of `folded`, broken where `printed` breaks them and white space stood; undefined where the words are not the same. */
function linesOf(folded: string, printed: string): Line[] | undefined {
  const [own, theirs] = [scanSql(folded).tokens, scanSql(printed).tokens];
  if (own.length !== theirs.length) return undefined;
  const lines: Line[] = [{ indent: 0, text: '', inner: [] }];
  let [end, printedEnd] = [0, 0];
  for (const [index, token] of own.entries()) {
    const other = theirs[index]!;
    const word = folded.slice(token.start, token.end);
    if (word !== printed.slice(other.start, other.end)) return undefined;
    const gap = printed.slice(printedEnd, other.start);
    const breaks = index > 0 && token.start > end && gap.includes('\n');
    if (breaks) lines.push({ indent: gap.length - gap.lastIndexOf('\n') - 1, text: word, inner: [] });
    else lines.at(-1)!.text += (index > 0 && token.start > end ? ' ' : '') + word;
    [end, printedEnd] = [token.end, other.end];
  }
  return lines;
}

/** Lines as a tree: what is indented deeper belongs to the line above. */
function nest(lines: readonly Line[]): Line[] {
  const top: Line[] = [];
  const open: Line[] = [];
  for (const line of lines) {
    while (open.length > 0 && open.at(-1)!.indent >= line.indent) open.pop();
    (open.at(-1)?.inner ?? top).push(line);
    open.push(line);
  }
  return top;
}

const flat = ({ text, inner }: Line): string => [text, ...inner.map(flat)].join(' ');
/** Brackets that the writer broke behind stay open over lines: on one line they would hold spaces. */
const opensLines = ({ text, inner }: Line): boolean => inner.some(opensLines) || (inner.length > 0 && /[([]$/.test(text));

function render(line: Line, depth: number): string[] {
  const indent = '  '.repeat(depth);
  const whole = indent + flat(line);
  if (line.inner.length === 0 || (whole.length <= clauseWidth && !opensLines(line))) return [whole];
  return [indent + line.text, ...line.inner.flatMap((inner) => render(inner, depth + 1))];
}

/** The same words, read by the document as one statement and by PostgreSQL as the same tree. */
function saysTheSame(laidOut: string, folded: string): boolean {
  const { tree: { statements: [statement, more] }, problems } = parse(laidOut);
  if (more !== undefined || problems.length > 0 || statement?.source !== laidOut || foldSql(laidOut) !== folded) return false;
  const [after, before] = [treeOf(laidOut), treeOf(folded)];
  return after !== undefined && after === before;
}

/** PostgreSQL's tree as a text, without its places; undefined where there is none. */
function treeOf(sql: string): string | undefined {
  const parsed = sqlIsLoaded() ? parsePostgres(sql) : undefined;
  if (parsed?.kind !== 'tree') return undefined;
  return JSON.stringify(parsed.statements.map(({ node }) => node), (key, value: unknown) => (key === 'location' ? undefined : value));
}
