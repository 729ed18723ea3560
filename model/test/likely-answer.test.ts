/** A guess at the whole answer: right often enough to save passes, parsed as far as it goes, and never in the way of what the model writes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterBeginning, likelyAnswer } from '../src/likely-answer.ts';
import { sketchOf } from '../src/sketch.ts';

function likely(request: string, labels: string[] = []): string {
  const sketch = sketchOf(request, labels);
  assert.ok(sketch, 'the outline model ships');
  return likelyAnswer(sketch, request, labels).text;
}

test('whole answers of plain requests', () => {
  assert.equal(likely('who does Sarah Chen manage?', ['Sarah Chen']), 'TRAVERSE manages WITH LOOKUP "Sarah Chen"');
  assert.equal(likely('what depends on payments-gateway', ['payments-gateway']), 'TRAVERSE depends_on WITH LOOKUP "payments-gateway" DIRECTION INBOUND');
  assert.equal(likely('docs about rate limiting'), 'SEARCH "rate limiting"');
  assert.equal(likely('open Zhang Wei', ['Zhang Wei']), 'LOOKUP "Zhang Wei"');
});

test('conditions with their values, in the words of the language', () => {
  assert.equal(likely('conversations with Dmitri Volkov this month', ['Dmitri Volkov']), "SELECT * FROM moments WHERE moment_type = 'conversation' AND present_persons::text ILIKE '%Dmitri Volkov%' AND resource_timestamp = '@this_month'");
  assert.equal(likely('pdfs bigger than 5 MB'), "SELECT * FROM files WHERE mime_type = 'application/pdf' AND size_bytes > pg_size_bytes('5 MB')");
  assert.equal(likely('notes tagged customers, created in the last quarter'), "SELECT * FROM resources WHERE 'customers' = ANY(tags) AND created_at = '@last_quarter'");
  assert.equal(likely('meetings longer than half an hour'), "SELECT * FROM moments WHERE moment_type = 'meeting' AND resource_ends_timestamp - resource_timestamp > INTERVAL '30 minutes'");
  assert.equal(likely('docs created between 2026-10-01 and 2026-10-15'), "SELECT * FROM resources WHERE created_at >= '@2026-10-01' AND created_at <= '@2026-10-15'");
  assert.equal(likely('docs about pricing since march'), "SEARCH \"pricing\" WHERE created_at >= '@march'");
});

test('lists: several tags, denied ones, several labels, relations as they are called', () => {
  assert.equal(likely('docs tagged renewal or contract'), "SELECT * FROM resources WHERE tags && ARRAY['renewal', 'contract']");
  assert.equal(likely('notes tagged both postgres and drill'), "SELECT * FROM resources WHERE tags @> ARRAY['postgres', 'drill']");
  assert.match(likely('notes tagged final and not tagged draft'), /^SELECT \* FROM resources WHERE 'final' = ANY\(tags\) AND NOT \('draft' = ANY\(tags\)\)/);
  assert.equal(likely('follow derived_from edges from tides-v3, depth 2', ['tides-v3']), 'TRAVERSE derived_from WITH LOOKUP "tides-v3" DEPTH 2');
});

test('a beginning that is given is left out', () => {
  const whole = { text: 'SEARCH "x" IN moments', ending: ' IN moments', conditions: [], clauses: '' };
  assert.equal(afterBeginning(whole, 'SEARCH').text, '"x" IN moments');
  assert.equal(afterBeginning(whole, 'LOOKUP').text, '');
});

test('a beginning where the rest cannot be told, values quoted as the language quotes them', () => {
  assert.match(likely('count files by status'), /^SELECT /);
  assert.match(likely('show me "the \\ sign" please'), /^LOOKUP "the \\\\ sign"|^SEARCH /);
  assert.equal(likely('hello there'), 'NONE');
});
