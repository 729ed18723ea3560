/**
 * LOOKUP: every key in every table, one round trip. For each key the best kind of hit counts: the label as written, then an
 * alias as written, then either in another case, then the address of the note.
 */
import { keyParts, type LookupParameters } from '@rem/grammar';
import { findTable } from '../schema/catalogue.ts';
import { fold } from '../notes/note.ts';
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

/** Only what a walk starts from: no rows are read. */
export function lookupLabels(context: Context, parameters: LookupParameters): Promise<Found> {
  return find(context, parameters, 'b.name, b.kind, b.table_name AS "table", b.row_id AS id', '');
}

async function find(context: Context, parameters: LookupParameters, columns: string, join: string): Promise<Found> {
  const keys = lookupKeys(context, parameters);
  const sql = lookupStatement(context, columns, join);
  const values = [keys.map((key) => key.text), keys.map((key) => fold(key.text)), keys.map((key) => key.table ?? ''), context.cap + 1];
  const answer = await context.query(sql, values);
  const found = new Set(answer.rows.map((row) => row[0]));
  for (const key of keys) if (!found.has(key.text)) context.notes.push(missing(key));
  return { columns: answer.columns, rows: answer.rows.slice(0, context.cap), truncated: answer.rows.length > context.cap, sql, parameters: values };
}

function missing(key: Key): string {
  return `Nothing is called ‘${key.text}’${key.table ? ` in ${key.table}` : ''}. FUZZY finds labels that are written nearly so.`;
}

function lookupStatement(context: Context, columns: string, join: string): string {
  return `WITH asked AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS a(key, folded, in_table, ord)
  ), hits AS (
    SELECT a.key, a.ord, l.table_name, l.row_id, l.kind, l.name,
           min(CASE WHEN l.rank > 1 THEN 4 WHEN l.label = a.key THEN l.rank ELSE 2 + l.rank END) AS tier
    FROM asked a JOIN ${context.graph.labels} l ON l.key = a.folded AND (a.in_table = '' OR l.table_name = a.in_table)
    GROUP BY a.key, a.ord, l.table_name, l.row_id, l.kind, l.name
  ), best AS (
    SELECT h.*, min(h.tier) OVER (PARTITION BY h.ord) AS best_tier FROM hits h
  )
  SELECT b.key, ${columns} FROM best b ${join}
  WHERE b.tier = b.best_tier
  ORDER BY b.ord, array_position(ARRAY['entities', 'resources', 'moments', 'files'], b.table_name), b.table_name, b.row_id
  LIMIT $4`;
}
