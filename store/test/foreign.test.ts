/**
 * Databases that did not come from here: the tables of the public runtimes with their own spellings, a mapping for the rest, what is
 * missing said once, somebody else's tables left alone, a server that goes away.
 */
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, test } from 'node:test';
import type { Plan } from '@rem/grammar';
import { openStore } from '../src/index.ts';
import { openBackend, startSession, type Session } from '../src/session.ts';
import type { Mapping, Rows, Store } from '../src/types.ts';
import { openEmpty, TEMPLATES, type Opened } from './reference/backends.ts';
import { embed, embedWords, writeNotes } from './reference/memory.ts';
import { debianBinaries, startServer } from './servers.ts';

const LIMITS = { limit: 100, timeoutMs: 5_000, maxCell: 10_000 };
const plan = (query_type: string, parameters: object): Plan => ({ query_type, parameters }) as unknown as Plan;
const lookup = (key: string): Plan => plan('LOOKUP', { key });
const fuzzy = (query_text: string): Plan => plan('FUZZY', { query_text, threshold: 0.3, limit: 5 });
const search = (query_text: string, more: object = {}): Plan => plan('SEARCH', { query_text, table_name: 'resources', limit: 2, ...more });
const walk = (key: string, more: object = {}): Plan =>
  plan('TRAVERSE', {
    initial_query_type: 'LOOKUP',
    initial_query: { key },
    edge_types: [],
    max_depth: 2,
    direction: 'outbound',
    order_by: 'depth',
    limit: 20,
    plan_mode: false,
    ...more,
  });

async function rows(session: Session, asked: Plan, ...columns: string[]): Promise<unknown[][]> {
  const result = await session.run(asked, LIMITS);
  assert.equal(result.kind, 'rows', JSON.stringify(result));
  const { columns: found, rows: list } = result as Rows;
  return list.map((row) => columns.map((name) => row[found.findIndex((column) => column.name === name)]));
}

const vector = (text: string): string => `[${embedWords(text).join(',')}]`;

/** `graph_paths`, uuid ids, vectors in the table. */
const P8FS = (withVector: boolean): string[] => [
  `CREATE TABLE resources (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name varchar(200), content text, category text, graph_paths jsonb, resource_timestamp timestamptz, created_at timestamptz DEFAULT now(), deleted_at timestamptz, embedding ${withVector ? 'vector(384)' : 'real[]'})`,
  `CREATE TABLE moments (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text, moment_type text, graph_paths jsonb, resource_timestamp timestamptz, resource_ends_timestamp timestamptz)`,
  `INSERT INTO resources (name, content, category, resource_timestamp, graph_paths, deleted_at) VALUES
    ('Gate Plan', 'gate harbour plan', 'plan', '2025-03-01', '[{"dst": "Ada Quist", "rel_type": "authored_by", "weight": 1.0, "created_at": "2025-03-01T00:00:00Z"}, {"dst": "gate plan two", "rel_type": "SEE_ALSO", "weight": 0.5}]', NULL),
    ('Gate Plan Two', 'bread and coffee', 'note', '2025-04-01', '[{"dst": "Ada Quist", "rel_type": "authored_by", "weight": "high"}, {"rel_type": "lost"}, 7]', NULL),
    ('Deleted Plan', 'gate gate gate', 'plan', '2025-04-01', '[]', now()), (NULL, 'nameless', NULL, NULL, NULL, NULL), ('No Edges', 'x', NULL, NULL, '{"dst": "not a list"}', NULL)`,
  `INSERT INTO moments (name, moment_type, graph_paths) VALUES ('Ada Quist', 'reflection', '[{"dst": "Gate Plan", "rel_type": "about", "weight": 0.4}]')`,
  `UPDATE resources SET embedding = ${withVector ? `CASE WHEN name = 'Gate Plan' THEN '${vector('gate harbour plan')}' ELSE '${vector('bread and coffee')}' END::vector` : `CASE WHEN name = 'Gate Plan' THEN '{${embedWords('gate harbour plan').join(',')}}' ELSE '{${embedWords('bread and coffee').join(',')}}' END::real[]`} WHERE name IS NOT NULL`,
];

