/** `rem compare`: pairs cases by id, counts what only one run has right, and refuses what does not compare. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { levels } from '../src/eval/compare-plans.ts';
import { costOf, paired, readRun, type Run } from '../src/eval/runs.ts';
import { call, rem } from './rem.ts';

function run(title: string, cases: readonly unknown[]): Run {
  const metrics = [{ name: 'whole query right', unit: 'share', better: 'higher', estimate: { value: 0.5, low: 0.4, high: 0.6, n: 20 } }];
  return readRun(JSON.stringify({ title, facts: {}, metrics, cases, baselines: [], plots: [] }));
}

const queries = (right: (at: number) => boolean, ms: number): unknown[] =>
  Array.from({ length: 20 }, (_, at) => ({ id: `d-${at}`, level: right(at) ? 'right' : levels[2], ms: ms + at }));

test('nine against one in twenty paired requests is told, with its probability', () => {
  const measures = paired(run('q', queries((at) => at < 10, 100)), run('q', queries((at) => at > 0 && at < 19, 60)));
  const whole = measures.find((measure) => measure.name === 'whole query right');
  assert.ok(whole?.kind === 'verdict');
  assert.deepEqual([whole.n, whole.first, whole.second, whole.onlyFirst, whole.onlySecond], [20, 10, 18, 1, 9]);
  assert.equal(whole.p.toFixed(4), '0.0215');
  const time = measures.find((measure) => measure.name === 'time (ms)');
  assert.ok(time?.kind === 'number');
  assert.deepEqual([time.difference.value, time.difference.low, time.difference.high], [-40, -40, -40]);
});

test('only cases that both runs have are compared', () => {
  const [whole] = paired(run('q', queries(() => true, 1)), run('q', queries(() => true, 1).slice(5, 9)));
  assert.equal(whole?.n, 4);
});

test('a cut counts for one labelled boundary only', () => {
  const moments = (said: number[]): Run => run('m', [{ file: 'a.md', gold: [10, 30], said, ms: 5 }, { file: 'b.md', gold: [], said: [], ms: 7 }]);
  const [f1] = paired(moments([10, 11]), moments([9, 31]));
  assert.ok(f1?.kind === 'number');
  assert.deepEqual([f1.first, f1.second], [0.75, 1]);
  assert.deepEqual(costOf(moments([])), { p50: 6, p95: 6.9, total: 12, n: 2 });
});

test('the command: a table, and what does not compare is wrong use', async (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rem-compare-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const files = { a: run('Request → query', queries((at) => at < 10, 100)), b: run('Request → query', queries(() => true, 60)), c: run('Pairs → edges', []) };
  for (const [name, report] of Object.entries(files)) writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(report));
  writeFileSync(path.join(folder, 'none.json'), '{"no": "report"}');
  const told = await rem(['compare', 'a.json', 'b.json'], { cwd: folder });
  assert.equal(told.code, 0, told.err);
  assert.match(told.out, /\| whole query right \| 50\.0 % \| 50\.0 % \|/);
  assert.match(told.out, /whole query right: 10 → 20 of 20; only the first 0, only the second 10; McNemar p = 0\.002\n/);
  for (const [files, message] of [[['a.json'], /two/], [['a.json', 'c.json'], /Pairs → edges/], [['a.json', 'none.json'], /no report/], [['a.json', 'away.json'], /not there/]] as const) {
    const wrong = await call(['compare', ...files], { cwd: folder });
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, message);
  }
});
