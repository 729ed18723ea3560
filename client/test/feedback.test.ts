/** What feedback reads out of a document: the statement under a request, and the requests of a file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becameOf, requestOf, requestsIn, statementUnder } from '../src/feedback/texts.ts';

test('the statement under a request is what stands up to the next comment or empty line', () => {
  const text = '-- who leads the choir\nTRAVERSE leads WITH\n  LOOKUP "Choir";\n\n-- tin notes\nSEARCH "tin"\n-- the end\n';
  assert.equal(statementUnder(text, 'who leads the choir'), 'TRAVERSE leads WITH LOOKUP "Choir"');
  assert.equal(statementUnder(text, 'tin notes'), 'SEARCH "tin"');
  assert.equal(statementUnder(text, 'the end'), '');
  assert.equal(statementUnder(text, 'something else'), undefined);
});

test('requests are lines, with their comment marks off, or JSON lines, each once', () => {
  assert.deepEqual(requestsIn('-- tin notes\n\n# lead\ntin notes\n{"request": "zinc ", "queries": []}\n{broken\n'), ['tin notes', 'lead', 'zinc']);
  assert.equal(requestOf('{"request": 3}'), undefined);
});

test('an offer is taken, typed out, changed, turned down, or still open', () => {
  const offer = { query: 'SEARCH "tin"', taken: false };
  const under = (statement: string): string => `-- tin notes\n${statement}\n`;
  assert.deepEqual(becameOf(under('SEARCH  "tin";'), 'tin notes', offer, false), { kind: 'accept', query: 'SEARCH "tin"' });
  assert.deepEqual(becameOf(under('LOOKUP "tin"'), 'tin notes', offer, false), { kind: 'edit', query: 'LOOKUP "tin"' });
  assert.deepEqual(becameOf(under(''), 'tin notes', offer, false), { kind: 'open' });
  assert.deepEqual(becameOf(under(''), 'tin notes', offer, true), { kind: 'dismiss', query: null });
  assert.deepEqual(becameOf(under('-- zinc'), 'tin notes', { ...offer, taken: true }, false), { kind: 'dismiss', query: null });
  assert.deepEqual(becameOf(under('SEARCH "tin"'), 'tin notes', { ...offer, taken: true }, true), { kind: 'open' });
  assert.deepEqual(becameOf('-- other\n', 'tin notes', offer, true), { kind: 'gone' });
});
