/** A guess at the whole answer: right often enough to save passes, parsed as far as it goes, and never in the way of what the model writes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { likelyAnswer } from '../src/likely-answer.ts';
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

test('a beginning where the rest cannot be told, values quoted as the language quotes them', () => {
  assert.match(likely('count files by status'), /^SELECT /);
  assert.match(likely('pdfs bigger than 5 MB'), /^SELECT \* FROM files WHERE /);
  assert.match(likely('show me "the \\ sign" please'), /^LOOKUP "the \\\\ sign"|^SEARCH /);
  assert.equal(likely('hello there'), 'NONE');
});
