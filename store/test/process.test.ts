/** The store process and its folder: cancelled, killed, damaged, shared, full; each time said, and working again after. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, test } from 'node:test';
import type { Plan } from '@rem/grammar';
import { openStore } from '../src/index.ts';
import type { IndexReport, RunOptions, RunResult, Store, StoreOptions } from '../src/types.ts';
import { embed, memory, writeNotes } from './reference/memory.ts';

const folders: string[] = [];
const fresh = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rem-store-test-'));
  folders.push(folder);
  return folder;
};
const stores: Store[] = [];
after(async () => {
  await Promise.all(stores.map((store) => store.close()));
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

const notes = writeNotes();
folders.push(notes);

async function open(options: StoreOptions): Promise<Store> {
  const store = await openStore({ embed, timeZone: 'UTC', ...options });
  assert.ok(!('kind' in store), JSON.stringify(store));
  stores.push(store);
  return store;
}

const sql = (store: Store, raw_query: string, options?: RunOptions): Promise<RunResult> =>
  store.run({ intent: 'structured_query', query_type: 'SQL', parameters: { raw_query }, explanation: '' } as Plan, options);

async function count(store: Store): Promise<unknown> {
  const result = await sql(store, 'SELECT (SELECT count(*) FROM entities) + (SELECT count(*) FROM resources) + (SELECT count(*) FROM moments) AS n');
  return result.kind === 'rows' ? result.rows[0]?.[0] : result;
}

const LONG = 'SELECT count(*) FROM generate_series(1, 2000000000)';
const children = (): number[] =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number)
    .filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('process/host.ts'));

test('cancel answers within 200 ms, waiting calls go on, nothing is lost', async () => {
  const store = await open({ directory: fresh() });
  await store.index(notes);
  const stop = new AbortController();
  const long = sql(store, LONG, { signal: stop.signal });
  const waiting = count(store);
  const impatient = new AbortController();
  const never = sql(store, 'SELECT 1', { signal: impatient.signal });
  await sleep(400);
  impatient.abort();
  const early = await never;
  assert.equal(early.kind === 'failed' && early.code, 'cancelled', 'a call that waits can be taken back');
  const at = performance.now();
  stop.abort();
  const result = await long;
  const took = performance.now() - at;
  assert.equal(result.kind === 'failed' && result.code, 'cancelled');
  assert.ok(took < 200, `${took} ms`);
  assert.equal(await waiting, memory.length);
  await store.close();
});

test('a statement that takes too long ends by itself', async () => {
  const store = await open({ directory: undefined });
  const result = await sql(store, LONG, { timeoutMs: 300 });
  assert.equal(result.kind === 'failed' && result.code, 'timeout');
  assert.equal(await count(store), 0);
  await store.close();
});

test('a temporary store leaves nothing behind', async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('rem-memory-'));
  const store = await open({ directory: undefined });
  await store.close();
  await store.close();
  assert.deepEqual(
    readdirSync(tmpdir()).filter((name) => name.startsWith('rem-memory-')),
    before,
  );
});

test('kill -9 during a run: said, and working again', async () => {
  const store = await open({ directory: fresh() });
  await store.index(notes);
  const long = sql(store, LONG);
  await sleep(300);
  for (const pid of children()) process.kill(pid, 'SIGKILL');
  const result = await long;
  assert.ok(result.kind === 'failed' && result.code === 'process' && /stopped/.test(result.message), JSON.stringify(result));
  assert.equal(await count(store), memory.length);
  await store.close();
});

test('kill -9 during indexing, three times: the run goes on and everything is there once', async () => {
  const folder = fresh();
  for (let i = 0; i < 400; i++) writeFileSync(join(folder, `${i}.md`), `# Note ${i}\n\nWords about [[Note ${i + 1}]].\n`);
  const directory = fresh();
  const store = await open({ directory });
  let kills = 0;
  const report = await store.index(folder, {
    onProgress: ({ stage, done }) => {
      const due =
        (kills === 0 && stage === 'notes' && done >= 100) ||
        (kills === 1 && stage === 'notes' && done >= 100) ||
        (kills === 2 && stage === 'embed' && done >= 100);
      if (!due) return;
      kills++;
      for (const pid of children()) process.kill(pid, 'SIGKILL');
    },
  });
  assert.equal(kills, 3);
  assert.equal(report.kind, 'indexed', JSON.stringify(report));
  assert.equal((report as IndexReport).unembedded, 0);
  const rows = await sql(store, 'SELECT count(*), count(DISTINCT name) FROM resources');
  assert.deepEqual(rows.kind === 'rows' && rows.rows, [[400, 400]]);
  const again = (await store.index(folder)) as IndexReport;
  assert.deepEqual([again.added, again.changed, again.embedded, again.unchanged], [0, 0, 0, 400]);
  await store.close();
  const reopened = await open({ directory });
  assert.deepEqual(reopened.info.notices, []);
  assert.equal(await count(reopened), 400);
  await reopened.close();
});

const HOLD = `
  import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../src/index.ts'))};
  const store = await openStore({ directory: process.argv[1], owner: 'the first window', timeZone: 'UTC' });
  console.log('open');
  process.on('message', () => {});
  await store.run({ query_type: 'SQL', parameters: { raw_query: ${JSON.stringify(LONG)} } }, { timeoutMs: 600000 });`;

test('a window that is killed lets go of the store, also in the middle of a statement', async () => {
  const directory = fresh();
  const first = await open({ directory });
  await first.index(notes);
  await first.close();
  const window = spawn(process.execPath, ['--input-type=module', '-e', HOLD, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => window.stdout.once('data', resolve));
  await sleep(300);
  window.kill('SIGKILL');
  await sleep(50);
  const store = await open({ directory });
  assert.equal(await count(store), memory.length);
  await store.close();
});

test('a second window reads through the first, is told who holds it, and takes over when it closes', async () => {
  const directory = fresh();
  const first = await open({ directory, owner: 'the harbour window' });
  await first.index(notes);
  const second = await open({ directory, owner: 'another window' });
  assert.equal(second.info.heldBy?.owner, 'the harbour window');
  assert.equal(second.info.heldBy?.pid, process.pid);
  assert.equal(await count(second), memory.length);
  assert.deepEqual(await second.labels(), await first.labels());
  assert.deepEqual(await second.schema(), await first.schema());
  assert.deepEqual(await second.card('Heron'), await first.card('Heron'));
  assert.equal(await second.card('nobody'), undefined);
  const refused = await second.index(notes);
  assert.ok(refused.kind === 'failed' && refused.code === 'held' && refused.message.includes('the harbour window'), JSON.stringify(refused));
  const stop = new AbortController();
  const long = sql(second, LONG, { signal: stop.signal });
  await sleep(200);
  const at = performance.now();
  stop.abort();
  assert.equal((await long).kind, 'failed');
  assert.ok(performance.now() - at < 200, 'cancel goes through the window in between');
  await first.close();
  assert.equal(await count(second), memory.length);
  assert.equal((await second.index(notes)).kind, 'indexed');
  assert.equal(second.info.heldBy, undefined);
  await second.close();
  assert.ok(!existsSync(join(directory, 'lock.json')));
});

test('the lock of a process that is dead is taken over', async () => {
  const directory = fresh();
  const dead = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
  writeFileSync(join(directory, 'lock.json'), JSON.stringify({ pid: dead, owner: 'a ghost', since: '2025-01-01', socket: '/nowhere', token: 'x' }));
  const store = await open({ directory });
  assert.equal(store.info.heldBy, undefined);
  await store.close();
  writeFileSync(join(directory, 'lock.json'), 'not JSON');
  await (await open({ directory })).close();
});

const damages: [string, (data: string) => void][] = [
  ['the control file is overwritten', (data) => writeFileSync(join(data, 'global/pg_control'), Buffer.alloc(8192, 7))],
  [
    'tables are cut to nothing',
    (data) => {
      for (const name of readdirSync(join(data, 'base/5'))) truncateSync(join(data, 'base/5', name), 0);
    },
  ],
  ['the log is gone', (data) => rmSync(join(data, 'pg_wal'), { recursive: true })],
  [
    'a folder of something else',
    (data) => {
      rmSync(data, { recursive: true });
      mkdirSync(data);
      writeFileSync(join(data, 'PG_VERSION'), '9.1\n');
    },
  ],
];
for (const [name, damage] of damages) {
  test(`damaged data are set aside, said, and made anew from the notes: ${name}`, async () => {
    const directory = fresh();
    const first = await open({ directory });
    await first.index(notes);
    await first.close();
    damage(join(directory, 'data'));
    const store = await open({ directory });
    assert.match(store.info.notices.join(), /set aside as .*damaged/);
    assert.equal(readdirSync(directory).filter((entry) => entry.startsWith('data-damaged')).length, 1);
    assert.equal(((await store.index(notes)) as IndexReport).added, memory.length);
    assert.equal(await count(store), memory.length);
    await store.close();
  });
}

test('a full disk: said with a remedy, nothing lost, working again with space', async (context) => {
  const disk = fresh();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=110m', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    return context.skip('this user may not mount a small file system');
  }
  try {
    const store = await open({ directory: join(disk, 'store') });
    await store.index(notes);
    writeFileSync(join(disk, 'filler'), Buffer.alloc(1));
    execFileSync('sh', ['-c', `dd if=/dev/zero of=${join(disk, 'filler')} bs=1M 2>/dev/null || true`]);
    const folder = fresh();
    for (let i = 0; i < 60; i++) writeFileSync(join(folder, `${i}.md`), `# Big ${i}\n\n${`${Math.random()} `.repeat(10_000)}\n`);
    const refused = await store.index(folder);
    assert.ok(refused.kind === 'failed' && refused.code === 'disk-full' && /space/i.test(refused.remedy + refused.message), JSON.stringify(refused));
    rmSync(join(disk, 'filler'));
    assert.equal(await count(store), memory.length);
    assert.equal((await store.index(folder)).kind, 'indexed');
    assert.equal(await count(store), memory.length + 60);
    await store.close();
    execFileSync('sh', ['-c', `dd if=/dev/zero of=${join(disk, 'filler')} bs=1M 2>/dev/null || true`]);
    const closed = await openStore({ directory: join(disk, 'store'), timeZone: 'UTC' });
    assert.ok('kind' in closed && closed.code === 'disk-full', JSON.stringify(closed));
    rmSync(join(disk, 'filler'));
    const reopened = await open({ directory: join(disk, 'store') });
    assert.deepEqual(reopened.info.notices, []);
    assert.equal(await count(reopened), memory.length + 60);
    await reopened.close();
  } finally {
    execFileSync('umount', ['-l', disk]);
  }
});

test('a folder that cannot be written and a process file that is not there are failures', async () => {
  const file = join(fresh(), 'file');
  writeFileSync(file, '');
  const first = await openStore({ directory: join(file, 'below') });
  assert.ok('kind' in first && first.remedy !== '', JSON.stringify(first));
  const second = await openStore({ directory: fresh(), hostPath: join(fresh(), 'none.js') });
  assert.ok('kind' in second && second.code === 'process', JSON.stringify(second));
});
