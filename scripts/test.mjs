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

/** Not yet seen passing as a whole on a quiet machine; `npm test FILE` runs them. Each leaves this list once it was. */
const onRequest = ['client/test/results.test.ts', 'client/test/start.test.ts', 'client/test/suite.test.ts'];
const folders = ['scripts', 'grammar', 'model', 'store', 'server', 'cli', 'test-fixtures', 'training', 'client'];
const asked = process.argv.slice(2);
const files = asked.length > 0 ? asked : folders.flatMap((folder) => globSync(`${folder}/**/*.test.ts`, { cwd: root, exclude: (name) => name === 'node_modules' || name === '.venv' }).sort()).filter((file) => !onRequest.includes(file));
if (asked.length === 0 || asked.some((file) => file.startsWith('client/'))) {
  const status = runNode(['scripts/package.ts', '--if-stale']);
  if (status !== 0) process.exit(status);
}
process.exit(runNode(['--test', '--test-concurrency=1', '--test-timeout=600000', ...files]));