/** `graph_edges` with `target`/`relation`, `starts_timestamp`. */
const REMSTACK = [
  'CREATE SCHEMA app',
  'CREATE TABLE app.other (x int)',
  'CREATE TABLE other (x int)',
  `CREATE TABLE entities (id serial PRIMARY KEY, name text, entity_type text, graph_edges jsonb)`,
  `CREATE TABLE moments (id text PRIMARY KEY, name text, starts_timestamp timestamptz, ends_timestamp timestamptz, graph_edges json)`,
  `INSERT INTO entities (name, entity_type, graph_edges) VALUES ('Ada Quist', 'person', '[{"target": "Harbour Gate", "relation": "manages", "weight": 1}]'), ('Harbour Gate', 'place', '[{"target": "Ada Quist", "relation": "kept_by"}, {"target": "Nowhere", "relation": "near"}]')`,
  `INSERT INTO moments VALUES ('m1', 'Opening', '2025-03-04T09:00:00Z', '2025-03-04T10:00:00Z', '[{"target": "HARBOUR GATE", "relation": "discusses", "weight": 0.6}]')`,
];

for (const name of ["Debian's PostgreSQL", 'PostgreSQL with pgvector'] as const) {
  describe(name, () => {
    let opened: Opened | { missing: string };
    before(async () => {
      opened = await openEmpty(name);
    });
    after(async () => {
      if ('close' in opened) await opened.close();
    });

    /** A database of its own with these tables, opened as a stranger would. */
    async function database(label: string, statements: string[], mapping?: Mapping): Promise<Session> {
      const { server, backend } = opened as Opened;
      await backend.write((query) => query('SELECT 1'));
      const admin = await openBackend({ connection: server?.connection as string, timeZone: 'UTC', templates: TEMPLATES, canEmbed: true });
      await createDatabase(admin, label);
      const connection = (server?.connection as string).replace(/postgres$/, label);
      const fill = await openBackend({ connection, timeZone: 'UTC', templates: TEMPLATES, canEmbed: true });
      for (const statement of statements) await fill.write((query) => query(statement));
      await fill.close();
      const foreign = await openBackend({ connection, timeZone: 'UTC', templates: TEMPLATES, canEmbed: true });
      return startSession(foreign, mapping ? { mapping } : {}, embed);
    }

    async function createDatabase(admin: Opened['backend'], label: string): Promise<void> {
      // CREATE DATABASE runs in no transaction; dropping out of ours first is what the extended protocol allows.
      await admin.write(async (query) => {
        await query('COMMIT');
        await query(`CREATE DATABASE ${label}`);
        await query('BEGIN');
      });
      await admin.close();
    }

    test('graph_paths, uuid ids, vectors in the table, soft deletes', async (context) => {
      if ('missing' in opened) return context.skip(opened.missing);
      const withVector = name === 'PostgreSQL with pgvector';
      const session = await database('p8fs', [...(withVector ? ['CREATE EXTENSION vector'] : []), ...P8FS(withVector)]);
      assert.deepEqual(await rows(session, lookup('gate plan'), 'name', 'table', 'kind'), [['Gate Plan', 'resources', 'plan']]);
      assert.deepEqual(await rows(session, lookup('Deleted Plan'), 'name'), []);
      assert.deepEqual((await rows(session, fuzzy('Gate Plann'), 'label')).flat(), ['Gate Plan', 'Gate Plan Two']);
      assert.deepEqual((await rows(session, search('harbour gate plan'), 'name')).flat(), ['Gate Plan', 'Gate Plan Two']);
      assert.deepEqual(
        (
          await rows(
            session,
            search('harbour', { where_clause: `category = 'note'`, time_filter: { column: 'resource_timestamp', after: '2025-03-15' } }),
            'name',
          )
        ).flat(),
        ['Gate Plan Two'],
      );
      assert.deepEqual(await rows(session, walk('Gate Plan'), 'label', 'table', 'depth', 'path'), [
        ['Ada Quist', 'moments', 1, ['Gate Plan', 'Ada Quist']],
        ['Gate Plan Two', 'resources', 1, ['Gate Plan', 'Gate Plan Two']],
      ]);
      assert.deepEqual((await rows(session, walk('Ada Quist', { direction: 'inbound', max_depth: 1, order_by: 'label' }), 'label')).flat(), [
        'Gate Plan',
        'Gate Plan Two',
      ]);
      assert.deepEqual(await rows(session, walk('Gate Plan', { plan_mode: true }), 'relation', 'edges'), [
        ['SEE_ALSO', 1],
        ['authored_by', 1],
      ]);
      const loaded = await rows(session, walk('Gate Plan', { load: true, max_depth: 1, limit: 1 }), 'row');
      assert.equal((loaded[0]?.[0] as { name: string }).name, 'Ada Quist');
      assert.ok((await session.labels()).some((label) => label.label === 'Gate Plan'));
      assert.equal((await session.card('gate plan'))?.edges.outTotal, 2);
      assert.deepEqual(
        (await session.schema()).tables
          .find((table) => table.name === 'resources')
          ?.columns.map((column) => column.name)
          .includes('embedding'),
        false,
      );
      await session.close();
    });

    test('target and relation, starts_timestamp, json instead of jsonb, serial ids', async (context) => {
      if ('missing' in opened) return context.skip(opened.missing);
      const session = await database('remstack', REMSTACK);
      assert.deepEqual(await rows(session, walk('Opening', { max_depth: 3 }), 'label', 'kind', 'relations', 'depth'), [
        ['Harbour Gate', 'place', ['discusses'], 1],
        ['Ada Quist', 'person', ['kept_by'], 2],
        ['Nowhere', null, ['near'], 2],
      ]);
      assert.deepEqual(await rows(session, lookup('Opening'), 'name', 'id'), [['Opening', 'm1']]);
      assert.deepEqual((await session.schema()).edgeTypes.toSorted(), ['discusses', 'kept_by', 'manages', 'near']);
      const refused = await session.run(search('x', { table_name: 'moments' }), LIMITS);
      assert.equal(refused.kind === 'failed' && refused.code, 'no-embeddings');
      await session.close();
    });

    test('a mapping names what cannot be recognised', async (context) => {
      if ('missing' in opened) return context.skip(opened.missing);
      const statements = [
        `CREATE TABLE "Mémoire" (nr int PRIMARY KEY, titel text, "Kanten" jsonb)`,
        `INSERT INTO "Mémoire" VALUES (1, 'Tor', '[{"dst": "Glocke", "rel_type": "neben"}]'), (2, 'Glocke', '[]')`,
      ];
      const session = await database('mapped', statements, {
        resources: { table: 'Mémoire', columns: { id: 'nr', name: 'titel', graph_edges: 'Kanten' } },
      });
      assert.deepEqual(await rows(session, lookup('tor'), 'table', 'id'), [['resources', '1']]);
      assert.deepEqual(await rows(session, walk('Tor'), 'label', 'relations'), [['Glocke', ['neben']]]);
      await session.close();
    });

    test('what is missing is said once, and somebody else’s tables are left alone', async (context) => {
      if ('missing' in opened) return context.skip(opened.missing);
      const session = await database('strangers', ['CREATE TABLE resources (id int PRIMARY KEY, name text)']);
      assert.equal(session.info().notices.length, 2);
      assert.match(session.info().notices.join('\n'), /no pgvector[\s\S]*no pg_trgm/);
      const refused = await session.index('/tmp', {});
      assert.equal(refused.kind === 'failed' && refused.code, 'not-ours');
      assert.deepEqual(
        (await session.counts()).map((table) => table.table),
        ['resources'],
      );
      await session.close();
    });

    test('tables of ours of an older version are read as they are, and brought up to date by the next index', async (context) => {
      if ('missing' in opened) return context.skip(opened.missing);
      const notes = writeNotes();
      const first = await database('older', []);
      assert.equal((await first.index(notes, {})).kind, 'indexed');
      const reached = await rows(first, walk('Heron', { max_depth: 2 }), 'label');
      await first.close();
      const connection = (opened.server?.connection as string).replace(/postgres$/, 'older');
      const backend = await openBackend({ connection, timeZone: 'UTC', templates: TEMPLATES, canEmbed: true });
      await backend.write(async (query) => {
        await query('DROP TABLE rem_store.nodes');
        await query('DROP FUNCTION rem_store.keep_nodes CASCADE');
        await query('DELETE FROM rem_store.meta WHERE version >= 5');
      });
      const session = await startSession(backend, {}, embed);
      assert.deepEqual(await rows(session, lookup('heron'), 'name'), [['Heron']]);
      assert.ok((await rows(session, walk('Heron', { max_depth: 2 }), 'label')).length > 0);
      assert.equal((await session.index(notes, {})).kind, 'indexed');
      assert.deepEqual(await rows(session, walk('Heron', { max_depth: 2 }), 'label'), reached);
      await session.close();
      rmSync(notes, { recursive: true });
    });

    test('an empty database has no tables, and says what to do', async (context) => {
      if ('missing' in opened) return context.skip(opened.missing);
      const session = await database('nothing', []);
      assert.deepEqual(await rows(session, lookup('x'), 'name'), []);
      assert.deepEqual(await rows(session, fuzzy('x'), 'label'), []);
      assert.deepEqual(await rows(session, walk('x'), 'label'), []);
      const refused = await session.run(search('x'), LIMITS);
      assert.ok(refused.kind === 'failed' && refused.code === 'no-table' && /index/i.test(refused.remedy));
      await session.close();
    });
  });
}

