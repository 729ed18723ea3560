/**
 * `rem eval query --quick`: what ships, on an even sample of the requests that people wrote, the rows compared on the sample store. Nothing that is shown may be
 * invalid or fail to run; the shares must not fall far below what the whole set had when the adapter was committed (docs/results.md).
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { Report } from '../src/eval/report.ts';
import { call, rem } from './rem.ts';

const ready = (await call(['model', 'status'])).code === 0;
/** Sixty requests: two and a half standard errors below the whole set. */
const floors: Readonly<Record<string, number>> = { 'verb right': 0.9, 'parameters right': 0.87, 'whole query right': 0.78, 'shown suggestions valid': 1, executes: 0.99, 'right rows': 0.81, 'unanswerable left alone': 0.7 };

test('a sample of requests, by the whole loop', { skip: ready ? false : 'no weights on this machine', timeout: 300_000 }, async (context) => {
  const out = mkdtempSync(path.join(os.tmpdir(), 'rem-quick-'));
  context.after(() => rmSync(out, { recursive: true, force: true }));
  const data = path.resolve(import.meta.dirname, '../../test-fixtures/requests/people-dev.jsonl');
  const { code, err } = await rem(['eval', 'query', '--quick', '--data', data, '--out', out], { env: { REM_STORES: path.join(out, 'stores') } });
  assert.ok(code === 0 || code === 1, `${code} ${err}`);
  const { metrics, cases } = JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8')) as Report;
  assert.ok(cases.length >= 55, String(cases.length));
  for (const { name, estimate } of metrics) {
    context.diagnostic(`${name}: ${estimate.value.toFixed(3)} (n ${estimate.n})`);
    if (name in floors) assert.ok(estimate.value >= floors[name]!, `${name} ${estimate.value}`);
  }
  assert.ok(readFileSync(path.join(out, 'report.html'), 'utf8').includes('<svg'));
});
