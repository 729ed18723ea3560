/** The list of functions is what PostgreSQL's catalogue says. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

test('the list of functions is fresh', () => {
  const script = fileURLToPath(new URL('../../../scripts/sql-functions.ts', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});
