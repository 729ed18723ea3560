/** A company's network: the server behind https with the company's own certificate, reached through a proxy that tunnels and wants a password. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { openBackend } from '../../src/backends/open-backend.ts';
import { lastOf } from '../../src/backends/backend.ts';
import { isFailed } from '../../src/failed.ts';
import { fake, goodAnswer, says } from './fake.ts';
import { ownCertificate } from './own-certificate.ts';

type Proxy = { port: number; /** What it was asked to connect to, and with which password. */ asked: { target: string; as: string | undefined }[]; stop(): void };

/** Tunnels to one port of this machine whatever name is asked for, for who knows the password. */
async function tunnel(port: number): Promise<Proxy> {
  const asked: Proxy['asked'] = [];
  const server = createServer((_, response) => void response.writeHead(400).end());
  server.on('connect', (request, socket) => {
    const as = request.headers['proxy-authorization'];
    asked.push({ target: request.url ?? '', as });
    socket.on('error', () => undefined);
    if (as !== `Basic ${Buffer.from('me:secret').toString('base64')}`) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const there = connect(port, '127.0.0.1', () => { socket.write('HTTP/1.1 200 Connection Established\r\n\r\n'); there.pipe(socket).pipe(there); });
    there.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, asked, stop: () => { server.close(); server.closeAllConnections(); } };
}

test('https through a tunnelling proxy, with the certificate of one’s own', async (context) => {
  const own = ownCertificate(['model.example']);
  if (!own) return context.skip('no openssl on this machine');
  const server = await fake(says(goodAnswer), { tls: own });
  const proxy = await tunnel(server.port);
  context.after(async () => { proxy.stop(); await server.stop(); own.remove(); });
  const backend = (way: { proxy: string; caFile?: string }): ReturnType<typeof openBackend> => {
    const opened = openBackend({ settings: { name: 'company', kind: 'openai', url: 'https://model.example', adapters: { rem_query: 'rem-query' }, ...way }, access: { key: 'k', agreed: { requests: true, contents: false } }, task: 'rem_query' });
    context.after(() => opened.dispose());
    return opened;
  };
  const [right, wrong] = [`http://me:secret@127.0.0.1:${proxy.port}`, `http://me:guess@127.0.0.1:${proxy.port}`];

  const answer = await lastOf(backend({ proxy: right, caFile: own.certFile }).complete('Request: show Sarah Chen\nREM:', { constraint: { kind: 'none' } }));
  assert.ok(answer.kind === 'completion' && answer.answers[0].text === goodAnswer, JSON.stringify(answer));
  assert.deepEqual(proxy.asked[0]?.target, 'model.example:443');
  assert.equal(server.asked[0]?.headers.authorization, 'Bearer k');
  assert.equal(server.asked[0]?.headers['proxy-authorization'], undefined, 'the proxy’s password is the proxy’s alone');

  const unknown = await backend({ proxy: right }).probe();
  assert.ok(isFailed(unknown) && /certificate/.test(unknown.message) && /caFile/.test(unknown.remedy), JSON.stringify(unknown));
  const refused = await backend({ proxy: wrong, caFile: own.certFile }).probe();
  assert.ok(isFailed(refused) && /proxy/i.test(`${refused.message} ${refused.remedy}`) && !JSON.stringify(refused).includes('guess'), JSON.stringify(refused));
});
