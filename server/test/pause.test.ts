/** Indexing that is paused stays so, also over a restart, while statements run; resumed, it goes on where it was. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Failed, IndexAnswer, PauseIndexingAnswer, RunAnswer, Status } from '../src/protocol.ts';
import { startClient, type Client } from './lsp-client.ts';

const NOTES = 1_500;
const root = mkdtempSync(path.join(os.tmpdir(), 'rem-pause-'));
const notes = path.join(root, 'notes');
mkdirSync(notes);
for (let i = 0; i < NOTES; i++) writeFileSync(path.join(notes, `${i}.md`), `# Note ${i}\n\nWords about [[Note ${(i * 7) % NOTES}]].\n`);
const clients: Client[] = [];
after(async () => {
  await Promise.all(clients.map((client) => client.close()));
  rmSync(root, { recursive: true, force: true });
});

async function start(indexing?: 'paused'): Promise<Client> {
  const client = await startClient({
    folder: pathToFileURL(notes).toString(), settings: { store: { enabled: true } }, capabilities: { window: { workDoneProgress: true } },
    initializationOptions: { storageDirectory: path.join(root, 'stores'), ...(indexing && { indexing }) },
  });
  clients.push(client);
  await client.open(pathToFileURL(path.join(notes, 'a.rem')).toString(), 'LOOKUP "Note 3"\n');
  return client;
}

const pause = (client: Client, paused: boolean): Promise<PauseIndexingAnswer> => client.request('rem/pauseIndexing', { paused });
const last = (client: Client): Status | undefined => client.statuses.at(-1);
const ends = (client: Client): number => client.progress.filter((told) => JSON.stringify(told).includes('"end"')).length;

async function count(client: Client): Promise<number> {
  const answer = await client.request<RunAnswer>('rem/run', { text: 'SELECT count(*) AS n FROM resources' });
  assert.ok(answer.kind === 'rows', JSON.stringify(answer));
  return Number(answer.rows[0]?.[0]);
}

test('paused in the middle, nothing more is read until it is resumed, also by the next server', async () => {
  const client = await start();
  await client.until(() => client.statuses.find(({ store }) => store.kind === 'indexing' && store.stage === 'notes' && store.done > 0));
  assert.deepEqual(await pause(client, true), { kind: 'indexing', paused: true });
  const status = await client.until(() => (last(client)?.paused && last(client)?.store.kind === 'ready' ? last(client) : undefined));
  const stood = status.paused;
  assert.ok(stood?.stage === 'notes' && (stood.done ?? 0) > 0 && (stood.done ?? 0) < NOTES && stood.total === NOTES, JSON.stringify(stood));
  await client.until(() => (ends(client) > 0 ? true : undefined));
  const held = await count(client);
  assert.ok(held > 0 && held < NOTES, `${held}`);
  const asked = await client.request<IndexAnswer>('rem/index', {});
  assert.ok(asked.kind === 'failed' && asked.code === 'paused' && /Resume/.test((asked as Failed).remedy), JSON.stringify(asked));
  writeFileSync(path.join(notes, 'late.md'), '# Late\n');
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: pathToFileURL(path.join(notes, 'late.md')).toString(), type: 1 }] });
  await sleep(1_200);
  assert.equal(await count(client), held);
  await clients.pop()?.close();

  const next = await start('paused');
  await next.until(() => (last(next)?.store.kind === 'ready' ? true : undefined));
  assert.deepEqual(last(next)?.paused, {});
  assert.equal(await count(next), held);
  assert.deepEqual(await pause(next, false), { kind: 'indexing', paused: false });
  await next.until(() => (last(next)?.store.kind === 'ready' && next.statuses.some(({ store }) => store.kind === 'indexing') ? true : undefined));
  assert.equal(last(next)?.paused, undefined);
  const totals = next.statuses.flatMap(({ store }) => (store.kind === 'indexing' && store.stage === 'notes' ? [store.total] : []));
  assert.deepEqual([...new Set(totals)], [NOTES + 1 - held], 'what was read before is not read again');
  assert.equal(await count(next), NOTES + 1);
});
