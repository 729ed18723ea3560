/**
 * Every test with Node's own runner, the real VS Code included. Before a run of all, the model's weights are brought; before tests of
 * the client, what ships is built and packaged, so what is tried is what ships.
 */
import { globSync } from 'node:fs';
import { root, runNode } from './bootstrap.mjs';

const folders = ['scripts', 'grammar', 'model', 'store', 'server', 'cli', 'test-fixtures', 'training', 'client'];

const testsOf = (folder: string): readonly string[] =>
  globSync(`${folder}/**/*.test.ts`, { cwd: root, exclude: (name) => name === 'node_modules' || name === '.venv' })
    .sort();

const asked = process.argv.slice(2);
const files = asked.length > 0 ? asked : folders.flatMap(testsOf);
if (asked.length === 0 && runNode(['scripts/fetch-model.ts']) !== 0) console.error('\nThe tests that need the model are skipped.\n');
// A real llama.cpp server, built once where there is a compiler: five minutes on two cores. What eight minutes do not finish goes on with the next run.
if (asked.length === 0 && runNode(['scripts/llama-server.ts', '--python', '--minutes', '8']) !== 0) console.error('\nThe tests with a real llama.cpp server are skipped.\n');
if (files.some((file) => file.startsWith('client/'))) {
  const status = runNode(['scripts/package.ts', '--if-stale']);
  if (status !== 0) process.exit(status);
}
process.exit(runNode(['--test', '--test-concurrency=1', '--test-timeout=600000', ...files]));
