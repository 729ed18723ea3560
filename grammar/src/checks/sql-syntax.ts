/**
 * `sql-syntax`: the first error that PostgreSQL's own parser finds in the SQL, at its exact place.
 */
import type { Span } from '../tree.ts';
import type { Problem } from '../problem.ts';
import type { Check } from './index.ts';
import { replace, report } from './report.ts';
import { listOf, nameOf, nodeOf, nodesOf, numberOf, offsetOfByte, scanPostgres, type PgToken } from './sql/postgres.ts';
import { sqlRegions, type SqlRegion } from './sql/region.ts';

export const sqlSyntax: Check = (statement, { source }) => sqlRegions(statement, source).flatMap(syntaxProblems);

function syntaxProblems(region: SqlRegion): Problem[] {
  if (region.parsed.kind === 'tree') return [...extraClauses(region), ...foreignOperators(region)];
  const { message, at } = region.parsed;
  const place = placeOf(region, at, message);
  const written = region.text.slice(place.start, place.end);
  return [report('sql-syntax', placed(region, place), wording(message, written))];
}

export const placed = (region: SqlRegion, { start, end }: Span): Span => ({ start: region.place(start), end: region.place(end) });

/** The word that PostgreSQL stumbled over; at the end of the SQL, the last word, which something should follow. */
function placeOf(region: SqlRegion, at: number, message: string): Span {
  const near = /at or near "(.*)"$/s.exec(message)?.[1];
  const end = region.text.trimEnd().length;
  if (near !== undefined && at < end) return { start: Math.max(at, region.from), end: Math.min(end, at + Math.max(1, firstLine(near).length)) };
  if (at < end) return { start: Math.max(at, region.from), end };
  const last = scanPostgres(region.text).at(-1);
  return last !== undefined && last.start >= region.from ? last : { start: Math.min(region.from, end), end };
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

function wording(message: string, written: string): string {
  if (message.includes('end of input')) return written === '' ? 'PostgreSQL expects a condition here' : `The SQL ends too early: PostgreSQL expects something after \`${written}\``;
  if (message.startsWith('syntax error')) return `PostgreSQL does not expect \`${written}\` here`;
  if (message.startsWith('memory exhausted')) return 'The SQL is too deeply nested for PostgreSQL';
  return `PostgreSQL cannot read this: ${message.replace(/ at or near ".*"$/s, '')}`;
}

/** A condition that PostgreSQL reads and that is more than a condition: `a = 1 GROUP BY b`, `a = 1 UNION SELECT …`. */
function extraClauses({ form, text, from, parsed, ...region }: SqlRegion): Problem[] {
  if (form === 'whole' || parsed.kind !== 'tree' || parsed.statements.length > 1) return [];
  const select = nodeOf(parsed.statements[0]?.node['SelectStmt']);
  const ends = select['op'] === 'SETOP_NONE' ? extra.flatMap(([key, word]) => (key in select && !(form === 'order' && key === 'sortClause') ? [word] : [])) : ['union', 'intersect', 'except'];
  if (ends.length === 0) return [];
  const outermost = outermostTokens(scanPostgres(text).filter(({ start }) => start >= from));
  const clause = outermost.find((token) => ends.includes(token.text.toLowerCase())) ?? { start: from, end: text.length, text: text.slice(from) };
  const place = { start: region.place(clause.start), end: region.place(clause.end) };
  return [report('sql-syntax', place, `Only a ${form === 'order' ? 'list of columns' : 'condition'} can stand here; \`${clause.text}\` begins more than that`)];
}

const extra: readonly (readonly [key: string, word: string])[] = [
  ['groupClause', 'group'],
  ['havingClause', 'having'],
  ['windowClause', 'window'],
  ['sortClause', 'order'],
  ['limitCount', 'limit'],
  ['limitOffset', 'offset'],
];

/** The words that stand in no bracket. */
function outermostTokens(tokens: PgToken[]): PgToken[] {
  let depth = 0;
  return tokens.filter(({ text }) => {
    if (text === ')' || text === ']') depth--;
    if (text === '(' || text === '[') depth++;
    return depth === 0;
  });
}

/** Operators of other languages, which PostgreSQL reads as names of operators that nobody has made. */
const foreign: Readonly<Record<string, string>> = { '==': '=', '===': '=', '!==': '<>', '=<': '<=', '=>': '>=', '=~': '~' };

function foreignOperators(region: SqlRegion): Problem[] {
  if (region.parsed.kind !== 'tree' || !/==|=<|=>|=~/.test(region.text)) return [];
  const problems: Problem[] = [];
  for (const node of nodesOf(region.parsed)) {
    const expression = nodeOf(node['A_Expr']);
    const operator = nameOf(listOf(expression['name'])[0]) ?? '';
    const meant = Object.hasOwn(foreign, operator) ? foreign[operator] : undefined;
    if (meant === undefined) continue;
    const start = offsetOfByte(region.text, numberOf(expression['location']) ?? 0);
    const place = placed(region, { start, end: start + operator.length });
    problems.push(report('sql-syntax', place, `PostgreSQL has no \`${operator}\`; write ${meant}`, replace(`Write ${meant}`, place, meant)));
  }
  return problems;
}
