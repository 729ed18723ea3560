/**
 * How long the store takes for each verb, with peers in the same run: a frontier loop with one query per node, and a plain WITH RECURSIVE
 * over the rows' own edges. `--rows 1000,10000` (sizes, one after the other), `--edges 1000000` (in all; else ten a row), `--runs 40`,
 * `--backend pglite|debian|pgvector`, `--keep FOLDER` (the embedded store stays there, and the next run with the same sizes fills nothing).
 * A large one: `npm run bench:store -- --rows 100000 --edges 1000000 --keep /tmp/store-100k`. Prints p50 and p95 in milliseconds, the
 * targets, and the machine's load, which they depend on.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Plan } from '@rem/grammar';
import type { Backend } from '../store/src/backend/backend.ts';
import { openBackend, startSession, type Session } from '../store/src/session.ts';
import { debianBinaries, packagedBinaries, startServer, type Server } from '../store/test/servers.ts';
import { fill, isFilled, nameOf, vectorOf, vectorText } from './store-data.ts';
import { frontierLoop, nearestExact, plainRecursive } from './store-peers.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000,10000' },
    edges: { type: 'string' },
    backend: { type: 'string', default: 'pglite' },
    runs: { type: 'string', default: '40' },
    keep: { type: 'string' },
  },
});
const RUNS = Number(options.runs);
const LIMITS = { limit: 5000, timeoutMs: 120_000, maxCell: 1_000_000 };
const TYPES = ['manages'];
const WARM = 10;
/** Questions have vectors of their own, that no row has. */
const QUESTION = 1_000_000_000;

type Opened = { session: Session; backend: Backend; empty: string; close: () => Promise<void> };

async function open(): Promise<Opened> {
  const common = { timeZone: 'UTC', templates: resolve(import.meta.dirname, '../store/dist'), canEmbed: true };
  const embed = async (texts: string[]): Promise<Float32Array[]> => texts.map((text) => vectorOf(QUESTION + Number(text)));
  const folder = options.keep === undefined ? mkdtempSync(join(tmpdir(), 'rem-bench-')) : resolve(options.keep);
  const empty = join(folder, 'notes');
  mkdirSync(empty, { recursive: true });
  const server = await serverOf(options.backend);
  const backend = await openBackend({ ...common, ...(server ? { connection: server.connection } : { data: join(folder, 'data') }) });
  const session = await startSession(backend, {}, embed);
  await session.index(empty, {});
  const close = async (): Promise<void> => {
    await session.close();
    await server?.stop();
    if (options.keep === undefined) rmSync(folder, { recursive: true, force: true });
  };
  return { session, backend, empty, close };
}

async function serverOf(name: string): Promise<Server | undefined> {
  if (name === 'pglite') return undefined;
  const binaries = name === 'debian' ? debianBinaries() : packagedBinaries();
  if (typeof binaries !== 'string') throw new Error(binaries.missing);
  return startServer(binaries);
}

const plan = (query_type: string, parameters: object): Plan => ({ intent: '', query_type, parameters, explanation: '' }) as unknown as Plan;
const walk = (key: string, more: object): Plan =>
  plan('TRAVERSE', {
    initial_query_type: 'LOOKUP',
    initial_query: { key },
    edge_types: TYPES,
    max_depth: 3,
    direction: 'outbound',
    order_by: 'depth',
    limit: 5000,
    plan_mode: false,
    ...more,
  });
const search = (i: number, where?: string): Plan =>
  plan('SEARCH', { query_text: String(i), table_name: 'resources', limit: 10, ...(where === undefined ? {} : { where_clause: where }) });

/** Wall time, and this process's own work, which a busy machine hardly changes (with a server it is only our half). */
async function timed(one: () => Promise<unknown>): Promise<{ wall: number; work: number }> {
  const cpu = process.cpuUsage();
  const at = performance.now();
  await one();
  const { user, system } = process.cpuUsage(cpu);
  return { wall: performance.now() - at, work: (user + system) / 1000 };
}

async function measure(label: string, target: string, one: (i: number) => Promise<unknown>, runs = RUNS): Promise<void> {
  for (let i = 0; i < Math.min(WARM, runs); i++) await one(i);
  const times: { wall: number; work: number }[] = [];
  for (let i = 0; i < runs; i++) times.push(await timed(() => one(i + WARM)));
  const show = (kind: 'wall' | 'work', part: number): string => {
    const sorted = times.map((time) => time[kind]).sort((a, b) => a - b);
    return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] as number).toFixed(1).padStart(7);
  };
  console.log(`  ${label.padEnd(50)} wall p50 ${show('wall', 0.5)} p95 ${show('wall', 0.95)}   work p50 ${show('work', 0.5)} p95 ${show('work', 0.95)}   ${target}`);
}

async function column(session: Session, asked: Plan, ...names: string[]): Promise<string[]> {
  const result = await session.run(asked, LIMITS);
  if (result.kind === 'failed') throw new Error(result.message);
  const at = result.columns.findIndex((candidate) => names.includes(candidate.name));
  return result.rows.map((row) => String(row[at]));
}

function same(a: string[], b: string[]): boolean {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
}

