/**
 * SEARCH over the HNSW index, with and without a filter: it brings at least 95 of 100 of the rows that comparing every vector brings. The
 * catalogue is told that there are many vectors, so that 3,000 do for the index to be walked.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Plan } from '@rem/grammar';
import type { Backend } from '../src/backend/backend.ts';
import { runPlan } from '../src/run/run.ts';
import { readCatalogue, type Catalogue } from '../src/schema/catalogue.ts';
import type { Rows } from '../src/types.ts';
import { openEmpty, type Opened } from './reference/backends.ts';

const ROWS = 3_000;
const QUESTIONS = 20;
/** One row has the best 24 pieces of its question, so that more than pieces have to be looked at for ten rows. */
const GREEDY = 24;

let opened: Opened;
let backend: Backend;
let catalogue: Catalogue;

/** Twelve clusters; the same vectors every time. */
function vectorOf(i: number): number[] {
  let state = (i * 2_654_435_761 + 12_345) >>> 0;
  const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 4_294_967_296;
  const cluster = i % 12;
  const values = Array.from({ length: 384 }, (_, at) => Math.sin((cluster + 1) * (at + 1)) + 2 * (random() + random() - 1));
  const length = Math.hypot(...values);
  return values.map((value) => Math.round((value / length) * 1e6) / 1e6);
}

before(async () => {
  opened = (await openEmpty('PGlite')) as Opened;
  ({ backend } = opened);
  await opened.session.index(import.meta.dirname, { signal: AbortSignal.abort() });
  await backend.write(async (query) => {
    await query('DROP INDEX rem_store.embeddings_resources');
    await query(`INSERT INTO resources (id, name, category, ordinal) SELECT 'r' || i, 'Row ' || i, 'c' || i % 10, i FROM generate_series(0, ${ROWS - 1}) i`);
    for (let at = 0; at < ROWS; at += 500) {
      const batch = Array.from({ length: 500 }, (_, i) => ({ id: `r${at + i}`, vector: JSON.stringify(vectorOf(at + i)) }));
      await query(
        `INSERT INTO rem_store.embeddings SELECT 'resources', id, 'content', 0, '', vector::vector FROM jsonb_to_recordset($1::jsonb) AS r(id text, vector text)`,
        [JSON.stringify(batch)],
      );
    }
    await query(`INSERT INTO rem_store.embeddings SELECT 'resources', 'r0', 'content', n, '', $1::vector FROM generate_series(1, ${GREEDY * 3}) n`, [
      JSON.stringify(vectorOf(1_000_000)),
    ]);
    await query(
      `CREATE INDEX embeddings_resources ON rem_store.embeddings USING hnsw (embedding vector_cosine_ops) WHERE table_name = 'resources'`,
    );
    await query(
      `INSERT INTO rem_store.labels (key, label, source, rank, table_name, row_id, node_key, kind, name)
       SELECT n, n, 'name', 0, 'resources', 'r' || i, n, 'note', n FROM generate_series(1, 5000) i, LATERAL (SELECT md5(i::text) || ' ' || md5((i + 1)::text) AS n) x`,
    );
    await query('ANALYZE rem_store.labels');
    await query('ANALYZE resources');
    await query('ANALYZE rem_store.embeddings');
  });
  const read = await backend.read({ timeoutMs: 10_000 }, (query) => readCatalogue(query, true));
  catalogue = { ...read, pieces: new Map([['resources', 1_000_000]]) };
});

after(() => opened.close());

async function search(question: number, where?: string): Promise<Rows> {
  const parameters = { query_text: 'x', table_name: 'resources', limit: 10, ...(where === undefined ? {} : { where_clause: where }) };
  const plan = { intent: 'semantic_search', query_type: 'SEARCH', parameters, explanation: '' } as Plan;
  const embed = async (): Promise<Float32Array[]> => [Float32Array.from(vectorOf(1_000_000 + question))];
  const answer = await runPlan(backend, catalogue, plan, { limit: 1000, timeoutMs: 20_000, maxCell: 10_000, embed });
  assert.ok(answer.kind === 'rows', JSON.stringify(answer));
  return answer;
}

async function exact(question: number, where: string): Promise<string[]> {
  const { rows } = await backend.read({ timeoutMs: 20_000 }, (query) =>
    query(
      `SELECT e.row_id FROM rem_store.embeddings e JOIN resources r ON r.id = e.row_id WHERE ${where} GROUP BY 1 ORDER BY min((e.embedding <=> $1::vector) + 0), 1 LIMIT 10`,
      [JSON.stringify(vectorOf(1_000_000 + question))],
    ),
  );
  return rows.map(([id]) => String(id));
}

