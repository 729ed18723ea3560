/**
 * What every server has to do, whoever made it: connect, hold the canary, write under the grammar with its adapter, stop when the person types
 * on, tell its health. Run against real servers here, and against a vLLM elsewhere (`npm run test:vllm -- URL`).
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, gbnf, loadSql, parse } from '@rem/grammar';
import { lastOf, completer, type Backend } from '../../src/backends/backend.ts';
import type { CompletionOptions, CompletionResult } from '../../src/completion.ts';
import { isFailed } from '../../src/failed.ts';
import { generate } from '../../src/generate.ts';
import { labelIndex } from '../../src/labels.ts';

export type ContractOptions = {
  backend(): Backend;
  /** The server is held to grammars. */
  grammar: boolean;
  /** The answer comes in pieces. Default true; the REM service's own door tells it whole. */
  streams?: boolean;
  /** The adapter is loaded, so that answers can be expected to mean something. */
  adapter: boolean;
  /** Milliseconds until the server works no more for a request that was withdrawn; undefined where it cannot be asked. */
  idleAfterCancel?(): Promise<number>;
};

const labels = labelIndex([{ label: 'Sarah Chen', kind: 'person', table: 'entities' }]);
const constraint = { kind: 'grammar', gbnf: gbnf({ none: true }), hash: 'whole' } as const;
const prompt = 'Labels: Sarah Chen\nRequest: who does Sarah Chen manage?\nREM:';

export function contract(name: string, { backend: get, grammar, streams = true, adapter, idleAfterCancel }: ContractOptions): void {
  test(`${name}: connects and tells what it can do`, async () => {
    const probe = await get().probe();
    assert.ok(probe.kind === 'ready', JSON.stringify(probe));
    assert.equal(probe.capabilities.grammar, grammar);
    assert.ok(probe.identity.base !== '' && probe.latency >= 0);
  });

  test(`${name}: a stream grows into one line inside the grammar`, async () => {
    const texts: string[] = [];
    const answer = await lastOf(get().complete(prompt, { constraint, maxTokens: 60, timeout: 60_000 }), (text) => void texts.push(text));
    assert.ok(answer.kind === 'completion', JSON.stringify(answer));
    const { text } = answer.answers[0];
    assert.ok((!streams || texts.length >= 1) && texts.every((part) => text.startsWith(part.trimEnd())), texts.join(' | '));
    if (grammar) assert.match(text, /^(?:LOOKUP|FUZZY|SEARCH|SELECT|WITH|TRAVERSE|NONE)/);
    // What the adapter adds to it is the loop's concern, which is tested next.
    if (adapter) assert.match(text, /^TRAVERSE manages WITH LOOKUP "Sarah Chen"/);
  });

  test(`${name}: the whole loop gives checked queries`, async () => {
    await loadSql();
    const model = completer(get());
    for (const request of ['who does Sarah Chen manage?', 'docs about rate limiting', 'count files by status']) {
      const { query, reason, problems } = await generate(request, { model, labels, now: new Date('2025-03-12T10:30:00Z'), timeZone: 'UTC' });
      if (adapter) assert.ok(query !== null, `${request}: ${reason}`);
      if (query === null) continue;
      assert.deepEqual([...parse(query).problems, ...check(parse(query)), ...problems].filter((problem) => problem.severity === 'error'), [], query);
    }
  });

  test(`${name}: a request that is withdrawn ends at once, here and there`, async () => {
    // On a machine full of other work one try says little: the best of three counts.
    let idle = Infinity;
    let allowed = 200;
    for (let round = 0; round < 3 && idle > allowed; round++) {
      const { answer, longestStep } = await withdrawn(get(), streams ? undefined : 40);
      if (grammar) assert.ok(isFailed(answer) && answer.code === 'cancelled', JSON.stringify(answer));
      idle = await idleAfterCancel?.() ?? 0;
      // A server looks up between two tokens; where one takes longer than usual, so does that.
      allowed = Math.max(200, 3 * longestStep);
    }
    assert.ok(idle <= allowed, `the server went on for ${idle.toFixed(0)} ms, ${allowed.toFixed(0)} ms are allowed`);
    const next = await lastOf(get().complete(prompt, { constraint, maxTokens: 60, timeout: 60_000 }));
    assert.ok(next.kind === 'completion', JSON.stringify(next));
  });

  test(`${name}: reading ahead never fails aloud`, async () => {
    await get().prime?.('Labels: Sarah Chen\nRequest: who does');
  });
}

/** A long answer, withdrawn soon after its first words, or `after` milliseconds where none are told; the longest time between two pieces of it. */
async function withdrawn(backend: Backend, after: number | undefined): Promise<{ answer: CompletionResult; longestStep: number }> {
  const controller = new AbortController();
  let last: number | undefined;
  let longestStep = 0;
  const wanted: CompletionOptions = { constraint: { kind: 'grammar', gbnf: 'root ::= [a-z ]{400}\n', hash: 'long' }, maxTokens: 400, timeout: 60_000 };
  // Without a grammar the answer may be over before it can be withdrawn.
  const late = setTimeout(() => controller.abort(), after ?? 30_000);
  const answer = await lastOf(backend.complete('Request: everything about everything\nREM:', wanted, controller.signal), () => {
    if (last === undefined) setTimeout(() => controller.abort(), 60);
    else longestStep = Math.max(longestStep, performance.now() - last);
    last = performance.now();
  });
  clearTimeout(late);
  return { answer, longestStep };
}

/** Milliseconds until `idle` holds, to the beginning of the look that found it so: a look takes its time too on a busy machine. */
export async function untilIdle(idle: () => Promise<boolean>): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const looked = performance.now() - begun;
    if (await idle() || looked > 10_000) return looked;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
