/** While a request is typed, the model reads its whole words ahead: through the real language server, with a server that shows what it is asked. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { fake, json, sse, type Asked, type Behaviour, type Fake } from '../../model/test/servers/fake.ts';
import { serversAnswerSchema } from '../src/protocol.ts';
import { startClient, type Client } from './lsp-client.ts';

const uri = 'file:///tmp/read-ahead.rem';
const isReading = ({ body }: Asked): boolean => body['n_predict'] === 0;
const promptOf = ({ body }: Asked): string => String(body['prompt']);

const answers: Behaviour = (response, asked) => {
  if (isReading(asked)) return json(response, 200, { content: '', stop: true });
  const send = sse(response);
  send({ content: ' TRAVERSE manages WITH LOOKUP "Sarah Chen"', stop: false });
  send({ content: '', stop: true, stop_type: 'eos', tokens_predicted: 9, tokens_evaluated: 20 });
  response.end();
};

describe('reading ahead', () => {
  let client: Client;
  let server: Fake;
  before(async () => {
    server = await fake(answers, { speak: 'llama.cpp' });
    client = await startClient({ settings: { model: { enabled: true } } });
    await client.open(uri, '-- ');
    const known = serversAnswerSchema.parse(await client.request('rem/useServers', { servers: [{ settings: { name: 'gpu', kind: 'llama.cpp', url: server.url, adapters: { rem_query: 'rem-query' } }, access: {} }], use: { rem_query: 'gpu' } }));
    assert.ok(known.kind === 'servers', JSON.stringify(known));
    // The model starts with the first document, and takes the choice along.
    await client.until(() => client.statuses.at(-1)?.servers?.find(({ state }) => state.kind === 'ready'));
  });
  after(async () => {
    await client?.close();
    await server?.stop();
  });

  let version = 1;
  const ghost = (text: string, triggerKind: 1 | 2, token = new CancellationTokenSource().token): Promise<unknown> =>
    client.connection.sendRequest('textDocument/inlineCompletion', { textDocument: { uri }, position: { line: 0, character: text.length }, context: { triggerKind } }, token);
  /** Each key withdraws what the one before it asked, as in VS Code. */
  const type = async (words: string): Promise<void> => {
    let text = '-- ';
    for (const letter of words) {
      text += letter;
      await client.change(uri, ++version, text);
      const source = new CancellationTokenSource();
      const asking = ghost(text, 2, source.token).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 15));
      source.cancel();
      await asking;
    }
  };

  test('whole words of a request, each beginning once, and the request goes on from there', async () => {
    await type('who does Sarah Chen manage');
    await client.until(() => (server.asked.some(isReading) ? true : undefined));
    const read = server.asked.filter(isReading).map(promptOf);
    assert.equal(new Set(read).size, read.length, read.join('; '));
    for (const prompt of read) assert.match(prompt, /^Request: who(?: does(?: Sarah(?: Chen)?)?)?$/);
    await ghost('-- who does Sarah Chen manage', 1);
    const whole = promptOf(server.asked.findLast((asked) => !isReading(asked))!);
    assert.ok(whole.startsWith(read.at(-1)!) && whole.endsWith('\nREM:'), whole);
  });

  test('what is asked does not wait for what is being read', async () => {
    server.asked.length = 0;
    server.behave = (response, asked, self) => (isReading(asked) ? undefined : answers(response, asked, self));
    await type('who does Tom Okafor');
    await client.until(() => (server.asked.some(isReading) ? true : undefined));
    const items = await ghost('-- who does Tom Okafor', 1);
    assert.match(JSON.stringify(items), /TRAVERSE manages|null/);
    await client.until(() => (server.asked.every((asked) => !isReading(asked) || asked.left) ? true : undefined));
    assert.ok(server.asked.some((asked) => !isReading(asked)), 'the request itself was asked');
  });
});
