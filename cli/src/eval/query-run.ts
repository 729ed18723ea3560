/** Runs `rem eval query`: opens the model and the stores, measures the loop and its baselines, and puts the tables together. */
import path from 'node:path';
import { type Plan, type Schema, check, parse } from '@rem/grammar';
import type { Generated, ModelClient } from '@rem/model';
import { storeDirectory, sureEnough } from '@rem/server';
import type { Store } from '@rem/store';
import { clockOf } from '../clock.ts';
import type { Console } from '../command.ts';
import { indexFolder } from '../indexing.ts';
import { localModel, type LocalModel } from '../local-model.ts';
import { openAt } from '../local-store.ts';
import { type Arguments, Usage } from '../options.ts';
import { type Bench, type Outcome, measure, report } from './query.ts';
import { keywordRules, nearestNeighbour, type Answerer } from './query-baselines.ts';
import type { Metric, Report } from './report.ts';
import type { RequestCase } from './requests.ts';
import { seededPlace } from './seeded-stores.ts';
import { wilson } from './statistics.ts';

/** The moment that the sample workspace ends at: relative dates in its requests count from here. */
const sampleNow = '2026-11-20T16:00:00Z';
const seeds = [11, 23];
const untunedCases = 40;
const root = path.resolve(import.meta.dirname, '../../..');

export type QueryRun = { cases: RequestCase[]; folder: string; facts(identity: unknown, started: number): Record<string, string> };

export async function runQueryEvaluation({ cases, folder, facts }: QueryRun, args: Arguments, io: Console): Promise<Report> {
  const { generate, labelIndex } = await import('@rem/model');
  const clock = args.text('now') === undefined ? { now: new Date(sampleNow), timeZone: args.text('tz') ?? 'Europe/Lisbon' } : clockOf(args);
  const local = localModel(io);
  const stores = await openStores(storeDirectory(io.env.REM_STORES, folder), folder, args.flag('seeded'), local, io);
  try {
    const model = await local.client();
    const state = await model.ready();
    if (state.kind === 'absent' || state.kind === 'failed') throw new Usage(`${state.message} ${state.remedy}`);
    const found = await stores[0]!.labels();
    if ('kind' in found) throw new Usage(`${found.message} ${found.remedy}`);
    const labels = labelIndex(found);
    const started = Date.now();
    const rows: Bench['rows'] = (plan) => Promise.all(stores.map((store) => rowsOf(store, plan)));
    const measured = (answer: Answerer, asked = cases): Promise<Outcome[]> => measure(asked, { generate: answer, rows, ...clock }, (done) => progress(io, done, asked.length));
    const outcomes = await measured(async (request) => asShown(await generate(request, { model, labels, ...clock, signal: io.signal })));
    const result = report(outcomes, { ...facts(model.identity(), started), stores: stores.length === 1 ? 'the sample workspace' : `the sample workspace, and two thirds of its notes by the seeds ${seeds.join(' and ')}` });
    if (!args.flag('baselines')) return result;
    result.metrics.push(await validFreely(cases, model));
    // The base model writes each answer to the longest that is allowed: four seconds a request.
    const few = cases.filter((_, at) => at % Math.ceil(cases.length / untunedCases) === 0);
    const rivals: [string, Answerer | undefined, RequestCase[]?][] = [['keyword rules', keywordRules(labels)], ['nearest training wording', nearestNeighbour(path.join(root, 'training/data/query-train.jsonl'))], [`base model without the adapter, with the grammar (${few.length} requests)`, await untuned(labels, clock, io), few]];
    for (const [name, answer, asked] of rivals) {
      if (answer) result.baselines.push({ name, metrics: report(await measured(answer, asked), {}).metrics.filter((metric) => ['verb right', 'parameters right', 'whole query right', 'right rows', 'unanswerable left alone'].includes(metric.name)).map(({ target: _, ...metric }) => metric) });
      else io.err(`The baseline "${name}" needs training/data/query-train.jsonl: make it with rem-data query.\n`);
    }
    return result;
  } finally {
    await Promise.allSettled([...stores.map((store) => store.close()), local.close(), base?.dispose()]);
  }
}

