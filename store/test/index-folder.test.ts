/** Notes in step: only what changed is read, ids outlive renames, broken notes keep their last good version, vectors resume. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Plan } from '@rem/grammar';
import { startSession, type Session } from '../src/session.ts';
import type { IndexOptions, IndexReport, Rows } from '../src/types.ts';
import { openEmpty, type Opened } from './reference/backends.ts';
import { embed } from './reference/memory.ts';

let opened: Opened;
const folder = mkdtempSync(join(tmpdir(), 'rem-index-'));

before(async () => {
  opened = (await openEmpty('PGlite')) as Opened;
});
after(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

let clock = Date.now() / 1000 - 10_000;
/** Every write gets a later time, so that two writes within one tick differ. */
function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
  clock += 10;
  utimesSync(join(folder, path), clock, clock);
}

async function index(session: Session = opened.session, options: IndexOptions = {}): Promise<IndexReport> {
  const report = await session.index(folder, options);
  assert.equal(report.kind, 'indexed', JSON.stringify(report));
  return report as IndexReport;
}

async function sql(raw_query: string): Promise<unknown[][]> {
  const plan = { intent: 'structured_query', query_type: 'SQL', parameters: { raw_query }, explanation: '' } as Plan;
  const result = await opened.session.run(plan, { limit: 100, timeoutMs: 1000, maxCell: 10_000 });
  assert.equal(result.kind, 'rows', JSON.stringify(result));
  return (result as Rows).rows;
}

const counts = ({ added, changed, renamed, removed, unchanged }: IndexReport): number[] => [added, changed, renamed, removed, unchanged];

const note = (name: string, edge = 'Gate', text = 'words'): string =>
  `kind: entity\nname: ${name}\nentity_type: thing\nsummary: ${text}\ngraph_edges: [{dst: ${edge}, rel_type: near, weight: 0.5}]\n`;

test('a first run brings everything in, a second one nothing', async () => {
  write('one.yaml', note('One'));
  write('deep/two.md', '# Two\n\nSee [[One]] and [the note](../one.yaml).\n');
  write('talk.vtt', 'WEBVTT\n');
  write('.hidden/no.md', '# No\n');
  write('node_modules/no.md', '# No\n');
  assert.deepEqual(counts(await index()), [3, 0, 0, 0, 0]);
  assert.deepEqual(counts(await index()), [0, 0, 0, 0, 3]);
  assert.deepEqual(await sql('SELECT name FROM files'), [['talk.vtt']]);
  assert.deepEqual(await sql("SELECT x->>'dst' FROM resources, jsonb_array_elements(graph_edges) x ORDER BY 1"), [['One'], ['one.yaml']]);
});

test('a changed note is written anew, its rows keep their ids, other notes are not read', async () => {
  const [[id]] = (await sql(`SELECT id FROM entities WHERE name = 'One'`)) as [[string]];
  write('one.yaml', note('One', 'Gate', 'other words'));
  assert.deepEqual(counts(await index()), [0, 1, 0, 0, 2]);
  assert.deepEqual(await sql('SELECT id, summary FROM entities'), [[id, 'other words']]);
});

test('a touched file with the same content changes nothing', async () => {
  write('one.yaml', note('One', 'Gate', 'other words'));
  const report = await index();
  assert.deepEqual([...counts(report), report.embedded], [0, 0, 0, 0, 3, 0]);
});

test('a renamed note keeps its id, also when it was edited on the way', async () => {
  const [[id]] = (await sql(`SELECT id FROM entities WHERE name = 'One'`)) as [[string]];
  renameSync(join(folder, 'one.yaml'), join(folder, 'moved.yaml'));
  assert.deepEqual(counts(await index()), [0, 0, 1, 0, 2]);
  assert.deepEqual(await sql('SELECT id FROM entities'), [[id]]);
  rmSync(join(folder, 'moved.yaml'));
  write('deep/again.yaml', note('One', 'Bell', 'edited while moving'));
  assert.deepEqual(counts(await index()), [0, 0, 1, 0, 2]);
  assert.deepEqual(await sql('SELECT id, summary FROM entities'), [[id, 'edited while moving']]);
});

test('a new note at the old path of a renamed one gets another id', async () => {
  write('one.yaml', note('Another'));
  assert.deepEqual(counts(await index()), [1, 0, 0, 0, 3]);
  const rows = await sql('SELECT id FROM entities');
  assert.equal(new Set(rows.flat()).size, 2);
});

test('a broken note is a problem at its place and keeps its last good version, until it is mended', async () => {
  write('one.yaml', 'kind: entity\nname: [broken\n');
  const report = await index();
  assert.deepEqual(
    report.problems.map((problem) => [problem.path, problem.code, problem.line]),
    [['one.yaml', 'note-yaml', 3]],
  );
  assert.deepEqual(await sql(`SELECT count(*) FROM entities WHERE name = 'Another'`), [[1]]);
  assert.equal((await index()).problems.length, 1, 'the problem stays as long as the note is broken');
  write('one.yaml', note('Mended'));
  assert.deepEqual((await index()).problems, []);
  assert.deepEqual(await sql('SELECT name FROM entities ORDER BY name'), [['Mended'], ['One']]);
});

