/**
 * What decided the form of prompt and answer, and the size of the adapter: the same rows in several forms, one short training each, and how often the adapter
 * alone writes the whole answer on wordings it never saw (`rem_train exact`). `node ablations.ts --rows 700 --held 500 --out runs/ablations` takes about three minutes a
 * variant on two cores; what is there already is not trained again. Prints a table in Markdown.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadSql, parse, plan } from '@rem/grammar';
import { resolveDates } from '@rem/model';

type Row = { natural_language: string; rem_query: string; labels: string[]; schema: string | null };
type Variant = { name: string; form?: (row: Row) => Row; flags?: string[]; share?: number };

const clock = { now: new Date('2026-11-20T16:00:00Z'), timeZone: 'UTC' };

const variants: readonly Variant[] = [
  { name: 'as shipped: rank 16, symbolic dates, labels, text' },
  { name: 'rank 4', flags: ['--rank', '4', '--alpha', '8'] },
  { name: 'rank 64', flags: ['--rank', '64', '--alpha', '128'] },
  { name: 'half the rows, twice', flags: ['--epochs', '2'], share: 0.5 },
  { name: 'no labels in the prompt', form: (row) => ({ ...row, labels: [] }) },
  { name: 'dates resolved by the model (today in the prompt)', form: (row) => ({ ...row, natural_language: `today is Friday 2026-11-20. ${row.natural_language}`, rem_query: resolveDates(row.rem_query, clock).text }) },
  { name: 'the plan as JSON instead of the query', form: (row) => ({ ...row, rem_query: planOf(row.rem_query) }) },
  { name: 'a chat prompt', form: (row) => ({ ...row, natural_language: `<|im_start|>user ${row.natural_language}<|im_end|> <|im_start|>assistant` }) },
];

/** Verb and parameters of the plan, without what is the program's (explanation, defaults). */
function planOf(query: string): string {
  const statement = parse(query).tree.statements[0];
  const found = query === 'NONE' || !statement ? undefined : plan(statement);
  if (!found) return '{"intent":"none"}';
  return JSON.stringify({ intent: found.intent, query_type: found.query_type, parameters: found.parameters });
}

const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '700' }, held: { type: 'string', default: '500' }, data: { type: 'string', default: 'data' }, out: { type: 'string', default: 'runs/ablations' }, only: { type: 'string' } },
});

const read = (split: string, count: number): Row[] =>
  readFileSync(path.join(options.data, `query-${split}.jsonl`), 'utf8').trim().split('\n').slice(0, count).map((line) => JSON.parse(line) as Row);

function python(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('.venv/bin/python', ['-m', 'rem_train', ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

await loadSql();
const train = read('train', Number(options.rows));
const held = read('test', Number(options.held));
console.log(`${train.length} rows, one pass, ${held.length} held-out rows\n\n| variant | first words right | whole answer right | loss a token |\n|---|---|---|---|`);
for (const { name, form = (row: Row): Row => row, flags = [], share = 1 } of variants) {
  if (options.only !== undefined && !name.startsWith(options.only)) continue;
  const folder = path.join(options.out, name.replace(/[^a-z0-9]+/gi, '-'));
  mkdirSync(folder, { recursive: true });
  const write = (split: string, rows: readonly Row[]): void => writeFileSync(path.join(folder, `query-${split}.jsonl`), rows.map((row) => `${JSON.stringify(form(row))}\n`).join(''));
  write('train', train.slice(0, Math.round(train.length * share)));
  write('dev', held.slice(0, 32));
  write('test', held);
  const run = path.join(folder, 'run');
  if (!existsSync(path.join(run, 'adapter'))) python('query', '--data', folder, '--out', run, '--batch', '8', '--learning-rate', '1e-3', '--longest', '700', '--checkpoint-every', '100000', '--seed', '7', ...flags);
  const [, verb, whole, loss] = /: verb (.*?), whole (.*?), loss ([\d.]+)/.exec(python('exact', path.join(folder, 'query-test.jsonl'), path.join(run, 'adapter'))) ?? [];
  console.log(`| ${name} | ${verb} | ${whole} | ${loss} |`);
}
