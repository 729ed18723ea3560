/**
 * The generator as a newcomer runs it: plain Python 3.11, no packages. Its own tests pass, its commands are there, the same seed gives the same rows,
 * and every row it makes is a query of the language.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const here = import.meta.dirname;
const python = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python'].find((name) => spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']).status === 0);
const skip = python === undefined ? 'no Python 3.11 on this machine' : false;

const run = (...args: string[]): { status: number | null; output: string } => {
  const { status, stdout, stderr } = spawnSync(python ?? '', args, { cwd: here, encoding: 'utf8', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
  return { status, output: `${stdout}${stderr}` };
};

test('the tests of the generator', { skip }, () => {
  const { status, output } = run('-m', 'unittest', ...['data', 'edges', 'edges_feedback', 'feedback', 'moments', 'prompt', 'sketch'].map((name) => `tests.test_${name}`));
  assert.equal(status, 0, output);
});

test('every command is there, and the same seed gives the same rows, all of them queries', { skip }, (context) => {
  const place = mkdtempSync(path.join(tmpdir(), 'rem-data-'));
  context.after(() => rmSync(place, { recursive: true, force: true }));
  const help = run('-m', 'rem_data', '--help');
  for (const task of ['query', 'talk', 'edges', 'moments', 'from-feedback', 'edges-from-feedback']) assert.match(help.output, new RegExp(`\\b${task}\\b`));
  const made = ['one', 'two'].map((name) => run('-m', 'rem_data', 'query', '--train', '300', '--held-out', '50', '--out', path.join(place, name)));
  assert.deepEqual(made.map(({ status }) => status), [0, 0], made[0]?.output);
  assert.equal(made[0]?.output, made[1]?.output);
  assert.match(made[0]?.output ?? '', /near duplicates across and within splits: 0\b/);
  const train = path.join(place, 'one', 'query-train.jsonl');
  assert.equal(readFileSync(train, 'utf8').trim().split('\n').length, 300);
  const valid = spawnSync(process.execPath, ['validate.ts', train], { cwd: here, encoding: 'utf8' });
  assert.equal(valid.status, 0, `${valid.stdout}${valid.stderr}`);
});
