/** The parts of `rem eval query` that need no model: seeded copies of a store, baselines, the section of the results file, columns of unseen tables. */
import assert from 'node:assert/strict';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { defaultSchema, loadSql, parse, plan } from '@rem/grammar';
import { labelIndex, type Generated } from '@rem/model';
import { keywordRules, nearestNeighbour } from '../src/eval/query-baselines.ts';
import type { Report } from '../src/eval/report.ts';
import { writeResults } from '../src/eval/results-file.ts';
import { seeded, seededPlace } from '../src/eval/seeded-stores.ts';
import { wilson } from '../src/eval/statistics.ts';
import { measureUnseen } from '../src/eval/unseen-schema.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'rem-eval-'));
test.after(() => rmSync(folder, { recursive: true, force: true }));

test('a seed keeps the same two thirds of the notes, and everything that is no note', () => {
  const notes = path.join(folder, 'notes');
  mkdirSync(path.join(notes, 'sub'), { recursive: true });
  for (let at = 0; at < 60; at++) writeFileSync(path.join(notes, at % 2 ? 'sub' : '.', `note-${at}.md`), `# ${at}\n`);
  writeFileSync(path.join(notes, 'rem.schema.json'), '{}');
  const kept = (seed: number): string[] => { const place = seededPlace(path.join(folder, 'store'), notes, seed); return globSync('**/*.md', { cwd: place.notes }).sort(); };
  const first = kept(11);
  assert.deepEqual(kept(11), first);
  assert.notDeepEqual(kept(23), first);
  assert.ok(first.length > 25 && first.length < 55, String(first.length));
  assert.ok(existsSync(path.join(folder, 'store-seed-11-notes', 'rem.schema.json')));
  assert.equal(seeded(3)(), seeded(3)());
});

test('baselines answer with statements, or with none', async () => {
  await loadSql();
  const rules = keywordRules(labelIndex([{ label: 'Ada Quill', kind: 'person', table: 'entities' }]));
  assert.equal((await rules('who does Ada Quill manage?')).query, 'TRAVERSE manages WITH LOOKUP "Ada Quill"');
  assert.equal((await rules('hello there')).query, null);
  const rows = path.join(folder, 'rows.jsonl');
  writeFileSync(rows, [['who runs the tin mine', 'TRAVERSE runs WITH LOOKUP "tin mine" DIRECTION INBOUND'], ['notes about lead', 'SEARCH "lead"'], ['good morning', 'NONE'], ['open copper', 'LOOKUP "copper"'], ['count all uploads', 'SELECT COUNT(*) FROM files'], ['spelled like brass', 'FUZZY "brass"']].map(([natural_language, rem_query]) => `${JSON.stringify({ natural_language, rem_query, schema: null })}\n`).join(''));
  const nearest = nearestNeighbour(rows);
  assert.equal((await nearest!('notes about zinc')).query, 'SEARCH "zinc"');
  assert.equal(nearestNeighbour(path.join(folder, 'absent.jsonl')), undefined);
});

test('a section of the results is replaced, the others stay', () => {
  const file = path.join(folder, 'results.md');
  const report = (title: string, hits: number): Report => ({ title, facts: {}, metrics: [{ name: 'share', unit: 'share', better: 'higher', estimate: wilson(hits, 10) }], baselines: [], plots: [], cases: [] });
  writeResults(file, report('One', 3));
  writeResults(file, report('Two', 4));
  writeResults(file, report('One', 9));
  const text = readFileSync(file, 'utf8');
  assert.match(text, /^# Results\n/);
  assert.equal(text.match(/^## /gm)?.length, 2);
  assert.ok(text.includes('90.0 %') && text.includes('40.0 %') && !text.includes('30.0 %'), text);
});

test('columns of unseen tables are right where table and columns are those of an accepted query', async () => {
  const schema = { ...defaultSchema, tables: [{ name: 'kites', columns: [{ name: 'span', type: 'numeric' }, { name: 'maker', type: 'text' }] }] };
  const answers: Record<string, string> = { wide: 'SELECT * FROM kites WHERE span > 3', made: "SELECT * FROM kites WHERE span = 3" };
  const generate = async (request: string): Promise<Generated> => ({ query: answers[request]!, plan: plan(parse(answers[request]!).tree.statements[0]!)!, problems: [], confidence: 1, ms: 1, tokens: 1, raw: '', repaired: 0 });
  const cases = [{ id: '1', request: 'wide', queries: ['SELECT * FROM kites WHERE span > 3'], tags: [] }, { id: '2', request: 'made', queries: ["SELECT * FROM kites WHERE maker = 'Bo'"], tags: [] }];
  const { metrics } = await measureUnseen(cases, { generate, schema, now: new Date(), timeZone: 'UTC' }, {});
  assert.deepEqual(metrics.map(({ name, estimate }) => [name, estimate.value]), [['table right', 1], ['columns right', 0.5], ['whole query right', 0.5], ['valid', 1]]);
});
