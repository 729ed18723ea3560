/**
 * The fault matrix: everything that a server, the network and the machine do wrong, one row each, with what the person sees. In every row: no
 * exception, no invalid or stale query, the embedded model (the real one) steps in where it can, the state says why, and once the fault
 * is gone the server is used again by itself.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { check, loadSql, parse } from '@rem/grammar';
import type { CompletionResult } from '../../src/completion.ts';
import { isFailed } from '../../src/failed.ts';
import { generate } from '../../src/generate.ts';
import type { Generated } from '../../src/generated.ts';
import { labelIndex } from '../../src/labels.ts';
import type { ModelClient, OpenModelOptions } from '../../src/model-client.ts';
import { openModel } from '../../src/open-model.ts';
import { routedModel, type RoutedModel } from '../../src/servers/routed.ts';
import type { ServerAccess, ServerSettings } from '../../src/servers/settings.ts';
import type { ServerStateKind } from '../../src/servers/watched.ts';
import { baseWeights, embeddingWeights } from '../../src/weights.ts';
import { weightsHere } from '../weights-here.ts';
import { completion, fake, goodAnswer, json, says, sleep, sse, type Behaviour, type Fake } from './fake.ts';
import { ownCertificate } from './own-certificate.ts';
import { until } from './until.ts';

const skip = await weightsHere() ? false : 'no weights';
const request = 'show Sarah Chen';
const labels = labelIndex([{ label: 'Sarah Chen', kind: 'person', table: 'entities' }]);
const good = says(goodAnswer);

/** Every rejection that nobody handles fails the run. */
const unhandled: unknown[] = [];
process.on('unhandledRejection', (error) => unhandled.push(error));

type Row = {
  fault: string;
  behave: Behaviour;
  /** Who wrote the query the person gets: the embedded model, the server, or nobody. */
  by: 'embedded' | 'server' | 'nobody';
  /** What the status says after it; undefined: one failure does not yet change it. */
  state?: ServerStateKind;
  /** Milliseconds for the server's answer; default: the usual. */
  timeout?: number;
};

/** A stream that begins well and then does something else. */
const begins = (then: (response: Parameters<Behaviour>[0]) => void | Promise<void>): Behaviour => (response) => {
  sse(response)(completion(' SEARCH "S', 'rem-query', null));
  return then(response);
};
const refuses = (status: number, message: string, headers: Record<string, string> = {}): Behaviour => (response) => json(response, status, { error: { message, type: 'error', code: status } }, headers);

