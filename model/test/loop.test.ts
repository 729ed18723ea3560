/**
 * The whole loop with the real model and the adapter that ships. What is asserted holds for any adapter worth shipping:
 * plain requests become the query they mean, nothing invalid leaves, and what cannot be answered says why.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { check, loadSql, parse } from '@rem/grammar';
import type { CompletionAnswer } from '../src/completion.ts';
import { generate } from '../src/generate.ts';
import type { Generated, GenerateOptions } from '../src/generated.ts';
import { labelIndex } from '../src/labels.ts';
import type { ModelClient } from '../src/model-client.ts';
import { openModel } from '../src/open-model.ts';
import { weightsHere } from './weights-here.ts';

const adapter = new URL('../weights/rem-query.lora.gguf', import.meta.url);
const skip = !existsSync(adapter) ? 'no adapter in model/weights' : await weightsHere() ? false : 'no weights';

const labels = labelIndex(['Sarah Chen', 'Tom Okafor', 'api-design-v2', "Siobhán O'Malley", 'Project Nova'].map((label) => ({ label, kind: 'entity', table: 'entities' })));

describe('request to query', { skip }, () => {
  let model: ModelClient;
  before(async () => {
    model = await openModel();
    const state = await model.ready();
    assert.equal(state.kind, 'ready', JSON.stringify(state));
    await loadSql();
  });
  after(() => model.dispose());

  const ask = (request: string, more: Partial<GenerateOptions> = {}): Promise<Generated> =>
    generate(request, { model, labels, now: new Date('2025-03-12T10:30:00Z'), timeZone: 'UTC', ...more });

  test('plain requests', async () => {
    const traverse = await ask('-- who does Sarah Chen manage?');
    assert.equal(traverse.query, 'TRAVERSE manages WITH LOOKUP "Sarah Chen"', traverse.reason);
    assert.equal(traverse.plan?.intent, 'graph_traversal');
    assert.ok(traverse.confidence > 0.5 && traverse.tokens > 3 && traverse.explanation);
    assert.equal((await ask('docs about rate limiting')).query, 'SEARCH "rate limiting"');
  });

  test('a clause that the language lacks is left out, and what begins like it is not followed to nonsense', async () => {
    // The model would order the rows of a SEARCH; ` OR` is how ` ORDER` begins.
    for (const topic of ['the office move', 'database backups', 'rate limiting']) {
      const { query, reason } = await ask(`did we ever discuss ${topic} in a meeting last week? the 3 best please`);
      assert.ok(query !== null && query.startsWith(`SEARCH "${topic}" IN moments WHERE moment_type = 'meeting' AND resource_timestamp >= `), query ?? reason);
      assert.doesNotMatch(query, / OR |EXTRACT/);
    }
  });

  test('whatever comes is one statement without errors, or none with a reason', async () => {
    const requests = ['show siobhan omalley', 'meetings last week about hiring', 'count files by status', 'what depends on api design v2 within 2 hops', 'hello', 'asdf qwer', 'pdfs over 5 MB', '¿quién es Tom Okafor?'];
    for (const request of requests) {
      const { query, reason, problems } = await ask(request);
      if (query === null) {
        assert.ok(reason, request);
        continue;
      }
      const parsed = parse(query);
      assert.equal(parsed.tree.statements.length, 1, query);
      assert.deepEqual([...parsed.problems, ...check(parsed), ...problems].filter((problem) => problem.severity === 'error'), [], query);
      assert.doesNotMatch(query, /'@/, query);
    }
  });

  test('the same request is not written twice, and asked twice at once is written once', async () => {
    const first = await ask('who wrote api-design-v2');
    const again = await ask('who wrote api-design-v2');
    assert.equal(again.query, first.query);
    assert.ok(again.ms < first.ms / 3 || again.ms < 30, `${first.ms} ms, then ${again.ms} ms`);
    const together = await Promise.all([ask('what does Tom Okafor own'), ask('what does Tom Okafor own')]);
    assert.equal(together[0].query, together[1].query);
  });

  test('several candidates, best first, all valid', async () => {
    const { candidates = [], query } = await ask('Sarah Chen and project nova', { n: 3 });
    assert.ok(query === null || candidates.length >= 1);
    assert.deepEqual(candidates.map((candidate) => candidate.confidence), candidates.map((candidate) => candidate.confidence).sort((a, b) => b - a));
    for (const candidate of candidates) assert.ok(candidate.explanation && parse(candidate.query).problems.every((problem) => problem.severity !== 'error'));
  });

  test('a request that is a label, word for word, looks it up, whatever the model makes of it', async () => {
    const odd = ['Søren Æbelø', 'Hello There', 'How to Boil an Egg', 'ok-thanks'];
    for (const label of odd) {
      const request = label.toLowerCase().replaceAll('ø', 'o').replaceAll('æ', 'ae');
      const { query } = await ask(request, { labels: labelIndex(odd.map((one) => ({ label: one, kind: 'resource', table: 'resources' }))) });
      assert.equal(query, `LOOKUP "${label}"`);
    }
  });

  test('near answers: the first as it is alone, the others nearly as likely, whether the first is remembered or not', async () => {
    const written = async (request: string, options: { n: number; near?: boolean }): Promise<CompletionAnswer[]> => {
      const result = await model.complete(`Request: ${request}\nREM:`, { constraint: { kind: 'none' }, ...options });
      assert.ok(result.kind === 'completion', JSON.stringify(result));
      return result.answers;
    };
    const textsOf = (answers: readonly CompletionAnswer[]): string[] => answers.map(({ text }) => text);
    const likelihood = ({ meanLogprob, tokens }: CompletionAnswer): number => meanLogprob * tokens;
    const requests = ['newest files', 'dependents of the relay', 'proposals and plans', 'notes on rain, the short ones'];
    const all: CompletionAnswer[][] = [];
    for (const request of requests) {
      const [alone] = await written(request, { n: 1 });
      const near = await written(request, { n: 3, near: true });
      assert.equal(near[0]!.text, alone!.text);
      assert.equal(new Set(textsOf(near)).size, near.length);
      for (const other of near) assert.ok(other.stop === 'end' && likelihood(other) > likelihood(near[0]!) - 1.5, JSON.stringify(other));
      all.push(near);
    }
    assert.ok(all.some((near) => near.length > 1), 'none of these has a second answer nearly as likely');
    for (const [at, request] of requests.entries()) assert.deepEqual(textsOf(await written(request, { n: 3, near: true })), textsOf(all[at]!));
  });

  test('a cancelled request says so', async () => {
    const controller = new AbortController();
    const running = ask('everything about the migration of the database that we planned in spring', { signal: controller.signal });
    controller.abort();
    const { query, reason } = await running;
    assert.equal(query, null);
    assert.match(reason ?? '', /cancelled/i);
  });

  test('no words, too many words', async () => {
    assert.ok((await ask('--  ')).reason);
    assert.match((await ask('word '.repeat(600))).reason ?? '', /too long/);
  });
});
