/**
 * Comparisons of a column with text constants in a region's SQL: `=`, `<>`, `<`, IN, BETWEEN, `= ANY (ARRAY[…])`.
 */
import type { Schema } from '../schema.ts';
import type { Span } from '../tree.ts';
import { namesIn } from './sql-names.ts';
import { constantOf, isNode, listOf, nameOf, nodeOf, nodesOf, numberOf, offsetOfByte, type PgNode } from './sql/postgres.ts';
import type { SqlRegion } from './sql/region.ts';

export type Constant = Span & { value: string };
/** `column` is what the schema knows of it; places are in the statement's text. */
export type Comparison = { column: { name: string; type: string | undefined; table: string | undefined }; operator: string; constants: Constant[] };

export function comparisonsIn(region: SqlRegion, schema: Schema): Comparison[] {
  const names = namesIn(region, schema);
  if (names === undefined || region.parsed.kind === 'error') return [];
  const found: Comparison[] = [];
  for (const node of nodesOf(region.parsed)) {
    const expression = node['A_Expr'];
    if (!isNode(expression)) continue;
    for (const [side, other] of [['lexpr', 'rexpr'], ['rexpr', 'lexpr']] as const) {
      const column = names.columns.get(nodeOf(nodeOf(expression[side])['ColumnRef']));
      const constants = column === undefined ? [] : constantsOf(expression[other], region);
      if (column !== undefined && constants.length > 0) found.push({ column, operator: nameOf(listOf(expression['name']).at(-1)) ?? '', constants });
    }
  }
  return found;
}

/** A constant, the constants of a list or an array, and casts of them. */
function constantsOf(value: unknown, region: SqlRegion): Constant[] {
  const node = nodeOf(value);
  const text = constantOf(node);
  if (text !== undefined) return [{ value: text, ...placeOf(nodeOf(node['A_Const']), region) }];
  const inner = [...listOf(nodeOf(node['List'])['items']), ...listOf(nodeOf(node['A_ArrayExpr'])['elements']), ...listOf([nodeOf(node['TypeCast'])['arg']])];
  return inner.flatMap((item) => constantsOf(item, region));
}

/** A constant's place, its quotes included. */
function placeOf(node: PgNode, region: SqlRegion): Span {
  const start = offsetOfByte(region.text, numberOf(node['location']) ?? 0);
  const length = /^(?:[EeBbXxNn]|[Uu]&)?'(?:[^']|'')*'/.exec(region.text.slice(start))?.[0].length ?? 1;
  return { start: region.place(start), end: region.place(start + length) };
}
