/**
 * Faults of the surroundings: servers that come and go, addresses, certificates and proxies, two windows, a clock that jumps, weights that are broken, processes
 * that are killed. What the person sees is held to the same as in the matrix (`faults.test.ts`).
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, describe, test } from 'node:test';
import type { CompletionResult } from '../../src/completion.ts';
import { isFailed } from '../../src/failed.ts';
import type { OpenModelOptions } from '../../src/model-client.ts';
import { openModel } from '../../src/open-model.ts';
import { routedModel } from '../../src/servers/routed.ts';
import type { ServerAccess, ServerSettings } from '../../src/servers/settings.ts';
import type { ServerStateKind } from '../../src/servers/watched.ts';
import { baseWeights, embeddingWeights } from '../../src/weights.ts';
import { weightsHere } from '../weights-here.ts';
import { completion, fake, json, says } from './fake.ts';
import { ask, begins, connect, faultBench, gives, good, refuses, request, stateOf, wellFormed } from './fault-bench.ts';
import { ownCertificate } from './own-certificate.ts';
import { until } from './until.ts';

const skip = await weightsHere() ? false : 'no weights';

describe('faults of the surroundings', { skip }, () => {
  const bench = faultBench();
  const { withServer } = bench;

  withServer('refused at the start, then started: found by itself', async ({ model, server }) => {
    await server.stop();
    await connect(model, server.url);
    assert.equal(stateOf(model), 'offline');
    assert.match(model.servers()[0]!.state.message, /Nothing answers/);
    await gives(model, 'embedded');
    await server.start();
    await until(() => stateOf(model) === 'ready', 'the server to be found');
    await gives(model, 'server', 'show Sarah Chen now');
  });

  withServer('restarted between two requests', async ({ model, server }) => {
    await connect(model, server.url);
    await gives(model, 'server');
    await server.stop();
    await server.start();
    wellFormed(await ask(model, 'show Sarah Chen meanwhile'));
    await until(() => stateOf(model) === 'ready', 'the server to be used again');
    await gives(model, 'server', 'show Sarah Chen again');
  });

  withServer('connections that died while the machine slept', async ({ model, server }) => {
    await connect(model, server.url);
    await gives(model, 'server');
    server.dropConnections();
    const end = performance.now() + 200;
    while (performance.now() < end) { /* nothing runs on this thread, as in a sleep */ }
    wellFormed(await ask(model, 'show Sarah Chen, awake'));
    await until(() => stateOf(model) === 'ready', 'the server to be used again');
    await gives(model, 'server', 'show Sarah Chen, wide awake');
  });

  withServer('the clock jumps a day, back and forth', async ({ model, server }) => {
    const { now } = Date;
    try {
      await connect(model, server.url);
      Date.now = () => now() + 86_400_000;
      await gives(model, 'server');
      Date.now = () => now() - 86_400_000;
      server.behave = (response) => void response.socket?.destroy();
      await gives(model, 'embedded', 'show Sarah Chen, please');
      server.behave = good;
      await until(() => stateOf(model) === 'ready', 'the server to be used again');
    } finally {
      Date.now = now;
    }
  });

  withServer('two windows on one server', async ({ model, server }) => {
    const other = bench.routed();
    await Promise.all([connect(model, server.url), connect(other, server.url)]);
    await Promise.all([gives(model, 'server'), gives(other, 'server'), gives(model, 'server', 'show Sarah Chen here'), gives(other, 'server', 'show Sarah Chen there')]);
    await other.dispose();
    await gives(model, 'server', 'show Sarah Chen alone');
  });

  withServer('ignores the grammar: said, and its answers checked and repaired', async ({ model, server }) => {
    server.canary = (response) => json(response, 200, completion(' Hello there'));
    await connect(model, server.url);
    assert.equal(stateOf(model), 'unconstrained');
    await gives(model, 'server');
    server.behave = says('I would look for her by name.');
    await gives(model, 'embedded', 'show Sarah Chen please');
  });

  withServer('the model is gone from the list', async ({ model, server }) => {
    server.models = { data: [{ id: 'base', owned_by: 'vllm' }] };
    await connect(model, server.url);
    assert.equal(stateOf(model), 'wrong-model');
    assert.match(model.servers()[0]!.state.message, /no model rem-query; it has base/);
    await gives(model, 'embedded');
  });

  withServer('a window too small for the prompt', async ({ model, server }) => {
    server.models = { data: [{ id: 'rem-query', owned_by: 'vllm', max_model_len: 128 }] };
    await connect(model, server.url);
    assert.equal(stateOf(model), 'wrong-model');
    assert.match(model.servers()[0]!.state.message, /reads 128 tokens/);
    await gives(model, 'embedded');
    assert.equal(server.asked.length, 0);
  });

  withServer('a person who types on: the server notices at once', async ({ model, server }) => {
    await connect(model, server.url);
    const controller = new AbortController();
    const asking = ask(model, request, controller.signal);
    await until(() => server.asked.length === 1, 'the request');
    const stopped = performance.now();
    controller.abort();
    const { query, failure } = await asking;
    assert.ok(query === null && failure?.code === 'cancelled' && performance.now() - stopped < 500);
    await until(() => server.asked[0]!.left, 'the connection to be closed');
    assert.ok(performance.now() - stopped < 1000, 'the server noticed late');
    assert.equal(stateOf(model), 'ready');
    server.behave = good;
    await gives(model, 'server', 'show Sarah Chen instead');
  }, begins(() => undefined));

  withServer('too many failures: asked no more until a probe succeeds', async ({ model, server }) => {
    await connect(model, server.url);
    server.behave = refuses(500, 'broken');
    server.models = {};
    for (let at = 0; at < 3; at++) await gives(model, 'embedded');
    await until(() => stateOf(model) === 'offline', 'the circuit to open');
    const { length } = server.asked;
    await gives(model, 'embedded');
    assert.equal(server.asked.length, length, 'an open circuit was asked');
  });

  test('IPv6 only', async (context) => {
    const server = await fake(good, { host: '::1' }).catch(() => undefined);
    if (!server) return context.skip('no IPv6 on this machine');
    const model = bench.routed();
    context.after(async () => { await model.dispose(); await server.stop(); });
    await connect(model, `http://localhost:${server.port}`);
    await gives(model, 'server');
  });

  test('a certificate of one’s own: refused with the remedy, taken with caFile', async (context) => {
    const own = ownCertificate(['localhost']);
    if (!own) return context.skip('no openssl on this machine');
    const server = await fake(good, { tls: own });
    const model = bench.routed();
    context.after(async () => { await model.dispose(); await server.stop(); own.remove(); });
    const url = `https://localhost:${server.port}`;
    await connect(model, url);
    assert.equal(stateOf(model), 'offline');
    assert.match(`${model.servers()[0]!.state.message} ${model.servers()[0]!.state.remedy}`, /certificate.*caFile/i);
    await gives(model, 'embedded');
    await connect(model, url, { caFile: own.certFile });
    await gives(model, 'server', 'show Sarah Chen safely');
  });

  const away: { fault: string; url: string; settings?: Partial<ServerSettings>; access?: ServerAccess; state: ServerStateKind; says: RegExp }[] = [
    { fault: 'plain HTTP to another machine', url: 'http://192.0.2.1:8000', access: { agreed: { requests: true, contents: false } }, state: 'disabled', says: /not encrypted/ },
    { fault: 'another machine that nobody agreed to', url: 'https://192.0.2.1:8000', state: 'disabled', says: /Nobody agreed/ },
    { fault: 'a password in the address', url: 'https://me:secret@192.0.2.1/', state: 'disabled', says: /user or a password/ },
    { fault: 'no address', url: 'file:///etc/passwd', state: 'disabled', says: /no http or https/ },
    { fault: 'a name that nobody knows', url: 'https://no-such-host.invalid', settings: { proxy: '' }, access: { agreed: { requests: true, contents: true } }, state: 'offline', says: /not known|cannot be/ },
    { fault: 'the proxy is down', url: 'https://model.example', settings: { proxy: 'http://127.0.0.1:9' }, access: { agreed: { requests: true, contents: true } }, state: 'offline', says: /./ },
    { fault: 'a certificate file that is not there', url: 'https://192.0.2.1', settings: { caFile: '/nowhere/ca.pem' }, access: { agreed: { requests: true, contents: true } }, state: 'disabled', says: /cannot be read/ },
  ];
  for (const { fault, url, settings, access, state, says: words } of away) {
    test(fault, async (context) => {
      const model = bench.routed();
      context.after(() => model.dispose());
      await connect(model, url, settings, access);
      assert.equal(stateOf(model), state);
      assert.match(model.servers()[0]!.state.message, words);
      assert.ok(!model.servers()[0]!.state.message.includes('secret'));
      await gives(model, 'embedded');
    });
  }

  withServer('a forward proxy is used for other machines, never for this one', async ({ model, server }) => {
    // The fake stands in for the proxy: a request through it names the whole address.
    await connect(model, 'http://model.example', { proxy: server.url, allowHttp: true }, { agreed: { requests: true, contents: false } });
    await gives(model, 'server');
    assert.ok(server.proxied.length > 0 && server.proxied.every((target) => target.startsWith('http://model.example/v1/')), server.proxied.join());
    const { length } = server.proxied;
    await connect(model, server.url, { proxy: server.url });
    await gives(model, 'server', 'show Sarah Chen at home');
    assert.equal(server.proxied.length, length);
  });

  test('the embedded process is killed while the server is away, and comes back', async (context) => {
    const model = bench.routed();
    context.after(() => model.dispose());
    await connect(model, 'http://127.0.0.1:9');
    const { pid } = await bench.embedded.status();
    process.kill(pid!, 'SIGKILL');
    const answered = await ask(model);
    wellFormed(answered);
    await until(() => bench.embedded.state.kind === 'ready', 'the model to come back', 60_000);
    await gives(model, 'embedded', 'show Sarah Chen once more');
  });

  /** What the embedded model says to a request while something happens at its first words. */
  const duringAnAnswer = async (happens: (pid: number) => void): Promise<CompletionResult> => {
    const { pid } = await bench.embedded.status();
    let happened = false;
    return bench.embedded.complete('Request: show Sarah Chen\nREM:', { constraint: { kind: 'none' }, maxTokens: 12, timeout: 60_000, onText: () => { if (!happened) happens(pid!); happened = true; } });
  };

  test('the embedded process is killed in the middle of an answer: told, never half of it, and it comes back', async (context) => {
    const model = bench.routed();
    context.after(() => model.dispose());
    const answer = await duringAnAnswer((pid) => process.kill(pid, 'SIGKILL'));
    assert.ok(isFailed(answer) && answer.code === 'process-died' && answer.remedy !== '', JSON.stringify(answer));
    await until(() => bench.embedded.state.kind === 'ready', 'the model to come back', 60_000);
    await gives(model, 'embedded', 'show Sarah Chen after all');
  });

  test('the machine sleeps in the middle of an answer: it goes on where it was', { skip: process.platform === 'win32' ? 'no such signals' : false }, async () => {
    const answer = await duringAnAnswer((pid) => {
      process.kill(pid, 'SIGSTOP');
      setTimeout(() => process.kill(pid, 'SIGCONT'), 500);
    });
    assert.ok(answer.kind === 'completion' && answer.answers[0].text.length > 3, JSON.stringify(answer));
  });

  const truncated = (): OpenModelOptions => {
    const directory = mkdtempSync(join(tmpdir(), 'rem-cut-'));
    after(() => rmSync(directory, { recursive: true, force: true }));
    writeFileSync(join(directory, baseWeights.name), 'GGUF and no more');
    return { directory };
  };
  const brokenHere: Record<string, () => OpenModelOptions | undefined> = {
    'no weights': () => ({ directory: join(tmpdir(), 'rem-nowhere'), adapterPath: null }),
    'truncated weights': truncated,
    'an adapter that is not there': () => ({ adapterPath: '/nowhere/adapter.gguf' }),
    'too little memory': withLittleMemory,
    'an adapter for another base': () => ({ adapterPath: fileURLToPath(new URL(`../../weights/${embeddingWeights.name}`, import.meta.url)), merge: false }),
  };
  for (const [what, options] of Object.entries(brokenHere)) {
    test(`${what} here: the server answers, and where it is away the reason is told`, async (context) => {
      const chosen = options();
      if (!chosen) return context.skip('memory cannot be limited here');
      const broken = await openModel(chosen);
      assert.notEqual((await broken.ready()).kind, 'ready');
      const server = await fake(good);
      const model = routedModel(broken, { firstPause: 30, longestPause: 120 });
      context.after(async () => { await model.dispose(); await server.stop(); });
      await connect(model, server.url);
      await gives(model, 'server');
      await server.stop();
      const { reason } = await gives(model, 'nobody', 'show Sarah Chen later');
      assert.match(reason!, /cannot be asked|Nothing answers|cut the connection/);
    });
  }
});

/** A model process with 90 MB beyond what it begins with, too few for the model: it ends, and ends again. Undefined where that cannot be arranged. */
function withLittleMemory(): OpenModelOptions | undefined {
  if (!existsSync('/proc/self/status') || spawnSync('prlimit', ['--version']).status !== 0) return undefined;
  const directory = mkdtempSync(join(tmpdir(), 'rem-poor-'));
  after(() => rmSync(directory, { recursive: true, force: true }));
  const hostPath = join(directory, 'host.mjs');
  writeFileSync(hostPath, `import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
const used = Number(/VmData:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
execFileSync('prlimit', ['--pid', String(process.pid), '--data=' + (used + 90 * 1048576)]);
await import(${JSON.stringify(new URL('../../src/process/host.ts', import.meta.url).href)});
`);
  return { hostPath };
}