/** The share of the ten nearest that SEARCH brings, of 20 questions. */
async function recall(session: Session, backend: Backend, where: string | undefined): Promise<string> {
  const native = backend.capabilities.vector;
  let [hits, all] = [0, 0];
  for (let i = 0; i < 20; i++) {
    const found = await column(session, search(i, where), 'id');
    const exact = await backend.read({ timeoutMs: 120_000 }, (query) => nearestExact(query, vectorText(QUESTION + i, native), where ?? 'true', native));
    hits += exact.ids.filter((id) => found.includes(id)).length;
    all += exact.ids.length;
  }
  return (hits / Math.max(1, all)).toFixed(3);
}

async function names(session: Session, n: number): Promise<void> {
  const at = (i: number): number => (i * 7919) % n;
  await measure('LOOKUP one label', 'target 2', (i) => column(session, plan('LOOKUP', { key: nameOf(at(i)) }), 'name'));
  await measure('LOOKUP ten labels', '', (i) => column(session, plan('LOOKUP', { key: Array.from({ length: 10 }, (_, j) => nameOf((at(i) + j) % n)) }), 'name'));
  for (const threshold of [0.5, 0.3])
    await measure(`FUZZY with a typo, threshold ${threshold}`, 'target 10', (i) =>
      column(session, plan('FUZZY', { query_text: nameOf(at(i)).replace('a', 'e'), threshold, limit: 10 }), 'label'),
    );
}

async function meanings(session: Session, backend: Backend): Promise<void> {
  await measure('SEARCH', 'target 20', (i) => column(session, search(i), 'id'));
  await measure('SEARCH with a WHERE (1 row in 10)', 'target 20', (i) => column(session, search(i, `category = 'c${i % 10}'`), 'id'));
  await measure('SEARCH with a WHERE (1 row in 1,000)', 'target 20', (i) => column(session, search(i, `ordinal = ${i % 1000}`), 'id'));
  await measure('SEARCH with a WHERE that no index helps (1 in 10)', '', (i) => column(session, search(i, `name LIKE '%${i % 10}'`), 'id'));
  const wheres = { 'no WHERE': undefined, '1 row in 10': `category = 'c3'`, '1 row in 100': 'ordinal < 10', '1 row in 1,000': 'ordinal = 77', 'no index helps': `name LIKE '%3'` };
  const shares: string[] = [];
  for (const [label, where] of Object.entries(wheres)) shares.push(`${label} ${await recall(session, backend, where)}`);
  console.log(`  SEARCH recall@10 against exact: ${shares.join('; ')}   target 0.95`);
}

async function walks(session: Session, backend: Backend, n: number): Promise<void> {
  const key = (i: number): string => nameOf((i * 37) % Math.max(1, Math.floor(n / 40)));
  const reached = async (asked: Plan): Promise<string> => `${(await column(session, asked, 'label')).length} nodes`;
  for (const depth of [1, 2, 3])
    await measure(`TRAVERSE depth ${depth}, one type (${await reached(walk(key(5), { max_depth: depth }))})`, depth === 3 ? 'target 10' : '', (i) =>
      column(session, walk(key(i), { max_depth: depth }), 'label'),
    );
  for (const depth of [2, 3])
    await measure(`TRAVERSE depth ${depth}, all types (${await reached(walk(key(5), { edge_types: [], max_depth: depth }))})`, '', (i) =>
      column(session, walk(key(i), { edge_types: [], max_depth: depth }), 'label'),
    );
  const reading = <T>(work: Parameters<Backend['read']>[1]): Promise<T> => backend.read({ timeoutMs: 120_000 }, work) as Promise<T>;
  await measure('peer: frontier loop, one query per node, depth 3', '', (i) => reading((query) => frontierLoop(query, key(i), TYPES)), 5);
  await measure('peer: plain WITH RECURSIVE over graph_edges', '', (i) => reading((query) => plainRecursive(query, key(i), TYPES)), n > 20_000 ? 5 : RUNS);
  let alike = 0;
  for (let i = 0; i < 5; i++) {
    const ours = await column(session, walk(key(i), {}), 'label');
    const loop = await reading<string[]>((query) => frontierLoop(query, key(i), TYPES));
    const recursive = await reading<string[]>((query) => plainRecursive(query, key(i), TYPES));
    if (same(ours, loop) && same(ours, recursive)) alike++;
  }
  console.log(`  the same rows as both peers: ${alike} of 5 walks`);
}

const load = (): string => loadavg().map((value) => value.toFixed(1)).join(' ');
const { session, backend, empty, close } = await open();
const { backend: kind, version, vector, trigrams } = session.info();
console.log(`${kind} ${version}, pgvector ${vector ? 'yes' : 'no'}, pg_trgm ${trigrams ? 'yes' : 'no'}; ${cpus().length} cores, load ${load()}`);
for (const n of options.rows.split(',').map(Number)) {
  const edges = Number(options.edges ?? n * 10);
  const at = performance.now();
  const kept = await isFilled(backend, n, edges);
  if (!kept) await fill(backend, n, edges);
  await session.index(empty, {});
  console.log(`${n.toLocaleString('en')} rows, ${edges.toLocaleString('en')} edges (${kept ? 'kept' : `filled in ${((performance.now() - at) / 1000).toFixed(1)} s`})`);
  await names(session, n);
  await meanings(session, backend);
  await walks(session, backend, n);
}
console.log(`load at the end ${load()}`);
await close();
