/**
 * SEARCH: rows by meaning. Below a size every vector is compared (exact); above it the HNSW index is walked, and goes on
 * walking while a filter drops rows, so that filters do not cost results. A row's score is that of its best piece.
 */
import type { SearchParameters, TimeFilter } from '@rem/grammar';
import type { Value } from '../backend/backend.ts';
import { fail } from '../failed.ts';
import { unitVector } from '../indexer/embed-rows.ts';
import { alive } from '../schema/graph-source.ts';
import { quoted, SYNONYMS, type TableShape } from '../schema/catalogue.ts';
import { checkFunctions, fetchRows, readableColumns, tableNamed, type Context, type Found } from './context.ts';
import { proveCondition } from './prove.ts';

/** Pieces up to which comparing all of them is as quick as the index. */
const EXACT_UP_TO = 12_000;

/** `narrow` where the statement itself says which rows. */
type Filter = { sql: string; values: Value[]; narrow: boolean };

export async function search(context: Context, parameters: SearchParameters): Promise<Found> {
  const table = tableNamed(context, parameters.table_name);
  const filter = await filterOf(context, table, parameters);
  const vector = await embedText(context, parameters.query_text);
  return context.catalogue.own ? searchOwn(context, table, parameters, filter, vector) : searchColumn(context, table, parameters, filter, vector);
}

async function embedText(context: Context, text: string): Promise<string> {
  if (!context.embed)
    return fail(
      'no-embeddings',
      'SEARCH needs the embedding model, and it is not there',
      'Fetch the model, or use FUZZY for names and SQL for words in texts.',
    );
  const started = performance.now();
  const [vector] = await context
    .embed([text], context.signal)
    .catch((error: unknown) =>
      fail(
        'no-embeddings',
        `The embedding model did not answer: ${error instanceof Error ? error.message : String(error)}`,
        'Try again when the model is ready.',
      ),
    );
  context.embedMs = performance.now() - started;
  if (!vector) return fail('no-embeddings', 'The embedding model answered nothing', 'Try again when the model is ready.');
  return context.backend.capabilities.vector ? JSON.stringify(unitVector(vector)) : `{${unitVector(vector).join(',')}}`;
}

/** All conditions of the statement; parameters start at `$2`, the vector is `$1`. */
async function filterOf(context: Context, table: TableShape, parameters: SearchParameters): Promise<Filter> {
  const filter: Filter = {
    sql: `true${alive(table, quoted(table.name))}`,
    values: [],
    narrow: [parameters.where_clause, parameters.time_filter, parameters.category].some((part) => part !== undefined),
  };
  if (parameters.where_clause !== undefined) {
    const proof = proveCondition(parameters.where_clause);
    await checkFunctions(context.query, proof.functions);
    filter.sql += ` AND ${proof.sql}`;
  }
  if (parameters.time_filter) addTime(filter, table, parameters.time_filter);
  if (parameters.category !== undefined) addCategory(filter, table, parameters.category);
  return filter;
}

function addTime(filter: Filter, table: TableShape, time: TimeFilter): void {
  const column = quoted(columnNamed(table, time.column ?? 'created_at'));
  if (time.after !== undefined) filter.sql += ` AND ${column} ${time.after_inclusive ? '>=' : '>'} ${add(filter, time.after)}::timestamptz`;
  if (time.before !== undefined) filter.sql += ` AND ${column} ${time.before_inclusive ? '<=' : '<'} ${add(filter, time.before)}::timestamptz`;
}

function addCategory(filter: Filter, table: TableShape, category: string): void {
  filter.sql += ` AND ${quoted(columnNamed(table, 'category'))} = ${add(filter, category)}`;
}

function add(filter: Filter, value: Value): string {
  filter.values.push(value);
  return `$${filter.values.length + 1}`;
}

function columnNamed(table: TableShape, name: string): string {
  const synonyms = SYNONYMS.filter((pair) => pair.includes(name)).flat();
  const column = [name, ...synonyms].find((candidate) => table.columns.some((known) => known.name === candidate));
  return column ?? fail('unknown-name', `${table.name} has no column ‘${name}’`, `Columns of ${table.name}: ${readableColumns(table).join(', ')}.`);
}

/** The table as `t`, with the other runtime's spelling of its columns beside its own. */
function aliased(table: TableShape): string {
  const has = (name: string): boolean => table.columns.some((column) => column.name === name);
  const extra = SYNONYMS.flatMap(([a, b]) =>
    has(a) && !has(b) ? [`x.${quoted(a)} AS ${quoted(b)}`] : has(b) && !has(a) ? [`x.${quoted(b)} AS ${quoted(a)}`] : [],
  );
  return extra.length > 0 ? `(SELECT x.*, ${extra.join(', ')} FROM ${table.sql} x)` : table.sql;
}

/** The rows that pass, by themselves: in a WHERE only the table's own columns have names, also with the table's before them. */
function filtered(table: TableShape, filter: Filter): string {
  return `(SELECT * FROM ${aliased(table)} AS ${quoted(table.name)} WHERE ${filter.sql})`;
}

function selected(table: TableShape): string {
  return readableColumns(table)
    .map((name) => `t.${quoted(name)}`)
    .join(', ');
}