async function recall(where?: string): Promise<number> {
  let hits = 0;
  for (let question = 1; question <= QUESTIONS; question++) {
    const found = await search(question, where);
    const ids = found.rows.map((row) => row[found.columns.findIndex((column) => column.name === 'id')]);
    hits += (await exact(question, where ?? 'true')).filter((id) => ids.includes(id)).length;
  }
  return hits / (10 * QUESTIONS);
}

for (const [title, where] of [
  ['without a filter', undefined],
  ['with a filter that most rows pass', 'ordinal % 6 <> 1'],
  ['with a filter that few rows pass', `category = 'c3'`],
  ['with a filter that hardly a row passes', 'ordinal < 12'],
] as const) {
  test(`recall ${title} is at least 0.95`, async (context) => {
    const share = await recall(where);
    context.diagnostic(`recall@10 ${share.toFixed(3)}`);
    assert.ok(share >= 0.95, `${share}`);
  });
}

test('the index is walked where many rows pass, and not where few do', async () => {
  assert.match((await search(1)).sql, /ORDER BY e\.embedding <=> \$1::vector LIMIT/);
  assert.match((await search(1, 'ordinal % 6 <> 1')).sql, /ORDER BY e\.embedding <=> \$1::vector LIMIT/);
  assert.doesNotMatch((await search(1, 'ordinal < 12')).sql, /ORDER BY e\.embedding <=> \$1::vector LIMIT/);
  const { sql, parameters } = await search(1);
  const { rows } = await backend.read({ timeoutMs: 5_000 }, (query) =>
    query(`EXPLAIN ${sql}`, [JSON.stringify(vectorOf(1_000_001)), ...(parameters.slice(1) as string[])]),
  );
  assert.match(rows.flat().join('\n'), /Index Scan using embeddings_resources/);
});

test('names are found by the index, not by comparing every label', async () => {
  const parameters = { query_text: 'c4ca4238a0b923820dcc509a6f75849b', threshold: 0.4, limit: 5 };
  const plan = { intent: 'fuzzy_match', query_type: 'FUZZY', parameters, explanation: '' } as Plan;
  const explained = await opened.session.explain(plan, { limit: 10, timeoutMs: 10_000, maxCell: 1000 }, true);
  assert.ok(explained.kind === 'explained', JSON.stringify(explained));
  assert.match(JSON.stringify(explained.root), /labels_trigrams/);
  const { rows } = await backend.read({ timeoutMs: 10_000 }, (query) => query(`SELECT reloptions::text FROM pg_class WHERE relname = 'labels_trigrams'`));
  assert.match(String(rows[0]?.[0]), /fastupdate=off/);
});

test('names come best first, as when every label is compared, however low the threshold', async () => {
  const score = (text: string): string => `round(greatest(similarity(l.key, '${text}'), 0.9 * strict_word_similarity('${text}', l.key))::numeric, 4)::float8`;
  for (const text of ['c4ca4238a0b923820dcc509a6f75849b', 'c4ca4238a0b92382', 'c4ca4238a0b923820dcc509a6f75849b c81e728d9d4c2f636f067f89cc14862c', 'c4ca zzz', 'nothing like it']) {
    for (const [threshold, limit] of [[0.3, 3], [0.15, 40], [0.5, 10]] as const) {
      const plan = { intent: 'fuzzy_match', query_type: 'FUZZY', parameters: { query_text: text, threshold, limit }, explanation: '' } as Plan;
      const answer = await runPlan(backend, catalogue, plan, { limit: 1000, timeoutMs: 20_000, maxCell: 10_000 });
      assert.ok(answer.kind === 'rows', JSON.stringify(answer));
      const all = await backend.read({ timeoutMs: 20_000 }, (query) =>
        query(`SELECT ${score(text)}, l.label FROM rem_store.labels l WHERE ${score(text)} >= ${threshold} ORDER BY 1 DESC, l.label COLLATE "C" LIMIT ${limit}`),
      );
      assert.deepEqual(answer.rows.map((row) => row.slice(0, 2)), all.rows, `${text}, ${threshold}`);
    }
  }
});

test('one row whose pieces are all nearest does not push nine others out', async () => {
  const answer = await search(0);
  const ids = answer.rows.map((row) => row[answer.columns.findIndex((column) => column.name === 'id')]);
  assert.deepEqual(ids, await exact(0, 'true'));
  assert.equal(ids[0], 'r0');
});
