/**
 * Request → query in the model process, without an editor: p50, p95, p99 of the whole loop while warm, where the time
 * goes, the cold start and the memory. Prints numbers and judges none.
 * `node bench/ghost-model.ts [--rounds N] [--threads N] [--no-merge] [--json]`
 */
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { defaultSchema, loadSql } from '@rem/grammar';
import { generate, labelIndex, openModel, type CompletionTimings, type LabelIndex, type ModelClient } from '@rem/model';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '1' }, threads: { type: 'string' }, 'no-merge': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
});

const people = ['Sarah Chen', 'Tomás Herrera', "Siobhán O'Malley", 'Kwame Mensah', 'Zhang Wei', "Lena D'Souza", 'Przemysław Brzęczyszczykiewicz', 'Yuki Tanaka'];
const things = ['api-design-v2', 'Project Nova', 'payments-gateway', 'team/platform/oncall', 'Quarterly Plan 2025', 'postgres-main'];
const topics = ['rate limiting', 'how we handle payment retries', 'onboarding new engineers', 'the office move', 'database backups', 'customer interviews about pricing'];

/** Every request is new to the cache. */
function requests(): string[] {
  return [
    ...people.flatMap((name) => [`who does ${name} manage?`, `what did ${name} write last month`, `open ${name}`]),
    ...things.flatMap((name) => [`what depends on ${name}`, `everything within two hops of ${name}, strongest links first`]),
    ...topics.flatMap((topic) => [`docs about ${topic}`, `did we ever discuss ${topic} in a meeting last week? the 3 best please`]),
    'count files by status', 'pdfs bigger than 5 MB', 'moments longer than an hour this quarter', 'the five newest documents tagged infra',
    'someone called something like Tomas Herera', 'hello there', 'TODO: rename this variable', 'how many meetings per month in 2025',
    'notes without a summary', 'average length of our meetings', 'resources in category runbook updated since march', 'which projects are similar to Novva',
  ];
}

type Sample = { request: string; query: string | null; ms: number; tokens: number; overruled: number; repaired: number };

async function main(): Promise<void> {
  const timings: CompletionTimings[] = [];
  const begun = performance.now();
  const model = recording(await openModel({ threads: options.threads ? Number(options.threads) : undefined, merge: !options['no-merge'] }), timings);
  const state = await model.ready();
  if (state.kind !== 'ready') {
    console.error('message' in state ? state.message : `The model is ${state.kind}.`, '\nRun node scripts/fetch-model.ts first.');
    process.exit(2);
  }
  await loadSql();
  const labels = labelIndex([...people, ...things].map((label) => ({ label, kind: 'entity', table: 'entities' })));
  const first = await ask(model, labels, 'show me everything by Ngozi Adeyemi');
  const cold = performance.now() - begun;
  timings.length = 0;
  const { cpuMs: cpuBefore = 0 } = await model.status();
  const samples: Sample[] = [];
  for (let round = 0; round < Number(options.rounds); round++) {
    // A comma more makes a request of its own for the cache.
    for (const request of requests()) samples.push(await ask(model, labels, `${request}${','.repeat(round)}`));
  }
  const { memory, loadMs, identity, cpuMs = 0 } = await model.status();
  await model.dispose();
  report({ samples, timings, cold, loadMs, memory, identity, first, cpu: (cpuMs - cpuBefore) / samples.length });
}

/** The client, noting what each completion took. */
function recording(model: ModelClient, timings: CompletionTimings[]): ModelClient {
  const complete = model.complete.bind(model);
  model.complete = async (prompt, completionOptions, signal) => {
    const result = await complete(prompt, completionOptions, signal);
    if (result.kind === 'completion') timings.push(result.timings);
    return result;
  };
  return model;
}

async function ask(model: ModelClient, labels: LabelIndex, request: string): Promise<Sample> {
  const begun = performance.now();
  const { query, tokens, overruled = 0, repaired, reason } = await generate(request, { model, labels, schema: defaultSchema, now: new Date(), timeZone: 'UTC' });
  if (process.env['REM_DEBUG']) console.error(`${(performance.now() - begun).toFixed(0).padStart(6)} ms  ${request}  →  ${query ?? `(${reason})`}`);
  return { request, query, ms: performance.now() - begun, tokens, overruled, repaired };
}

type Report = {
  samples: Sample[]; timings: CompletionTimings[]; cold: number; loadMs: number | undefined; memory: number | undefined;
  identity: { base: string; adapter: string | undefined } | undefined; first: Sample;
  /** Milliseconds of processor time a request. */
  cpu: number;
};

function report({ samples, timings, cold, loadMs, memory, identity, first, cpu }: Report): void {
  const sum = (key: keyof CompletionTimings): number => timings.reduce((total, timing) => total + timing[key], 0);
  const mean = (key: keyof CompletionTimings): number => round(sum(key) / Math.max(1, timings.length));
  const times = samples.map((sample) => sample.ms);
  const result = {
    requests: samples.length, answered: samples.filter((sample) => sample.query !== null).length,
    ms: { p50: quantile(times, 0.5), p95: quantile(times, 0.95), p99: quantile(times, 0.99), most: quantile(times, 1) },
    mean: {
      tokens: round(samples.reduce((total, sample) => total + sample.tokens, 0) / samples.length), passes: mean('passes'),
      promptTokens: mean('promptTokens'), cachedTokens: mean('cachedTokens'), promptMs: mean('prompt'), writingMs: mean('generate'), processorMs: round(cpu),
    },
    guesses: { made: sum('guessed'), confirmed: sum('confirmed') },
    overruled: samples.filter((sample) => sample.overruled > 0).length, repaired: samples.filter((sample) => sample.repaired > 0).length,
    cold: { loadMs: round(loadMs ?? 0), firstRequestMs: round(first.ms), startToFirstAnswerMs: round(cold) },
    memoryMb: round((memory ?? 0) / 1e6), base: identity?.base, adapter: identity?.adapter ?? 'none',
    load: loadavg().map((value) => value.toFixed(1)).join(' '),
    hardware: `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}-${process.arch}, Node ${process.version}`,
  };
  if (options.json) console.log(JSON.stringify(result, null, 2));
  else for (const [name, value] of Object.entries(result)) console.log(`${name.padEnd(10)} ${typeof value === 'object' ? Object.entries(value).map(([key, part]) => `${key} ${part}`).join('  ') : value}`);
}

/** Milliseconds, rounded. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

await main();
