/** The whole project under TypeScript's strictest settings: a type error anywhere is a failed test. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '..');

for (const [what, config] of [['every package', 'tsconfig.json'], ['the pages in the browser', 'client/webview/tsconfig.json']] as const) {
  test(`${what} type-checks`, () => {
    const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
    const compiler = path.join(path.dirname(manifest), 'bin', 'tsc');
    const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', config], { cwd: root, encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });
}
