/** Nothing that a query says can write: every attempt, on every backend, with the whole database compared before and after. */
import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Backend } from '../src/backend/backend.ts';
import { attempts, type Attempt } from './reference/attempts.ts';
import { NAMES, openWithNotes, type Opened } from './reference/backends.ts';

const LIMITS = { limit: 100, timeoutMs: 3_000, maxCell: 10_000 };
const FILE = '/tmp/rem-evil.txt';

/** Functions, a view, a type with a cast, an operator and an aggregate that write when they are let; and a sequence. */
const TRAPS = [
  'CREATE SEQUENCE evil_seq',
  'CREATE TABLE evil_log (x text)',
  `CREATE FUNCTION evil() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO evil_log VALUES ('evil'); RETURN 1; END $$`,
  `CREATE FUNCTION evil_stable() RETURNS int STABLE LANGUAGE plpgsql AS $$ BEGIN RETURN evil(); END $$`,
  `CREATE FUNCTION evil_immutable() RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RETURN evil(); END $$`,
  `CREATE FUNCTION evil_definer() RETURNS int IMMUTABLE SECURITY DEFINER LANGUAGE plpgsql AS $$ BEGIN RETURN evil(); END $$`,
  `CREATE FUNCTION evil_row(entities) RETURNS int STABLE LANGUAGE plpgsql AS $$ BEGIN RETURN evil(); END $$`,
  `CREATE FUNCTION evil_plus(int, int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RETURN evil(); END $$`,
  `CREATE FUNCTION evil_text(text, text) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RETURN evil() = 1; END $$`,
  'CREATE OPERATOR @@@ (LEFTARG = int, RIGHTARG = int, FUNCTION = evil_plus)',
  'CREATE OPERATOR @@@ (LEFTARG = text, RIGHTARG = text, FUNCTION = evil_text)',
  "CREATE AGGREGATE evil_aggregate(int) (SFUNC = evil_plus, STYPE = int, INITCOND = '0')",
  'CREATE TYPE evil_type AS (x int)',
  `CREATE FUNCTION evil_cast(text) RETURNS evil_type IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RETURN ROW(evil())::evil_type; END $$`,
  'CREATE CAST (text AS evil_type) WITH FUNCTION evil_cast(text)',
  'CREATE VIEW evil_view AS SELECT evil() AS x',
  'GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC',
  'GRANT ALL ON SEQUENCE evil_seq TO PUBLIC',
  'GRANT ALL ON evil_log TO PUBLIC',
  'GRANT ALL ON entities TO PUBLIC',
];

/** Everything that lasts: rows of all tables, the catalogue, roles, sequences, large objects, locks, and the session's own state. */
async function fingerprint(backend: Backend): Promise<string> {
  return backend.write(async (query) => {
    const tables = await query(
      `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname IN ('public', 'rem_store') ORDER BY 1`,
    );
    const parts: unknown[] = [tables.rows];
    for (const [table] of tables.rows)
      parts.push((await query(`SELECT md5(coalesce(string_agg(x::text, '|' ORDER BY x::text), '')) FROM ${String(table)} x`)).rows);
    for (const sql of CATALOGUE) parts.push((await query(sql)).rows);
    return JSON.stringify(parts);
  });
}

const CATALOGUE = [
  `SELECT count(*), max(oid) FROM pg_class WHERE oid >= 16384`,
  'SELECT count(*), max(oid) FROM pg_proc',
  `SELECT rolname, rolsuper FROM pg_roles ORDER BY 1`,
  'SELECT last_value, is_called FROM evil_seq',
  'SELECT count(*) FROM pg_largeobject_metadata',
  `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'`,
  'SELECT extname FROM pg_extension ORDER BY 1',
  "SELECT relacl::text FROM pg_class WHERE relname = 'entities'",
  `SELECT current_setting('transaction_read_only'), current_setting('role'), current_setting('search_path'), session_user`,
  'SELECT count(*) FROM pg_replication_slots',
  `SELECT obj_description('entities'::regclass)`,
  'SELECT count(*) FROM pg_listening_channels()',
  "SELECT count(*) FROM pg_prepared_statements WHERE name = 'evil'",
  'SELECT count(*) FROM pg_cursors',
];

