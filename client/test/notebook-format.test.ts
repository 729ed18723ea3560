/** Notebook files: nothing is lost on the way through, and what is no notebook is shown, not destroyed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunAnswer } from '@rem/server/protocol';
import { keptRows, readNotebook, writeNotebook, type StoredCell } from '../src/notebook/format.ts';
import { kinds, labels, tables } from '../src/memory/questions.ts';

const answer = (rows: unknown[][]): RunAnswer => ({
  kind: 'rows', plan: { intent: 'entity_lookup', query_type: 'LOOKUP', parameters: {}, explanation: 'x' }, columns: [{ name: 'name', type: 'text' }], rows, truncated: false,
  timings: { plan: 1, sql: 2, total: 3 }, sql: 'select', parameters: [], notes: [], source: { text: 'LOOKUP "x"' },
});

test('text, queries and results come back as they were', () => {
  const cells: StoredCell[] = [
    { kind: 'text', text: '# Über <b>alles</b>\n' },
    { kind: 'query', text: 'LOOKUP "Siobhán O\'Malley"', results: [answer([['Siobhán O\'Malley'], [null]])] },
    { kind: 'query', text: '-- who?', results: [] },
  ];
  assert.deepEqual(readNotebook(writeNotebook(cells)), { cells });
  assert.equal(writeNotebook(readNotebook(writeNotebook(cells)).cells), writeNotebook(cells));
});

test('a long result is kept in part and says so', () => {
  const long = answer(Array.from({ length: keptRows + 1 }, (_, index) => [String(index)]));
  const [cell] = readNotebook(writeNotebook([{ kind: 'query', text: 'x', results: [long] }])).cells;
  const [result] = cell?.kind === 'query' ? cell.results : [];
  assert.ok(result?.kind === 'rows');
  assert.equal(result.rows.length, keptRows);
  assert.equal(result.truncated, true);
});

test('what is no notebook is shown as text with a problem; a broken result leaves its cell', () => {
  assert.deepEqual(readNotebook('{"version": 7'), { cells: [{ kind: 'text', text: '{"version": 7' }], problem: 'This file is not a REM notebook; its text is shown as it is.' });
  assert.deepEqual(readNotebook(''), { cells: [] });
  assert.deepEqual(readNotebook('{"version":1,"cells":[{"kind":"query","text":"a","results":[{"kind":"rows"}]}]}').cells, [{ kind: 'query', text: 'a', results: [] }]);
});

test('the side view asks in statements of its own, with values quoted', () => {
  const [resources] = tables;
  assert.equal(labels(resources, "it's"), "SELECT name, summary, uri FROM resources WHERE category = 'it''s' ORDER BY name LIMIT 1000");
  assert.match(labels(resources, null), /category IS NULL/);
  assert.match(kinds(resources), /GROUP BY category/);
});
