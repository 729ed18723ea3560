/** Indexing that is paused, through the door: it stands still, also when the store process is ended under it, and goes on where it was. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import type { Plan } from '@rem/grammar';
import { openStore } from '../src/index.ts';
import type { IndexReport, RunOptions, RunResult, Store } from '../src/types.ts';

const NOTES = 600;
const LONG = 'SELECT count(*) FROM generate_series(1, 2000000000)';

const sql = (store: Store, raw_query: string, options?: RunOptions): Promise<RunResult> =>
  store.run({ intent: 'structured_query', query_type: 'SQL', parameters: { raw_query }, explanation: '' } as Plan, options);

async function count(store: Store): Promise<unknown> {
  const result = await sql(store, 'SELECT count(*) FROM resources');
  return result.kind === 'rows' ? result.rows[0]?.[0] : result;
}

test('it stands still through more killed processes than crashes are forgiven, and the next run does not inherit the pause', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'rem-paused-'));
  for (let i = 0; i < NOTES; i++) writeFileSync(join(folder, `${i}.md`), `# Paused ${i}\n`);
  const store = await openStore({ timeZone: 'UTC' });
  assert.ok(!('kind' in store), JSON.stringify(store));
  context.after(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  let paused = false;
  let stood = false;
  let done = 0;
  const running = store.index(folder, {
    paused: () => paused,
    onProgress: (progress) => {
      done = progress.done;
      if (!stood && done === 100) stood = paused = true;
    },
  });
  while (!paused) await sleep(20);
  for (let i = 0; i < 6; i++) {
    const result = await sql(store, LONG, { timeoutMs: 50 });
    assert.equal(result.kind === 'failed' && result.code, 'timeout');
  }
  const held = await count(store);
  await sleep(400);
  assert.deepEqual([await count(store), done < NOTES], [held, true], 'nothing is written while it is paused');
  paused = false;
  const report = await running;
  assert.ok(report.kind === 'indexed' && !report.cancelled, JSON.stringify(report));
  assert.equal(await count(store), NOTES);
  writeFileSync(join(folder, 'more.md'), '# More\n');
  paused = true;
  assert.equal(((await store.index(folder)) as IndexReport).added, 1);
});
