/**
 * LOOKUP: every key in every table, one round trip. For each key the best kind of hit counts: the label as written, then an
 * alias as written, then either in another case, then the address of the note.
 */
import { keyParts, type LookupParameters } from '@rem/grammar';
import type { Value } from '../backend/backend.ts';
import { findTable } from '../schema/catalogue.ts';
import { type Context, type Found } from './context.ts';
import { makeWholeRows } from './whole-rows.ts';

export type Key = { text: string; table: string | null };

export function lookupKeys(context: Context, parameters: LookupParameters): Key[] {
  return [parameters.key].flat().map((key) => splitKey(context, key));
}

/** `entities:Sarah Chen` names its table only where there is such a table; `C: drive` is a label. */
function splitKey(context: Context, key: string): Key {
  const { table, label } = keyParts(key);
  const known = table === undefined ? undefined : findTable(context.catalogue, table);
  return known ? { text: label.trim(), table: known.name } : { text: (table === undefined ? label : key).trim(), table: null };
}

export async function lookup(context: Context, parameters: LookupParameters): Promise<Found> {
  const rows = makeWholeRows(context.catalogue, 'b.table_name', 'b.row_id');
  return find(
    context,
    parameters,
    'w.name, b.kind, b.table_name AS "table", w.summary, w.uri, b.row_id AS id, w.row',
    `CROSS JOIN LATERAL (${rows}) w`,
  );
}

/** What a walk starts from: no rows are read. `$1`…`$4` are its values; the answer has `key`, `name` and `node_key`. */
export function lookupStart(context: Context, parameters: LookupParameters): { sql: string; values: Value[]; keys: Key[] } {
  const keys = lookupKeys(context, parameters);
  return { sql: lookupStatement(context, 'b.name, b.node_key', ''), values: valuesOf(context, keys), keys };
}

async function find(context: Context, parameters: LookupParameters, columns: string, join: string): Promise<Found> {
  const keys = lookupKeys(context, parameters);
  const sql = lookupStatement(context, columns, join);
  const values = valuesOf(context, keys);
  const answer = await context.query(sql, values, 'again');
  noteMissing(context, keys, new Set(answer.rows.map((row) => row[0])));
  return { columns: answer.columns, rows: answer.rows.slice(0, context.cap), truncated: answer.rows.length > context.cap, sql, parameters: values };
}

function valuesOf(context: Context, keys: readonly Key[]): Value[] {
  return [keys.map((key) => key.text), keys.map((key) => context.fold(key.text)), keys.map((key) => key.table ?? ''), context.cap + 1];
}

/** `found` are the keys that have a row. */
export function noteMissing(context: Context, keys: readonly Key[], found: ReadonlySet<unknown>): void {
  for (const key of keys) if (!found.has(key.text)) context.notes.push(missing(key));
}

function missing(key: Key): string {
  return `Nothing is called ‘${key.text}’${key.table ? ` in ${key.table}` : ''}. FUZZY finds labels that are written nearly so.`;
}

/** Tiers: as written, in another case, with other accents, each by name before alias; then by address. */
function lookupStatement(context: Context, columns: string, join: string): string {
  return `WITH asked AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS a(key, folded, in_table, ord)
  ), hits AS (
    SELECT a.key, a.ord, l.table_name, l.row_id, l.kind, l.name, l.node_key,
           min(CASE WHEN l.rank > 1 THEN 6 WHEN l.label = a.key THEN l.rank WHEN lower(l.label) = lower(a.key) THEN 2 + l.rank ELSE 4 + l.rank END) AS tier
    FROM asked a JOIN ${context.graph.labels} l ON l.key = a.folded AND (a.in_table = '' OR l.table_name = a.in_table)
    GROUP BY a.key, a.ord, l.table_name, l.row_id, l.kind, l.name, l.node_key
  ), best AS (
    SELECT h.*, min(h.tier) OVER (PARTITION BY h.ord) AS best_tier FROM hits h
  )
  SELECT b.key, ${columns} FROM best b ${join}
  WHERE b.tier = b.best_tier
  ORDER BY b.ord, array_position(ARRAY['entities', 'resources', 'moments', 'files'], b.table_name), b.table_name, b.row_id
  LIMIT $4::int`;
}
