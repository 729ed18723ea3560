/** The outline model: the same features as its trainer's, and what it says of plain requests. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bucketOf, featuresOf, outlineOf, sketchOf } from '../src/sketch.ts';

type Samples = { requests: { request: string; labels: string[]; buckets: number[] }[]; queries: { query: string; class: string; edge: string; clauses: string[] }[] };
const samples = JSON.parse(readFileSync(new URL('../sketch-samples.json', import.meta.url), 'utf8')) as Samples;

test('features are those of the trainer', () => {
  for (const { request, labels, buckets } of samples.requests) {
    const own = [...new Set(featuresOf(request, labels).map((feature) => bucketOf(feature, 1 << 15)))].sort((a, b) => a - b);
    assert.deepEqual(own, buckets, request);
  }
});

test('outlines are those of the trainer', () => {
  for (const { query, class: name, edge, clauses } of samples.queries) {
    const own = outlineOf(query);
    assert.equal(own.name, name, query);
    assert.deepEqual([...own.clauses], clauses, query);
    if (edge !== 'other') assert.equal(own.edge, edge, query);
  }
});

test('a plain request has a plain outline, and a query that fits it scores better than one that does not', () => {
  for (const [request, name, better, worse] of [
    ['who does Ada Quill manage?', 'TRAVERSE', 'TRAVERSE manages WITH LOOKUP "Ada Quill"', 'SEARCH "who does Ada Quill manage"'],
    ['how many files failed last week', 'SELECT files', "SELECT COUNT(*) FROM files WHERE processing_status = 'failed' AND created_at = '@last_week'", 'SELECT * FROM files'],
    ['notes about paper boats', 'SEARCH resources', 'SEARCH "paper boats"', 'LOOKUP "paper boats"'],
    ['thanks a lot!', 'NONE', 'NONE', 'LOOKUP "thanks"'],
  ] as const) {
    const sketch = sketchOf(request, []);
    assert.ok(sketch, 'model/weights/rem-sketch.bin is there');
    assert.equal(sketch.likely.name, name, request);
    assert.ok(sketch.score(better) > sketch.score(worse), request);
    assert.ok(sketch.score(better) <= sketch.best + 1e-9);
  }
});
