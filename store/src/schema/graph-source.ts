/**
 * The relations that LOOKUP, FUZZY and TRAVERSE work on, as SQL: labels (key -> rows), nodes (key -> the one row that an edge means
 * by it) and edges. In a store of ours they are indexed tables; in somebody else's database they are read out of the rows' own columns.
 */
import { labelled, quoted, type Catalogue, type TableShape } from './catalogue.ts';
import { foldSql } from './fold.ts';

export type GraphSource = { labels: string; edges: string; walked: Walked };

/** For a statement that asks them several times: `first` stands before its other common table expressions. */
export type Walked = { first: string; labels: string; nodes: string; edges: string };

export function graphSource(catalogue: Catalogue): GraphSource {
  if (catalogue.own) return { ...OWN, walked: { first: '', nodes: 'rem_store.nodes', ...OWN } };
  const tables = labelled(catalogue);
  const edged = tables.filter((table) => table.roles.edges !== undefined);
  const fold: Fold = (expression) => foldSql(expression, catalogue.unicode ? 'unicode' : 'bytes');
  const labels = union(
    tables.map((table) => labelsOf(table, fold)),
    NO_LABELS,
  );
  const edges = union(
    edged.map((table) => edgesOf(table, fold)),
    NO_EDGES,
  );
  return { labels, edges, walked: readOnce(labels, edges) };
}

const OWN = { labels: 'rem_store.labels', edges: 'rem_store.edges' };

/** Of several rows with one key, the one that is meant: by name before alias before address, entities before notes before moments. */
export const NODE_ORDER = `rank, array_position(ARRAY['entities', 'resources', 'moments', 'files'], table_name), table_name, row_id`;

function readOnce(labels: string, edges: string): Walked {
  const first = `all_labels AS MATERIALIZED (SELECT * FROM ${labels} l),
    all_nodes AS MATERIALIZED (SELECT DISTINCT ON (key) key, node_key, name, kind, table_name, row_id FROM all_labels ORDER BY key, ${NODE_ORDER}),
    all_edges AS MATERIALIZED (SELECT * FROM ${edges} e),`;
  return { first, labels: 'all_labels', nodes: 'all_nodes', edges: 'all_edges' };
}

type Fold = (expression: string) => string;

const NO_LABELS = `SELECT ''::text AS key, ''::text AS label, ''::text AS source, 0 AS rank, ''::text AS table_name, ''::text AS row_id, ''::text AS node_key, ''::text AS kind, ''::text AS name WHERE false`;
const NO_EDGES = `SELECT ''::text AS src_table, ''::text AS src_id, ''::text AS src_key, ''::text AS src_label, ''::text AS dst_key, ''::text AS dst, ''::text AS rel_type,
  ''::text AS rel_key, 0::float8 AS weight, NULL::jsonb AS properties, NULL::timestamptz AS created_at, 0::int8 AS ordinal WHERE false`;

function union(parts: string[], none: string): string {
  return `(${parts.length > 0 ? parts.join(' UNION ALL ') : none})`;
}

function labelsOf(table: TableShape, fold: Fold): string {
  const name = `t.${quoted(table.roles.name as string)}::text`;
  const rest = `${literal(table.name)} AS table_name, t.${quoted(table.roles.id as string)}::text AS row_id, ${fold(name)} AS node_key, ${kindOf(table)} AS kind, ${name} AS name`;
  const where = `${name} IS NOT NULL${alive(table)}`;
  const byName = `SELECT ${fold(name)} AS key, ${name} AS label, 'name' AS source, 0 AS rank, ${rest} FROM ${table.sql} t WHERE ${where}`;
  if (table.roles.uri === undefined) return byName;
  const uri = `t.${quoted(table.roles.uri)}::text`;
  return `${byName} UNION ALL SELECT ${fold(uri)} AS key, ${uri} AS label, 'uri' AS source, 2 AS rank, ${rest} FROM ${table.sql} t WHERE ${where} AND ${uri} IS NOT NULL`;
}

function kindOf(table: TableShape): string {
  const columns = [table.roles.kind, table.roles.category].filter((column) => column !== undefined).map((column) => `t.${quoted(column)}::text`);
  return `coalesce(${[...columns, literal(table.name.replace(/ies$/, 'y').replace(/s$/, ''))].join(', ')})`;
}

/** Rows that were not deleted softly; `alias` is what the table is called in the statement. */
export function alive(table: TableShape, alias = 't'): string {
  return table.roles.deleted === undefined ? '' : ` AND ${alias}.${quoted(table.roles.deleted)} IS NULL`;
}

function edgesOf(table: TableShape, fold: Fold): string {
  const name = `t.${quoted(table.roles.name as string)}::text`;
  const list = `to_jsonb(t.${quoted(table.roles.edges as string)})`;
  const dst = `coalesce(x.e->>'dst', x.e->>'target')`;
  const rel = `coalesce(x.e->>'rel_type', x.e->>'relation', 'references')`;
  return `SELECT ${literal(table.name)} AS src_table, t.${quoted(table.roles.id as string)}::text AS src_id, ${fold(name)} AS src_key, ${name} AS src_label,
    ${fold(dst)} AS dst_key, ${dst} AS dst, ${rel} AS rel_type, regexp_replace(lower(btrim(${rel})), '[\\s_]+', '-', 'g') AS rel_key,
    CASE WHEN jsonb_typeof(x.e->'weight') = 'number' THEN (x.e->>'weight')::float8 END AS weight, x.e->'properties' AS properties,
    CASE WHEN x.e->>'created_at' ~ '^\\d{4}-[01]\\d-[0-3]\\d' THEN (x.e->>'created_at')::timestamptz END AS created_at, x.ordinal
    FROM ${table.sql} t CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(${list}) = 'array' THEN ${list} ELSE '[]' END) WITH ORDINALITY x(e, ordinal)
    WHERE ${name} IS NOT NULL AND jsonb_typeof(x.e) = 'object' AND ${dst} IS NOT NULL${alive(table)}`;
}

/** A constant for names that come from the catalogue. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
