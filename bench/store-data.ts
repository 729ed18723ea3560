/**
 * The memory that bench/store.ts measures on: rows with labels, edges and vectors, the same ones in every run. They go in below the notes,
 * because what is measured is answering, not reading files. Vectors are random but lie in clusters, as those of texts do.
 */
import type { Backend, Query } from '../store/src/backend/backend.ts';

const FIRST = ['Ada', 'Bela', 'Chidi', 'Dana', 'Emre', 'Fatou', 'Goran', 'Hana', 'Ines', 'Jamal', 'Kaya', 'Leif', 'Mona', 'Nils', 'Oona', 'Pavel'];
const LAST = ['Quist', 'Ramos', 'Silva', 'Tanaka', 'Ueda', 'Vogel', 'Weber', 'Xu', 'Yilmaz', 'Zeman', 'Aalto', 'Brandt', 'Costa', 'Dubois', 'Egger', 'Fischer'];
const BATCH = 500;
const DIMENSIONS = 384;
const CLUSTERS = 200;
export const TABLES = ['resources', 'rem_store.labels', 'rem_store.nodes', 'rem_store.edges', 'rem_store.embeddings'];

export function nameOf(i: number): string {
  return `${FIRST[i % 16]} ${LAST[Math.floor(i / 16) % 16]} ${i}`;
}

/** A generator of numbers in [0, 1) that always begins alike. */
export function randomFrom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const centres = Array.from({ length: CLUSTERS }, (_, i) => directionFrom(randomFrom(i + 1)));

function directionFrom(random: () => number): Float64Array {
  // The sum of a few even numbers is round enough for a direction without preference.
  return Float64Array.from({ length: DIMENSIONS }, () => random() + random() + random() - 1.5);
}

/** A unit vector near the centre of its cluster; those of rows have numbers from 0, questions from 1 billion. */
export function vectorOf(i: number): Float32Array {
  const random = randomFrom(i + 1_000);
  const centre = centres[Math.floor(random() * CLUSTERS)] as Float64Array;
  const own = directionFrom(random);
  const vector = Float32Array.from(own, (value, at) => value + (centre[at] as number));
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

export function vectorText(i: number, native: boolean): string {
  const numbers = Array.from(vectorOf(i), (value) => Math.round(value * 1e5) / 1e5).join(',');
  return native ? `[${numbers}]` : `{${numbers}}`;
}

/** True where the rows of an earlier run are there, with their index: making a hundred thousand takes minutes. */
export async function isFilled(backend: Backend, rows: number, edges: number): Promise<boolean> {
  const counted = await backend.read({ timeoutMs: 60_000 }, (query) =>
    query(
      `SELECT (SELECT count(*) FROM resources), (SELECT count(*) FROM rem_store.edges), (SELECT count(*) FROM rem_store.embeddings),
              (SELECT count(*) FROM pg_class WHERE oid = to_regclass('rem_store.embeddings_resources'))`,
    ),
  );
  const [resources, relations, vectors, indexes] = (counted.rows[0] ?? []).map(Number);
  return resources === rows && relations === edgesOf(rows, edges) * rows && vectors === rows && (indexes === 1 || !backend.capabilities.vector);
}

function edgesOf(rows: number, edges: number): number {
  return Math.max(3, Math.round(edges / rows));
}

/** The first three edges of a row are `manages` and make a tree; the others `mentions`, to anywhere. */
export async function fill(backend: Backend, rows: number, edges: number): Promise<void> {
  await fillRows(backend, rows, edgesOf(rows, edges));
  if (backend.capabilities.vector) await backend.write(indexVectors);
  await backend.tidy(TABLES);
  // A server would get to it by itself, some time.
  if (backend.kind === 'postgres') for (const table of TABLES) await backend.write((query) => query(`ANALYZE ${table}`));
}

async function fillRows(backend: Backend, rows: number, each: number): Promise<void> {
  await backend.write(async (query) => {
    for (const table of TABLES) await query(`TRUNCATE ${table}`);
    await query('DROP INDEX IF EXISTS rem_store.embeddings_resources');
  });
  await addRows(backend, { from: 0, rows, each });
}

export async function addRows(backend: Backend, { from, rows, each }: { from: number; rows: number; each: number }): Promise<void> {
  for (let at = from; at < rows; at += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, rows - at) }, (_, i) => rowOf(at + i, rows, each, backend.capabilities.vector));
    await backend.write((query) => put(query, JSON.stringify(batch), backend.capabilities.vector));
  }
}

function rowOf(i: number, rows: number, each: number, native: boolean): object {
  const random = randomFrom(i + 7);
  const edges = Array.from({ length: each }, (_, n) => ({
    dst: nameOf(n < 3 ? (i * 3 + n + 1) % rows : Math.floor(random() * rows)),
    rel_type: n < 3 ? 'manages' : 'mentions',
    weight: n < 3 ? 1 : 0.4,
  }));
  return { id: `r${i}`, name: nameOf(i), key: nameOf(i).toLowerCase(), category: `c${i % 10}`, ordinal: i % 1000, edges, vector: vectorText(i, native) };
}

async function put(query: Query, json: string, native: boolean): Promise<void> {
  const rows = `jsonb_to_recordset($1::jsonb) AS r(id text, name text, key text, category text, ordinal int, edges jsonb, vector text)`;
  await query(`INSERT INTO resources (id, name, category, ordinal, graph_edges) SELECT id, name, category, ordinal, edges FROM ${rows}`, [json]);
  await query(
    `INSERT INTO rem_store.labels (key, label, source, rank, table_name, row_id, node_key, kind, name) SELECT key, name, 'name', 0, 'resources', id, key, category, name FROM ${rows}`,
    [json],
  );
  await query(
    `INSERT INTO rem_store.edges SELECT 'resources', id, key, name, lower(e->>'dst'), e->>'dst', e->>'rel_type', e->>'rel_type', (e->>'weight')::float8, '{}', NULL, n
     FROM ${rows}, jsonb_array_elements(edges) WITH ORDINALITY x(e, n)`,
    [json],
  );
  await query(`INSERT INTO rem_store.embeddings SELECT 'resources', id, 'content', 0, '', vector::${native ? 'vector' : 'real[]'} FROM ${rows}`, [json]);
}

/** Made when all vectors are there, with the parameters of the migration, which is much quicker than vector by vector. */
export async function indexVectors(query: Query): Promise<void> {
  await query(`SET LOCAL maintenance_work_mem = '512MB'`);
  await query(`CREATE INDEX embeddings_resources ON rem_store.embeddings USING hnsw (embedding vector_cosine_ops) WHERE table_name = 'resources'`);
}
