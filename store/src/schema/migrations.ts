/**
 * The tables of the store, as numbered steps. Each step runs once, in a transaction, and is recorded in `rem_store.meta`; a step
 * that was released is never changed, only followed by another. The public tables are those of the dialect's reference
 * (section 7) and nothing else, so that `SELECT *` shows what people know; what the store keeps for itself lies in the
 * schema `rem_store`: the label index, the edge index kept from `graph_edges`, vectors, and what is known of each note.
 */
import type { Capabilities, Query } from '../backend/backend.ts';
import { NODE_ORDER } from './graph-source.ts';

const COMMON = `
  id text PRIMARY KEY, tenant_id text, user_id text, name text NOT NULL, created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(), deleted_at timestamptz, metadata jsonb NOT NULL DEFAULT '{}',
  tags text[] NOT NULL DEFAULT '{}', graph_edges jsonb NOT NULL DEFAULT '[]'`;

type Can = Pick<Capabilities, 'vector' | 'trigrams'>;
type Step = (can: Can) => string[];

const STEPS: Step[] = [publicTables, ownTables, indexes, namesOfLabels, nodes, filterColumns];

function publicTables(): string[] {
  return [
    `CREATE TABLE resources (${COMMON}, uri text, content text, summary text, category text, ordinal integer,
       resource_timestamp timestamptz, related_entities jsonb)`,
    `CREATE TABLE moments (${COMMON}, content text, summary text, category text, uri text, moment_type text, resource_timestamp timestamptz,
       resource_ends_timestamp timestamptz, emotion_tags text[], topic_tags text[], present_persons jsonb, speakers jsonb, location text,
       background_sounds text, source_resource_ids text[])`,
    `CREATE TABLE files (${COMMON}, uri text, mime_type text, size_bytes bigint, processing_status text, category text)`,
    `CREATE TABLE entities (${COMMON}, entity_type text, summary text)`,
  ];
}

function ownTables(can: Can): string[] {
  const vector = can.vector ? 'vector(384)' : 'real[]';
  return [
    `CREATE TABLE rem_store.notes (root text NOT NULL, path text NOT NULL, size bigint NOT NULL, mtime double precision NOT NULL, hash text NOT NULL,
       problems jsonb NOT NULL DEFAULT '[]', PRIMARY KEY (root, path))`,
    `CREATE TABLE rem_store.owned (table_name text NOT NULL, row_id text NOT NULL, root text NOT NULL, path text NOT NULL, part text NOT NULL,
       hash text NOT NULL, embedded text, PRIMARY KEY (table_name, row_id))`,
    `CREATE TABLE rem_store.labels (key text NOT NULL, label text NOT NULL, source text NOT NULL, rank integer NOT NULL, table_name text NOT NULL,
       row_id text NOT NULL, node_key text NOT NULL, kind text NOT NULL)`,
    `CREATE TABLE rem_store.edges (src_table text NOT NULL, src_id text NOT NULL, src_key text NOT NULL, src_label text NOT NULL, dst_key text NOT NULL,
       dst text NOT NULL, rel_type text NOT NULL, rel_key text NOT NULL, weight double precision, properties jsonb, created_at timestamptz,
       ordinal integer NOT NULL)`,
    `CREATE TABLE rem_store.embeddings (table_name text NOT NULL, row_id text NOT NULL, field text NOT NULL, chunk integer NOT NULL, hash text NOT NULL,
       embedding ${vector} NOT NULL, PRIMARY KEY (table_name, row_id, field, chunk))`,
  ];
}

function indexes(can: Can): string[] {
  const trigrams = can.trigrams ? [`CREATE INDEX labels_trigrams ON rem_store.labels USING gin (label gin_trgm_ops)`] : [];
  // One index a table, because a search is in one table and a filter behind a shared index would lose rows.
  const vectors = can.vector
    ? ['resources', 'moments', 'entities'].map(
        (table) => `CREATE INDEX embeddings_${table} ON rem_store.embeddings USING hnsw (embedding vector_cosine_ops) WHERE table_name = '${table}'`,
      )
    : [];
  return [
    `CREATE INDEX owned_note ON rem_store.owned (root, path)`,
    `CREATE INDEX labels_key ON rem_store.labels (key)`,
    `CREATE INDEX labels_row ON rem_store.labels (table_name, row_id)`,
    `CREATE INDEX labels_node ON rem_store.labels (node_key)`,
    `CREATE INDEX edges_source ON rem_store.edges (src_key, rel_key)`,
    `CREATE INDEX edges_target ON rem_store.edges (dst_key, rel_key)`,
    `CREATE INDEX edges_row ON rem_store.edges (src_table, src_id)`,
    `CREATE INDEX resources_time ON resources (resource_timestamp)`,
    `CREATE INDEX moments_time ON moments (resource_timestamp)`,
    ...trigrams,
    ...vectors,
  ];
}