/** What a write cannot do without: a transaction number, a sequence's step, a lock, a setting. Cheap, so it is asked after every attempt. */
async function pulse(backend: Backend): Promise<string> {
  const sql = `SELECT pg_snapshot_xmax(pg_current_snapshot())::text, (SELECT last_value::text || is_called FROM evil_seq), (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'),
    current_setting('transaction_read_only'), current_setting('role'), current_setting('search_path'), current_setting('statement_timeout'), session_user::text, (SELECT count(*) FROM pg_listening_channels()),
    (SELECT count(*) FROM pg_replication_slots), (SELECT count(*) FROM pg_cursors)`;
  return JSON.stringify((await backend.write((query) => query(sql))).rows);
}

async function setTraps(opened: Opened): Promise<void> {
  for (const trap of TRAPS) await opened.backend.write((query) => query(trap));
  if (opened.name === "Debian's PostgreSQL") await opened.backend.write((query) => query('CREATE EXTENSION dblink'));
}

/** The traps are real: outside of a run they write. */
async function trapsWork({ backend }: Opened): Promise<void> {
  const count = async (sql: string): Promise<number> =>
    backend.write(async (query) => {
      await query(sql);
      return Number((await query('SELECT count(*) FROM evil_log')).rows[0]?.[0]);
    });
  const calls = [
    'SELECT evil()',
    'SELECT evil_immutable()',
    'SELECT * FROM evil_view',
    `SELECT 'x'::text::evil_type`,
    'SELECT 1 @@@ 1',
    'SELECT evil_aggregate(1)',
  ];
  for (const [i, call] of calls.entries()) assert.equal(await count(call), i + 1, call);
}

async function attempt(opened: Opened, { plan }: Attempt): Promise<string> {
  const result = await opened.session.run(plan, LIMITS);
  assert.ok(result.kind === 'rows' || result.message !== '', 'an answer with a message');
  return result.kind;
}

test('there are at least 200 attempts, all different', () => {
  assert.ok(attempts.length >= 200, `${attempts.length}`);
  assert.equal(new Set(attempts.map((item) => JSON.stringify(item.plan))).size, attempts.length);
});

for (const name of NAMES) {
  describe(`${name}: ${attempts.length} attempts to write`, () => {
    let opened: Opened | { missing: string };
    before(async () => {
      opened = await openWithNotes(name);
      if ('missing' in opened) return;
      await setTraps(opened);
      await trapsWork(opened);
      rmSync(FILE, { force: true });
    });
    after(async () => {
      if ('close' in opened) await opened.close();
    });
    test('none passes', async (context) => {
      if ('missing' in opened) return context.skip(opened.missing);
      const start = await fingerprint(opened.backend);
      const still = await pulse(opened.backend);
      for (const [i, item] of attempts.entries()) {
        await attempt(opened, item);
        assert.equal(await pulse(opened.backend), still, item.name);
        assert.ok(!existsSync(FILE), item.name);
        if (i % 50 === 0) assert.equal(await fingerprint(opened.backend), start, item.name);
      }
      assert.equal(await fingerprint(opened.backend), start);
    });
    test('the comparison sees a write', async (context) => {
      if ('missing' in opened) return context.skip(opened.missing);
      const [start, still] = [await fingerprint(opened.backend), await pulse(opened.backend)];
      await opened.backend.write((query) => query('SELECT evil()'));
      assert.notEqual(await pulse(opened.backend), still);
      assert.notEqual(await fingerprint(opened.backend), start);
    });
    test('statements that write are refused, not only undone', async (context) => {
      if ('missing' in opened) return context.skip(opened.missing);
      for (const item of attempts.filter(
        (candidate) => /^SQL .*\b(DELETE|INSERT|UPDATE|TRUNCATE|DROP) /i.test(candidate.name) && !/^SQL SELECT/.test(candidate.name),
      )) {
        assert.equal(await attempt(opened, item), 'failed', item.name);
      }
    });
  });
}