async function searchOwn(context: Context, table: TableShape, parameters: SearchParameters, filter: Filter, vector: string): Promise<Found> {
  if (parameters.field !== undefined) await checkField(context, table, parameters.field);
  const field = parameters.field === undefined ? '' : ` AND e.field = ${add(filter, parameters.field)}`;
  const base = `${add(filter, table.name)}`;
  const scored = useIndex(context, table) ? walked(context, table, filter, base, field, parameters) : compared(context, table, filter, base, field);
  if (scored.walk) await widen(context);
  const threshold = add(filter, parameters.threshold ?? -1);
  const limit = add(filter, Math.min(parameters.limit, context.cap + 1));
  const sql = `WITH scored AS MATERIALIZED (${scored.sql})
    SELECT s.score, s.field, ${selected(table)}
    FROM scored s JOIN ${filtered(table, filter)} t ON t.id = s.row_id
    WHERE s.score >= ${threshold}
    ORDER BY s.score DESC, t.name COLLATE "C", t.id LIMIT ${limit}`;
  await noteMissing(context, table);
  return fetchRows(context, sql, [vector, ...filter.values]);
}

type Scored = { sql: string; walk: boolean };

/** A filter comes first, so that only vectors of rows that pass are compared. */
function compared(context: Context, table: TableShape, filter: Filter, base: string, field: string): Scored {
  const score = context.backend.capabilities.vector
    ? '1 - (e.embedding <=> $1::vector)'
    : '(SELECT sum(a * b) FROM unnest(e.embedding, $1::real[]) AS u(a, b))';
  const passing = filter.narrow ? ` AND e.row_id IN (SELECT id FROM ${filtered(table, filter)} f)` : '';
  return {
    walk: false,
    sql: `SELECT DISTINCT ON (d.row_id) d.row_id, d.field, round(d.score::numeric, 4)::float8 AS score
    FROM (SELECT e.row_id, e.field, ${score} AS score FROM rem_store.embeddings e WHERE e.table_name = ${base}${field}${passing}) d
    ORDER BY d.row_id, 3 DESC, d.field`,
  };
}

/** Several pieces of one row may come first, so more pieces than rows are taken. */
function walked(_context: Context, table: TableShape, filter: Filter, base: string, field: string, parameters: SearchParameters): Scored {
  const pieces = add(filter, Math.max(40, parameters.limit * 6));
  // The constant lets the planner see the partial index of the table; the name comes from our own migrations.
  return {
    walk: true,
    sql: `SELECT DISTINCT ON (d.row_id) d.row_id, d.field, round((1 - d.distance)::numeric, 4)::float8 AS score
    FROM (SELECT e.row_id, e.field, e.embedding <=> $1::vector AS distance FROM rem_store.embeddings e
          WHERE e.table_name = '${table.name.replaceAll("'", "''")}' AND e.table_name = ${base}${field} AND EXISTS (SELECT 1 FROM ${filtered(table, filter)} t WHERE t.id = e.row_id)
          ORDER BY e.embedding <=> $1::vector LIMIT ${pieces}) d
    ORDER BY d.row_id, 3 DESC, d.field`,
  };
}

async function widen(context: Context): Promise<void> {
  await context.query(
    `SELECT set_config('hnsw.iterative_scan', 'strict_order', true), set_config('hnsw.ef_search', '100', true), set_config('hnsw.max_scan_tuples', '60000', true)`,
  );
}

function useIndex(context: Context, table: TableShape): boolean {
  return context.backend.capabilities.vector && (context.catalogue.pieces?.get(table.name) ?? 0) > EXACT_UP_TO;
}

async function checkField(context: Context, table: TableShape, field: string): Promise<void> {
  const { rows } = await context.query('SELECT DISTINCT field FROM rem_store.embeddings WHERE table_name = $1 ORDER BY 1', [table.name]);
  const known = rows.map(([name]) => String(name));
  if (known.length > 0 && !known.includes(field))
    fail('unknown-name', `${table.name} has no vectors of ‘${field}’`, `FIELD takes one of: ${known.join(', ')}.`);
}

async function noteMissing(context: Context, table: TableShape): Promise<void> {
  const { rows } = await context.query(`SELECT count(*) FROM rem_store.owned WHERE table_name = $1 AND embedded IS DISTINCT FROM hash`, [table.name]);
  const missing = Number(rows[0]?.[0]);
  if (missing > 0 && table.name !== 'files')
    context.notes.push(`${missing} rows of ${table.name} have no vectors yet and cannot be found by meaning.`);
}

/** Somebody else's table: the vector is one of its columns. */
async function searchColumn(context: Context, table: TableShape, parameters: SearchParameters, filter: Filter, vector: string): Promise<Found> {
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
  return fetchRows(context, sql, [vector, ...filter.values]);
}

function cosine(column: string, native: boolean): string {
  const asked = native ? '$1::vector::real[]' : '$1::real[]';
  return `(SELECT sum(a * b) / nullif(sqrt(sum(a * a)) * sqrt(sum(b * b)), 0) FROM unnest(${column}, ${asked}) AS u(a, b))`;
}
