/**
 * How long the store takes for each verb at 1,000 and 10,000 rows (10 edges a row), with peers in the same run: a frontier loop with
 * one query per node, and a plain WITH RECURSIVE over the rows' own edges. `--rows 20000,100000` for other sizes, `--backend debian` or
 * `pgvector` for a server, `--runs 40`. Prints p50 and p95 in milliseconds, the targets, and the machine's load, which they depend on.
 */
import { rmSync, mkdtempSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Plan } from '@rem/grammar';
import type { Backend, Query } from '../store/src/backend/backend.ts';
import { openBackend, startSession, type Session } from '../store/src/session.ts';
import { debianBinaries, packagedBinaries, startServer, type Server } from '../store/test/servers.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000,10000' },
    backend: { type: 'string', default: 'pglite' },
    runs: { type: 'string', default: '40' },
  },
});
const RUNS = Number(options.runs);
const LIMITS = { limit: 5000, timeoutMs: 120_000, maxCell: 1_000_000 };

let seed = 1;
const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
const pick = (n: number): number => Math.floor(random() * n);

const FIRST = ['Ada', 'Bela', 'Chidi', 'Dana', 'Emre', 'Fatou', 'Goran', 'Hana', 'Ines', 'Jamal', 'Kaya', 'Leif', 'Mona', 'Nils', 'Oona', 'Pavel'];
const LAST = [
  'Quist',
  'Ramos',
  'Silva',
  'Tanaka',
  'Ueda',
  'Vogel',
  'Weber',
  'Xu',
  'Yilmaz',
  'Zeman',
  'Aalto',
  'Brandt',
  'Costa',
  'Dubois',
  'Egger',
  'Fischer',
];
const name = (i: number): string => `${FIRST[i % 16]} ${LAST[Math.floor(i / 16) % 16]} ${i}`;

/** Texts of one subject lie together, as real ones do. */
function vector(i: number): number[] {
  const subject = i % 97;
  const values = Array.from({ length: 384 }, (_, at) => Math.sin((subject + 1) * (at + 1)) + 0.9 * (random() - 0.5));
  const length = Math.hypot(...values);
  return values.map((value) => Number((value / length).toFixed(5)));
}

async function open(): Promise<{ session: Session; backend: Backend; empty: string; close: () => Promise<void> }> {
  const common = { timeZone: 'UTC', templates: resolve(import.meta.dirname, '../store/dist'), canEmbed: true };
  const embed = async (texts: string[]): Promise<Float32Array[]> => texts.map((text) => Float32Array.from(vector(Number(text))));
  const folder = mkdtempSync(join(tmpdir(), 'rem-bench-'));
  let server: Server | undefined;
  if (options.backend !== 'pglite') {
    const binaries = options.backend === 'debian' ? debianBinaries() : packagedBinaries();
    if (typeof binaries !== 'string') throw new Error(binaries.missing);
    server = await startServer(binaries);
  }
  const backend = await openBackend({ ...common, ...(server ? { connection: server.connection } : { data: join(folder, 'data') }) });
  const session = await startSession(backend, {}, embed);
  await session.index(folder, {});
  return {
    session,
    backend,
    empty: folder,
    close: async () => {
      await session.close();
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Rows go in below the notes: what is measured is answering, not reading files. Each row manages 3 and mentions 7. */
async function fill(backend: Backend, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += 500) {
    const ids = Array.from({ length: Math.min(500, to - at) }, (_, i) => at + i);
    const rows = ids.map((i) => {
      const edges = Array.from({ length: 10 }, (_, n) => ({
        dst: name(n < 3 ? (i * 3 + n + 1) % to : pick(to)),
        rel_type: n < 3 ? 'manages' : 'mentions',
        weight: n < 3 ? 1 : 0.4,
      }));
      return { id: `r${i}`, name: name(i), key: name(i).toLowerCase(), category: `c${i % 10}`, edges, vector: JSON.stringify(vector(i)) };
    });
    await backend.write(async (query) => put(query, JSON.stringify(rows), backend.capabilities.vector));
  }
  for (const table of ['resources', 'rem_store.labels', 'rem_store.edges', 'rem_store.embeddings'])
    await backend.write((query) => query(`ANALYZE ${table}`));
}

async function put(query: Query, json: string, native: boolean): Promise<void> {
  const rows = `jsonb_to_recordset($1::jsonb) AS r(id text, name text, key text, category text, edges jsonb, vector text)`;
  await query(`INSERT INTO resources (id, name, category, graph_edges) SELECT id, name, category, edges FROM ${rows}`, [json]);
  await query(`INSERT INTO rem_store.labels SELECT key, name, 'name', 0, 'resources', id, key, category, name FROM ${rows}`, [json]);
  await query(
    `INSERT INTO rem_store.edges SELECT 'resources', id, key, name, lower(e->>'dst'), e->>'dst', e->>'rel_type', e->>'rel_type', (e->>'weight')::float8, '{}', NULL, n
     FROM ${rows}, jsonb_array_elements(edges) WITH ORDINALITY x(e, n)`,
    [json],
  );
  const cast = native ? 'vector::vector' : `translate(vector, '[]', '{}')::real[]`;
  await query(`INSERT INTO rem_store.embeddings SELECT 'resources', id, 'content', 0, '', ${cast} FROM ${rows}`, [json]);
}

const plan = (query_type: string, parameters: object): Plan => ({ intent: '', query_type, parameters, explanation: '' }) as unknown as Plan;
const walk = (key: string, more: object): Plan =>
  plan('TRAVERSE', {
    initial_query_type: 'LOOKUP',
    initial_query: { key },
    edge_types: ['manages'],
    max_depth: 3,
    direction: 'outbound',
    order_by: 'depth',
    limit: 5000,
    plan_mode: false,
    ...more,
  });

/** Wall time, and this process's own work, which a busy machine hardly changes (with a server it is only our half). */
async function timed(one: () => Promise<unknown>): Promise<{ wall: number; work: number }> {
  const cpu = process.cpuUsage();
  const at = performance.now();
  await one();
  const { user, system } = process.cpuUsage(cpu);
  return { wall: performance.now() - at, work: (user + system) / 1000 };
}

async function measure(label: string, target: string, one: (i: number) => Promise<unknown>, runs = RUNS): Promise<void> {
  for (let i = 0; i < 3; i++) await one(i);
  const times: { wall: number; work: number }[] = [];
  for (let i = 0; i < runs; i++) times.push(await timed(() => one(i + 3)));
  const show = (kind: 'wall' | 'work', part: number): string => {
    const sorted = times.map((time) => time[kind]).sort((a, b) => a - b);
    return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] as number).toFixed(1).padStart(7);
  };
  console.log(
    `  ${label.padEnd(54)} wall p50 ${show('wall', 0.5)} p95 ${show('wall', 0.95)}   work p50 ${show('work', 0.5)} p95 ${show('work', 0.95)}   ${target}`,
  );
}

