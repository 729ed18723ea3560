/**
 * `npm run train`: everything that ships for the query model, made again from what is committed: environment, rows, adapter, guesses, outline model, word lists. Goes on where it was
 * stopped. About two hours on two quiet cores; `--minutes N` shortens the adapter's training, `--out FOLDER` (default `../model/weights`) keeps the shipped files as they are.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const here = import.meta.dirname;
const { values: options } = parseArgs({ options: { out: { type: 'string', default: '../model/weights' }, minutes: { type: 'string' }, seed: { type: 'string', default: '7' } } });
const out = path.resolve(here, options.out);
/** Lists that stand among the sources are only made anew with the weights they belong to. */
const isShipped = out === path.resolve(here, '../model/weights');
const python = path.join('.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

function run(what: string, command: string, ...args: string[]): void {
  console.log(`\n${what} …`);
  const { status, error } = spawnSync(command, args, { cwd: here, stdio: 'inherit' });
  if (status === 0) return;
  console.error(`${what}: ${error?.message ?? `${command} ended with ${status}`}. Mend what it says above and start the same command again; what is done is kept.`);
  process.exit(1);
}

mkdirSync(out, { recursive: true });
if (!existsSync(path.join(here, python))) run('A Python environment', 'python3', '-m', 'venv', '.venv');
run('Its packages', python, '-m', 'pip', 'install', '--quiet', '-r', 'requirements.lock');
run('This folder as a package', python, '-m', 'pip', 'install', '--quiet', '--no-deps', '-e', '.');
run('Generated rows', python, '-m', 'rem_data', 'query', '--seed', options.seed, '--out', 'data');
run('Rows written one by one', process.execPath, 'written.ts', '--out', 'data');
run('Checking every row', process.execPath, 'validate.ts', 'data/query-train.jsonl', 'data/query-written.jsonl');
run('Base weights and converter', python, '-m', 'rem_train', 'fetch', '--models', 'models');
run('Training', python, '-m', 'rem_train', 'query', '--base', 'smollm2-135m', '--device', 'cpu', '--data', 'data', '--out', 'runs/query', '--seed', options.seed, ...(options.minutes ? ['--minutes', options.minutes] : []));
run('The adapter as GGUF', python, '-m', 'rem_train', 'convert', 'runs/query/adapter', path.join(out, 'rem-query.lora.gguf'));
if (isShipped) run('Guesses of what follows', process.execPath, 'drafts.ts', 'data/query-train.jsonl', 'data/query-written.jsonl');
for (const seed of ['7', '8']) run(`Outline model, seed ${seed}`, python, '-m', 'rem_train', 'sketch', `runs/sketch-${seed}.bin`, '--seed', seed, '--rows', '80000', '--written', 'data/query-written.jsonl');
run('The mean of both', python, '-m', 'rem_train', 'sketch', path.join(out, 'rem-sketch.bin'), '--mean', 'runs/sketch-7.bin', 'runs/sketch-8.bin');
if (isShipped) run('Word lists of the generator', python, '-m', 'rem_data', 'talk', '--out', '../model/src/agreement/talk-words.json');
console.log(`\nIn ${out}. How good it is: npx rem eval query`);
