/** The small parts by themselves: the circuit, the latency window, addresses, grammars from outside, the queue, plans as JSON. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gbnf, parse, plan } from '@rem/grammar';
import { withLeadingSpace, withoutLeadingSpace } from '../../src/backends/instructions.ts';
import { planSchema, printedPlan } from '../../src/backends/plan-json.ts';
import { requestIn } from '../../src/backends/rem-service.ts';
import { grammarProblem } from '../../src/gbnf/safe.ts';
import { isFailed } from '../../src/failed.ts';
import { createQueue } from '../../src/serve/queue.ts';
import { breaker } from '../../src/servers/breaker.ts';
import { consentProblem, isLoopback, readEndpoint } from '../../src/servers/endpoint.ts';
import { latencyWindow } from '../../src/servers/latency.ts';
import { readPrompt } from '../../src/tasks.ts';

test('the circuit opens after three failures or one certain one, tries again after a growing pause, closes on success', () => {
  let now = 0;
  const circuit = breaker({ failures: 3, firstPause: 100, longestPause: 300, now: () => now });
  circuit.failed('counted');
  circuit.failed('counted');
  assert.equal(circuit.state(), 'closed');
  circuit.failed('counted');
  assert.deepEqual([circuit.state(), circuit.wait()], ['open', 100]);
  now = 100;
  assert.equal(circuit.state(), 'half-open');
  circuit.failed('counted');
  assert.equal(circuit.wait(), 200);
  now = 300;
  circuit.failed('counted');
  now = 600;
  circuit.failed('counted');
  assert.equal(circuit.wait(), 300, 'the pause has a longest');
  circuit.succeeded();
  assert.equal(circuit.state(), 'closed');
  circuit.failed('at-once');
  assert.equal(circuit.wait(), 100, 'pauses begin anew');
});

test('time-out and pause follow what the server takes', () => {
  const fast = latencyWindow();
  assert.deepEqual([fast.timeout(), fast.debounce(120)], [10_000, 120]);
  for (let at = 0; at < 20; at++) fast.add(80);
  assert.deepEqual([fast.timeout(), fast.debounce(120), fast.p50(), fast.p95()], [3000, 40, 80, 80]);
  const slow = latencyWindow();
  for (let at = 0; at < 20; at++) slow.add(2000);
  assert.deepEqual([slow.timeout(), slow.debounce(120)], [8000, 20]);
});

test('which addresses are this machine, and what may be sent where', () => {
  for (const host of ['localhost', 'LOCALHOST.', 'a.localhost', '127.0.0.1', '127.1.2.3', '[::1]', '::ffff:127.0.0.1']) assert.ok(isLoopback(host), host);
  for (const host of ['10.0.0.1', '127.0.0.1.example.com', 'localhost.example.com', '192.168.1.1', '[::2]', '0.0.0.0']) assert.ok(!isLoopback(host), host);
  const at = (url: string, allowHttp?: boolean): string => { const read = readEndpoint({ url, ...(allowHttp ? { allowHttp } : {}) }); return isFailed(read) ? read.code : `${read.origin}${read.prefix}`; };
  assert.equal(at('http://127.0.0.1:8000/v1/'), 'http://127.0.0.1:8000');
  assert.equal(at('https://models.example/llm/v1'), 'https://models.example/llm');
  assert.equal(at('http://models.example'), 'server-forbidden');
  assert.equal(at('http://models.example', true), 'http://models.example');
  assert.equal(at('ftp://models.example'), 'server-forbidden');
  assert.equal(at('http://me:pw@127.0.0.1'), 'server-forbidden');
  const away = readEndpoint({ url: 'https://models.example' });
  assert.ok(!isFailed(away));
  assert.ok(consentProblem(away, {}, 'rem_query') && consentProblem(away, { agreed: { requests: true, contents: false } }, 'edge'));
  assert.equal(consentProblem(away, { agreed: { requests: true, contents: false } }, 'rem_query'), undefined);
});

test('grammars from outside: ours pass, what ends a server does not', () => {
  for (const fine of [gbnf(), gbnf({ none: true }), withLeadingSpace(gbnf()), 'root ::= "a" root | "b"\n', 'root ::= [a-z]{1,200}\n']) assert.equal(grammarProblem(fine), undefined, fine.slice(0, 60));
  const wrong: [string, RegExp][] = [
    ['root ::= root "a" | "b"\n', /root begins with itself/], ['root ::= x "a"\nx ::= y\ny ::= x | "b"\n', /begins with itself/], ['root ::= " "? x\nx ::= [a]* x "b" | "c"\n', /begins with itself/],
    ['root ::= nowhere\n', /not defined/], ['start ::= "a"\n', /no rule named root/], ['root ::= "a\n', /Unfinished/], ['root ::= [a]{1,5000}\n', /repeats/], ['root ::= ([a]{1,100} "b"){1,100}\n', /repeats/], ['x'.repeat(70_000), /characters/], ['', /no rule/],
  ];
  for (const [text, words] of wrong) assert.match(grammarProblem(text) ?? '', words, text.slice(0, 60));
});

test('the space that answers begin with goes on the wire and comes off again', () => {
  const own = gbnf({ none: true });
  assert.equal(withoutLeadingSpace(withLeadingSpace(own)), own);
  assert.equal(withoutLeadingSpace(own), undefined);
});

test('a queue has its order and its end; who leaves is forgotten', async () => {
  const queue = createQueue({ atOnce: 1, waiting: 2 });
  const order: string[] = [];
  const signal = new AbortController().signal;
  const hold = Promise.withResolvers<void>();
  const first = queue.run(async () => { await hold.promise; order.push('first'); }, signal);
  const leaving = new AbortController();
  const second = queue.run(async () => { order.push('second'); }, leaving.signal);
  const third = queue.run(async () => { order.push('third'); }, signal);
  assert.equal((await queue.run(async () => undefined, signal))?.kind, 'full');
  leaving.abort();
  assert.equal(await second, undefined);
  assert.deepEqual([queue.running, queue.waiting], [1, 1]);
  hold.resolve();
  await Promise.all([first, third, queue.idle()]);
  assert.deepEqual([order.join(), queue.running, queue.waiting], ['first,third', 0, 0]);
  await assert.rejects(queue.run(async () => { throw new Error('broken'); }, signal), /broken/);
  assert.equal((await queue.run(async () => 7, signal))?.kind, 'done');
});

test('plans as JSON become the text of the same plan; what is none stays for the check', () => {
  for (const text of ['LOOKUP "Sarah Chen", "api-design-v2"', 'SEARCH "rate limiting" IN moments LIMIT 3', 'FUZZY "Sara"', 'TRAVERSE manages WITH LOOKUP "Sarah Chen" DEPTH 2', 'SELECT name FROM files']) {
    const made = plan(parse(text).tree.statements[0]!)!;
    assert.deepEqual(plan(parse(printedPlan(JSON.stringify(made))).tree.statements[0]!), made);
  }
  assert.equal(printedPlan('{"query_type": "NONE"}'), 'NONE');
  assert.equal(printedPlan('```json\n{"query_type":"LOOKUP","parameters":{"key":"x"}}\n```'), 'LOOKUP "x"');
  assert.equal(printedPlan('I would\nsay LOOKUP'), 'I would say LOOKUP');
  assert.equal(planSchema.anyOf.length, 6);
});

test('a prompt is known by its form, a request is a request', () => {
  assert.ok(readPrompt('Labels: Sarah Chen\nRequest: show Sarah Chen\nREM:'));
  assert.match(readPrompt('Schema: orders(id, total)\nRequest: all orders\nREM:')!.constraint.kind === 'grammar' ? JSON.stringify(readPrompt('Schema: orders(id, total)\nRequest: all orders\nREM:')) : '', /orders/);
  assert.equal(readPrompt('who does Sarah Chen manage?'), undefined);
  assert.equal(requestIn('Labels: a | b\nRequest: show a\nREM:'), 'show a');
});
