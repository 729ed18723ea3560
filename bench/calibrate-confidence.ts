/**
 * Fits the weights of `model/src/confidence.ts`: asks the people's development set against the sample workspace's labels,
 * calls an answer right that is one of the row's queries, and prints the logistic model with how well it is calibrated (five
 * folds). `node bench/calibrate-confidence.ts [--limit N] [--data FILE]`
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadSql, parse, print } from '@rem/grammar';
import { generate, labelIndex, openModel, resolveDates, type Evidence, type Generated } from '@rem/model';
import { openStore } from '@rem/store';
import { z } from 'zod';

const root = path.join(import.meta.dirname, '..');
const { values: options } = parseArgs({
  options: { limit: { type: 'string', default: '1000' }, data: { type: 'string', default: path.join(root, 'test-fixtures', 'requests', 'people-dev.jsonl') } },
});
const dates = { now: new Date('2026-11-22T12:00:00Z'), timeZone: 'UTC' };
const row = z.object({ request: z.string(), queries: z.array(z.string()) });
const features = ['meanLogprob', 'minLogprob', 'overruled', 'snapped', 'repaired', 'ungrounded', 'changes', 'disagreements', 'outline'] as const satisfies readonly (keyof Evidence)[];
type Sample = { x: number[]; right: 0 | 1 };

async function main(): Promise<void> {
  const rows = readFileSync(options.data, 'utf8').trim().split('\n').map((line) => row.parse(JSON.parse(line)));
  const every = Math.max(1, Math.ceil(rows.length / Number(options.limit)));
  const store = await openStore({ directory: undefined });
  if ('kind' in store) throw new Error(store.message);
  await store.index(path.join(root, 'test-fixtures', 'workspace'));
  const all = await store.labels();
  if ('kind' in all) throw new Error(all.message);
  const labels = labelIndex(all);
  await store.close();
  await loadSql();
  const model = await openModel();
  const samples: Sample[] = [];
  for (const { request, queries } of rows.filter((_, at) => at % every === 0)) {
    const answer = await generate(request, { model, labels, ...dates });
    if (!answer.evidence) continue;
    const right = isRight(answer, queries);
    samples.push({ x: [1, ...features.map((name) => answer.evidence![name])], right });
    if (process.env['REM_DEBUG']) console.error(`${right} ${answer.confidence.toFixed(2)} ${request} → ${answer.query ?? answer.reason} ${right ? '' : `(${queries[0] ?? 'NONE'})`}`);
  }
  await model.dispose();
  report(samples);
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
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

await main();