test('a deleted note leaves with its labels, edges and vectors', async () => {
  rmSync(join(folder, 'one.yaml'));
  assert.deepEqual(counts(await index()), [0, 0, 0, 1, 3]);
  assert.deepEqual(await sql('SELECT name FROM entities'), [['One']]);
  const left = await opened.backend.write((query) =>
    query(`SELECT (SELECT count(*) FROM rem_store.labels WHERE label = 'Mended'), (SELECT count(*) FROM rem_store.edges WHERE src_label = 'Mended'),
    (SELECT count(*) FROM rem_store.embeddings e WHERE NOT EXISTS (SELECT 1 FROM rem_store.owned o WHERE o.row_id = e.row_id))`),
  );
  assert.deepEqual(left.rows, [[0, 0, 0]]);
});

test('moments of an engram that lose or swap a neighbour keep their ids', async () => {
  const engram = (names: string[]): string =>
    `kind: engram\nname: Day\nmoments:\n${names.map((name) => `  - {name: ${name}, moment_type: meeting}\n`).join('')}`;
  write('day.yaml', engram(['A', 'B', 'C']));
  await index();
  const before = Object.fromEntries(await sql('SELECT name, id FROM moments')) as Record<string, string>;
  write('day.yaml', engram(['C', 'A']));
  await index();
  assert.deepEqual(Object.fromEntries(await sql('SELECT name, id FROM moments')), { A: before['A'], C: before['C'] });
  rmSync(join(folder, 'day.yaml'));
  await index();
  assert.deepEqual(await sql('SELECT count(*) FROM moments'), [[0]]);
});

test('without a model notes come in, and their vectors follow when there is one', async () => {
  const bare = await startSession(opened.backend, {}, undefined);
  write('late.yaml', note('Late'));
  const report = await index(bare);
  assert.ok(report.unembedded > 0 && /embedding model/.test(report.remarks.join()));
  const later = await index();
  assert.deepEqual([later.added, later.unembedded], [0, 0]);
  assert.ok(later.embedded > 0);
});

test('a model that fails in the middle is said, and the next run goes on', async () => {
  for (let i = 0; i < 120; i++) write(`many/${i}.yaml`, note(`Many ${i}`, 'Gate', `words ${i}`));
  let calls = 0;
  const failing = await startSession(opened.backend, {}, async (texts) => {
    if (++calls > 3) throw new Error('the model went away');
    return embed(texts);
  });
  const report = await index(failing);
  assert.equal(report.added, 120);
  assert.ok(report.embedded > 0 && report.unembedded > 0 && /the model went away/.test(report.remarks.join()), JSON.stringify(report.remarks));
  const next = await index();
  assert.equal(next.unembedded, 0);
  assert.equal(next.embedded + report.embedded, 240, 'no vector is made twice');
});

test('an answer of the wrong size is refused', async () => {
  write('late.yaml', note('Late', 'Gate', 'new words'));
  const report = await index(await startSession(opened.backend, {}, async (texts) => texts.map(() => new Float32Array(12))));
  assert.match(report.remarks.join(), /12 numbers .* instead of 384/);
  await index();
});

test('a run can be stopped and paused, and the next one goes on', async () => {
  for (let i = 0; i < 250; i++) write(`more/${i}.yaml`, note(`More ${i}`));
  const stop = new AbortController();
  const stopped = await index(opened.session, { signal: stop.signal, onProgress: ({ done }) => void (done > 0 && stop.abort()) });
  assert.ok(stopped.cancelled && stopped.added > 0 && stopped.added < 250, `${stopped.added}`);
  let paused = true;
  setTimeout(() => (paused = false), 300);
  const started = performance.now();
  const rest = await index(opened.session, { paused: () => paused });
  assert.ok(performance.now() - started >= 280);
  assert.deepEqual([rest.added + stopped.added, rest.unembedded, rest.cancelled], [250, 0, false]);
});

test('a run that is paused writes nothing, tells what waits, and can be stopped meanwhile', async () => {
  for (let i = 0; i < 3; i++) write(`waiting/${i}.yaml`, note(`Waiting ${i}`));
  const stop = new AbortController();
  const told: unknown[] = [];
  const report = await index(opened.session, {
    signal: stop.signal,
    paused: () => true,
    onProgress: (progress) => {
      told.push(progress);
      setTimeout(() => stop.abort(), 200);
    },
  });
  assert.deepEqual([report.cancelled, report.added, told], [true, 0, [{ stage: 'notes', done: 0, total: 3 }]]);
  assert.deepEqual(await sql(`SELECT count(*) FROM entities WHERE name LIKE 'Waiting%'`), [[0]]);
  assert.deepEqual([(await index()).added, (await index()).added], [3, 0]);
});

test('a folder that is not there is a failure with a remedy, and nothing is lost', async () => {
  const report = await opened.session.index(join(folder, 'nowhere'), {});
  assert.equal(report.kind === 'failed' && report.code, 'no-folder');
  assert.notDeepEqual(await sql('SELECT count(*) FROM entities'), [[0]]);
});

test('hostile names and values are data', async () => {
  write(
    'hostile.yaml',
    `kind: entity\nname: "'); DROP TABLE entities; --"\nsummary: "\\u0001 \\uD800 \\\\ $1 ''"\nmetadata: {"a\\"b": "\\uDFFF"}\ngraph_edges: [{dst: "{\\"x\\"}", rel_type: "a','b"}]\n`,
  );
  assert.equal((await index()).added, 1);
  assert.deepEqual(await sql(`SELECT count(*) FROM entities WHERE name LIKE '%DROP TABLE%'`), [[1]]);
});
