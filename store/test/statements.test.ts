/** Every statement of the suite, from its text, on every backend: the rows of the reference, in its order. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadSql, parse, plan, type Plan } from '@rem/grammar';
import type { RunResult } from '../src/types.ts';
import { NAMES, openWithNotes, type Opened } from './reference/backends.ts';
import { suite, type Case } from './reference/suite.ts';

const LIMITS = { limit: 1000, timeoutMs: 10_000, maxCell: 1_000_000 };

function planOf(text: string): Plan {
  const { tree, problems } = parse(text);
  const made = tree.statements.length === 1 && tree.statements[0] ? plan(tree.statements[0]) : undefined;
  assert.ok(made, `${text} is not one statement with a plan: ${JSON.stringify(problems)}`);
  return made;
}

/** The compared columns; scores may differ in the last digit, where the servers add in another order. */
function picked(result: RunResult, columns: string[]): unknown[][] {
  assert.equal(result.kind, 'rows', JSON.stringify(result));
  if (result.kind !== 'rows') return [];
  const at = columns.map((name) => result.columns.findIndex((column) => column.name === name));
  assert.ok(!at.includes(-1), `columns ${result.columns.map((column) => column.name).join(', ')}`);
  return result.rows.map((row) => at.map((i) => row[i]));
}

function sameRows(actual: unknown[][], { text, columns, rows }: Case): void {
  const scored = columns[0] === 'score';
  const strip = (row: unknown[]): unknown[] => (scored ? row.slice(1) : row);
  assert.deepEqual(actual.map(strip), rows.map(strip), text);
  if (scored)
    actual.forEach((row, i) =>
      assert.ok(Math.abs(Number(row[0]) - Number(rows[i]?.[0])) < 0.0003, `${text}: score ${row[0]}, expected ${rows[i]?.[0]}`),
    );
}

test('the suite has at least 150 statements, all different', () => {
  assert.ok(suite.length >= 150, `${suite.length}`);
  assert.equal(new Set(suite.map((item) => item.text)).size, suite.length);
});

for (const name of NAMES) {
  describe(name, () => {
    let opened: Opened | { missing: string };
    before(async () => {
      await loadSql();
      opened = await openWithNotes(name);
    });
    after(async () => {
      if ('close' in opened) await opened.close();
    });
    for (const item of suite) {
      test(item.text, async (context) => {
        if ('missing' in opened) return context.skip(opened.missing);
        sameRows(picked(await opened.session.run(planOf(item.text), LIMITS), item.columns), item);
      });
    }
  });
}