/** The row's own name beside each of its labels saves a walk one look-up an edge. */
function namesOfLabels(): string[] {
  return [
    'ALTER TABLE rem_store.labels ADD COLUMN name text',
    `UPDATE rem_store.labels l SET name = n.label FROM rem_store.labels n WHERE n.source = 'name' AND n.table_name = l.table_name AND n.row_id = l.row_id`,
    'ALTER TABLE rem_store.labels ALTER COLUMN name SET NOT NULL',
    'CREATE INDEX owned_pending ON rem_store.owned (table_name) WHERE embedded IS DISTINCT FROM hash',
  ];
}

/**
 * For each key the one row that it means, kept by triggers on the labels, so that a walk finds a target in one step; and labels compared
 * without accents, for which every note is read again.
 */
function nodes(can: Can): string[] {
  const columns = 'key, node_key, name, kind, table_name, row_id';
  const trigger = (event: 'INSERT' | 'DELETE', rows: 'NEW' | 'OLD'): string =>
    `CREATE TRIGGER nodes_after_${event.toLowerCase()} AFTER ${event} ON rem_store.labels REFERENCING ${rows} TABLE AS changed
       FOR EACH STATEMENT EXECUTE FUNCTION rem_store.keep_nodes()`;
  return [
    `CREATE TABLE rem_store.nodes (key text PRIMARY KEY, node_key text NOT NULL, name text NOT NULL, kind text NOT NULL, table_name text NOT NULL, row_id text NOT NULL)`,
    `CREATE FUNCTION rem_store.keep_nodes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       DELETE FROM rem_store.nodes n USING changed c WHERE n.key = c.key;
       INSERT INTO rem_store.nodes SELECT DISTINCT ON (key) ${columns} FROM rem_store.labels
         WHERE key IN (SELECT c.key FROM changed c) ORDER BY key, ${NODE_ORDER};
       RETURN NULL;
     END $$`,
    trigger('INSERT', 'NEW'),
    trigger('DELETE', 'OLD'),
    `INSERT INTO rem_store.nodes SELECT DISTINCT ON (key) ${columns} FROM rem_store.labels ORDER BY key, ${NODE_ORDER}`,
    ...(can.trigrams ? ['DROP INDEX IF EXISTS rem_store.labels_trigrams', 'CREATE INDEX labels_trigrams ON rem_store.labels USING gin (key gin_trgm_ops) WITH (fastupdate = off)'] : []),
    `UPDATE rem_store.notes SET size = -1, hash = ''`,
  ];
}

/** What a SEARCH is filtered by most: without an index a WHERE that few rows pass reads every row, text and all. */
function filterColumns(): string[] {
  const columns = { resources: ['category', 'ordinal', 'created_at'], moments: ['category', 'moment_type', 'created_at'], entities: ['entity_type', 'created_at'] };
  return Object.entries(columns).flatMap(([table, names]) => names.map((name) => `CREATE INDEX IF NOT EXISTS ${table}_${name} ON ${table} (${name})`));
}

export const SCHEMA_VERSION = STEPS.length;

/** Version of the store's tables in this database; 0: none of ours. */
export async function version(query: Query): Promise<number> {
  const { rows } = await query(`SELECT to_regclass('rem_store.meta')::text`);
  if (rows[0]?.[0] === null) return 0;
  const answer = await query(`SELECT coalesce(max(version), 0) FROM rem_store.meta`);
  return Number(answer.rows[0]?.[0]);
}

/** Brings the tables up to date; call inside one transaction. */
export async function migrate(query: Query, can: Can): Promise<void> {
  await query('CREATE SCHEMA IF NOT EXISTS rem_store');
  await query('CREATE TABLE IF NOT EXISTS rem_store.meta (version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())');
  const from = await version(query);
  for (let step = from; step < STEPS.length; step++) {
    for (const statement of (STEPS[step] as Step)(can)) await query(statement);
    await query('INSERT INTO rem_store.meta (version) VALUES ($1)', [step + 1]);
  }
}

const READER = [
  'CREATE ROLE rem_reader NOLOGIN',
  'GRANT USAGE ON SCHEMA public, rem_store TO rem_reader',
  'GRANT SELECT ON ALL TABLES IN SCHEMA public, rem_store TO rem_reader',
];

/** The embedded store's reader: no superuser, no writing, no files, no other server. */
export async function ensureReader(query: Query): Promise<void> {
  const { rows } = await query(`SELECT 1 FROM pg_roles WHERE rolname = 'rem_reader'`);
  for (const statement of rows.length === 0 ? READER : READER.slice(1)) await query(statement);
}

/** All that is done to an empty database, as text: what a packed store is known by. */
export function schemaText(): string {
  return [...STEPS.flatMap((step) => step({ vector: true, trigrams: true })), ...READER].join(';\n');
}
