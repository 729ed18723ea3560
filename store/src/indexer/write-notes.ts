/**
 * Writes a batch of notes in one transaction: their rows, and what is kept beside them (labels, edges). Rows keep their
 * ids while their note or their part of it lives on, also under another path.
 */
import { createHash } from 'node:crypto';
import type { Query } from '../backend/backend.ts';
import { fold, foldType, type NoteRow, type NoteTable } from '../notes/note.ts';
import type { NoteProblem } from '../types.ts';

export type NoteToWrite = {
  path: string;
  /** Where the note was known before, when it was renamed. */
  before?: string;
  size: number;
  mtime: number;
  born: number;
  hash: string;
  rows: NoteRow[];
  problems: NoteProblem[];
};

type Owned = { table: NoteTable; id: string; path: string; part: string };
type Placed = { id: string; note: NoteToWrite; row: NoteRow };

const TABLES: NoteTable[] = ['resources', 'moments', 'entities', 'files'];

export async function writeNotes(query: Query, root: string, notes: readonly NoteToWrite[]): Promise<{ edges: number }> {
  const paths = notes.flatMap((note) => (note.before === undefined ? [note.path] : [note.path, note.before]));
  const owned = await ownedBy(query, root, paths);
  const placed = await place(query, root, notes, owned);
  const kept = new Set(placed.map((item) => rowKey(item.row.table, item.id)));
  await removeRows(
    query,
    owned.filter((row) => !kept.has(rowKey(row.table, row.id))),
  );
  await forget(query, root, paths, placed);
  for (const table of TABLES)
    await upsert(
      query,
      table,
      placed.filter((item) => item.row.table === table),
    );
  await insertOwn(query, root, placed);
  const edges = placed.flatMap(edgeRecords);
  await insertMany(query, 'rem_store.labels', dedupe(placed.flatMap(labelRecords)));
  await insertMany(query, 'rem_store.edges', edges);
  await insertMany(
    query,
    'rem_store.notes',
    notes.map((note) => ({
      root,
      path: note.path,
      size: note.size,
      mtime: note.mtime,
      hash: note.hash,
      problems: note.problems,
    })),
  );
  return { edges: edges.length };
}

/** Notes that left the folder: their rows and all that hangs on them go. */
export async function removeNotes(query: Query, root: string, paths: readonly string[]): Promise<void> {
  await removeRows(query, await ownedBy(query, root, paths));
  await query('DELETE FROM rem_store.notes WHERE root = $1 AND path = ANY($2::text[])', [root, paths]);
}

/** A broken note: its rows stay as they are, its new state and problems are written down. */
export async function writeBroken(query: Query, root: string, note: NoteToWrite): Promise<void> {
  await query('DELETE FROM rem_store.notes WHERE root = $1 AND path = $2', [root, note.path]);
  await insertMany(query, 'rem_store.notes', [
    { root, path: note.path, size: note.size, mtime: note.mtime, hash: note.hash, problems: note.problems },
  ]);
}

async function ownedBy(query: Query, root: string, paths: readonly string[]): Promise<Owned[]> {
  const { rows } = await query('SELECT table_name, row_id, path, part FROM rem_store.owned WHERE root = $1 AND path = ANY($2::text[])', [
    root,
    paths,
  ]);
  return rows.map(([table, id, path, part]) => ({ table: table as NoteTable, id: String(id), path: String(path), part: String(part) }));
}

async function place(query: Query, root: string, notes: readonly NoteToWrite[], owned: Owned[]): Promise<Placed[]> {
  const known = new Map(owned.map((row) => [`${row.path}\n${row.table}\n${row.part}`, row.id]));
  const wanted = notes.flatMap((note) =>
    note.rows.map((row) => {
      const id = [note.before, note.path]
        .map((path) => (path === undefined ? undefined : known.get(`${path}\n${row.table}\n${row.part}`)))
        .find(Boolean);
      return { note, row, id: id ?? '' };
    }),
  );
  return giveIds(query, root, wanted);
}

/** An id is made from where the row was first seen; a row that moved away keeps it, so a newcomer may need another. */
async function giveIds(query: Query, root: string, wanted: Placed[]): Promise<Placed[]> {
  const taken = new Set(wanted.map((item) => item.id));
  for (let round = 0; wanted.some((item) => item.id === ''); round++) {
    const proposals = wanted.filter((item) => item.id === '').map((item) => ({ item, id: makeId(root, item.note.path, item.row.part, round) }));
    const { rows } = await query('SELECT row_id FROM rem_store.owned WHERE row_id = ANY($1::text[])', [proposals.map((proposal) => proposal.id)]);
    const used = new Set(rows.map(([id]) => String(id)));
    for (const { item, id } of proposals) {
      if (used.has(id) || taken.has(id)) continue;
      item.id = id;
      taken.add(id);
    }
  }
  return wanted;
}

function makeId(root: string, path: string, part: string, round: number): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([root, path, part, round]))
    .digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function removeRows(query: Query, rows: readonly Owned[]): Promise<void> {
  for (const table of TABLES) {
    const ids = rows.filter((row) => row.table === table).map((row) => row.id);
    if (ids.length === 0) continue;
    await query(`DELETE FROM ${table} WHERE id = ANY($1::text[])`, [ids]);
    await forgetRows(query, table, ids, ['rem_store.owned', 'rem_store.labels', 'rem_store.embeddings']);
  }
}

