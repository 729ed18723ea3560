/**
 * Laws of checking: it never throws, places lie in the text, and what is found does not depend on how the document came about.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { check } from '../../src/check.ts';
import { loadSql } from '../../src/checks/sql/postgres.ts';
import { openDocument, parse, updateDocument } from '../../src/document.ts';
import { defaultSchema } from '../../src/schema.ts';
import { targets, validFiles, wrongCases } from './corpus.ts';
import { readMarked } from './marked.ts';

before(loadSql);

const pieces = ['SELECT', 'FROM', 'WHERE', 'resources', 'moments m', 'm.name', '(', ')', ',', "'a'", "'@x'", '"', "'", '::', '$1', 'WITH', 'AS', 'LATERAL', 'unnest(tags)', 'LOOKUP', 'SEARCH "x"', 'TRAVERSE', 'DEPTH 9', 'THRESHOLD 2', ';', '\n', '-- rem-ignore sql-syntax', '\\', '😀', '\0', 'é', 'UNION', 'ORDER BY', 'CASE', '*', 'graph_edges', '->>', 'IN', '[', ']', '=', 'limit=0'];
const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((words) => words.join(' '));
const statement = fc.constantFrom(...wrongCases().map(({ marked }) => readMarked(marked).text));
const cut = fc.tuple(statement, fc.nat(), fc.nat(4)).map(([text, at, length]) => text.slice(0, at % (text.length + 1)) + text.slice((at % (text.length + 1)) + length));
const anyText = fc.oneof(soup, cut, fc.string({ unit: 'binary', maxLength: 40 }));

test('checking never throws, and every place lies in the text', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(...targets), (text, target) => {
      for (const { start, end, fixes = [] } of check(parse(text), { schema: defaultSchema, target })) {
        assert.ok(0 <= start && start <= end && end <= text.length, `${start}…${end} of ${text.length}`);
        for (const edit of fixes.flatMap((fix) => fix.edits)) assert.ok(0 <= edit.start && edit.start <= edit.end && edit.end <= text.length);
      }
    }),
    { numRuns: 2000 },
  );
});

test('an edited document has the problems of its text', () => {
  const text = validFiles('canonical').map((file) => file.text).join('\n');
  let document = openDocument(text);
  fc.assert(
    fc.property(fc.nat(), fc.nat(6), soup, (at, length, put) => {
      const start = at % document.text.length;
      const changed = updateDocument(document, { start, end: Math.min(document.text.length, start + length), text: put });
      assert.deepEqual(check(changed, { schema: defaultSchema }), check(parse(changed.text), { schema: defaultSchema }));
      document = changed;
    }),
    { numRuns: 25 },
  );
});

test('long SQL is read in a time that grows with its length', () => {
  const repeated = (count: number): string[] => [
    `SELECT ${Array.from({ length: count }, () => "name || 'é'").join(', ')} FROM resources`,
    `SELECT name FROM moments WHERE moment_type IN (${Array.from({ length: count }, () => "'é'").join(', ')})`,
    `SELECT ${'('.repeat(count)}1${')'.repeat(count)}`,
    `SELECT ${'NOT '.repeat(count)}true`,
    `SEARCH "x" WHERE ${Array.from({ length: count }, () => 'nam = 1').join(' OR ')}`,
  ];
  const time = (text: string): number => {
    const before = process.cpuUsage();
    check(parse(text), { schema: defaultSchema });
    const used = process.cpuUsage(before);
    return (used.user + used.system) / 1000;
  };
  repeated(200).forEach(time);
  const short = repeated(500).map(time);
  const long = repeated(4000).map(time);
  long.forEach((cpu, index) => assert.ok(cpu < 100 + 30 * (short[index] ?? 0), `${index}: ${short[index]} ms, then ${cpu} ms`));
});
