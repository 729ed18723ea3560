/** A new store starts from a packed one; one that is damaged costs time and nothing else; what an older version made is brought up to date. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Backend } from '../src/backend/backend.ts';
import { templateIn, templateName } from '../src/backend/template.ts';
import { migrate, SCHEMA_VERSION } from '../src/schema/migrations.ts';
import { openBackend, startSession } from '../src/session.ts';
import { openWithNotes, TEMPLATES, type Opened } from './reference/backends.ts';

const folder = mkdtempSync(join(tmpdir(), 'rem-template-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const open = (name: string, templates: string): Promise<Backend> => openBackend({ data: join(folder, name, 'data'), timeZone: 'UTC', templates, canEmbed: false });
const steps = async (backend: Backend): Promise<unknown> =>
  (await backend.write((query) => query(`SELECT to_regclass('rem_store.meta')::text`))).rows[0]?.[0] === null
    ? 0
    : (await backend.write((query) => query('SELECT count(*) FROM rem_store.meta'))).rows[0]?.[0];

test('a new store starts from the packed one, which has all tables', async (context) => {
  await templateIn(TEMPLATES);
  const began = performance.now();
  const backend = await open('new', TEMPLATES);
  context.diagnostic(`open after ${Math.round(performance.now() - began)} ms`);
  assert.equal(await steps(backend), SCHEMA_VERSION);
  assert.deepEqual([backend.capabilities.vector, backend.capabilities.trigrams], [true, true]);
  await backend.close();
});

test('a packed store that is damaged is made anew', async () => {
  const templates = mkdtempSync(join(folder, 'damaged-'));
  const packed = join(templates, await templateName());
  writeFileSync(packed, 'not what it says');
  const session = await startSession(await open('damaged', templates), {}, undefined);
  assert.deepEqual(await session.labels(), []);
  await session.close();
  assert.ok(readFileSync(packed).byteLength > 1_000_000);
});

test('a store of an older version gets what came since, and its notes are read again', async () => {
  const opened = (await openWithNotes('PGlite')) as Opened;
  const nodes = async (): Promise<unknown[][]> => (await opened.backend.write((query) => query('SELECT * FROM rem_store.nodes ORDER BY key'))).rows;
  const before = await nodes();
  assert.ok(before.length > 50);
  await opened.backend.write(async (query) => {
    await query('DROP TABLE rem_store.nodes');
    await query('DROP FUNCTION rem_store.keep_nodes CASCADE');
    await query('DELETE FROM rem_store.meta WHERE version >= 5');
    await migrate(query, opened.backend.capabilities);
  });
  assert.deepEqual(await nodes(), before);
  const { rows } = await opened.backend.write((query) => query(`SELECT count(*) FROM rem_store.notes WHERE hash <> ''`));
  assert.equal(rows[0]?.[0], 0);
  await opened.close();
});

test('the nodes follow the labels: a name that goes leaves its key to the next one', async () => {
  const opened = (await openWithNotes('PGlite')) as Opened;
  const meant = async (): Promise<unknown[][]> => (await opened.backend.write((query) => query(`SELECT table_name FROM rem_store.nodes WHERE key = 'api-gateway'`))).rows;
  const before = await meant();
  await opened.backend.write((query) => query(`DELETE FROM rem_store.labels WHERE key = 'api-gateway' AND table_name = $1`, [String(before[0]?.[0])]));
  const after = await meant();
  assert.ok(after.length <= 1 && after[0]?.[0] !== before[0]?.[0], JSON.stringify([before, after]));
  const { rows } = await opened.backend.write((query) =>
    query('SELECT (SELECT count(*) FROM rem_store.nodes), (SELECT count(DISTINCT key) FROM rem_store.labels)'),
  );
  assert.equal(rows[0]?.[0], rows[0]?.[1]);
  await opened.close();
});
