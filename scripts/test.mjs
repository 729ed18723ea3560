/**
 * `npm test`: installs what is missing, builds and packages what ships, then runs every test with Node's own runner, the real VS Code
 * included. Arguments are test files or globs; without any, all of them.
 */
import { globSync } from 'node:fs';
import { ensurePackages, root, runNode } from './bootstrap.mjs';

if (!process.env.REM_TEST_INNER) {
  ensurePackages();
  process.exit(runNode(['scripts/test.mjs', ...process.argv.slice(2)], { REM_TEST_INNER: '1' }));
}

const folders = ['scripts', 'grammar', 'model', 'store', 'server', 'cli', 'test-fixtures', 'training', 'client'];
const asked = process.argv.slice(2);
const files = asked.length > 0 ? asked : folders.flatMap((folder) => globSync(`${folder}/**/*.test.ts`, { cwd: root, exclude: (name) => name === 'node_modules' || name === '.venv' }).sort());
if (asked.length === 0 || asked.some((file) => file.startsWith('client/'))) {
  const status = runNode(['scripts/package.ts', '--if-stale']);
  if (status !== 0) process.exit(status);
}
process.exit(runNode(['--test', '--test-concurrency=1', '--test-timeout=600000', ...files]));
