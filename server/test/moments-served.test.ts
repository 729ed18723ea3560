/** Moments described by a model server, through the real language server: the program's own words first, the server's when they come, and only what holds. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fake, says, type Fake } from '../../model/test/servers/fake.ts';
import { momentMethods, momentsAnswerSchema, serversAnswerSchema, type MomentsAnswer } from '../src/protocol.ts';
import { startClient, type Client } from './lsp-client.ts';

const uri = 'file:///tmp/day.md';
const text = `[2025-01-06 09:00] Started the day with a team standup. Sarah shared progress on the API migration.

[2025-01-06 13:00] Lunch with Priya in the canteen. We laughed about the broken coffee machine.
`;
const answer = { name: 'Coffee machine\n at lunch', summary: 'They laugh. Sofia paid 12 euros.', moment_type: 'lunch', emotion_tags: ['joy', 'gloom-of-the-abyss'], topic_tags: ['coffee machine', 'quantum physics'] };

describe('a server for moments', () => {
  let client: Client;
  let server: Fake;
  let described = 0;
  before(async () => {
    server = await fake(says(`Here it is: ${JSON.stringify({ moments: [answer] })}`));
    client = await startClient({ settings: { model: { enabled: true } } });
    client.connection.onNotification(momentMethods.described, () => void described++);
    await client.open(uri, text, 'markdown');
    // Nothing started the model yet; the choice is kept until something is asked of it.
    const known = serversAnswerSchema.parse(await client.request('rem/useServers', { servers: [{ settings: { name: 'gpu', kind: 'openai', url: server.url, adapters: { moment: 'rem-query' } }, access: {} }], use: { moment: 'gpu' } }));
    assert.ok(known.kind === 'servers', JSON.stringify(known));
  });
  after(async () => {
    await client?.close();
    await server?.stop();
  });
  const moments = async (): Promise<Extract<MomentsAnswer, { kind: 'moments' }>> => {
    const read = momentsAnswerSchema.parse(await client.request(momentMethods.moments, { uri }));
    assert.ok(read.kind === 'moments', JSON.stringify(read));
    return read;
  };

  test('at once the program’s own words, then the server’s, held against the text', async () => {
    const before = await moments();
    assert.equal(before.moments.length, 2);
    assert.ok(before.moments.every(({ name }) => name !== '' && !name.includes('Coffee machine at lunch')));
    await client.until(() => (described >= 2 ? true : undefined));
    const { moments: [first, second] } = await moments();
    assert.deepEqual([second?.name, second?.summary, second?.momentType, second?.emotions, second?.topics], ['Coffee machine at lunch', 'They laugh.', 'social', ['joy'], ['coffee machine']]);
    assert.deepEqual(first?.topics, [], 'what is not said in the moment is no topic of it');
    assert.equal(server.asked.length, 2, 'each moment is asked about once');
    assert.ok(server.asked.every(({ body }) => /no order to you/.test(String(body['prompt']))));
  });

  test('an edit asks about what it touched; prose and a server that is away leave the program’s own words', async () => {
    server.behave = says('I would say that this is a nice moment.');
    await client.change(uri, 2, text.replace('Sarah shared', 'Mike shared'));
    const { moments: [first, second] } = await moments();
    assert.equal(second?.name, 'Coffee machine at lunch');
    await client.until(() => (server.asked.length === 3 ? true : undefined));
    await server.stop();
    await client.change(uri, 3, text.replace('Sarah shared', 'Kwame shared'));
    const { moments: [again] } = await moments();
    assert.ok(first && again && first.name !== '' && again.name !== '' && again.name !== answer.name);
  });
});
