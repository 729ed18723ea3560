/**
 * What the connected database holds, read from its catalogue: tables and columns, and which of them play the parts that the
 * verbs need (label, edges, time, vector, …). The public runtimes name these differently; both spellings are known here,
 * and a mapping names the rest.
 */
import type { Query } from '../backend/backend.ts';
import type { Column, Mapping } from '../types.ts';

export type Role = 'id' | 'name' | 'kind' | 'summary' | 'content' | 'uri' | 'category' | 'edges' | 'created' | 'deleted' | 'vector';

export type TableShape = {
  /** The name that queries use. */
  name: string;
  /** The quoted name with its schema. */
  sql: string;
  columns: Column[];
  roles: Partial<Record<Role, string>>;
  /** Dimensions of the vector column, where it says so. */
  dimensions?: number;
};

/** `pieces`: how many vectors each table of ours had when the catalogue was read, `labels`: about how many labels. `unicode`: the database can fold accents. */
export type Catalogue = { tables: TableShape[]; own: boolean; unicode?: boolean; pieces?: Map<string, number>; labels?: number };

/** The dialect's column -> how runtimes spell it, best first. */
const SPELLINGS: Record<Role, string[]> = {
  id: ['id', 'uuid'],
  name: ['name', 'label', 'title'],
  kind: ['entity_type', 'moment_type', 'kind'],
  summary: ['summary', 'description'],
  content: ['content', 'text', 'body'],
  uri: ['uri', 'path', 'url'],
  category: ['category'],
  edges: ['graph_edges', 'graph_paths'],
  created: ['created_at', 'inserted_at'],
  deleted: ['deleted_at'],
  vector: ['embedding'],
};

/** Columns that another runtime calls differently: either name can be used in a WHERE of SEARCH and in its time filter. */
export const SYNONYMS: [string, string][] = [
  ['resource_timestamp', 'starts_timestamp'],
  ['resource_ends_timestamp', 'ends_timestamp'],
  ['graph_edges', 'graph_paths'],
];

export async function readCatalogue(query: Query, own: boolean, mapping: Mapping = {}): Promise<Catalogue> {
  const { rows } = await query(
    `SELECT n.nspname::text, c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), quote_ident(n.nspname) || '.' || quote_ident(c.relname)
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname = ANY (current_schemas(false)) AND n.nspname <> 'rem_store' AND a.attnum > 0
       AND NOT a.attisdropped AND has_table_privilege(c.oid, 'SELECT')
     ORDER BY array_position(current_schemas(false), n.nspname), c.relname, a.attnum`,
  );
  const tables = new Map<string, TableShape & { schema: string }>();
  for (const [schema, table, column, type, sql] of rows.map((row) => row.map(String)) as [string, string, string, string, string][]) {
    const known = tables.get(table) ?? { name: table, sql, schema, columns: [], roles: {} };
    if (known.schema === schema) known.columns.push({ name: column, type: normalType(type) });
    tables.set(table, known);
  }
  return {
    own,
    pieces: own ? await countPieces(query) : new Map(),
    labels: own ? await aboutLabels(query) : 0,
    tables: [...tables.values()].map(({ schema: _schema, ...table }) => withRoles(table, mapping)),
  };
}

async function countPieces(query: Query): Promise<Map<string, number>> {
  const { rows } = await query('SELECT table_name, count(*) FROM rem_store.embeddings GROUP BY table_name');
  return new Map(rows.map(([table, count]) => [String(table), Number(count)]));
}

/** As the planner knows it, since notes were last brought in: counting them would take as long as it is worth. */
async function aboutLabels(query: Query): Promise<number> {
  const { rows } = await query(`SELECT reltuples::float8 FROM pg_class WHERE oid = to_regclass('rem_store.labels')`);
  return Number(rows[0]?.[0] ?? 0);
}

function normalType(type: string): string {
  return type
    .replace('timestamp with time zone', 'timestamptz')
    .replace('timestamp without time zone', 'timestamp')
    .replace('character varying', 'varchar');
}

/** A mapped table is known by the dialect's name, and its mapped columns by their part. */
function withRoles(table: TableShape, mapping: Mapping): TableShape {
  const entry = Object.entries(mapping).find(([name, to]) => (to.table ?? name) === table.name);
  const named = entry?.[1].columns ?? {};
  const roles: Partial<Record<Role, string>> = {};
  for (const [role, spellings] of Object.entries(SPELLINGS) as [Role, string[]][]) {
    const column = roleColumn(table, spellings, named);
    if (column !== undefined) roles[role] = column;
  }
  const dimensions = Number(/^vector\((\d+)\)$/.exec(table.columns.find((column) => column.name === roles.vector)?.type ?? '')?.[1]);
  return { ...table, name: entry?.[0] ?? table.name, roles, ...(dimensions > 0 ? { dimensions } : {}) };
}

function roleColumn(table: TableShape, spellings: string[], named: Record<string, string | null>): string | undefined {
  for (const spelling of spellings) {
    const column = named[spelling] === undefined ? spelling : named[spelling];
    if (column !== null && table.columns.some((candidate) => candidate.name === column)) return column;
  }
  return undefined;
}

/** Tables whose rows have labels: those that LOOKUP, FUZZY and TRAVERSE see. */
export function labelled(catalogue: Catalogue): TableShape[] {
  return catalogue.tables.filter((table) => table.roles.name !== undefined && table.roles.id !== undefined);
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function findTable(catalogue: Catalogue, name: string): TableShape | undefined {
  return catalogue.tables.find((table) => table.name === name) ?? catalogue.tables.find((table) => table.name.toLowerCase() === name.toLowerCase());
}
