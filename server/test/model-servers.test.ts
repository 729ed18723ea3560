/**
 * Model servers through the real language server: chosen by its own request, told in the status, tried, slow ones explained; and a server that never
 * answers costs the language nothing.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fake, goodAnswer, says, sse, type Fake } from '../../model/test/servers/fake.ts';
import { weightsHere } from '../../model/test/weights-here.ts';
import { checkAnswerSchema, serversAnswerSchema, slowAnswerSchema, trialAnswerSchema, type GenerateAnswer } from '../src/protocol.ts';
import { startClient, type Client } from './lsp-client.ts';

const skip = await weightsHere() ? false : 'no weights';
const uri = 'file:///tmp/model-servers.rem';

describe('model servers', { skip }, () => {
  let client: Client;
  let server: Fake;
  before(async () => {
    server = await fake(says(goodAnswer));
    client = await startClient({ settings: { model: { enabled: true } } });
    await client.open(uri, '-- show Sarah Chen\n\n-- documents about storms\n');
  });
  after(async () => {
    await client?.close();
    await server?.stop();
  });
  const use = async (): Promise<unknown> => client.request('rem/useServers', { servers: [{ settings: { name: 'gpu', kind: 'openai', url: server.url, adapters: { rem_query: 'rem-query' } }, access: { key: 'secret-key' } }], use: { rem_query: 'gpu' } });
  const generate = (request: string): Promise<GenerateAnswer> => client.request<GenerateAnswer>('rem/generate', { request });

  test('wrong settings are told with their place', async () => {
    const answer = serversAnswerSchema.parse(await client.request('rem/useServers', { servers: [{ settings: { name: 'x', kind: 'openai', url: server.url, contextTokens: 3 }, access: {} }], use: { rem_query: 'x' } }));
    assert.ok(answer.kind === 'failed' && /contextTokens/.test(answer.message), JSON.stringify(answer));
  });

  test('a server that is chosen answers, and stands in the status', async () => {
    const answer = serversAnswerSchema.parse(await use());
    assert.ok(answer.kind === 'servers' && answer.servers[0]?.state.kind === 'ready', JSON.stringify(answer));
    const { query, raw } = await generate('what about Sarah Chen');
    assert.ok(query !== null && raw === goodAnswer, `${query} from ${raw}`);
    await client.until(() => client.statuses.at(-1)?.servers?.find((one) => one.server === 'gpu' && one.state.kind === 'ready'));
    assert.ok(!client.logs.join('').includes('secret-key'));
  });

  test('the trial and the view of what was slow', async () => {
    const trial = trialAnswerSchema.parse(await client.request('rem/tryServer', { server: { settings: { name: 'gpu', kind: 'openai', url: server.url, adapters: { rem_query: 'rem-query' } }, access: {} } }));
    assert.ok(trial.kind === 'trial' && trial.asked === 20, JSON.stringify(trial));
    const slow = slowAnswerSchema.parse(await client.request('rem/slow', {}));
    assert.ok(slow.kind === 'records' && slow.records.some((record) => record.server === 'gpu' && record.timings?.cachedTokens === 16), JSON.stringify(slow));
  });

  test('what the embedded model wrote while the server failed is not kept as the server’s', async () => {
    server.behave = (response) => { sse(response)('{"choices":[{"te'); response.end(); };
    const meanwhile = await generate('show Sarah Chen once more');
    assert.ok(meanwhile.query !== null && meanwhile.raw !== goodAnswer, JSON.stringify(meanwhile));
    server.behave = says(goodAnswer);
    assert.equal((await generate('show Sarah Chen once more')).raw, goodAnswer);
    const { length } = server.asked;
    assert.equal((await generate('show Sarah Chen once more')).raw, goodAnswer);
    assert.equal(server.asked.length, length, 'what the server wrote is kept');
  });

  test('a server that never answers costs the language nothing; a newer request ends the older one', async () => {
    const hover = async (): Promise<number> => {
      const begun = performance.now();
      await client.request('textDocument/documentSymbol', { textDocument: { uri } });
      return performance.now() - begun;
    };
    const alone = await middle(hover);
    server.asked.length = 0;
    server.behave = (response) => void sse(response)(': waiting');
    const ghost = (line: number): Promise<unknown> => client.request('textDocument/inlineCompletion', { textDocument: { uri }, position: { line, character: 0 }, context: { triggerKind: 1 } });
    const first = ghost(1);
    await client.until(() => (server.asked.length === 1 ? true : undefined));
    const busy = await middle(hover);
    assert.ok(busy < alone * 3 + 50, `${busy.toFixed(1)} ms beside a hanging server, ${alone.toFixed(1)} ms alone`);
    const second = ghost(3);
    await client.until(() => (server.asked[0]?.left ? true : undefined));
    await server.stop();
    await Promise.all([first, second]);
    await client.until(() => client.statuses.at(-1)?.servers?.find((one) => one.state.kind === 'offline'));
  });

  test('a check for tools', async () => {
    const answer = checkAnswerSchema.parse(await client.request('rem/check', { text: 'LOOKUP "x"\nSERCH "y"' }));
    assert.ok(answer.kind === 'checked' && answer.problems.some(({ line, severity }) => line === 2 && severity === 'error'), JSON.stringify(answer));
  });
});

async function middle(measure: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 15; round++) times.push(await measure());
  return times.sort((a, b) => a - b)[7]!;
}