const rows: Row[] = [
  { fault: 'reset before the head', behave: (response) => void response.socket?.destroy(), by: 'embedded', state: 'offline' },
  { fault: 'reset in the middle of the stream', behave: begins((response) => void setTimeout(() => response.socket?.destroy(), 20)), by: 'embedded', state: 'offline' },
  { fault: 'first byte too late', behave: async (response, asked, server) => { await sleep(1500); await good(response, asked, server); }, by: 'embedded', timeout: 300 },
  { fault: 'one byte a second', behave: begins(async (response) => { for (const letter of 'data: {"choices":[]}') { response.write(letter); await sleep(200); } }), by: 'embedded', timeout: 500 },
  { fault: 'a stream that never ends', behave: async (response) => { const send = sse(response); for (let at = 0; at < 100_000 && !response.destroyed; at++) { send(completion(' AND', 'rem-query', null)); if (at % 50 === 0) await sleep(1); } }, by: 'embedded' },
  { fault: 'silence after the head', behave: (response) => void sse(response)(': ping'), by: 'embedded', timeout: 300 },
  { fault: '200 with a web page', behave: (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html><form action="/login">Sign in</form></html>'), by: 'embedded' },
  { fault: 'broken JSON', behave: (response) => { sse(response)('{"choices":[{"te'); response.end(); }, by: 'embedded' },
  { fault: 'JSON of another form', behave: (response) => { sse(response)({ result: 'LOOKUP "x"' }); response.end(); }, by: 'embedded' },
  { fault: 'broken UTF-8', behave: begins((response) => { response.write(Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0x20, 0xff, 0xfe, 0x0a, 0x0a])); response.end(); }), by: 'embedded' },
  { fault: 'an error in the stream, after 200', behave: begins((response) => { response.write('data: {"error":{"message":"EngineCore died","type":"server_error","code":500}}\n\n'); response.end('data: [DONE]\n\n'); }), by: 'embedded' },
  { fault: 'out of memory while writing', behave: begins((response) => void response.end('data: {"error":{"message":"CUDA out of memory. Tried to allocate 2 GiB"}}\n\n')), by: 'embedded' },
  { fault: 'the stream stops without an end', behave: begins((response) => void response.end()), by: 'embedded' },
  { fault: '400 bad grammar', behave: refuses(400, 'Failed to compile grammar'), by: 'embedded' },
  { fault: '400 too long for the context', behave: refuses(400, "This model's maximum context length is 64 tokens"), by: 'embedded' },
  { fault: '401', behave: refuses(401, 'Unauthorized'), by: 'embedded', state: 'unauthorised' },
  { fault: '403', behave: refuses(403, 'Forbidden'), by: 'embedded', state: 'unauthorised' },
  { fault: '404 for the model', behave: refuses(404, 'The model `rem-query` does not exist.'), by: 'embedded', state: 'wrong-model' },
  { fault: '413', behave: (response) => void response.writeHead(413).end(), by: 'embedded' },
  { fault: '429', behave: refuses(429, 'Too many requests', { 'retry-after': '7' }), by: 'embedded', state: 'busy' },
  { fault: '500', behave: refuses(500, 'Internal Server Error'), by: 'embedded' },
  { fault: '502 of a proxy, in HTML', behave: (response) => void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>'), by: 'embedded' },
  { fault: '503 while loading', behave: refuses(503, 'Loading model'), by: 'embedded', state: 'busy' },
  { fault: 'a redirect to elsewhere', behave: (response) => void response.writeHead(307, { location: 'http://203.0.113.9/v1/completions' }).end(), by: 'embedded' },
  { fault: 'another model behind the name', behave: says(goodAnswer, { model: 'gpt-oss' }), by: 'embedded', state: 'wrong-model' },
  { fault: 'prose instead of a query', behave: says('Sure! Here is how you could look for Sarah Chen in your notes.'), by: 'embedded', state: 'ready' },
  { fault: 'a destructive SQL', behave: says('DELETE FROM resources WHERE true'), by: 'embedded', state: 'ready' },
  { fault: 'a destructive SQL behind a good one', behave: says('SELECT * FROM resources; DROP TABLE resources'), by: 'embedded', state: 'ready' },
  { fault: 'a writing CTE', behave: says('WITH x AS (DELETE FROM resources RETURNING *) SELECT * FROM x'), by: 'embedded', state: 'ready' },
  { fault: 'a name that nobody said', behave: says('LOOKUP "Zebulon Quux"'), by: 'embedded', state: 'ready' },
  { fault: 'escape sequences', behave: says('LOOKUP "Sarah\u001b[2J Chen"\u0007'), by: 'embedded', state: 'ready' },
  { fault: 'one megabyte in one piece', behave: (response) => { const send = sse(response); send(completion('x'.repeat(1 << 20), 'rem-query', null)); response.end(); }, by: 'embedded' },
  { fault: 'the prompt again', behave: (response, asked, server) => says(`${String(asked.body['prompt']).replaceAll('\n', ' ')} LOOKUP "Sarah Chen"`)(response, asked, server), by: 'embedded', state: 'ready' },
  { fault: 'nothing at all', behave: says(''), by: 'embedded', state: 'ready' },
  { fault: 'cut off by its length', behave: says('SELECT * FROM resources WHERE (((', { finish: 'length' }), by: 'embedded', state: 'ready' },
  { fault: 'pieces that split letters, comments between, CRLF', by: 'server', state: 'ready', behave: async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const bytes = Buffer.from(`: ping\r\n\r\nevent: x\r\ndata: ${JSON.stringify(completion(' SEARCH "Sårah Chen" LIMIT 7'))}\r\n\r\ndata: [DONE]\r\n\r\n`);
    for (let at = 0; at < bytes.length; at += 7) { response.write(bytes.subarray(at, at + 7)); await sleep(1); }
    response.end();
  } },
];