/** What the editor shows by itself: an answer that is not sure enough is none. */
function asShown(answer: Generated): Generated {
  if (answer.query === null || answer.confidence >= sureEnough) return answer;
  const { plan: _, ...rest } = answer;
  return { ...rest, query: null, reason: 'not sure enough' };
}

/** The same model on tables it never saw; no store is needed. */
export async function runUnseenSchema({ cases, facts }: Pick<QueryRun, 'cases' | 'facts'>, schema: Schema, io: Console): Promise<Report> {
  const { generate } = await import('@rem/model');
  const local = localModel(io);
  const clock = { now: new Date(sampleNow), timeZone: 'Europe/Lisbon' };
  try {
    const model = await local.client();
    const state = await model.ready();
    if (state.kind === 'absent' || state.kind === 'failed') throw new Usage(`${state.message} ${state.remedy}`);
    const started = Date.now();
    const { measureUnseen } = await import('./unseen-schema.ts');
    const result = await measureUnseen(cases, { generate: (request) => generate(request, { model, schema, ...clock, signal: io.signal }), schema, ...clock }, {});
    return { ...result, facts: { ...result.facts, ...facts(model.identity(), started) } };
  } finally {
    await local.close();
  }
}

let base: ModelClient | undefined;

async function untuned(labels: Parameters<typeof keywordRules>[0], clock: { now: Date; timeZone: string }, io: Console): Promise<Answerer> {
  const { generate, openModel } = await import('@rem/model');
  base = await openModel({ adapterPath: null });
  const model = base;
  return (request) => generate(request, { model, labels, ...clock, signal: io.signal });
}

/** The whole store, and with `seeded` two that lack notes; the copies are made from the first while it is closed. */
async function openStores(directory: string, folder: string, isSeeded: boolean, local: LocalModel, io: Console): Promise<Store[]> {
  const quiet = { ...io, out: async (text: string): Promise<void> => io.err(text) };
  const open = async (place: string, notes: string): Promise<Store> => {
    const store = await openAt({ kind: 'directory', directory: place, notes }, local, 'rem eval');
    if ('kind' in store) throw new Usage(`${store.message} ${store.remedy}`);
    await indexFolder(store, notes, quiet);
    return store;
  };
  const whole = await open(directory, folder);
  if (!isSeeded) return [whole];
  await whole.close();
  const stores = [await open(directory, folder)];
  await stores[0]!.close();
  const places = seeds.map((seed) => seededPlace(directory, folder, seed));
  return [await open(directory, folder), ...(await Promise.all(places.map((place) => open(place.directory, place.notes))))];
}

/** The rows of a plan as texts, undefined where it failed. */
async function rowsOf(store: Store, plan: Plan): Promise<string[] | undefined> {
  const result = await store.run(plan, { limit: 1000 });
  return result.kind === 'rows' ? result.rows.map((row) => JSON.stringify(row)) : undefined;
}

/** What the model writes when nothing holds it to the grammar: valid is one statement without an error, or NONE. */
async function validFreely(cases: readonly RequestCase[], model: ModelClient): Promise<Metric> {
  let valid = 0;
  for (const { request } of cases) {
    const answer = await model.complete(`Request: ${request.replace(/\s+/g, ' ').trim()}\nREM:`, { constraint: { kind: 'none' } });
    const text = answer.kind === 'completion' ? answer.answers[0].text.trim() : '';
    const parsed = parse(text);
    if (text === 'NONE' || (parsed.tree.statements.length === 1 && [...parsed.problems, ...check(parsed)].every((problem) => problem.severity !== 'error'))) valid++;
  }
  return { name: 'valid without grammar', unit: 'share', better: 'higher', target: 0.98, estimate: wilson(valid, cases.length) };
}

function progress(io: Console, done: number, total: number): void {
  if (process.stderr.isTTY) io.err(`\r${done}/${total} `);
}