async function labels(session: Session, asked: Plan): Promise<string[]> {
  const result = await session.run(asked, LIMITS);
  if (result.kind === 'failed') throw new Error(result.message);
  const at = result.columns.findIndex((column) => column.name === 'label' || column.name === 'name');
  return result.rows.map((row) => String(row[at]));
}

/** As runtimes do it: one query for each node that was reached. */
async function frontierLoop(query: Query, start: string, types: string[]): Promise<string[]> {
  const seen = new Set([start]);
  let frontier = [start];
  for (let depth = 0; depth < 3; depth++) {
    const next: string[] = [];
    for (const node of frontier) {
      const { rows } = await query(
        `SELECT DISTINCT e->>'dst' FROM resources, jsonb_array_elements(graph_edges) e WHERE name = $1 AND e->>'rel_type' = ANY($2::text[])`,
        [node, types],
      );
      for (const [dst] of rows) if (!seen.has(String(dst))) (next.push(String(dst)), seen.add(String(dst)));
    }
    frontier = next;
  }
  return [...seen].slice(1);
}

const RECURSIVE = `WITH RECURSIVE walk(name, depth) AS (
    SELECT $1::text, 0 UNION SELECT e->>'dst', w.depth + 1 FROM walk w JOIN resources r ON r.name = w.name, jsonb_array_elements(r.graph_edges) e WHERE w.depth < 3 AND e->>'rel_type' = ANY($2::text[]))
  SELECT DISTINCT name FROM walk WHERE name <> $1`;

function same(a: string[], b: string[]): string {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort()) ? 'the same rows' : `OTHER ROWS: ${a.length} and ${b.length}`;
}

async function recall(session: Session, backend: Backend, n: number): Promise<string> {
  let hits = 0;
  for (let i = 0; i < 20; i++) {
    const asked = pick(n);
    const text = JSON.stringify(vector(asked));
    const found = await session.run(plan('SEARCH', { query_text: String(asked), table_name: 'resources', limit: 10 }), LIMITS);
    if (found.kind === 'failed') throw new Error(found.message);
    const score = found.columns.findIndex((column) => column.name === 'score');
    const distance = backend.capabilities.vector
      ? '1 - (embedding <=> $1::vector)'
      : `(SELECT sum(a * b) FROM unnest(embedding, translate($1, '[]', '{}')::real[]) u(a, b))`;
    const { rows } = await backend.read({ timeoutMs: 60_000 }, (query) =>
      query(`SELECT (${distance})::float8 FROM rem_store.embeddings ORDER BY 1 DESC LIMIT 10`, [text]),
    );
    const least = Number(rows.at(-1)?.[0]);
    // The question's own vector has noise of its own, so nearness is compared, not names.
    hits += found.rows.filter((row) => Number(row[score]) >= least - 0.02).length;
  }
  return `${(hits / 200).toFixed(3)}`;
}

