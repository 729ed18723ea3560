/**
 * `rem-ignore` and `-- target:` comments.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { check, type CheckOptions } from '../../src/check.ts';
import { loadSql } from '../../src/checks/sql/postgres.ts';
import { parse } from '../../src/document.ts';
import { defaultSchema } from '../../src/schema.ts';

before(loadSql);

const told = (text: string, options: CheckOptions = { schema: defaultSchema }): string[] => check(parse(text), options).map((found) => `${found.code} ${text.slice(found.start, found.end)}`);

test('a comment above a statement ignores a problem anywhere in it', () => {
  assert.deepEqual(told('-- rem-ignore threshold-range: percent\nSEARCH "x"\n  LIMIT 5\n  THRESHOLD 80'), []);
  assert.deepEqual(told('# rem-ignore threshold-range\nSEARCH "x" THRESHOLD 80'), []);
  assert.deepEqual(told('-- why\n-- rem-ignore threshold-range\n-- more\nSEARCH "x" THRESHOLD 80'), []);
});

test('a comment on the line ignores a problem on that line', () => {
  assert.deepEqual(told('SEARCH "x" THRESHOLD 80 -- rem-ignore threshold-range: percent'), []);
  assert.deepEqual(told('SEARCH "x" LIMIT 0 THRESHOLD 80 -- rem-ignore threshold-range, limit-range: both'), []);
  assert.deepEqual(told('SELECT nam -- rem-ignore unknown-column: a view\nFROM resources'), []);
});

test('it reaches no further', () => {
  assert.deepEqual(told('-- rem-ignore threshold-range: one\nSEARCH "x" THRESHOLD 80\nSEARCH "y" THRESHOLD 80'), ['threshold-range 80']);
  assert.deepEqual(told('-- rem-ignore threshold-range: far\n\nSEARCH "x" THRESHOLD 80'), ['unused-ignore threshold-range', 'threshold-range 80']);
  assert.deepEqual(told('-- rem-ignore limit-range: other code\nSEARCH "x" THRESHOLD 80'), ['unused-ignore limit-range', 'threshold-range 80']);
});

test('problems of reading are ignored too', () => {
  assert.deepEqual(told('-- rem-ignore implicit-search: notes\nwhat did we decide'), []);
});

test('an idle comment gets a hint only where its code was looked for', () => {
  assert.deepEqual(told('-- rem-ignore unknown-table: later\nSEARCH "x" IN moments'), ['unused-ignore unknown-table']);
  assert.deepEqual(told('-- rem-ignore unknown-table: later\nSEARCH "x" IN moments', {}), []);
  assert.deepEqual(told('-- rem-ignore target-verb: for p8fs\nFUZZY "x"'), []);
  assert.deepEqual(told('-- rem-ignore target-verb: for p8fs\nFUZZY "x"', { schema: defaultSchema, target: 'p8fs' }), []);
  assert.deepEqual(told('-- rem-ignore target-verb: for p8fs\nLOOKUP "x"', { schema: defaultSchema, target: 'p8fs' }), ['unused-ignore target-verb']);
  assert.deepEqual(told('LOOKUP "-- rem-ignore threshold-range"'), []);
});

test('a comment in the file names the target, before the setting', () => {
  assert.deepEqual(told('FUZZY "x"', { target: 'p8fs' }), ['target-verb FUZZY']);
  assert.deepEqual(told('-- target: canonical\nFUZZY "x"', { target: 'p8fs' }), []);
  assert.deepEqual(told('# target: P8FS\nFUZZY "x"'), ['target-verb FUZZY']);
  assert.deepEqual(told('LOOKUP "target: p8fs"\nFUZZY "x"'), []);
});

test('nothing is found twice, and an edit keeps what was found', () => {
  const text = 'SEARCH "x" THRESHOLD 80\nSEARCH "x" THRESHOLD 80';
  assert.deepEqual(told(text), ['threshold-range 80', 'threshold-range 80']);
});
