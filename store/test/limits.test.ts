/** Answers that are too big, too wide or too strange: cut or refused with a clear message, and the next statement runs. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Plan } from '@rem/grammar';
import type { RunResult } from '../src/types.ts';
import { NAMES, openWithNotes, type Opened } from './reference/backends.ts';

const plan = (query_type: string, parameters: object): Plan => ({ intent: '', query_type, parameters, explanation: '' }) as unknown as Plan;

for (const name of NAMES) {
  describe(name, () => {
    let opened: Opened | { missing: string };
    before(async () => {
      opened = await openWithNotes(name);
    });
    after(async () => {
      if ('close' in opened) await opened.close();
    });
    const run = (query_type: string, parameters: object, limits = {}): Promise<RunResult> =>
      (opened as Opened).session.run(plan(query_type, parameters), { limit: 1000, timeoutMs: 20_000, maxCell: 1_000_000, ...limits });
    const check = (title: string, body: () => Promise<void>): void =>
      void test(title, async (context) => ('missing' in opened ? context.skip(opened.missing) : body()));

    check('a cell of 50 MB is cut and said', async () => {
      const result = await run('SQL', { raw_query: `SELECT repeat('x', 50000000) AS big, 1 AS small` });
      assert.ok(result.kind === 'rows', JSON.stringify(result).slice(0, 300));
      assert.deepEqual([String(result.rows[0]?.[0]).length, result.rows[0]?.[1]], [1_000_001, 1]);
      assert.match(result.notes.join(), /1 cells were longer than 1,000,000 characters/);
    });

    check('rows that are too much together are cut and said, and the next statement runs', async () => {
      const result = await run('SQL', { raw_query: `SELECT i, repeat('x', 50000000) AS big FROM generate_series(1, 300) AS i` });
      assert.ok(result.kind === 'rows', JSON.stringify(result).slice(0, 300));
      assert.ok(result.truncated && result.rows.length > 0 && result.rows.length <= 10, `${result.rows.length} rows`);
      assert.deepEqual(result.rows.at(-1)?.[0], result.rows.length);
      assert.match(result.notes.join(), /Only the first \d+ rows are shown, because the answer is very large/);
      assert.equal((await run('SQL', { raw_query: 'SELECT 1' })).kind, 'rows');
    });

    check('more rows than the cap are cut and said', async () => {
      const result = await run('SQL', { raw_query: 'SELECT * FROM generate_series(1, 100000) AS i' }, { limit: 50 });
      assert.ok(result.kind === 'rows' && result.rows.length === 50 && result.truncated);
      assert.match(result.notes.join(), /first 50 rows/);
      const exact = await run('SQL', { raw_query: 'SELECT * FROM generate_series(1, 50) AS i' }, { limit: 50 });
      assert.ok(exact.kind === 'rows' && exact.rows.length === 50 && !exact.truncated);
    });

    check('10,000 columns are refused, 1,600 are answered', async () => {
      const columns = (n: number): string => `SELECT ${Array.from({ length: n }, (_, i) => `${i} AS c${i}`).join(', ')}`;
      const refused = await run('SQL', { raw_query: columns(10_000) });
      assert.ok(refused.kind === 'failed' && refused.code === 'too-large' && /1,664/.test(refused.remedy), JSON.stringify(refused).slice(0, 300));
      const wide = await run('SQL', { raw_query: columns(1_600) });
      assert.ok(wide.kind === 'rows' && wide.columns.length === 1_600 && wide.rows[0]?.[1_599] === 1_599);
    });

    check('columns of one name all come', async () => {
      const result = await run('SQL', { raw_query: 'SELECT 1 AS a, 2 AS a, 3' });
      assert.ok(result.kind === 'rows');
      assert.deepEqual([result.columns.map((column) => column.name), result.rows], [['a', 'a', '?column?'], [[1, 2, 3]]]);
    });

    check('a NUL byte anywhere is refused or finds nothing', async () => {
      for (const [type, parameters] of [
        ['SQL', { raw_query: `SELECT 'a\0b'` }],
        ['LOOKUP', { key: 'a\0b' }],
        ['FUZZY', { query_text: 'a\0b', threshold: 0.3, limit: 5 }],
        ['SEARCH', { query_text: 'a\0b', table_name: 'resources', limit: 1, where_clause: `name = 'a\0'` }],
        ['SEARCH', { query_text: 'x', table_name: 'resources', limit: 1, category: 'a\0' }],
      ] as const) {
        const result = await run(type, parameters);
        assert.ok(result.kind === 'failed' ? result.message !== '' && result.remedy !== '' : result.rows.length === 0, JSON.stringify(result));
      }
    });

    check('deeply nested SQL and very long statements are refused, not crashed on', async () => {
      for (const raw_query of [
        `SELECT ${'('.repeat(50_000)}1${')'.repeat(50_000)}`,
        `SELECT ${'1 + '.repeat(100_000)}1`,
        `SELECT ${'x'.repeat(1_100_000)}`,
        `SELECT ${'NOT '.repeat(20_000)}true`,
      ]) {
        const result = await run('SQL', { raw_query });
        assert.ok(result.kind === 'rows' || (result.remedy !== '' && result.message !== ''), JSON.stringify(result).slice(0, 200));
      }
      assert.equal((await run('SQL', { raw_query: 'SELECT 1' })).kind, 'rows');
    });

    check('mistakes in SQL say where, in the text that was written', async () => {
      const text = 'SELECT name, nam FROM entities';
      const result = await run('SQL', { raw_query: text });
      assert.ok(result.kind === 'failed' && result.code === 'unknown-name', JSON.stringify(result));
      assert.equal(text.slice(result.position, (result.position ?? 0) + 3), 'nam');
    });

    check('strange types come as text', async () => {
      const result = await run('SQL', {
        raw_query: `SELECT '(1,2)'::point AS p, '10.0.0.1'::inet AS i, 'infinity'::timestamptz AS t, 'NaN'::float8 AS n, '\\x00ff'::bytea AS b, row(1, 'a') AS r`,
      });
      assert.ok(result.kind === 'rows');
      assert.deepEqual(result.rows, [['(1,2)', '10.0.0.1', 'infinity', 'NaN', '\\x00ff', '(1,a)']]);
      assert.equal(result.columns[0]?.type, 'point');
    });

    check('EXPLAIN is a tree, with times when it ran', async () => {
      const session = (opened as Opened).session;
      const limits = { limit: 100, timeoutMs: 5000, maxCell: 1000 };
      for (const [type, parameters] of [
        ['SQL', { raw_query: 'SELECT e.name FROM entities e JOIN resources r ON r.name = e.name ORDER BY 1' }],
        ['LOOKUP', { key: 'Heron' }],
        ['SEARCH', { query_text: 'gateway', table_name: 'resources', limit: 3 }],
        [
          'TRAVERSE',
          {
            initial_query_type: 'LOOKUP',
            initial_query: { key: 'Heron' },
            edge_types: [],
            max_depth: 2,
            direction: 'outbound',
            order_by: 'depth',
            limit: 9,
            plan_mode: false,
          },
        ],
      ] as const) {
        const explained = await session.explain(plan(type, parameters), limits, true);
        assert.ok(explained.kind === 'explained', JSON.stringify(explained));
        assert.ok(explained.root.name !== '' && explained.root.actualRows !== undefined && explained.milliseconds !== undefined, type);
      }
      const names = await session.explain(plan('FUZZY', { query_text: 'Amara Dialo', threshold: 0.3, limit: 5 }), limits, false);
      assert.ok(names.kind === 'explained');
      assert.equal(JSON.stringify(names.root).includes('labels_trigrams'), session.info().trigrams, 'names are found by the index');
      const quick = await session.explain(plan('SQL', { raw_query: 'SELECT count(*) FROM generate_series(1, 1000000000)' }), limits, false);
      assert.ok(quick.kind === 'explained' && quick.root.actualRows === undefined);
      const refused = await session.explain(plan('SQL', { raw_query: 'DELETE FROM entities' }), limits, true);
      assert.equal(refused.kind, 'failed');
    });
  });
}
