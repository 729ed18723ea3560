/** The store's door: what is no plan does not get in, and a question that cannot be answered is a failure with a remedy, never an exception. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Plan } from '@rem/grammar';
import { openStore } from '../src/index.ts';
import type { Failed, Store, StoreOptions } from '../src/types.ts';
import { debianBinaries, startServer } from './servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'rem-door-'));
const stores: Store[] = [];
after(async () => {
  await Promise.all(stores.map((store) => store.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function open(options: StoreOptions): Promise<Store> {
  const store = await openStore({ timeZone: 'UTC', ...options });
  assert.ok(!('kind' in store), JSON.stringify(store));
  stores.push(store);
  return store;
}

const NO_PLANS: unknown[] = [
  undefined,
  'SELECT 1',
  {},
  { query_type: 'DELETE', parameters: {} },
  { query_type: 'SQL', parameters: {} },
  { query_type: 'SQL', parameters: { raw_query: 'DELETE FROM entities' } },
  { query_type: 'SQL', parameters: { raw_query: 'SELECT 1; SELECT 2' } },
  { query_type: 'LOOKUP', parameters: { key: 7 } },
  { query_type: 'LOOKUP', parameters: { key: 'Heron', also: 'this' } },
  { query_type: 'FUZZY', parameters: { query_text: 'x', limit: 'many' } },
  { query_type: 'SEARCH', parameters: { query_text: 'x', table_name: 'resources', time_filter: { after: "'; DROP TABLE entities" } } },
  { query_type: 'TRAVERSE', parameters: { initial_query_type: 'TRAVERSE', initial_query: { key: 'x' } } },
];

test('what is no plan is refused at the door, also when it comes from another window', async () => {
  const directory = join(folder, 'store');
  const first = await open({ directory });
  const second = await open({ directory });
  for (const store of [first, second]) {
    for (const value of NO_PLANS) {
      for (const answer of [await store.run(value as Plan), await store.explain(value as Plan)]) {
        assert.ok(answer.kind === 'failed' && answer.message !== '' && answer.remedy !== '', `${JSON.stringify(value)} gave ${JSON.stringify(answer)}`);
        assert.ok(['bad-plan', 'not-read-only'].includes(answer.code), answer.code);
      }
    }
    const rough = await store.run({ query_type: 'SQL', parameters: { raw_query: 'SELECT 1 AS one' } } as Plan);
    assert.ok(rough.kind === 'rows' && rough.rows[0]?.[0] === 1, 'a rough plan is read into the one form');
  }
});

test('questions to a server that went away are failures with a remedy', async (context) => {
  const binaries = debianBinaries();
  if (typeof binaries !== 'string') return context.skip(binaries.missing);
  const server = await startServer(binaries);
  const store = await open({ connection: server.connection });
  assert.deepEqual(await store.labels(), []);
  await server.stop();
  const asked = { schema: await store.schema(), labels: await store.labels(), counts: await store.counts(), card: await store.card('Heron') };
  for (const [name, answer] of Object.entries(asked)) {
    const { kind, code, message, remedy } = answer as Failed;
    assert.deepEqual([kind, code], ['failed', 'connection'], `${name}: ${JSON.stringify(answer)}`);
    assert.ok(message !== '' && remedy !== '', name);
  }
});
