/** SEARCH in somebody else's table: the vector is one of its columns. */
import type { SearchParameters } from '@rem/grammar';
import { fail } from '../failed.ts';
import { quoted, type TableShape } from '../schema/catalogue.ts';
import { fetchRows, type Context, type Found } from './context.ts';
import { add, filtered, selected, type Filter } from './search-filter.ts';

export async function searchColumn(context: Context, table: TableShape, parameters: SearchParameters, filter: Filter): Promise<Found> {
  const column = table.roles.vector;
  if (column === undefined)
    return fail('no-embeddings', `${table.name} has no vector column`, 'Name it in the mapping setting, or use FUZZY or SQL.');
  if (table.dimensions !== undefined && table.dimensions !== 384) {
    return fail(
      'no-embeddings',
      `The vectors of ${table.name} have ${table.dimensions} dimensions, the built-in model’s 384`,
      'Use FUZZY or SQL here; these vectors come from another model.',
    );
  }
  const native = table.columns.find((candidate) => candidate.name === column)?.type.startsWith('vector') && context.backend.capabilities.vector;
  const score = native ? `1 - (t.${quoted(column)} <=> $1::vector)` : cosine(`t.${quoted(column)}`, context.backend.capabilities.vector);
  const threshold = add(filter, parameters.threshold ?? -1);
  const limit = add(filter, Math.min(parameters.limit, context.cap + 1));
  const sql = `SELECT round((${score})::numeric, 4)::float8 AS score, ${selected(table)} FROM ${filtered(table, filter)} t
    WHERE t.${quoted(column)} IS NOT NULL AND ${score} >= ${threshold} ORDER BY ${native ? `t.${quoted(column)} <=> $1::vector` : '1 DESC'} LIMIT ${limit}`;
  return fetchRows(context, sql, [context.vector, ...filter.values]);
}

function cosine(column: string, native: boolean): string {
  const asked = native ? '$1::vector::real[]' : '$1::real[]';
  return `(SELECT sum(a * b) / nullif(sqrt(sum(a * a)) * sqrt(sum(b * b)), 0) FROM unnest(${column}, ${asked}) AS u(a, b))`;
}
