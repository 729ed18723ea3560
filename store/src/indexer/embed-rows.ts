/**
 * Vectors for the rows whose texts changed. Works from the tables alone, so that it can be stopped anywhere and goes on
 * where it stopped; a row counts as done only when all its vectors are in.
 */
import { records, type Backend, type Query } from '../backend/backend.ts';
import type { Embed, IndexOptions } from '../types.ts';
import { chunks, type Chunk } from './chunks.ts';

/** Small enough that a request for the model or a pause waits for little. */
const ROWS_AT_ONCE = 12;
const TEXTS_AT_ONCE = 32;
const DIMENSIONS = 384;

type Pending = { table: string; id: string; hash: string; chunks: Chunk[] };

export type EmbedOutcome = { embedded: number; left: number; stopped?: string };

export async function embedRows(backend: Backend, embed: Embed, options: IndexOptions): Promise<EmbedOutcome> {
  const total = await backend.write(countPending);
  let done = 0;
  let embedded = 0;
  // From here on names and rows are there, which those who wait for them are told at once.
  if (total > 0 && !options.signal?.aborted) options.onProgress?.({ stage: 'embed', done: 0, total });
  try {
    for await (const batch of made(backend, embed, options)) {
      await backend.write((query) => keep(query, backend, batch.pending, batch.values));
      embedded += batch.values.length;
      done += batch.pending.length;
      options.onProgress?.({ stage: 'embed', done: Math.min(done, total), total });
    }
  } catch (error) {
    return { embedded, left: total - done, stopped: error instanceof Error ? error.message : String(error) };
  }
  return { embedded, left: options.signal?.aborted ? total - done : 0 };
}

type Made = { pending: Pending[]; values: NewVector[] };

/** Batch after batch until nothing is left: while the database writes one, the model makes the vectors of the next. */
async function* made(backend: Backend, embed: Embed, options: IndexOptions): AsyncGenerator<Made> {
  let batch = await make(backend, embed, [], options);
  while (batch && !options.signal?.aborted) {
    const next = make(backend, embed, batch.pending.map((row) => row.id), options);
    // What it throws is seen when it is waited for.
    next.catch(() => undefined);
    yield batch;
    batch = await next;
  }
}

/** Undefined where nothing is left or the run is stopped. `writing`: ids of rows that are at work. */
async function make(backend: Backend, embed: Embed, writing: readonly string[], options: IndexOptions): Promise<Made | undefined> {
  if (options.paused?.()) await whilePaused(options);
  if (options.signal?.aborted) return undefined;
  // One transaction, which goes before the writing of the batch at work: while that is written the model has its texts.
  const { pending, known } = await backend.write(async (query) => {
    const taken = await takePending(query, writing);
    return { pending: taken, known: await knownVectors(query, taken) };
  });
  return pending.length === 0 ? undefined : { pending, values: await vectorsOf(embed, pending, known, options.signal) };
}

export async function whilePaused(options: IndexOptions): Promise<void> {
  while (options.paused?.() && !options.signal?.aborted) await new Promise((resolve) => setTimeout(resolve, 50));
}

const PENDING = `table_name <> 'files' AND embedded IS DISTINCT FROM hash`;

export async function countPending(query: Query): Promise<number> {
  const { rows } = await query(`SELECT count(*) FROM rem_store.owned WHERE ${PENDING}`);
  return Number(rows[0]?.[0]);
}

async function takePending(query: Query, writing: readonly string[]): Promise<Pending[]> {
  const answer = await query(
    `SELECT o.table_name, o.row_id, o.hash, coalesce(r.name, m.name, e.name) AS name, coalesce(r.summary, m.summary, e.summary) AS summary,
            coalesce(r.content, m.content, e.metadata->>'content') AS content
     FROM (SELECT * FROM rem_store.owned WHERE ${PENDING} AND row_id <> ALL($1::text[]) ORDER BY root, path, part LIMIT ${ROWS_AT_ONCE}) o
     LEFT JOIN resources r ON o.table_name = 'resources' AND r.id = o.row_id
     LEFT JOIN moments m ON o.table_name = 'moments' AND m.id = o.row_id
     LEFT JOIN entities e ON o.table_name = 'entities' AND e.id = o.row_id`,
    [writing],
  );
  return records(answer).map((row) => ({
    table: String(row['table_name']),
    id: String(row['row_id']),
    hash: String(row['hash']),
    chunks: chunks(['name', 'summary', 'content'].map((name) => ({ name, text: typeof row[name] === 'string' ? row[name] : '' }))),
  }));
}

