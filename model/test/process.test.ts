/** The model process for real: answers under a grammar, cancelling, dying, and weights that are missing or damaged. */
import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gbnf } from '@rem/grammar';
import type { CompletionOptions } from '../src/completion.ts';
import { isFailed } from '../src/failed.ts';
import type { ModelClient, ModelState } from '../src/model-client.ts';
import { openModel } from '../src/open-model.ts';
import { baseWeights, findWeights } from '../src/weights.ts';
import { weightsHere } from './weights-here.ts';

const weights = await weightsHere();
const prompt = 'Labels: Sarah Chen\nRequest: show Sarah Chen\nREM:';
const grammar: CompletionOptions = { constraint: { kind: 'grammar', gbnf: 'root ::= "LOOKUP " string | "NONE"\nstring ::= "\\"" [A-Za-z ]{1,30} "\\""\n', hash: 'test' }, timeout: 30_000, maxTokens: 40 };

async function until(client: ModelClient, kind: ModelState['kind'], within = 30_000): Promise<void> {
  for (const begun = Date.now(); client.state.kind !== kind;) {
    if (Date.now() - begun > within) assert.fail(`The state is ${client.state.kind}, not ${kind}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the model process', { skip: weights ? false : 'no weights' }, () => {
  let client: ModelClient;
  before(async () => { client = await openModel({ adapterPath: null }); });
  after(() => client.dispose());

  test('answers inside the grammar, with its certainty, and reads no prompt twice', async () => {
    const first = await client.complete(prompt, grammar);
    assert.ok(first.kind === 'completion', JSON.stringify(first));
    const [answer] = first.answers;
    assert.match(answer.text, /^(?:LOOKUP "[A-Za-z ]{1,30}"|NONE)$/);
    assert.ok(answer.meanLogprob < 0 && answer.minLogprob <= answer.meanLogprob && answer.tokens > 1);
    const second = await client.complete(prompt, grammar);
    assert.ok(second.kind === 'completion');
    assert.equal(second.answers[0].text, answer.text);
    assert.equal(second.timings.cachedTokens, second.timings.promptTokens - 1);
  });

  test('guessing ahead changes no answer', async () => {
    const texts = await Promise.all([[], ['Sarah Chen', 'show Sarah Chen'], ['Sarah Connor', 'others']].map(async (hints) => {
      const result = await client.complete(prompt, { ...grammar, hints });
      return result.kind === 'completion' ? result.answers[0].text : result.message;
    }));
    assert.equal(new Set(texts).size, 1, texts.join(' | '));
  });

  test('several answers differ, an excluded one does not come', async () => {
    const result = await client.complete(prompt, { ...grammar, n: 3 });
    assert.ok(result.kind === 'completion');
    const texts = result.answers.map((answer) => answer.text);
    assert.ok(texts.length > 1 && new Set(texts).size === texts.length, texts.join(' | '));
    const other = await client.complete(prompt, { ...grammar, exclude: [texts[0]!] });
    assert.ok(other.kind === 'completion' && !other.answers[0].text.startsWith(texts[0]!));
  });

  test('the whole grammar of the language constrains an untrained model', async () => {
    const whole: CompletionOptions = { ...grammar, constraint: { kind: 'grammar', gbnf: gbnf({ none: true }), hash: 'whole' } };
    const result = await client.complete('Request: anything about rate limiting\nREM:', whole);
    assert.ok(result.kind === 'completion');
    assert.match(result.answers[0].text, /^(?:LOOKUP|FUZZY|SEARCH|SELECT|TRAVERSE|NONE)/);
  });

  test('a grammar that the model would never follow by itself is followed to its end', async () => {
    for (const word of ['quoxalith', 'yes']) {
      const result = await client.complete('Request: say hello\nREM:', { constraint: { kind: 'grammar', gbnf: `root ::= "${word}"\n`, hash: word }, maxTokens: 24 });
      assert.ok(result.kind === 'completion' && result.answers[0].text === word, JSON.stringify(result));
    }
  });

  test('a cancelled request answers at once, and the model is free again soon', async () => {
    const controller = new AbortController();
    const begun = performance.now();
    const running = client.complete(`Request: ${'and then again '.repeat(200)}\nREM:`, { constraint: { kind: 'none' }, maxTokens: 200, timeout: 30_000 }, controller.signal);
    setTimeout(() => controller.abort(), 100);
    const result = await running;
    assert.ok(isFailed(result) && result.code === 'cancelled');
    assert.ok(performance.now() - begun < 1000);
    const next = await client.complete(prompt, grammar);
    assert.ok(next.kind === 'completion' && next.timings.queue < 3000, JSON.stringify(next));
  });

  test('a request beyond the window is refused in words', async () => {
    const result = await client.complete(`Request: ${'word '.repeat(3000)}\nREM:`, grammar);
    assert.ok(isFailed(result) && result.code === 'too-long' && result.remedy !== '');
  });

  test('a grammar that is none is an answer, not a crash', async () => {
    const result = await client.complete(prompt, { ...grammar, constraint: { kind: 'grammar', gbnf: 'root ::= nowhere', hash: 'bad' } });
    assert.ok(isFailed(result) && result.code === 'model-failed');
  });

  test('embeddings: alike texts are near, order and length are kept', async () => {
    const pairs = [['A cat sat on the mat.', 'A kitten is sitting on a rug.'], ['We moved the database to a new server.', 'The DB migration to new hardware is done.'], ['The budget was approved.', 'Finance signed off the spending plan.']];
    const vectors = await client.embed(pairs.flat());
    assert.ok(Array.isArray(vectors), JSON.stringify(vectors));
    const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
    assert.ok(vectors.every((vector) => vector.length === 384 && Math.abs(dot(vector, vector) - 1) < 1e-3));
    for (let at = 0; at < pairs.length; at++) {
      const alike = dot(vectors[at * 2]!, vectors[at * 2 + 1]!);
      const others = vectors.filter((_, other) => other >> 1 !== at).map((other) => dot(vectors[at * 2]!, other));
      assert.ok(alike > Math.max(...others) + 0.1, `${pairs[at]!.join(' / ')}: ${alike} against ${Math.max(...others)}`);
    }
    assert.deepEqual(await client.embed([]), []);
    const long = await client.embed(['word '.repeat(5000), '']);
    assert.ok(Array.isArray(long) && long[0]!.every(Number.isFinite) && long[1]!.every((value) => value === 0));
  });

  test('a killed process is started again, and what was asked meanwhile is told', async () => {
    const { pid, memory } = await client.status();
    assert.ok(pid && memory && memory > 50_000_000);
    const running = client.complete('Request: something else\nREM:', { ...grammar, maxTokens: 100 });
    process.kill(pid, 'SIGKILL');
    const lost = await running;
    assert.ok(isFailed(lost) && lost.code === 'process-died', JSON.stringify(lost));
    await until(client, 'ready');
    const result = await client.complete(prompt, grammar);
    assert.equal(result.kind, 'completion');
    assert.equal((await client.status()).restarts, 1);
  });
});

describe('weights', () => {
  let folder: string;
  before(async () => { folder = await mkdtemp(join(tmpdir(), 'rem-weights-')); });
  after(() => rm(folder, { recursive: true, force: true }));

  test('missing: the state says how to get them, embeddings work all the same', async () => {
    const client = await openModel({ directory: join(folder, 'empty'), adapterPath: null });
    const state = await client.ready();
    assert.ok(state.kind === 'absent' && /fetch/.test(state.remedy), JSON.stringify(state));
    const answer = await client.complete(prompt, grammar);
    assert.ok(isFailed(answer) && answer.code === 'weights-missing');
    const vectors = await client.embed(['still here']);
    assert.ok(Array.isArray(vectors) && vectors[0]?.length === 384, JSON.stringify(vectors));
    await client.dispose();
  });

  test('cut short: told, set aside, and no longer in the way', { skip: weights ? false : 'no weights' }, async () => {
    const path = join(folder, baseWeights.name);
    await copyFile(weights!.path, path);
    await truncate(path, 1_000_000);
    const client = await openModel({ directory: folder, adapterPath: null });
    const state = await client.ready();
    assert.ok(state.kind === 'failed' && state.code === 'weights-damaged' && /cut short/.test(state.message), JSON.stringify(state));
    await client.dispose();
    const again = await findWeights(baseWeights, [folder]);
    assert.ok(isFailed(again) && again.code === 'weights-missing');
  });

  test('the right size and the wrong content: told by the hash', async () => {
    const path = join(folder, baseWeights.name);
    await writeFile(path, 'GGUF');
    await truncate(path, baseWeights.size);
    const found = await findWeights(baseWeights, [folder]);
    assert.ok(isFailed(found) && /hash/.test(found.message), JSON.stringify(found));
  });

  test('an adapter that is not there, or is none', { skip: weights ? false : 'no weights' }, async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    await symlink(weights!.path, join(own, baseWeights.name));
    const missing = await openModel({ directory: own, adapterPath: join(own, 'nothing.gguf') });
    const missingState = await missing.ready();
    assert.ok(missingState.kind === 'failed' && missingState.code === 'adapter-missing');
    await missing.dispose();
    await writeFile(join(own, 'prose.gguf'), 'this is no adapter');
    const wrong = await openModel({ directory: own, adapterPath: join(own, 'prose.gguf') });
    const state = await wrong.ready();
    assert.ok(state.kind === 'failed' && state.remedy !== '', JSON.stringify(state));
    await wrong.dispose();
  });
});

test('a process entry that is not there is a state with a remedy', { skip: weights ? false : 'no weights' }, async () => {
  const client = await openModel({ hostPath: join(tmpdir(), 'no-such-host.mjs'), adapterPath: null });
  const state = await client.ready();
  assert.ok(state.kind === 'failed' && state.code === 'process-not-started', JSON.stringify(state));
  await client.dispose();
  const late = await client.complete(prompt, grammar);
  assert.ok(isFailed(late) && late.code === 'disposed');
});
