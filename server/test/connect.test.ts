/**
 * What statements run on, over the wire: the notes, a PostgreSQL server, back again; a server that goes away; notes that break and are
 * mended. Real store, real server; the model stays off.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { debianBinaries, startServer, type Server } from '../../store/test/servers.ts';
import { methods, type ConnectAnswer, type ExplainAnswer, type Failed, type RunAnswer, type Status } from '../src/protocol.ts';
import { startClient, type Client } from './lsp-client.ts';

const binaries = debianBinaries();
const skip = typeof binaries === 'string' ? false : binaries.missing;
const place = mkdtempSync(path.join(tmpdir(), 'rem-connect-'));
const notes = path.join(place, 'notes');
const word = 'pa55-wörd!';

let server: Server;
let client: Client;
/** The string with a password in it; the server trusts everybody, so that any will do. */
let connection = '';

const name = 'postgres on 127.0.0.1';
const connect = (): Promise<ConnectAnswer> => client.request(methods.connect, { kind: 'postgres', name, connection });
const run = (text: string): Promise<RunAnswer> => client.request(methods.run, { text });
const status = (): Promise<Status> => client.request(methods.getStatus, {});
const eventually = async (what: string, wanted: () => Promise<boolean>): Promise<void> => {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; ) {
    if (await wanted()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`waited for ${what}`);
};

before(async () => {
  if (typeof binaries !== 'string') return;
  cpSync(new URL('../../test-fixtures/workspace/people', import.meta.url), notes, { recursive: true });
  server = await startServer(binaries);
  const url = new URL(server.connection);
  url.password = word;
  url.searchParams.set('sslmode', 'disable');
  connection = url.toString();
  client = await startClient({
    folder: pathToFileURL(notes).toString(), initializationOptions: { storageDirectory: path.join(place, 'stores') }, settings: { store: { enabled: true } },
  });
});

after(async () => {
  await client?.close();
  await server?.stop();
  rmSync(place, { recursive: true, force: true, maxRetries: 5 });
});

test('the notes are what statements run on first, and answers say so', { skip }, async () => {
  await client.request(methods.index, {});
  const answer = await run('LOOKUP "Sarah Chen"');
  assert.ok(answer.kind === 'rows' && answer.rows.length > 0, JSON.stringify(answer));
  assert.equal(answer.connection, 'notes of notes');
});

test('a statement is explained as a tree, measured when asked', { skip }, async () => {
  const plain: ExplainAnswer = await client.request(methods.explain, { text: "SELECT name FROM entities WHERE entity_type = 'person' ORDER BY name" });
  assert.ok(plain.kind === 'explained', JSON.stringify(plain));
  assert.ok(plain.root.name !== '' && plain.root.actualRows === undefined);
  const measured: ExplainAnswer = await client.request(methods.explain, { text: 'SELECT name FROM entities ORDER BY name', measure: true });
  assert.ok(measured.kind === 'explained' && typeof measured.root.actualRows === 'number', JSON.stringify(measured));
});

test('a note that breaks is a problem at its place and keeps its last good version; mended, the problem goes', { skip }, async () => {
  const file = path.join(notes, 'broken.md');
  const uri = pathToFileURL(file).toString();
  const told = (): unknown[] | undefined => client.published.filter((params) => params.uri === uri).at(-1)?.diagnostics;
  const write = async (text: string): Promise<void> => {
    writeFileSync(file, text);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
  };
  const there = async (label: string): Promise<boolean> => {
    const answer = await run(`LOOKUP "${label}"`);
    return answer.kind === 'rows' && answer.rows.length > 0;
  };
  await write('---\nname: Glass Harbour\n---\nGood.\n');
  await eventually('the good version', () => there('Glass Harbour'));
  await write('---\nname: [Glass\n---\nBad.\n');
  await eventually('the problem', async () => (told()?.length ?? 0) > 0);
  assert.ok(client.published.findLast((params) => params.uri === uri)?.diagnostics.every(({ range, message }) => range.start.line >= 1 && String(message).length > 10), JSON.stringify(told()));
  assert.ok(await there('Glass Harbour'), 'the last good version stays');
  await write('---\nname: Glass Pier\n---\nGood again.\n');
  await eventually('no problem', async () => told()?.length === 0);
  await eventually('the mended version', () => there('Glass Pier'));
});

test('a PostgreSQL database is connected: its catalogue is the schema, what it lacks is said once', { skip }, async () => {
  const answer = await connect();
  assert.ok(answer.kind === 'connected', JSON.stringify(answer));
  assert.equal(answer.name, name);
  assert.equal((await status()).connection, name);
  const rows = await run('SELECT 1 AS one');
  assert.ok(rows.kind === 'rows' && rows.connection === name, JSON.stringify(rows));
  assert.equal(answer.notices.filter((notice) => notice.includes('pgvector')).length, 1);
  const missing = await run('SELECT * FROM entities');
  assert.ok(missing.kind === 'failed', 'tables of the notes are not there');
});

test('a server that goes away: said with a remedy, and works again when it is back', { skip }, async () => {
  await server.stop('immediate');
  const lost = await run('SELECT 1 AS one');
  assert.ok(lost.kind === 'failed' && lost.code === 'connection', JSON.stringify(lost));
  assert.ok(lost.remedy.length > 10);
  assert.equal((await status()).store.kind, 'failed');
  await server.start();
  await eventually('rows again', async () => (await run('SELECT 1 AS one')).kind === 'rows');
  await eventually('ready again', async () => (await status()).store.kind === 'ready');
});

test('a server that is not there: the failure names no password, and neither does any line of the log', { skip }, async () => {
  await server.stop('immediate');
  const answer = await connect();
  assert.ok(answer.kind === 'failed', JSON.stringify(answer));
  const refused: Failed = answer;
  assert.ok(refused.remedy.length > 10);
  await server.start();
  const odd = await client.request<ConnectAnswer>(methods.connect, { kind: 'postgres', name, connection: `postgresql://rem:${word}@[nowhere/x` });
  assert.equal(odd.kind, 'failed');
  const heard = JSON.stringify([answer, odd, client.logs, client.statuses]);
  assert.ok(!heard.includes(word) && !heard.includes(encodeURIComponent(word)), heard);
});

test('where the store is off, as in a workspace that is not trusted, no connection is opened', { skip }, async () => {
  const guest = await startClient({ folder: pathToFileURL(notes).toString(), initializationOptions: { storageDirectory: path.join(place, 'guest') }, settings: { store: { enabled: false } } });
  try {
    for (const to of [{ kind: 'postgres', name, connection }, { kind: 'notes' }]) {
      const answer: ConnectAnswer = await guest.request(methods.connect, to);
      assert.deepEqual([answer.kind, answer.kind === 'failed' && answer.code], ['failed', 'store-off'], JSON.stringify(answer));
    }
    const state: Status = await guest.request(methods.getStatus, {});
    assert.equal(state.store.kind, 'off');
    const answer: RunAnswer = await guest.request(methods.run, { text: 'SELECT 1' });
    assert.equal(answer.kind === 'failed' && answer.code, 'store-off');
  } finally {
    await guest.close();
  }
});

test('back to the notes', { skip }, async () => {
  const answer = await client.request<ConnectAnswer>(methods.connect, { kind: 'notes' });
  assert.ok(answer.kind === 'connected', JSON.stringify(answer));
  const rows = await run('LOOKUP "Sarah Chen"');
  assert.ok(rows.kind === 'rows' && rows.rows.length > 0 && rows.connection === 'notes of notes', JSON.stringify(rows));
});