async function vectorsOf(embed: Embed, pending: Pending[], known: Set<string>, signal: AbortSignal | undefined): Promise<NewVector[]> {
  const wanted = pending.flatMap((row) => row.chunks.filter((chunk) => !known.has(vectorKey(row, chunk))).map((chunk) => ({ row, chunk })));
  const vectors: Float32Array[] = [];
  for (let at = 0; at < wanted.length; at += TEXTS_AT_ONCE) {
    const texts = wanted.slice(at, at + TEXTS_AT_ONCE).map((item) => item.chunk.text);
    vectors.push(...(await embed(texts, signal)));
  }
  return wanted.map(({ row, chunk }, i) => ({
    table_name: row.table,
    row_id: row.id,
    field: chunk.field,
    chunk: chunk.chunk,
    hash: chunk.hash,
    embedding: vectors[i],
  }));
}

function vectorKey(row: Pending, chunk: Chunk): string {
  return [row.table, row.id, chunk.field, chunk.chunk, chunk.hash].join('\n');
}

/** Vectors whose very text is there already stay: a changed summary does not cost the content's vectors again. */
async function knownVectors(query: Query, pending: Pending[]): Promise<Set<string>> {
  const { rows } = await query('SELECT table_name, row_id, field, chunk, hash FROM rem_store.embeddings WHERE row_id = ANY($1::text[])', [
    pending.map((row) => row.id),
  ]);
  return new Set(rows.map((row) => row.join('\n')));
}

type NewVector = { table_name: string; row_id: string; field: string; chunk: number; hash: string; embedding: Float32Array | undefined };

async function keep(query: Query, backend: Backend, pending: Pending[], values: NewVector[]): Promise<void> {
  const wanted = pending.flatMap((row) => row.chunks.map((chunk) => vectorKey(row, chunk)));
  await query(
    `DELETE FROM rem_store.embeddings e WHERE row_id = ANY($1::text[])
     AND NOT concat_ws(E'\\n', table_name, row_id, field, chunk, hash) = ANY($2::text[])`,
    [pending.map((row) => row.id), wanted],
  );
  const json = JSON.stringify(values.map((value) => ({ ...value, embedding: vectorJson(value.embedding, backend.capabilities.vector) })));
  await query('INSERT INTO rem_store.embeddings SELECT * FROM jsonb_populate_recordset(NULL::rem_store.embeddings, $1::jsonb)', [json]);
  await query(
    `UPDATE rem_store.owned o SET embedded = d.hash FROM jsonb_to_recordset($1::jsonb) AS d(table_name text, row_id text, hash text)
     WHERE o.table_name = d.table_name AND o.row_id = d.row_id AND o.hash = d.hash`,
    [JSON.stringify(pending.map((row) => ({ table_name: row.table, row_id: row.id, hash: row.hash })))],
  );
}

function vectorJson(vector: Float32Array | undefined, native: boolean): string | number[] {
  if (!vector || vector.length !== DIMENSIONS)
    throw new Error(`The embedder answered ${vector?.length ?? 0} numbers for a text instead of ${DIMENSIONS}`);
  const unit = unitVector(vector);
  return native ? JSON.stringify(unit) : unit;
}

/** Length one, so that the inner product is the cosine; six digits are what a float keeps. */
export function unitVector(vector: Float32Array): number[] {
  const length = Math.hypot(...vector);
  return Array.from(vector, (value) => Number((length === 0 ? 0 : value / length).toPrecision(7)));
}
