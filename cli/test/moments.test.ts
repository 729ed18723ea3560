/** `rem moments` and the measures behind `rem eval moments`. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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

test('bad files: a second encoding, UTF-16, and fifty megabytes are told in words', async (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rem-moments-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const read = async (name: string, bytes: Buffer): Promise<{ code: number | null; err: string }> => {
    writeFileSync(path.join(folder, name), bytes);
    const { code, err } = await call(['moments', path.join(folder, name)], {});
    return { code, err };
  };
  const mixed = await read('mixed.txt', Buffer.concat([Buffer.from('José: Café.\n'), Buffer.from('Jos\u00e9: no.\n', 'latin1')]));
  assert.deepEqual([mixed.code, /save it as UTF-8/.test(mixed.err)], [1, true], mixed.err);
  const wide = await read('wide.txt', Buffer.from('\ufeffAnn: Hello.\n', 'utf16le'));
  assert.deepEqual([wide.code, /UTF-16 text: save it as UTF-8/.test(wide.err)], [1, true], wide.err);
  const huge = await read('huge.txt', Buffer.alloc(50_000_000, '[09:00] Ann: we talked about the harbour.\n'));
  assert.deepEqual([huge.code, /50\.0 MB.*Split it/.test(huge.err)], [1, true], huge.err);
});

test('eval moments: every measure in the table, and a section of its own in the results', async (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rem-moments-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const results = path.join(folder, 'results.md');
  writeFileSync(results, '# Results\n\n## Another task\n\nstays\n');
  const { out } = await call(['eval', 'moments', '--split', 'dev', '--quick', '--results', results], {});
  const rows = ['boundary F1 at 60 s', 'boundary precision at 30 s', 'boundary recall at ±2', 'Pk', 'WindowDiff', 'starts within a minute', 'ends within a minute', 'type right', 'emotion micro F1', 'emotion macro F1', 'topic precision, fuzzy', 'topic precision, exact', 'topic recall, exact', 'people F1', 'names and summaries without a new name', 'an hour of transcript', 'eight hours', 'an edit in an hour', 'megabytes kept'];
  for (const row of rows) assert.ok(out.includes(`| ${row}`), row);
  for (const baseline of ['no boundary', 'equidistant', 'random', 'TextTiling']) assert.ok(out.includes(baseline), baseline);
  const written = readFileSync(results, 'utf8');
  assert.match(written, /## Another task\n\nstays/);
  assert.match(written, /\n## Transcript → moments\n[^]*boundary F1 at 60 s/);
});