describe('faults', { skip }, () => {
  let embedded: ModelClient;
  before(async () => {
    embedded = await openModel();
    const state = await embedded.ready();
    assert.equal(state.kind, 'ready', JSON.stringify(state));
    await loadSql();
  });
  after(async () => {
    await embedded.dispose();
    await sleep(50);
    assert.deepEqual(unhandled, []);
  });

  const states = new WeakMap<RoutedModel, Set<ServerStateKind>>();
  const routed = (timeout?: number): RoutedModel => {
    const model = routedModel(Object.assign(bound(embedded), { dispose: async () => undefined }), { firstPause: 30, longestPause: 120, ...(timeout === undefined ? {} : { timeout }) });
    const kinds = new Set<ServerStateKind>();
    states.set(model, kinds);
    model.onServers(([one]) => { if (one) kinds.add(one.state.kind); });
    return model;
  };
  const connect = async (model: RoutedModel, url: string, settings: Partial<ServerSettings> = {}, access: ServerAccess = {}): Promise<void> => {
    await model.use({ servers: [{ settings: { name: 'gpu', kind: 'openai', url, adapters: { rem_query: 'rem-query' }, ...settings }, access }], use: { rem_query: 'gpu' } });
  };
  const stateOf = (model: RoutedModel): ServerStateKind | undefined => model.servers()[0]?.state.kind;
  const ask = (model: RoutedModel, signal?: AbortSignal): Promise<Generated> => generate(request, { model, labels, now: new Date(), timeZone: 'UTC', signal });

  /** Whatever happened, what the person gets is valid or nothing with a reason. */
  const wellFormed = ({ query, reason }: Generated): void => {
    if (query === null) return assert.ok(reason, 'nothing came and nobody says why');
    const parsed = parse(query);
    assert.deepEqual([...parsed.problems, ...check(parsed)].filter((problem) => problem.severity === 'error'), [], query);
  };
  const writer = ({ query, raw }: Generated): Row['by'] => (query === null ? 'nobody' : /LIMIT 7$/.test(raw) ? 'server' : 'embedded');

  /** A state may be over already: probes come soon here. */
  const seen = (model: RoutedModel, kind: ServerStateKind): boolean => stateOf(model) === kind || (states.get(model)?.has(kind) ?? false);

  for (const { fault, behave, by, state, timeout } of rows) {
    test(fault, async (context) => {
      const server = await fake(behave);
      const model = routed(timeout);
      context.after(async () => { await model.dispose(); await server.stop(); });
      await connect(model, server.url);
      assert.equal(stateOf(model), 'ready');
      const answered = await ask(model);
      wellFormed(answered);
      assert.equal(writer(answered), by, `${answered.query} (${answered.reason})`);
      if (state) assert.ok(seen(model, state), `the status said ${JSON.stringify(model.servers())}`);
      server.behave = good;
      await until(() => stateOf(model) === 'ready', 'the server to be used again');
      const again = await generate('show Sarah Chen please', { model, labels, now: new Date(), timeZone: 'UTC' });
      assert.equal(writer(again), 'server', `${again.query} (${again.reason})`);
    });
  }

  const elsewhere = (name: string, run: (context: { model: RoutedModel; server: Fake }) => Promise<void>, behave = good): void => {
    test(name, async (context) => {
      const server = await fake(behave);
      const model = routed();
      context.after(async () => { await model.dispose(); await server.stop(); });
      await run({ model, server });
    });
  };
  const gives = async (model: RoutedModel, by: Row['by'], words = request): Promise<Generated> => {
    const answered = await generate(words, { model, labels, now: new Date(), timeZone: 'UTC' });
    wellFormed(answered);
    assert.equal(writer(answered), by, `${answered.query} (${answered.reason}); ${JSON.stringify(model.servers())}`);
    return answered;
  };

  elsewhere('refused at the start, then started: found by itself', async ({ model, server }) => {
    await server.stop();
    await connect(model, server.url);
    assert.equal(stateOf(model), 'offline');
    assert.match(model.servers()[0]!.state.message, /Nothing answers/);
    await gives(model, 'embedded');
    await server.start();
    await until(() => stateOf(model) === 'ready', 'the server to be found');
    await gives(model, 'server', 'show Sarah Chen now');
  });

  elsewhere('restarted between two requests', async ({ model, server }) => {
    await connect(model, server.url);
    await gives(model, 'server');
    await server.stop();
    await server.start();
    wellFormed(await generate('show Sarah Chen meanwhile', { model, labels, now: new Date(), timeZone: 'UTC' }));
    await until(() => stateOf(model) === 'ready', 'the server to be used again');
    await gives(model, 'server', 'show Sarah Chen again');
  });

  elsewhere('connections that died while the machine slept', async ({ model, server }) => {
    await connect(model, server.url);
    await gives(model, 'server');
    server.dropConnections();
    const end = performance.now() + 200;
    while (performance.now() < end) { /* nothing runs on this thread, as in a sleep */ }
    wellFormed(await generate('show Sarah Chen, awake', { model, labels, now: new Date(), timeZone: 'UTC' }));
    await until(() => stateOf(model) === 'ready', 'the server to be used again');
    await gives(model, 'server', 'show Sarah Chen, wide awake');
  });

  elsewhere('the clock jumps a day, back and forth', async ({ model, server }) => {
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

  elsewhere('two windows on one server', async ({ model, server }) => {
    const other = routed();
    await Promise.all([connect(model, server.url), connect(other, server.url)]);
    await Promise.all([gives(model, 'server'), gives(other, 'server'), gives(model, 'server', 'show Sarah Chen here'), gives(other, 'server', 'show Sarah Chen there')]);
    await other.dispose();
    await gives(model, 'server', 'show Sarah Chen alone');
  });

  elsewhere('ignores the grammar: said, and its answers checked and repaired', async ({ model, server }) => {
    server.canary = (response) => json(response, 200, completion(' Hello there'));
    await connect(model, server.url);
    assert.equal(stateOf(model), 'unconstrained');
    await gives(model, 'server');
    server.behave = says('I would look for her by name.');
    await gives(model, 'embedded', 'show Sarah Chen please');
  });

  elsewhere('the model is gone from the list', async ({ model, server }) => {
    server.models = { data: [{ id: 'base', owned_by: 'vllm' }] };
    await connect(model, server.url);
    assert.equal(stateOf(model), 'wrong-model');
    assert.match(model.servers()[0]!.state.message, /no model rem-query; it has base/);
    await gives(model, 'embedded');
  });

  elsewhere('a window too small for the prompt', async ({ model, server }) => {
    server.models = { data: [{ id: 'rem-query', owned_by: 'vllm', max_model_len: 128 }] };
    await connect(model, server.url);
    assert.equal(stateOf(model), 'wrong-model');
    assert.match(model.servers()[0]!.state.message, /reads 128 tokens/);
    await gives(model, 'embedded');
    assert.equal(server.asked.length, 0);
  });

  elsewhere('a person who types on: the server notices at once', async ({ model, server }) => {
    await connect(model, server.url);
    const controller = new AbortController();
    const asking = generate(request, { model, labels, now: new Date(), timeZone: 'UTC', signal: controller.signal });
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

  elsewhere('too many failures: asked no more until a probe succeeds', async ({ model, server }) => {
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
    const model = routed();
    context.after(async () => { await model.dispose(); await server.stop(); });
    await connect(model, `http://localhost:${server.port}`);
    await gives(model, 'server');
  });

  test('a certificate of one’s own: refused with the remedy, taken with caFile', async (context) => {
    const own = ownCertificate(['localhost']);
    if (!own) return context.skip('no openssl on this machine');
    const server = await fake(good, { tls: own });
    const model = routed();
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
      const model = routed();
      context.after(() => model.dispose());
      await connect(model, url, settings, access);
      assert.equal(stateOf(model), state);
      assert.match(model.servers()[0]!.state.message, words);
      assert.ok(!model.servers()[0]!.state.message.includes('secret'));
      await gives(model, 'embedded');
    });
  }

  elsewhere('a forward proxy is used for other machines, never for this one', async ({ model, server }) => {
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
    const model = routed();
    context.after(() => model.dispose());
    await connect(model, 'http://127.0.0.1:9');
    const { pid } = await embedded.status();
    process.kill(pid!, 'SIGKILL');
    const answered = await ask(model);
    wellFormed(answered);
    await until(() => embedded.state.kind === 'ready', 'the model to come back', 60_000);
    await gives(model, 'embedded', 'show Sarah Chen once more');
  });

  /** What the embedded model says to a request while something happens at its first words. */
  const duringAnAnswer = async (happens: (pid: number) => void): Promise<CompletionResult> => {
    const { pid } = await embedded.status();
    let happened = false;
    return embedded.complete('Request: show Sarah Chen\nREM:', { constraint: { kind: 'none' }, maxTokens: 12, timeout: 60_000, onText: () => { if (!happened) happens(pid!); happened = true; } });
  };

  test('the embedded process is killed in the middle of an answer: told, never half of it, and it comes back', async (context) => {
    const model = routed();
    context.after(() => model.dispose());
    const answer = await duringAnAnswer((pid) => process.kill(pid, 'SIGKILL'));
    assert.ok(isFailed(answer) && answer.code === 'process-died' && answer.remedy !== '', JSON.stringify(answer));
    await until(() => embedded.state.kind === 'ready', 'the model to come back', 60_000);
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

/** A class instance's own methods, so that single ones can be replaced. */
function bound(client: ModelClient): ModelClient {
  return {
    get state() { return client.state; },
    onState: client.onState.bind(client), ready: client.ready.bind(client), identity: client.identity.bind(client), complete: client.complete.bind(client), prime: client.prime.bind(client),
    embed: client.embed.bind(client), status: client.status.bind(client), fetchWeights: client.fetchWeights.bind(client), dispose: client.dispose.bind(client),
  };
}
