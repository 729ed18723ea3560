/**
 * The guard that the store calls before it runs SQL.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { effectOf } from '../../src/checks/sql/functions.ts';
import { loadSql, parsePostgres } from '../../src/checks/sql/postgres.ts';
import { proveReadOnly } from '../../src/checks/sql/read-only.ts';
import { parse } from '../../src/document.ts';
import { targets, validFiles } from './corpus.ts';

before(loadSql);

const codesOf = (sql: string): string[] => proveReadOnly(sql).map(({ code }) => code);
const told = (sql: string): string[] => proveReadOnly(sql).map(({ code, start, end }) => `${code} ${sql.slice(start, end)}`);

test('every valid SELECT of the corpora is proven', () => {
  const selects = targets.flatMap(validFiles).flatMap(({ text }) => parse(text).tree.statements.flatMap((statement) => (statement.kind === 'sql' && statement.form === 'select' && statement.sql !== undefined ? [statement.sql.sql] : [])));
  assert.ok(selects.length > 350, `${selects.length}`);
  for (const sql of selects) assert.deepEqual(told(sql), [], sql);
});

test('what is no SELECT, or does more than select, is told at its place', () => {
  assert.deepEqual(told('DELETE FROM resources'), ['sql-writes DELETE']);
  assert.deepEqual(told('/* é */ UPDATE resources SET name = 1'), ['sql-writes UPDATE']);
  assert.deepEqual(told('WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a'), ['sql-writes INSERT']);
  assert.deepEqual(told('WITH "é" AS (UPDATE t SET a = 1 RETURNING *) SELECT * FROM "é"'), ['sql-writes UPDATE']);
  assert.deepEqual(told('SELECT 1; DROP TABLE resources'), ['sql-several DROP TABLE resources']);
  assert.deepEqual(told("SELECT 'é😀' INTO t FROM a FOR UPDATE"), ['sql-writes INTO t', 'sql-writes FOR UPDATE']);
  assert.deepEqual(told("SELECT 'é😀', pg_sleep(1), nextval('s')"), ['sql-denied-function pg_sleep', 'sql-denied-function nextval']);
  assert.deepEqual(told('SELECT * FROM a WHERE b IN (SELECT c FROM d FOR SHARE)'), ['sql-writes FOR SHARE']);
});

test('every statement of PostgreSQL but a SELECT is refused', () => {
  const others = ['INSERT INTO t VALUES (1)', 'MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE', 'COPY t TO STDOUT', "COPY (SELECT 1) TO PROGRAM 'sh'", 'DO $$ BEGIN END $$', 'CALL p()', 'SET ROLE x', 'RESET ALL', 'EXPLAIN SELECT 1', 'EXPLAIN ANALYZE DELETE FROM t', 'BEGIN', 'COMMIT', 'SAVEPOINT a', 'CREATE TABLE t AS SELECT 1', 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$', 'ALTER TABLE t ADD a int', 'DROP TABLE t', 'TRUNCATE t', 'GRANT ALL ON t TO x', 'REVOKE ALL ON t FROM x', 'VACUUM', 'ANALYZE', 'CLUSTER', 'REINDEX TABLE t', 'LOCK TABLE t', 'LISTEN a', 'NOTIFY a', 'PREPARE p AS SELECT 1', 'EXECUTE p', 'DEALLOCATE p', 'DECLARE c CURSOR FOR SELECT 1', 'FETCH c', 'REFRESH MATERIALIZED VIEW v', 'COMMENT ON TABLE t IS NULL', 'IMPORT FOREIGN SCHEMA s FROM SERVER x INTO y', 'DISCARD ALL', 'CHECKPOINT', "LOAD 'x'", 'SHOW ALL', 'CREATE EXTENSION dblink'];
  for (const sql of others) assert.deepEqual(codesOf(sql), ['sql-writes'], sql);
});

test('ways around are closed', () => {
  for (const call of ['PG_SLEEP(1)', '"pg_sleep"(1)', 'pg_catalog.pg_sleep(1)', 'pg_catalog . "pg_sleep"(1)', 'U&"pg\\005fsleep"(1)']) assert.deepEqual(codesOf(`SELECT ${call}`), ['sql-denied-function'], call);
  assert.deepEqual(codesOf("SELECT * FROM ROWS FROM (generate_series(1, 2), pg_ls_dir('/'))"), ['sql-denied-function']);
  assert.deepEqual(codesOf("SELECT count(*) FILTER (WHERE set_config('a', 'b', true) IS NULL) OVER (ORDER BY pg_sleep(1)) FROM a"), ['sql-denied-function', 'sql-denied-function']);
  assert.deepEqual(codesOf('VALUES (nextval(\'s\'))'), ['sql-denied-function']);
  assert.deepEqual(codesOf('SELECT other.cleanup()'), ['sql-unproven-function']);
  assert.deepEqual(codesOf('SELECT other.upper(name) FROM resources'), ['sql-unproven-function']);
});

test('what PostgreSQL cannot read is not proven, and a NUL hides nothing', () => {
  assert.deepEqual(codesOf(''), ['sql-syntax']);
  assert.deepEqual(codesOf('SELEC 1'), ['sql-syntax']);
  assert.deepEqual(told('SELECT 1 \0; DELETE FROM resources'), ['sql-syntax \0; DELETE FROM resources']);
  assert.deepEqual(codesOf(`SELECT ${'('.repeat(20_000)}1`), ['sql-syntax']);
});

test('functions: what reads, what is denied, what nobody knows', () => {
  for (const name of ['upper', 'count', 'similarity', 'jsonb_array_elements', 'now', 'random', 'row_number', 'cosine_distance', 'pg_size_pretty']) assert.equal(effectOf(name), 'reads', name);
  for (const name of ['nextval', 'lo_export', 'dblink_connect', 'pg_read_file', 'pg_write_file', 'pg_advisory_unlock_all', 'pg_logical_emit_message', 'crosstab4', 'pg_create_restore_point']) assert.equal(effectOf(name), 'denied', name);
  for (const name of ['my_function', 'constructor', '__proto__', '']) assert.equal(effectOf(name), 'unproven', name);
});

test('errors stand at UTF-16 offsets whatever comes before', () => {
  for (const before of ['', 'é', '😀', '日本語', 'a😀é\u0301']) {
    const sql = `SELECT '${before}' AS x FROM a WHERE = 1`;
    const parsed = parsePostgres(sql);
    assert.equal(parsed.kind === 'error' ? parsed.at : -1, sql.indexOf('= 1'), sql);
  }
});
