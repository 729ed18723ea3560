/**
 * What every verb gets to work with, and the bricks that several of them use: the proof of functions, the order of columns.
 */
import type { Backend, How, Query, Value } from '../backend/backend.ts';
import { fail } from '../failed.ts';
import { foldOf, type Fold } from '../schema/fold.ts';
import { graphSource, type GraphSource } from '../schema/graph-source.ts';
import { findTable, type Catalogue, type TableShape } from '../schema/catalogue.ts';
import type { Column } from '../types.ts';

export type Context = {
  backend: Backend;
  query: Query;
  catalogue: Catalogue;
  graph: GraphSource;
  /** The form in which labels are compared here. */
  fold: Fold;
  /** The question of a SEARCH, as the database takes it; empty where none is asked. */
  vector: string;
  /** Most rows that are fetched; one more is asked for, to know that there are more. */
  cap: number;
  notes: string[];
};

export type Found = { columns: Column[]; rows: unknown[][]; truncated: boolean; sql: string; parameters: readonly Value[] };

export function makeContext(given: Omit<Context, 'graph' | 'fold' | 'notes'>): Context {
  return { ...given, graph: graphSource(given.catalogue), fold: foldOf(given.catalogue), notes: [] };
}

export function tableNamed(context: Pick<Context, 'catalogue'>, name: string): TableShape {
  const table = findTable(context.catalogue, name);
  if (table) return table;
  const names = context.catalogue.tables.map((candidate) => candidate.name);
  return fail(
    'no-table',
    `There is no table ‘${name}’`,
    names.length > 0 ? `Tables here: ${names.slice(0, 12).join(', ')}.` : 'The store is empty: index a folder of notes first.',
  );
}

/** PostgreSQL marks functions that may change something as volatile; of these only the harmless ones may be called. */
const HARMLESS = new Set([
  'random',
  'random_normal',
  'clock_timestamp',
  'timeofday',
  'gen_random_uuid',
  'uuidv4',
  'uuidv7',
  'pg_sleep',
  'pg_relation_size',
  'pg_table_size',
  'pg_indexes_size',
  'pg_total_relation_size',
  'pg_database_size',
  'pg_backend_pid',
]);

export async function checkFunctions(query: Query, functions: readonly string[]): Promise<void> {
  const asked = functions.filter((name) => !HARMLESS.has(name));
  if (asked.length === 0) return;
  const { rows } = await query(`SELECT DISTINCT proname::text FROM pg_proc WHERE proname = ANY($1::text[]) AND provolatile = 'v'`, [asked]);
  if (rows.length > 0)
    fail('not-read-only', `The function ${String(rows[0]?.[0])} may change something`, 'Leave the function out; statements here only read.');
}

/** Runs the statement and cuts at the cap. */
export async function fetchRows(context: Context, sql: string, parameters: readonly Value[], how: How = 'once'): Promise<Found> {
  const { columns, rows } = await context.query(sql, parameters, how);
  return { columns, rows: rows.slice(0, context.cap), truncated: rows.length > context.cap, sql, parameters };
}

const FIRST = [
  'name',
  'entity_type',
  'moment_type',
  'category',
  'summary',
  'content',
  'resource_timestamp',
  'starts_timestamp',
  'resource_ends_timestamp',
  'ends_timestamp',
  'uri',
  'tags',
];
const LAST = ['graph_edges', 'graph_paths', 'metadata', 'created_at', 'updated_at', 'deleted_at', 'tenant_id', 'user_id', 'id'];

/** Columns in the order in which people want to read them; the vector is left out. */
export function readableColumns(table: TableShape): string[] {
  const names = table.columns.map((column) => column.name).filter((name) => name !== table.roles.vector);
  const rank = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : LAST.includes(name) ? 200 + LAST.indexOf(name) : 100);
  return names
    .map((name, i) => ({ name, i }))
    .sort((a, b) => rank(a.name) - rank(b.name) || a.i - b.i)
    .map((item) => item.name);
}
