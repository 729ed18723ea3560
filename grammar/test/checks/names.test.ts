/**
 * Names in SQL: told only where it is sure. What is silent here are the shapes in which a simpler look would cry wolf.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { check } from '../../src/check.ts';
import { loadSql } from '../../src/checks/sql/postgres.ts';
import { parse } from '../../src/document.ts';
import { defaultSchema, type Schema } from '../../src/schema.ts';

before(loadSql);

const told = (text: string, schema: Schema | undefined = defaultSchema): string[] => check(parse(text), { schema }).map((found) => `${found.code} ${text.slice(found.start, found.end)}`);

test('names that come from somewhere else are not missed', () => {
  const silent = [
    'SELECT n FROM (SELECT name AS n FROM resources) x WHERE n LIKE \'a%\'',
    'SELECT name AS label FROM resources ORDER BY label',
    'SELECT category AS c, count(*) FROM resources GROUP BY c HAVING count(*) > 1',
    'SELECT k, v FROM resources, jsonb_each(metadata) AS j(k, v)',
    'SELECT whatever FROM resources, jsonb_to_record(metadata) AS r(whatever text)',
    'SELECT anything FROM resources, my_records(name)',
    'SELECT x.a FROM (VALUES (1, 2)) AS x(a, b)',
    'SELECT column1 FROM (VALUES (1)) v',
    'SELECT r.ctid, r FROM resources r',
    'SELECT e.name FROM entities e WHERE (SELECT count(*) FROM moments WHERE moments.category = e.entity_type) > 1',
    'SELECT (SELECT r.name) FROM resources r',
    'WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT n FROM t',
    'WITH a AS (SELECT name FROM resources), b AS (SELECT a.name AS m FROM a) SELECT m FROM b',
    'WITH resources AS (SELECT 1 AS one) SELECT one FROM resources',
    'SELECT oid, relname FROM pg_class',
    'SELECT anything FROM information_schema.columns',
    'SELECT anything FROM other.tables',
    'SELECT total FROM (SELECT sum(size_bytes) AS total FROM files) s',
    'SELECT count, max FROM (SELECT count(*), max(name) FROM files) s',
    'SELECT f.name FROM files f JOIN LATERAL (SELECT f.uri AS u) x ON x.u = f.uri',
    'SELECT m.name FROM moments m WINDOW w AS (ORDER BY m.resource_timestamp)',
    'SELECT j.a FROM json_table(\'[]\', \'$\' COLUMNS (a int PATH \'$.a\')) j',
    'SELECT (metadata).x FROM resources',
    'SELECT name FROM resources UNION SELECT name FROM files ORDER BY name',
    'SELECT "Name" FROM (SELECT name AS "Name" FROM resources) x',
    'SELECT u FROM unnest(ARRAY[1]) u, resources',
    'SELECT u.value FROM resources, jsonb_array_elements(metadata) u',
    'SELECT name, value FROM resources CROSS JOIN jsonb_array_elements_text(metadata)',
    'SELECT g FROM generate_series(1, 3) g WHERE g > 1',
    'SELECT * FROM resources r JOIN files f USING (name) WHERE r.uri = f.uri',
    'SELECT j.name FROM (resources r CROSS JOIN files f) AS j',
    'SELECT my_extension_type \'x\'',
    'SELECT name FROM ONLY resources',
    'SELECT category, count(*) FROM resources GROUP BY category ORDER BY count DESC',
    'SELECT x.tags FROM (SELECT tags[1] FROM resources) x',
    'SELECT x.summary FROM (SELECT CASE WHEN true THEN 1 ELSE summary END FROM resources) x',
    'SELECT x.name FROM (SELECT (SELECT name FROM files LIMIT 1)) x',
    'SELECT created_at::date FROM resources ORDER BY created_at',
    'SELECT x.created_at FROM (SELECT created_at::date FROM resources) x',
    'SELECT x.date_trunc FROM (SELECT date_trunc(\'day\', created_at)::date FROM resources) x',
  ];
  for (const sql of silent) assert.deepEqual(told(sql).filter((one) => !one.startsWith('sql-unproven-function')), [], sql);
});

test('while no schema is known nothing is said about names', () => {
  assert.deepEqual(check(parse('SELECT nonsense FROM nowhere')), []);
  assert.deepEqual(check(parse('SEARCH "x" IN nowhere')), []);
  assert.deepEqual(check(parse('TRAVERSE mangaes WITH LOOKUP "x"')), []);
});

test('the connected schema decides', () => {
  const connected: Schema = { tables: [{ name: 'papers', columns: [{ name: 'id', type: 'int' }, { name: 'Title', type: 'text' }] }, { name: 'blobs', columns: [] }], edgeTypes: ['cites'], momentTypes: [], functions: ['rank_papers'] };
  assert.deepEqual(told('SELECT id, "Title" FROM papers', connected), []);
  assert.deepEqual(told('SELECT title FROM papers', connected), ['unknown-column title']);
  assert.deepEqual(told('SELECT * FROM resources', connected), ['unknown-table resources']);
  assert.deepEqual(told('SELECT anything FROM blobs', connected), []);
  assert.deepEqual(told('SELECT rank_paper(id), upper("Title") FROM papers', connected), ['unknown-function rank_paper']);
  assert.deepEqual(told('SELECT rank_papers(id) FROM papers', connected), ['sql-unproven-function rank_papers']);
  assert.deepEqual(told('TRAVERSE cites WITH LOOKUP "x"', connected), []);
  assert.deepEqual(told('TRAVERSE manages WITH LOOKUP "x"', connected), ['unknown-edge-type manages']);
  assert.deepEqual(told("SEARCH \"x\" IN papers WHERE id = 1", connected), []);
});

test('a fix writes a name that needs quotes in quotes', () => {
  const connected: Schema = { ...defaultSchema, tables: [{ name: 'Papers', columns: [{ name: 'The Title', type: 'text' }] }] };
  const fixOf = (text: string): string | undefined => check(parse(text), { schema: connected })[0]?.fix?.edits[0]?.text;
  assert.equal(fixOf('SELECT "The Titel" FROM "Papers"'), '"The Title"');
  assert.equal(fixOf('SELECT 1 FROM papers'), '"Papers"');
});
