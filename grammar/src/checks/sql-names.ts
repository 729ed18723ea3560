/**
 * `unknown-table`, `unknown-column` and `unknown-function` in SQL: names that the schema does not have, only where that is sure.
 */
import { nearest } from '../nearest.ts';
import type { Fix, Problem } from '../problem.ts';
import { mostProblems } from '../reader.ts';
import type { Schema } from '../schema.ts';
import type { Span } from '../tree.ts';
import type { Check } from './index.ts';
import { replace, report, suggestion } from './report.ts';
import { builtInFunctions, isBuiltIn } from './sql/functions.ts';
import { resolveNames, type SqlNames } from './sql/names.ts';
import type { Missing } from './sql/scope.ts';
import { isNode, namesOf, nodesOf, numberOf, offsetOfByte, type PgNode } from './sql/postgres.ts';
import { sqlRegions, type SqlRegion } from './sql/region.ts';
import { nameParts, sqlName, sqlText } from './sql/words.ts';

export const sqlNames: Check = (statement, { source, schema }) =>
  schema === undefined ? [] : sqlRegions(statement, source).flatMap((region) => [...missingNames(region, schema), ...missingFunctions(region, schema)]);

/** The names of a region's SELECT, undefined where it is none (or where its table is not in the schema, which is told elsewhere). */
export function namesIn(region: SqlRegion, schema: Schema): SqlNames | undefined {
  const before = known.get(region);
  if (before?.schema === schema) return before.names;
  const names = namesOfSelect(region, schema);
  known.set(region, { schema, names });
  return names;
}

const known = new WeakMap<SqlRegion, { schema: Schema; names: SqlNames | undefined }>();

function namesOfSelect(region: SqlRegion, schema: Schema): SqlNames | undefined {
  if (region.parsed.kind === 'error' || region.parsed.statements.length !== 1) return undefined;
  const select = region.parsed.statements[0]?.node['SelectStmt'];
  return isNode(select) ? resolveNames(select, schema) : undefined;
}

/** Where the part of a dotted name stands in the region's text. */
export function partOf(region: SqlRegion, node: PgNode, part: number): Span {
  const at = offsetOfByte(region.text, numberOf(node['location']) ?? 0);
  return nameParts(region.text, at)[part] ?? { start: at, end: at + 1 };
}

function missingNames(region: SqlRegion, schema: Schema): Problem[] {
  return (namesIn(region, schema)?.missing ?? []).slice(0, mostProblems).flatMap((missing) => {
    const part = partOf(region, missing.node, missing.part);
    if (part.start < region.from) return [];
    const written = region.text.slice(part.start, part.end);
    return [missingName(missing, { start: region.place(part.start), end: region.place(part.end) }, written)];
  });
}

function missingName({ kind, name, known }: Missing, place: Span, written: string): Problem {
  const near = nearest(name, known());
  const { hint, fixes } = suggestion(near, place, near === undefined ? undefined : sqlName(near));
  if (kind === 'table') return report('unknown-table', place, `There is no table \`${name}\`.${hint}`, ...fixes);
  if (kind === 'source') return report('unknown-table', place, `Nothing in FROM is called \`${name}\`.${hint}`, ...fixes);
  if (written.startsWith('"') && near === undefined) return quotedText(name, place);
  return report('unknown-column', place, `There is no column \`${name}\` here.${hint}`, ...fixes);
}

/** `category = "note"`: for PostgreSQL double quotes name a column. */
function quotedText(name: string, place: Span): Problem {
  const fix: Fix = replace(`Write ${sqlText(name)}`, place, sqlText(name));
  return report('unknown-column', place, `There is no column \`${name}\` here; in SQL a text stands in single quotes: ${sqlText(name)}`, fix);
}

function missingFunctions(region: SqlRegion, schema: Schema): Problem[] {
  const known = schema.functions;
  if (known === undefined || region.parsed.kind === 'error') return [];
  const has = new Set(known);
  const problems: Problem[] = [];
  for (const node of nodesOf(region.parsed)) {
    const call = node['FuncCall'];
    const names = isNode(call) ? namesOf(call['funcname']) : [];
    const [name] = names;
    if (!isNode(call) || name === undefined || names.length > 1 || has.has(name) || isBuiltIn(name)) continue;
    const part = partOf(region, call, 0);
    const place = { start: region.place(part.start), end: region.place(part.end) };
    const { hint, fixes } = suggestion(nearest(name, [...known, ...builtInFunctions()]), place);
    problems.push(report('unknown-function', place, `There is no function \`${name}\`.${hint}`, ...fixes));
  }
  return problems;
}