describe('a server', () => {
  let opened: Opened | { missing: string };
  let store: Store;
  before(async () => {
    opened = await openEmpty("Debian's PostgreSQL");
    if ('missing' in opened) return;
    const found = await openStore({ connection: (opened.server as NonNullable<Opened['server']>).connection, embed, timeZone: 'UTC' });
    assert.ok(!('kind' in found), JSON.stringify(found));
    store = found;
  });
  after(async () => {
    if ('missing' in opened) return;
    await store.close();
    await opened.close();
  });
  const sql = (raw_query: string): Plan => plan('SQL', { raw_query });

  test('a cancelled statement stops in the server within 200 ms', async (context) => {
    if ('missing' in opened) return context.skip(opened.missing);
    const stop = new AbortController();
    const long = store.run(sql('SELECT pg_sleep(30) AS rem_test_sleep'), { signal: stop.signal });
    await sleep(500);
    const at = performance.now();
    stop.abort();
    const result = await long;
    assert.equal(result.kind === 'failed' && result.code, 'cancelled');
    assert.ok(performance.now() - at < 200, `${performance.now() - at} ms`);
    await sleep(300);
    const left = await store.run(
      sql(`SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'FETCH%' AND wait_event = 'PgSleep'`),
    );
    assert.deepEqual(left.kind === 'rows' && left.rows, [[0]]);
  });

  test('its own time-out ends a statement', async (context) => {
    if ('missing' in opened) return context.skip(opened.missing);
    const result = await store.run(sql('SELECT pg_sleep(30)'), { timeoutMs: 300 });
    assert.ok(result.kind === 'failed' && result.code === 'timeout' && /LIMIT|narrower/.test(result.remedy), JSON.stringify(result));
  });

  test('runs do not wait for each other', async (context) => {
    if ('missing' in opened) return context.skip(opened.missing);
    const finished: string[] = [];
    const slow = store.run(sql('SELECT pg_sleep(3)')).then(() => finished.push('slow'));
    await store.run(sql('SELECT 1')).then(() => finished.push('quick'));
    await slow;
    assert.deepEqual(finished, ['quick', 'slow']);
  });

  test('that goes away in the middle of a statement is said, and used again when it is back', async (context) => {
    if ('missing' in opened) return context.skip(opened.missing);
    const server = opened.server as NonNullable<Opened['server']>;
    const long = store.run(sql('SELECT pg_sleep(30)'));
    await sleep(400);
    await server.stop('immediate');
    const result = await long;
    assert.ok(result.kind === 'failed' && result.code === 'connection' && result.remedy !== '', JSON.stringify(result));
    const meanwhile = await store.run(sql('SELECT 1'));
    assert.ok(meanwhile.kind === 'failed' && meanwhile.code === 'connection', JSON.stringify(meanwhile));
    await server.start();
    assert.equal((await store.run(sql('SELECT 1'))).kind, 'rows');
  });

  test('that speaks TLS: trusted when its certificate is named or not asked for, else refused with what to do', async (context) => {
    if ('missing' in opened) return context.skip(opened.missing);
    const binaries = debianBinaries();
    assert.ok(typeof binaries === 'string');
    const server = await startServer(binaries, 'tls');
    try {
      const certificate = join(mkdtempSync(join(tmpdir(), 'rem-tls-')), 'server.crt');
      copyFileSync(server.certificate, certificate);
      for (const mode of ['sslmode=no-verify', `sslmode=verify-full&sslrootcert=${encodeURIComponent(certificate)}`]) {
        const store = await openStore({ connection: `${server.connection}?${mode}` });
        assert.ok(!('kind' in store), JSON.stringify(store));
        const answer = await store.run(sql('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()'));
        assert.deepEqual(answer.kind === 'rows' ? answer.rows : answer, [[true]], mode);
        await store.close();
      }
      const untrusted = await openStore({ connection: `${server.connection}?sslmode=verify-full` });
      assert.ok('kind' in untrusted && untrusted.code === 'connection' && /certificate/.test(untrusted.remedy), JSON.stringify(untrusted));
    } finally {
      await server.stop();
    }
    const plain = await openStore({ connection: `${(opened.server as NonNullable<Opened['server']>).connection}?sslmode=verify-full` });
    assert.ok('kind' in plain && plain.code === 'connection' && /sslmode=disable/.test(plain.remedy), JSON.stringify(plain));
  });

  test('that is not there, or does not know the user, is a failure with a remedy and without the password', async (context) => {
    if ('missing' in opened) return context.skip(opened.missing);
    for (const connection of ['postgresql://someone:secret@127.0.0.1:1/none', 'postgresql://rem:secret@nowhere.invalid/x', 'not a connection']) {
      const refused = await openStore({ connection });
      assert.ok('kind' in refused && refused.code === 'connection', JSON.stringify(refused));
      assert.ok(!JSON.stringify(refused).includes('secret'));
    }
  });
});
