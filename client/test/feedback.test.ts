/** What feedback reads out of a document: the statement under a request, and the requests of a file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requestOf, requestsIn, statementUnder } from '../src/feedback/texts.ts';

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
