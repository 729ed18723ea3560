/**
 * Requests a second, p50 and p95 at 1, 2, 4, 8 and 16 clients: the embedded model, `rem serve` in front of it, and llama.cpp's own server, side by side,
 * through the same loop; then the memory of the first two over many requests. Prints numbers and judges none.
 * `node bench/serve.ts [--requests N] [--clients 1,2,4] [--targets embedded,serve,llama-server] [--memory N] [--json]`; `--requests 0`: memory alone,
 * `--memory 0`: times alone.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadSql } from '@rem/grammar';
import { completer, generate, labelIndex, openBackend, openModel, type Completer } from '@rem/model';
import { memoryOver, type Memory } from './memory.ts';
import { adapterName, skipWithout, startLlamaServer } from '../model/test/servers/real-server.ts';

const { values: options } = parseArgs({ options: { requests: { type: 'string', default: '48' }, clients: { type: 'string', default: '1,2,4,8,16' }, memory: { type: 'string', default: '2000' }, targets: { type: 'string', default: 'embedded,serve,llama-server' }, json: { type: 'boolean', default: false } } });

type Round = { target: string; clients: number; perSecond: number; p50: number; p95: number; answered: number; failed: number };
type Target = { name: string; model: Completer; stop(): Promise<void> };

const labels = labelIndex(['Sarah Chen', 'Tom Okafor', 'api-design-v2', 'Project Nova'].map((label) => ({ label, kind: 'entity', table: 'entities' })));
const subjects = ['rate limiting', 'payment retries', 'onboarding', 'the office move', 'database backups', 'pricing', 'hiring', 'caching'];
const shapes = [(x: string) => `documents about ${x}`, () => 'who does Sarah Chen manage?', (x: string) => `did we discuss ${x} last week`, () => 'what depends on api-design-v2', (x: string) => `meetings about ${x} this month`, () => 'count files by status'];
let made = 0;

/** Every request is new to every cache of answers; beginnings repeat as they do with people. */
function nextRequest(): string {
  const at = made++;
  return `${shapes[at % shapes.length]!(subjects[at % subjects.length]!)} (${at})`;
}

async function round(target: Target, clients: number, requests: number): Promise<Round> {
  const times: number[] = [];
  let [answered, failed, left] = [0, 0, requests];
  const begun = performance.now();
  await Promise.all(Array.from({ length: clients }, async () => {
    while (left-- > 0) {
      const { query, ms, failure } = await generate(nextRequest(), { model: target.model, labels, now: new Date(), timeZone: 'UTC' });
      times.push(ms);
      if (failure) failed++;
      else if (query !== null) answered++;
    }
  }));
  return { target: target.name, clients, perSecond: tenth(requests / ((performance.now() - begun) / 1000)), p50: quantile(times, 0.5), p95: quantile(times, 0.95), answered, failed };
}

async function embeddedTarget(): Promise<Target> {
  const model = await openModel();
  await model.ready();
  return { name: 'embedded', model, stop: () => model.dispose() };
}

type Serving = { url: string; child: ChildProcess };

async function startServe(): Promise<Serving> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../cli/bin/rem.mjs', import.meta.url)), 'serve', '--port', '0', '--waiting', '64'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout!, 'data') as [Buffer];
  const url = line.toString().trim();
  while (!(await fetch(`${url}/health`)).ok) await new Promise((resolve) => setTimeout(resolve, 100));
  return { url, child };
}

function serverTarget(name: string, kind: 'rem' | 'llama.cpp', url: string, stop: () => void | Promise<void>): Target {
  const backend = openBackend({ settings: { name, kind, url, ...(kind === 'llama.cpp' ? { adapters: { rem_query: adapterName } } : {}) }, access: {}, task: 'rem_query' });
  return { name, model: completer(backend), stop: async () => { await backend.dispose(); await stop(); } };
}

async function main(): Promise<void> {
  await loadSql();
  const [requests, counts, many] = [Number(options.requests), options.clients.split(',').map(Number), Number(options.memory)];
  const [rounds, memories]: [Round[], Memory[]] = [[], []];
  const run = async (target: Target, pid?: number): Promise<void> => {
    if (requests > 0) await round(target, 1, 4);
    for (const clients of requests > 0 ? counts : []) {
      const result = await round(target, clients, requests);
      rounds.push(result);
      if (!options.json) print(result);
    }
    if (pid !== undefined && many > 0) {
      memories.push(await memoryOver({ target: target.name, pid, requests: many, ask: () => round(target, 1, 1), tell: (line) => console.error(line) }));
    }
    await target.stop();
  };
  const targets = options.targets.split(',');
  if (targets.includes('embedded')) await run(await embeddedTarget(), process.pid);
  if (targets.includes('serve')) {
    const { url, child } = await startServe();
    await run(serverTarget('rem serve', 'rem', url, () => void child.kill('SIGTERM')), child.pid!);
  }
  const missing = targets.includes('llama-server') && requests > 0 ? await skipWithout('llama-server') : 'not asked for';
  if (missing) console.error(`llama-server is left out: ${missing}`);
  else {
    const server = await startLlamaServer(undefined, idleCores());
    await run(serverTarget('llama-server', 'llama.cpp', server.url, () => server.stop()));
  }
  const hardware = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.version}, load ${loadavg().map(tenth).join(' ')}`;
  if (options.json) console.log(JSON.stringify({ rounds, memories, hardware }, null, 2));
  else console.log([...memories.map(({ target, every, own, children }) => `memory of ${target}, MB every ${every} requests: itself ${own.join(' ')}; model process ${children.join(' ')}`), hardware].join('\n'));
}

/** Threads beyond the cores that are free wait for each other busily; the embedded model looks at that by itself. */
function idleCores(): number {
  return Math.max(1, Math.min(4, Math.round(cpus().length - loadavg()[0]!)));
}

function print({ target, clients, perSecond, p50, p95, answered, failed }: Round): void {
  console.log(`${target.padEnd(13)} ${String(clients).padStart(2)} clients  ${String(perSecond).padStart(6)} requests/s  p50 ${String(p50).padStart(6)} ms  p95 ${String(p95).padStart(6)} ms  ${answered} answered${failed > 0 ? `, ${failed} failed` : ''}`);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

await main();
