/** Grey text is shown by itself only where the answer is sure enough; asked for, it is shown however sure. Through the real language server. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fake, json, sse, type Behaviour, type Fake } from '../../model/test/servers/fake.ts';
import { startClient, type Client } from './lsp-client.ts';

const uri = 'file:///tmp/sure-enough.rem';
const text = '-- who does Sarah Chen manage?\n';

const answers: Behaviour = (response, { body }) => {
  if (body['n_predict'] === 0) return json(response, 200, { content: '', stop: true });
  const send = sse(response);
  send({ content: ' TRAVERSE manages WITH LOOKUP "Sarah Chen"', stop: false });
  send({ content: '', stop: true, stop_type: 'eos', tokens_predicted: 9, tokens_evaluated: 20 });
  response.end();
};

describe('sure enough', () => {
  let server: Fake;
  before(async () => { server = await fake(answers, { speak: 'llama.cpp' }); });
  after(() => server.stop());

  const opened = async (leastConfidence: number): Promise<Client> => {
    const client = await startClient({ settings: { model: { enabled: true }, ghostText: { enabled: true, leastConfidence } } });
    await client.open(uri, text);
    await client.request('rem/useServers', { servers: [{ settings: { name: 'gpu', kind: 'llama.cpp', url: server.url, adapters: { rem_query: 'rem-query' } }, access: {} }], use: { rem_query: 'gpu' } });
    return client;
  };
  const ghost = (client: Client, triggerKind: 1 | 2): Promise<unknown> =>
    client.request('textDocument/inlineCompletion', { textDocument: { uri }, position: { line: 1, character: 0 }, context: { triggerKind } });

  test('what is sure enough comes by itself', async (context) => {
    const client = await opened(0);
    context.after(() => client.close());
    assert.match(JSON.stringify(await ghost(client, 2)), /TRAVERSE manages WITH LOOKUP/);
  });

  test('what is not comes when asked for, and the status says so', async (context) => {
    const client = await opened(1);
    context.after(() => client.close());
    assert.equal(await ghost(client, 2), null);
    const status = await client.until(() => client.statuses.find((candidate) => /not sure enough/.test(candidate.lastReason ?? '')));
    assert.match(status.lastReason ?? '', /REM: Ask…/);
    assert.match(JSON.stringify(await ghost(client, 1)), /TRAVERSE manages WITH LOOKUP/);
  });
});
