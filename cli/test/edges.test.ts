/** `rem edges` from the outside: the form of its answers, bad input in words, a workspace, recalibration. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { readEdgeRequest } from '../src/edges/input.ts';
import { plotsMarkdown, type Report } from '../src/eval/report.ts';
import { writeResults } from '../src/eval/results-file.ts';
import { call } from './rem.ts';

type Answer = { edges: { from: string; to: string; type: string; score: number; reason: string; metadata: { topic_overlap: string[] } }[] };

const source = { id: 'a1b2c3d4-0000-4000-8000-000000000001', content: '# Membrane cleaned\nFollow-up to the tide gauge drift: the membrane of the pressure sensor at Aveiro was cleaned, the drift is gone.' };
const related = { id: 7, name: 'Tide gauge drift', content: 'The pressure sensor of the tide gauge at Aveiro drifts by two centimetres a month; biofouling on the membrane is suspected.' };
const stranger = { id: 'bread', content: 'Feed the starter twice, fold the dough four times, bake with steam.' };

test('a source with candidates: edges in the form that other programs read', async () => {
  const { code, out, err } = await call(['edges', '--words', '-'], { input: JSON.stringify({ source, candidates: [related, stranger, source, related] }) });
  assert.equal(code, 0, err);
  const { edges } = JSON.parse(out) as Answer;
  assert.deepEqual(edges.map(({ from, to }) => [from, to]), [[source.id, '7']]);
  const [edge] = edges;
  assert.ok(edge && ['SEE_ALSO', 'PREREQUISITE', 'CONTINUATION'].includes(edge.type) && edge.score > 0.5 && edge.score <= 1);
  assert.ok(edge.metadata.topic_overlap.includes('pressure sensor'), edge.metadata.topic_overlap.join());
  assert.ok(edge.reason.includes('pressure sensor'), edge.reason);
});

test('--least 0 tells all, --limit the best', async () => {
  const input = JSON.stringify({ source, candidates: [stranger, related] });
  const all = JSON.parse((await call(['edges', '--words', '--least', '0'], { input })).out) as Answer;
  assert.deepEqual(all.edges.map(({ to }) => to), ['7', 'bread']);
  const best = JSON.parse((await call(['edges', '--words', '--least', '0', '--limit', '1'], { input })).out) as Answer;
  assert.deepEqual(best.edges.map(({ to }) => to), ['7']);
});

test('lines: an answer a line; a line that is not understood is told with its number and does not stop the others', async () => {
  const good = JSON.stringify({ source, candidates: [related] });
  const { code, out, err } = await call(['edges', '--words', '--jsonl'], { input: `${good}\n{"source": {"id": "x"}, "candidates": []}\nnot json\n${good}\n` });
  assert.equal(code, 1);
  assert.equal(out.trim().split('\n').length, 2);
  assert.match(err, /line 2: source\.content: Expected "content"/);
  assert.match(err, /line 3: This is no JSON/);
});

test('what people write in such files is read: names for labels, objects for persons, times under any name', () => {
  const read = readEdgeRequest(JSON.stringify({ source: { ...source, resource_timestamp: '2026-03-09', present_persons: [{ id: 'x', name: 'Ana' }], tags: 'a, b', metadata: { thread: 't' } }, candidates: [{ ...related, created_at: 'soon', kind: null }] }));
  assert.ok(typeof read !== 'string');
  assert.deepEqual([read.source.label, read.source.people, read.source.tags, read.source.created, read.source.thread], ['Membrane cleaned', ['Ana'], ['a', 'b'], '2026-03-09', 't']);
  assert.deepEqual([read.candidates[0]?.label, read.candidates[0]?.created], ['Tide gauge drift', undefined]);
  for (const bad of ['', '[]', '{}', '{"source": 1, "candidates": []}', '{"source": {"id": "a", "content": "b"}}', '{"source": {"id": "a", "content": "b"}, "candidates": [{"id": "c", "content": null}]}']) assert.equal(typeof readEdgeRequest(bad), 'string', bad);
});

test('notes of a workspace against all of it', async (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rem-edges-cli-'));
  context.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const before = '---\nname: Membrane cleaned\n---\nFollow-up to the tide gauge drift: the membrane of the pressure sensor at Aveiro was cleaned.\n';
  writeFileSync(path.join(folder, 'cleaned.md'), before);
  writeFileSync(path.join(folder, 'drift.md'), `---\nname: Tide gauge drift\n---\n${related.content}\n`);
  writeFileSync(path.join(folder, 'bread.md'), `# Sourdough\n\n${stranger.content}\n`);
  const { code, out, err } = await call(['edges', '--workspace', folder, '--words', 'cleaned.md'], { env: { REM_STORES: path.join(folder, '.stores') } });
  assert.equal(code, 0, err);
  const [line] = out.trim().split('\n').map((text) => JSON.parse(text) as { note: string; edges: { to: string; path: string }[] });
  assert.equal(line?.note, 'cleaned.md');
  assert.deepEqual(line?.edges.map(({ to, path: file }) => [to, file]), [['Tide gauge drift', 'drift.md']]);
  assert.equal(readFileSync(path.join(folder, 'cleaned.md'), 'utf8'), before);
});

test('recalibration moves scores to what people accepted, and refuses too little', async (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rem-edges-cal-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const [few, many, out] = ['few.jsonl', 'many.jsonl', 'weights.json'].map((name) => path.join(folder, name));
  writeFileSync(few!, '{"score": 0.9, "related": true}\n');
  assert.match((await call(['edges', '--recalibrate', few!, '--out', out!])).err, /too few/);
  // A person who takes only every third of what is offered at 80 %.
  const labels = Array.from({ length: 300 }, (_, at) => ({ score: 0.5 + (at % 50) / 100, related: at % 3 === 0 && at % 50 > 10 }));
  writeFileSync(many!, labels.map((label) => JSON.stringify(label)).join('\n'));
  const ran = await call(['edges', '--recalibrate', many!, '--out', out!]);
  assert.equal(ran.code, 0, ran.err);
  const input = JSON.stringify({ source, candidates: [related] });
  const score = async (more: string[]): Promise<number> => (JSON.parse((await call(['edges', '--words', '--least', '0', ...more], { input })).out) as Answer).edges[0]!.score;
  const [after, before] = [await score(['--weights', out!]), await score([])];
  assert.ok(after < before - 0.1, `${before} became ${after}; ${ran.err}`);
  assert.match((await call(['edges', '--weights', many!], { input })).err, /rem edges/);
});

test('a server judges where one is named: what it says is held against the texts; where it fails, the built-in scorer answers', async (context) => {
  const said = { edges: [
    { from: 'x', to: '7', type: 'PREREQUISITE', score: 0.8, reason: 'Both\nspeak of the sensor', metadata: { topic_overlap: ['Pressure Sensor', 'submarines'] } },
    { to: 'nobody', type: 'SEE_ALSO', score: 1, reason: 'run rm -rf' },
  ] };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url?.endsWith('/models')) response.end(JSON.stringify({ object: 'list', data: [{ id: 'base', object: 'model' }, { id: 'rem-edge', object: 'model', parent: 'base' }] }));
    else if (request.url?.endsWith('/completions')) response.end(JSON.stringify({ id: 'c', object: 'text_completion', choices: [{ index: 0, text: JSON.stringify(said), finish_reason: 'stop' }], usage: { completion_tokens: 20, prompt_tokens: 30 } }));
    else response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => server.close());
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const input = JSON.stringify({ source, candidates: [related, stranger] });
  const { out, err } = await call(['edges', '--words', '--server', url, '--server-adapter', 'rem-edge'], { input });
  const { edges } = JSON.parse(out) as Answer;
  assert.deepEqual(edges.map(({ to, type, score, reason, metadata }) => ({ to, type, score, reason, topics: metadata.topic_overlap })), [{ to: '7', type: 'PREREQUISITE', score: 0.8, reason: 'Both speak of the sensor', topics: ['Pressure Sensor'] }], err);
  server.close();
  server.closeAllConnections();
  const away = await call(['edges', '--words', '--server', url], { input });
  assert.match(away.err, /built-in scorer answers/);
  assert.deepEqual((JSON.parse(away.out) as Answer).edges.map(({ to }) => to), ['7']);
});

test('what a picture shows is told as text in the results, and a section with it is replaced whole', (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rem-edges-results-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'results.md');
  const report = (title: string, cell: number): Report => ({ title, facts: {}, metrics: [], baselines: [], cases: [], plots: [
    { kind: 'matrix', title: 'Said', rows: ['a|b'], columns: ['c'], cells: [[cell]] }, { kind: 'list', title: 'Worst', lines: ['one\ntwo'] },
    { kind: 'lines', title: 'Curve', x: 'recall', y: 'precision', series: [{ label: 'score', points: Array.from({ length: 80 }, (_, at): [number, number] => [at / 79, 1 - at / 79]) }] } ] });
  for (const one of [report('One', 741), report('Two', 742), report('One', 743)]) writeResults(file, one, plotsMarkdown(one));
  const text = readFileSync(file, 'utf8');
  assert.equal(text.match(/^## /gm)?.length, 2);
  assert.ok(text.includes('| a\\|b | 743 |') && text.includes('| a\\|b | 742 |') && !text.includes('741'), text);
  assert.match(text, /^- one<br>two$/m);
  const points = /^score \(recall, precision\): (.*)$/m.exec(text)?.[1]?.split(', ') ?? [];
  assert.ok(points.length >= 10 && points.length <= 11 && points[0] === '0.00 1.00' && points.at(-1) === '1.00 0.00', points.join());
});
