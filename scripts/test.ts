/**
 * Every test with Node's own runner, the real VS Code included. Before a run of all, the model's weights are brought; before tests of
 * the client, what ships is built and packaged, so what is tried is what ships. A file of the real editor that fails is run once more by itself,
 * and that is said: keys and clicks meet a browser, and what others do on the machine can come between. Every other failure stands.
 */
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, runNode } from './bootstrap.mjs';
import type { TestReport } from './test-report.ts';

const folders = ['scripts', 'grammar', 'model', 'store', 'server', 'cli', 'test-fixtures', 'training', 'client'];

const testsOf = (folder: string): readonly string[] =>
  globSync(`${folder}/**/*.test.ts`, { cwd: root, exclude: (name) => name === 'node_modules' || name === '.venv' })
    .sort();

const ofEditor = (file: string): boolean => path.relative(root, path.resolve(root, file)).startsWith('client');

function prepare(files: readonly string[], all: boolean): void {
  if (all && runNode(['scripts/fetch-model.ts']) !== 0) console.error('\nThe tests that need the model are skipped.\n');
  // A real llama.cpp server, built once where there is a compiler: five minutes on two cores. What eight minutes do not finish goes on with the next run.
  if (all && runNode(['scripts/llama-server.ts', '--python', '--minutes', '8']) !== 0) console.error('\nThe tests with a real llama.cpp server are skipped.\n');
  if (!files.some(ofEditor)) return;
  const status = runNode(['scripts/package.ts', '--if-stale']);
  if (status !== 0) process.exit(status);
}

function run(files: readonly string[]): TestReport & { status: number } {
  const place = mkdtempSync(path.join(tmpdir(), 'rem-tests-'));
  const report = path.join(place, 'report.json');
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=./scripts/test-report.ts', `--test-reporter-destination=${report}`];
  try {
    const status = runNode(['--test', '--test-concurrency=1', '--test-timeout=600000', ...reporters, ...files]);
    return { status, ...(JSON.parse(readFileSync(report, 'utf8')) as TestReport) };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

const asked = process.argv.slice(2);
const files = asked.length > 0 ? asked : folders.flatMap(testsOf);
prepare(files, asked.length === 0);
const first = run(files);
if (first.status === 0 || !first.files.every(ofEditor) || first.files.length === 0) process.exit(first.status);
const names = first.files.map((file) => path.relative(root, file)).join(', ');
console.log(`\nOnce more, by itself: ${names}\n`);
const second = run(first.files);
console.log(`\n${second.status === 0 ? 'Passed' : 'Failed'} the second time: ${names}`);
console.log(`${first.passed + (second.status === 0 ? first.failed : 0)} passed, ${second.status === 0 ? 0 : second.failed} failed`);
process.exit(second.status);
