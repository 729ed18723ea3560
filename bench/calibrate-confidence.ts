/**
 * Fits the weights of `model/src/confidence.ts`: asks the people's development set against the sample workspace's labels,
 * calls an answer right that is one of the row's queries, and prints the logistic model with how well it is calibrated (five
 * folds), and what each threshold would show and leave out. `--written FILE` adds requests written for training and kept apart from it
 * (`training/written.ts`), each against the labels of its own writer's memory.
 * `node bench/calibrate-confidence.ts [--limit N] [--data FILE] [--written FILE]`
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadSql, parse, print } from '@rem/grammar';
import { generate, labelIndex, openModel, resolveDates, type Evidence, type Generated, type LabelIndex } from '@rem/model';
import { openStore } from '@rem/store';
import { z } from 'zod';
import { memoryOf } from '../training/written-labels.ts';

const root = path.join(import.meta.dirname, '..');
const { values: options } = parseArgs({
  options: { limit: { type: 'string', default: '1000' }, data: { type: 'string', default: path.join(root, 'test-fixtures', 'requests', 'people-dev.jsonl') }, written: { type: 'string' } },
});
const dates = { now: new Date('2026-11-22T12:00:00Z'), timeZone: 'UTC' };
const row = z.object({ request: z.string(), queries: z.array(z.string()) });
const writtenRow = z.object({ natural_language: z.string(), rem_query: z.string(), template: z.string() });
type Asked = { request: string; queries: readonly string[]; labels: LabelIndex };
const features = ['meanLogprob', 'minLogprob', 'overruled', 'snapped', 'repaired', 'ungrounded', 'changes', 'disagreements', 'outline'] as const satisfies readonly (keyof Evidence)[];
type Sample = { x: number[]; right: 0 | 1; answerable: boolean; shown: boolean; confidence: number };

async function main(): Promise<void> {
  const store = await openStore({ directory: undefined });
  if ('kind' in store) throw new Error(store.message);
  await store.index(path.join(root, 'test-fixtures', 'workspace'));
  const all = await store.labels();
  if ('kind' in all) throw new Error(all.message);
  const labels = labelIndex(all);
  await store.close();
  const asked: Asked[] = [...linesOf(options.data).map((line) => ({ ...row.parse(line), labels })), ...(options.written ? writtenRows(options.written) : [])];
  const every = Math.max(1, Math.ceil(asked.length / Number(options.limit)));
  await loadSql();
  const model = await openModel();
  const samples: Sample[] = [];
  for (const { request, queries, labels: known } of asked.filter((_, at) => at % every === 0)) {
    const answer = await generate(request, { model, labels: known, ...dates });
    if (!answer.evidence) continue;
    const right = isRight(answer, queries);
    samples.push({ x: [1, ...features.map((name) => answer.evidence![name])], right, answerable: queries.some((text) => text !== 'NONE'), shown: answer.query !== null, confidence: answer.confidence });
    if (process.env['REM_DEBUG']) console.error(`${right} ${answer.confidence.toFixed(2)} ${request} → ${answer.query ?? answer.reason} ${right ? '' : `(${queries[0] ?? 'NONE'})`}`);
  }
  await model.dispose();
  report(samples);
}

function linesOf(file: string): unknown[] {
  return readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as unknown);
}

function writtenRows(file: string): Asked[] {
  const worlds = new Map<string, LabelIndex>();
  return linesOf(file).map((line) => {
    const { natural_language, rem_query, template } = writtenRow.parse(line);
    const name = template.split(':')[0]!;
    const labels = worlds.get(name) ?? memoryOf(name).index;
    worlds.set(name, labels);
    return { request: natural_language, queries: rem_query === 'NONE' ? [] : [rem_query], labels };
  });
}

function isRight({ query }: Generated, queries: readonly string[]): 0 | 1 {
  const wanted = queries.filter((text) => text !== 'NONE').map((text) => layout(resolveDates(text, dates).text));
  return (query === null ? wanted.length === 0 : wanted.includes(layout(query))) ? 1 : 0;
}

function layout(text: string): string {
  const [statement] = parse(text).tree.statements;
  return statement ? print(statement) : text;
}

/** Logistic regression with a little shrinking, by gradient descent on scaled features. */
function fit(samples: readonly Sample[]): number[] {
  const size = features.length + 1;
  const scales = Array.from({ length: size }, (_, at) => Math.max(1e-6, Math.sqrt(samples.reduce((sum, { x }) => sum + x[at]! ** 2, 0) / samples.length)));
  let weights = new Array<number>(size).fill(0);
  for (let step = 0; step < 4000; step++) {
    const gradient = weights.map((weight, at) => (at === 0 ? 0 : 0.01 * weight));
    for (const { x, right } of samples) {
      const error = probability(weights, x.map((value, at) => value / scales[at]!)) - right;
      for (let at = 0; at < size; at++) gradient[at]! += error * x[at]! / scales[at]! / samples.length;
    }
    weights = weights.map((weight, at) => weight - 0.5 * gradient[at]!);
  }
  return weights.map((weight, at) => weight / scales[at]!);
}

function probability(weights: readonly number[], x: readonly number[]): number {
  return 1 / (1 + Math.exp(-weights.reduce((sum, weight, at) => sum + weight * x[at]!, 0)));
}

function report(samples: readonly Sample[]): void {
  const held = samples.map((sample, at) => ({ ...sample, fold: at % 5 }));
  const told = [0, 1, 2, 3, 4].flatMap((fold) => {
    const weights = fit(held.filter((sample) => sample.fold !== fold));
    return held.filter((sample) => sample.fold === fold).map(({ x, right }) => ({ p: probability(weights, x), right }));
  });
  const share = samples.reduce((sum, { right }) => sum + right, 0) / samples.length;
  console.log(`requests ${samples.length}, right ${(share * 100).toFixed(1)} %`);
  console.log('weights', ['bias', ...features].map((name, at) => `${name} ${fit(samples)[at]!.toFixed(2)}`).join(', '));
  console.log(`Brier ${mean(told.map(({ p, right }) => (p - right) ** 2)).toFixed(3)} (always ${share.toFixed(2)}: ${(share * (1 - share)).toFixed(3)})`);
  for (let low = 0; low < 1; low += 0.2) {
    const bin = told.filter(({ p }) => p >= low && p < low + 0.2);
    if (bin.length > 0) console.log(`  told ${mean(bin.map(({ p }) => p)).toFixed(2)}  seen ${mean(bin.map(({ right }) => right)).toFixed(2)}  n ${bin.length}`);
  }
  thresholds(samples);
}

/** Of each threshold: how much of what no query answers is left alone, how much of what one answers is lost, and how much of what is shown is right. */
function thresholds(samples: readonly Sample[]): void {
  for (const least of [0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5]) {
    const isShown = (sample: Sample): boolean => sample.shown && sample.confidence >= least;
    const [answerable, others] = [samples.filter((sample) => sample.answerable), samples.filter((sample) => !sample.answerable)];
    const shown = samples.filter(isShown);
    console.log(`  shown from ${least.toFixed(2)}: left alone ${mean(others.map((sample) => Number(!isShown(sample)))).toFixed(3)} of ${others.length}, lost ${mean(answerable.map((sample) => Number(!isShown(sample)))).toFixed(3)} of ${answerable.length}, right of the shown ${mean(shown.map(({ right }) => right)).toFixed(3)}`);
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

await main();
