/**
 * SEARCH: rows by meaning. Below a size every vector is compared (exact); above it the HNSW index is walked, and goes on walking while a
 * filter drops rows. Where few rows pass the filter, or the walk brought less than was asked for, those that pass are compared, so that
 * filters do not cost results. A row's score is that of its best piece.
 */
import type { SearchParameters } from '@rem/grammar';
import type { How } from '../backend/backend.ts';
import { fail } from '../failed.ts';
import { alive } from '../schema/graph-source.ts';
import type { TableShape } from '../schema/catalogue.ts';
import { fetchRows, tableNamed, type Context, type Found } from './context.ts';
import { searchColumn } from './search-column.ts';
import { add, filtered, filterOf, selected, type Filter } from './search-filter.ts';

/** Pieces up to which comparing all of them is as quick as the index. */
const EXACT_UP_TO = 2_000;
/** Rows that pass a filter, up to which comparing them is quicker than a walk that looks for them. */
const FEW = 500;
/** The texts of a row that have vectors (embed-rows.ts). */
const FIELDS = ['content', 'name', 'summary'];

export async function search(context: Context, parameters: SearchParameters): Promise<Found> {
  const table = tableNamed(context, parameters.table_name);
  const filter = await filterOf(context, table, parameters);
  return context.catalogue.own ? searchOwn(context, table, parameters, filter) : searchColumn(context, table, parameters, filter);
}

async function searchOwn(context: Context, table: TableShape, parameters: SearchParameters, filter: Filter): Promise<Found> {
  checkField(table, parameters.field);
  await prepare(context, table);
  if (!(await useIndex(context, table, filter))) return compared(context, table, parameters, filter);
  const values = [...filter.values];
  const walked = await walk(context, table, parameters, filter);
  return walked ?? compared(context, table, parameters, { ...filter, values });
}

/** How far a walk goes, and how many rows cannot be found yet. */
async function prepare(context: Context, table: TableShape): Promise<void> {
  const settings = context.backend.capabilities.vector
    ? `, set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', '100', true), set_config('hnsw.max_scan_tuples', '40000', true)`
    : '';
  const sql = `SELECT (SELECT count(*) FROM rem_store.owned WHERE table_name = $1 AND embedded IS DISTINCT FROM hash)${settings}`;
  const { rows } = await context.query(sql, [table.name], 'again');
  const missing = Number(rows[0]?.[0]);
  if (missing > 0 && table.name !== 'files')
    context.notes.push(`${missing} rows of ${table.name} have no vectors yet and cannot be found by meaning.`);
}

function checkField(table: TableShape, field: string | undefined): void {
  if (field !== undefined && !FIELDS.includes(field))
    fail('unknown-name', `${table.name} has no vectors of ‘${field}’`, `FIELD takes one of: ${FIELDS.join(', ')}.`);
}

/** Where the statement says which rows, the database estimates how many those are. */
async function useIndex(context: Context, table: TableShape, filter: Filter): Promise<boolean> {
  if (!context.backend.capabilities.vector || (context.catalogue.pieces?.get(table.name) ?? 0) <= EXACT_UP_TO) return false;
  if (!filter.narrow) return true;
  const { rows } = await context.query(`EXPLAIN (FORMAT JSON) SELECT $1::text FROM ${filtered(table, filter)} f`, [context.vector, ...filter.values]);
  return Number((rows[0]?.[0] as { Plan: { 'Plan Rows': number } }[])[0]?.Plan['Plan Rows']) > FEW;
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
async function walk(context: Context, table: TableShape, parameters: SearchParameters, filter: Filter): Promise<Found | undefined> {
  // Constants let the planner see how little it has to fetch, and the partial index of the table, whose name comes from our own migrations.
  const pieces = Math.max(40, Math.trunc(parameters.limit) * 4);
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