async function forgetRows(query: Query, table: NoteTable, ids: readonly string[], from: readonly string[]): Promise<void> {
  for (const own of from) await query(`DELETE FROM ${own} WHERE table_name = $1 AND row_id = ANY($2::text[])`, [table, ids]);
  await query('DELETE FROM rem_store.edges WHERE src_table = $1 AND src_id = ANY($2::text[])', [table, ids]);
}

async function forget(query: Query, root: string, paths: readonly string[], placed: readonly Placed[]): Promise<void> {
  await query('DELETE FROM rem_store.notes WHERE root = $1 AND path = ANY($2::text[])', [root, paths]);
  for (const table of TABLES) {
    const ids = placed.filter((item) => item.row.table === table).map((item) => item.id);
    if (ids.length > 0) await forgetRows(query, table, ids, ['rem_store.labels']);
  }
}

async function upsert(query: Query, table: NoteTable, placed: readonly Placed[]): Promise<void> {
  if (placed.length === 0) return;
  const columns = await columnsOf(query, table);
  const values = placed.map(({ id, note, row }) => record(id, note, row));
  await query(
    `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)
     ON CONFLICT (id) DO UPDATE SET ${columns
       .filter((name) => name !== 'id')
       .map((name) => `${name} = excluded.${name}`)
       .join(', ')}`,
    [asJson(values)],
  );
}

/** Names come from our own migrations, never from a note. */
async function columnsOf(query: Query, table: NoteTable): Promise<string[]> {
  const { rows } = await query(
    `SELECT attname::text FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  );
  return rows.map(([name]) => String(name));
}

function record(id: string, note: NoteToWrite, row: NoteRow): Record<string, unknown> {
  return {
    created_at: new Date(note.born).toISOString(),
    updated_at: new Date(note.mtime).toISOString(),
    metadata: {},
    tags: [],
    ...defined(row.columns),
    id,
    graph_edges: row.edges,
    ...(row.columns['uri'] === undefined && row.table !== 'entities' ? { uri: note.path } : {}),
  };
}

function defined(columns: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined && value !== null));
}

async function insertOwn(query: Query, root: string, placed: readonly Placed[]): Promise<void> {
  const records = placed.map(({ id, note, row }) => ({
    table_name: row.table,
    row_id: id,
    root,
    path: note.path,
    part: row.part,
    hash: textHash(row),
  }));
  await query(
    `INSERT INTO rem_store.owned (table_name, row_id, root, path, part, hash)
     SELECT table_name, row_id, root, path, part, hash FROM jsonb_populate_recordset(NULL::rem_store.owned, $1::jsonb)
     ON CONFLICT (table_name, row_id) DO UPDATE SET root = excluded.root, path = excluded.path, part = excluded.part, hash = excluded.hash`,
    [asJson(records)],
  );
}

/** Changes when a text that has vectors changes, and only then. */
function textHash(row: NoteRow): string {
  return createHash('sha256').update(JSON.stringify(row.fields)).digest('hex');
}

type LabelRecord = {
  key: string;
  label: string;
  source: string;
  rank: number;
  table_name: string;
  row_id: string;
  node_key: string;
  kind: string;
  name: string;
};

function labelRecords({ id, note, row }: Placed): LabelRecord[] {
  const uri = typeof row.columns['uri'] === 'string' ? row.columns['uri'] : note.path;
  const base = { table_name: row.table, row_id: id, node_key: fold(row.name), kind: row.kind, name: row.name };
  const main = !row.part.includes('/');
  const names: [string, string, number][] = [
    [row.name, 'name', 0],
    ...row.aliases.map((alias): [string, string, number] => [alias, 'alias', 1]),
    ...(main
      ? ([
          [uri, 'uri', 2],
          [note.path, 'path', 3],
        ] as [string, string, number][])
      : []),
  ];
  return names.filter(([label]) => fold(label) !== '').map(([label, source, rank]) => ({ key: fold(label), label, source, rank, ...base }));
}

function dedupe(labels: LabelRecord[]): LabelRecord[] {
  const best = new Map<string, LabelRecord>();
  for (const label of labels) {
    const key = `${label.table_name}\n${label.row_id}\n${label.label}`;
    const known = best.get(key);
    if (!known || label.rank < known.rank) best.set(key, label);
  }
  return [...best.values()];
}

function edgeRecords({ id, row }: Placed): Record<string, unknown>[] {
  return row.edges.map((edge, ordinal) => ({
    src_table: row.table,
    src_id: id,
    src_key: fold(row.name),
    src_label: row.name,
    dst_key: fold(edge.dst),
    dst: edge.dst,
    rel_type: edge.rel_type,
    rel_key: foldType(edge.rel_type),
    weight: edge.weight,
    properties: edge.properties,
    created_at: edge.created_at ?? null,
    ordinal,
  }));
}

async function insertMany(query: Query, table: string, values: readonly object[]): Promise<void> {
  if (values.length > 0) await query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`, [asJson(values)]);
}

/** JSON that PostgreSQL takes: well-formed Unicode without NUL. */
function asJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'string' ? item.toWellFormed().replaceAll('\0', '\ufffd') : item));
}

function rowKey(table: string, id: string): string {
  return `${table}\n${id}`;
}
