/** `rem generate` with the real model of this machine; without weights it must say how to get them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, rem } from './rem.ts';

const status = await call(['model', 'status']);
const ready = status.code === 0;

test('without weights the command says how to get them', async () => {
  const empty = { REM_MODELS: '/nonexistent', XDG_CACHE_HOME: '/nonexistent' };
  const result = await rem(['generate', 'who is Sarah?'], { env: empty });
  if (result.code === 0) return assert.match(result.out, /\S/);
  assert.equal(result.out, '');
  assert.match(result.err, /rem model fetch/);
});

test('requests as JSON lines: answers in order, what is no request told in its place', { skip: ready ? false : 'no weights on this machine' }, async () => {
  const input = '{"id":1,"request":"who does Sarah Chen manage?"}\nnot json\n{"id":"b","request":"three newest meetings"}\n';
  const { code, out, err } = await rem(['generate', '--jsonl', '--now', '2025-11-20T09:00:00Z', '--tz', 'UTC'], { input });
  assert.equal(code, 1);
  const answers = out.trimEnd().split('\n').map((line) => JSON.parse(line) as { id: unknown; query: string | null; plan: { query_type: string } | null; reason?: string });
  assert.deepEqual(answers.map((answer) => answer.id), [1, null, 'b']);
  assert.deepEqual([answers[0]?.plan?.query_type, answers[1]?.query, answers[2]?.plan?.query_type], ['TRAVERSE', null, 'SQL']);
  assert.match(err, /<stdin>:2: This is not JSON/);
});
