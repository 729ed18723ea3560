/** `rem moments` and the measures behind `rem eval moments`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { f1, equidistant, matched, pk, textTiling, windowDiff } from '../src/eval/segmentation.ts';
import { exactTopic, sameTopic } from '../src/eval/topics.ts';
import { call } from './rem.ts';

const day = '[2025-01-06 09:00] Team standup. Sarah shared progress on the API migration.\n\n[2025-01-06 10:30] Fixed the token refresh bug in the auth service.\n';

test('a transcript from standard input: JSON in the form that other programs read, YAML, Markdown', async () => {
  const { code, out, err } = await call(['moments', '-'], { input: day });
  assert.equal(code, 0, err);
  const { moments } = JSON.parse(out) as { moments: Record<string, unknown>[] };
  assert.deepEqual(moments.map((moment) => moment.resource_timestamp), ['2025-01-06T09:00:00', '2025-01-06T10:30:00']);
  for (const key of ['name', 'summary', 'content', 'resource_ends_timestamp', 'moment_type', 'emotion_tags', 'topic_tags', 'present_persons']) assert.ok(key in (moments[0] ?? {}), key);
  assert.match((await call(['moments', '--format', 'yaml', '-'], { input: day })).out, /^moments:\n {2}- name: /);
  assert.match((await call(['moments', '--format', 'md', '-'], { input: day })).out, /^## .*\n\n- time: 2025-01-06T09:00:00/);
});

test('bad input: nothing, JSON without words, times that run backwards, a wrong date', async () => {
  const empty = await call(['moments', '-'], { input: '' });
  assert.equal(empty.code, 1);
  assert.match(empty.err, /no words/);
  assert.equal((await call(['moments', '-'], { input: '\u0000\u0001binary' })).code, 1);
  const backwards = await call(['moments', '-'], { input: '[10:00] One thing.\n\n[09:50] Before it.\n' });
  assert.equal(backwards.code, 0);
  assert.match(backwards.err, /<stdin>:3:9: warning: .*backwards/);
  assert.equal((await call(['moments', '--now', 'yesterday', '-'], { input: day })).code, 2);
  assert.equal((await call(['moments'], {})).code, 2);
});

test('boundaries within a tolerance, each used once', () => {
  assert.deepEqual(matched([10, 20], [11, 12, 40], 2), { hit: 1, said: 3, gold: 2 });
  assert.equal(f1({ hit: 1, said: 3, gold: 2 }), 0.4);
});

test('Pk and WindowDiff: nought for the same, one for everything wrong, near misses between', () => {
  assert.equal(pk(20, [10], [10]), 0);
  assert.equal(windowDiff(20, [10], [10]), 0);
  assert.ok(pk(20, [10], [11]) > 0 && pk(20, [10], [11]) < pk(20, [10], []));
  assert.ok(windowDiff(40, [20], [18, 20, 22]) > pk(40, [20], [20]));
  assert.deepEqual(equidistant(12, 3), [4, 8]);
});

test('TextTiling finds where the words change', () => {
  const texts = [...Array.from({ length: 8 }, () => 'the boiler valve leaks water'), ...Array.from({ length: 8 }, () => 'wedding cake with cream and guests')];
  assert.deepEqual(textTiling(texts), [8]);
});

test('topics: exact, near, and neither', () => {
  assert.ok(exactTopic('token-refresh', 'Token refreshes') && sameTopic('token-refresh', 'refresh') && !sameTopic('token-refresh-bug', 'bug-report-form'));
});
