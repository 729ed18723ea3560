/**
 * SEARCH: rows by meaning. Below a size every vector is compared (exact); above it the HNSW index is walked, and goes on walking while a
 * filter drops rows. Where comparing the rows that pass a filter is the cheaper way (search-way.ts), or the walk brought less than was asked
 * for, those that pass are compared, so that filters do not cost results. A row's score is that of its best piece.
 */
import type { SearchParameters } from '@rem/grammar';
import type { How } from '../backend/backend.ts';
import { fail } from '../failed.ts';
import { alive } from '../schema/graph-source.ts';
import type { TableShape } from '../schema/catalogue.ts';
import { fetchRows, tableNamed, type Context, type Found } from './context.ts';
import { searchColumn } from './search-column.ts';
import { add, filtered, filterOf, selected, type Filter } from './search-filter.ts';
import { wayOf, type Walk } from './search-way.ts';

/** The texts of a row that have vectors (embed-rows.ts). */
const FIELDS = ['content', 'name', 'summary'];

export async function search(context: Context, parameters: SearchParameters): Promise<Found> {
  const table = tableNamed(context, parameters.table_name);
  const filter = await filterOf(context, table, parameters);
  return context.catalogue.own ? searchOwn(context, table, parameters, filter) : searchColumn(context, table, parameters, filter);
}

async function searchOwn(context: Context, table: TableShape, parameters: SearchParameters, filter: Filter): Promise<Found> {
  checkField(table, parameters.field);
  const rows = await prepare(context, table);
  const way = await wayOf(context, table, parameters, filter, rows);
  for (const walk of way.kind === 'walk' ? rounds(way, filter) : []) {
    const found = await walked(context, table, parameters, { ...filter, values: [...filter.values] }, walk);
    if (found) return found;
  }
  return compared(context, table, parameters, filter);
}

/** Without a filter a walk falls short only where its pieces are of few rows: then it looks at more of them before all are compared. */
function rounds(walk: Walk, filter: Filter): Walk[] {
  return filter.narrow ? [walk] : [walk, { ...walk, pieces: walk.pieces * 5 }];
}

/** Sets how walks go, says how many rows cannot be found yet, and answers how many the table is thought to have. */
async function prepare(context: Context, table: TableShape): Promise<number> {
  const settings = context.backend.capabilities.vector
    ? `, set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', '100', true)`
    : '';
  const sql = `SELECT (SELECT count(*) FROM rem_store.owned WHERE table_name = $1 AND embedded IS DISTINCT FROM hash),
    (SELECT reltuples::float8 FROM pg_class WHERE oid = to_regclass(quote_ident($1)))${settings}`;
  const { rows } = await context.query(sql, [table.name], 'again');
  const missing = Number(rows[0]?.[0]);
  if (missing > 0 && table.name !== 'files')
    context.notes.push(`${missing} rows of ${table.name} have no vectors yet and cannot be found by meaning.`);
  return Number(rows[0]?.[1]);
}

function checkField(table: TableShape, field: string | undefined): void {
  if (field !== undefined && !FIELDS.includes(field))
    fail('unknown-name', `${table.name} has no vectors of ‘${field}’`, `FIELD takes one of: ${FIELDS.join(', ')}.`);
}

/** A filter comes first, so that only vectors of rows that pass are compared. */
async function compared(context: Context, table: TableShape, parameters: SearchParameters, filter: Filter): Promise<Found> {
  const score = context.backend.capabilities.vector
    ? '1 - (e.embedding <=> $1::vector)'
    : '(SELECT sum(a * b) FROM unnest(e.embedding, $1::real[]) AS u(a, b))';
  const passing = filter.narrow ? ` AND e.row_id IN (SELECT id FROM ${filtered(table, filter)} f)` : '';
  const scored = `SELECT DISTINCT ON (d.row_id) d.row_id, d.field, round(d.score::numeric, 4)::float8 AS score
    FROM (SELECT e.row_id, e.field, ${score} AS score FROM rem_store.embeddings e WHERE e.table_name = ${add(filter, table.name)}${inField(parameters, filter)}${passing}) d
    ORDER BY d.row_id, 3 DESC, d.field`;
  const sql = rowsOf(context, table, parameters, filter, scored);
  return fetchRows(context, sql, [context.vector, ...filter.values], howOf(parameters));
}

/** Undefined where the walk brought fewer rows than there may be: several of its pieces were of one row, or a filter dropped them. */
async function walked(context: Context, table: TableShape, parameters: SearchParameters, filter: Filter, { pieces, most }: Walk): Promise<Found | undefined> {
  await context.query(`SELECT set_config('hnsw.max_scan_tuples', $1, true)`, [most], 'again');
  // Constants let the planner see how little it has to fetch, and the partial index of the table, whose name comes from our own migrations.
  const scored = `SELECT DISTINCT ON (d.row_id) d.row_id, d.field, round((1 - d.distance)::numeric, 4)::float8 AS score
    FROM (SELECT e.row_id, e.field, e.embedding <=> $1::vector AS distance FROM rem_store.embeddings e
          WHERE e.table_name = '${table.name.replaceAll("'", "''")}'${inField(parameters, filter)} AND EXISTS (SELECT 1 FROM ${filtered(table, filter)} t WHERE t.id = e.row_id)
          ORDER BY e.embedding <=> $1::vector LIMIT ${pieces}) d
    ORDER BY d.row_id, 3 DESC, d.field`;
  const sql = rowsOf(context, table, parameters, filter, scored);
  const found = await fetchRows(context, sql, [context.vector, ...filter.values], howOf(parameters));
  const wanted = Math.min(parameters.limit, context.cap);
  return found.rows.length >= wanted || (parameters.threshold !== undefined && !filter.narrow) ? found : undefined;
}

/** Only a WHERE makes a statement that does not come again. */
function howOf(parameters: SearchParameters): How {
  return parameters.where_clause === undefined ? 'again' : 'once';
}

function inField(parameters: SearchParameters, filter: Filter): string {
  return parameters.field === undefined ? '' : ` AND e.field = ${add(filter, parameters.field)}`;
}

/** The rows of the best scores, as people read them; where a filter is narrow, only rows that pass it have a score. */
function rowsOf(context: Context, table: TableShape, parameters: SearchParameters, filter: Filter, scored: string): string {
  const threshold = add(filter, parameters.threshold ?? -1);
  const limit = add(filter, Math.min(parameters.limit, context.cap + 1));
  return `WITH scored AS MATERIALIZED (${scored})
    SELECT s.score, s.field, ${selected(table)}
    FROM scored s JOIN ${table.sql} t ON t.id = s.row_id
    WHERE s.score >= ${threshold}::float8${alive(table)}
    ORDER BY s.score DESC, t.name COLLATE "C", t.id LIMIT ${limit}::int`;
}