async function run(session: Session, backend: Backend, n: number): Promise<void> {
  const key = (i: number): string => name((i * 37) % Math.max(1, Math.floor(n / 40)));
  await measure('LOOKUP one label', 'target 2', (i) => labels(session, plan('LOOKUP', { key: name((i * 7919) % n) })));
  await measure('LOOKUP ten labels', '', (i) =>
    labels(session, plan('LOOKUP', { key: Array.from({ length: 10 }, (_, j) => name((i * 7919 + j) % n)) })),
  );
  await measure('FUZZY with a typo', 'target 10', (i) =>
    labels(session, plan('FUZZY', { query_text: name((i * 7919) % n).replace('a', 'e'), threshold: 0.5, limit: 10 })),
  );
  await measure('SEARCH', 'target 20', (i) => labels(session, plan('SEARCH', { query_text: String(i), table_name: 'resources', limit: 10 })));
  await measure('SEARCH with a WHERE (1 row in 10)', 'target 20', (i) =>
    labels(session, plan('SEARCH', { query_text: String(i), table_name: 'resources', limit: 10, where_clause: `category = 'c${i % 10}'` })),
  );
  console.log(`  SEARCH recall@10 against exact: ${await recall(session, backend, n)}  target 0.95`);
  const types = ['manages'];
  await measure('TRAVERSE depth 3, one type (39 nodes)', 'target 10', (i) => labels(session, walk(key(i), {})));
  await measure('TRAVERSE depth 2, all types (about 110 nodes)', '', (i) => labels(session, walk(key(i), { edge_types: [], max_depth: 2 })));
  await measure('TRAVERSE depth 3, all types (about 1,100 nodes)', '', (i) => labels(session, walk(key(i), { edge_types: [] })));
  const peers = async (start: string): Promise<{ ours: string[]; loop: string[]; recursive: string[] }> => ({
    ours: await labels(session, walk(start, {})),
    loop: await backend.read({ timeoutMs: 120_000 }, (query) => frontierLoop(query, start, types)),
    recursive: (await backend.read({ timeoutMs: 120_000 }, (query) => query(RECURSIVE, [start, types]))).rows.map(([found]) => String(found)),
  });
  await measure(
    'peer: frontier loop, one query per node',
    '',
    (i) => backend.read({ timeoutMs: 120_000 }, (query) => frontierLoop(query, key(i), types)),
    5,
  );
  await measure(
    'peer: plain WITH RECURSIVE over graph_edges',
    '',
    (i) => backend.read({ timeoutMs: 120_000 }, (query) => query(RECURSIVE, [key(i), types])),
    5,
  );
  const { ours, loop, recursive } = await peers(key(5));
  console.log(`  against the loop: ${same(ours, loop)}; against WITH RECURSIVE: ${same(ours, recursive)}`);
}

const { session, backend, empty, close } = await open();
console.log(
  `${session.info().backend} ${session.info().version}, pgvector ${session.info().vector ? 'yes' : 'no'}, pg_trgm ${session.info().trigrams ? 'yes' : 'no'}; ${cpus().length} cores, load ${loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')}`,
);
for (const n of options.rows.split(',').map(Number)) {
  await backend.write(async (query) => {
    for (const table of ['resources', 'rem_store.labels', 'rem_store.edges', 'rem_store.embeddings']) await query(`TRUNCATE ${table}`);
    // Up to 12,000 pieces SEARCH compares all of them, and the index would only make the filling slow.
    if (n <= 12_000) await query('DROP INDEX IF EXISTS rem_store.embeddings_resources');
    else if (backend.capabilities.vector)
      await query(
        `CREATE INDEX IF NOT EXISTS embeddings_resources ON rem_store.embeddings USING hnsw (embedding vector_cosine_ops) WHERE table_name = 'resources'`,
      );
  });
  const at = performance.now();
  await fill(backend, 0, n);
  await session.index(empty, {});
  console.log(`${n.toLocaleString('en')} rows, ${(n * 10).toLocaleString('en')} edges (filled in ${((performance.now() - at) / 1000).toFixed(1)} s)`);
  await run(session, backend, n);
}
console.log(
  `load at the end ${loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')}`,
);
await close();
