/**
 * The fault matrix: everything that a server and the network do wrong in an answer, one row each, with what the person sees. In every row: no exception, no
 * invalid or stale query, the embedded model (the real one) steps in where it can, the state says why, and once the fault is gone the server is used again by itself.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ServerStateKind } from '../../src/servers/watched.ts';
import { weightsHere } from '../weights-here.ts';
import { completion, fake, goodAnswer, json, says, sleep, sse, type Behaviour } from './fake.ts';
import { begins, connect, faultBench, gives, good, refuses, stateOf, wasEver, type Author } from './fault-bench.ts';
import { until } from './until.ts';

const skip = await weightsHere() ? false : 'no weights';

type Row = {
  fault: string;
  behave: Behaviour;
  by: Author;
  /** What the status says after it; undefined: one failure does not yet change it. */
  state?: ServerStateKind;
  /** Milliseconds for the server's answer; default: the usual. */
  timeout?: number;
};

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

describe('faults in an answer', { skip }, () => {
  const bench = faultBench();

  for (const { fault, behave, by, state, timeout } of rows) {
    test(fault, async (context) => {
      const server = await fake(behave);
      const model = bench.routed(timeout);
      context.after(async () => { await model.dispose(); await server.stop(); });
      await connect(model, server.url);
      assert.equal(stateOf(model), 'ready');
      await gives(model, by);
      if (state) assert.ok(wasEver(model, state), `the status said ${JSON.stringify(model.servers())}`);
      server.behave = good;
      await until(() => stateOf(model) === 'ready', 'the server to be used again');
      await gives(model, 'server', 'show Sarah Chen please');
    });
  }
});
