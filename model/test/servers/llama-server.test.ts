/** The contract against a real llama.cpp server: its native door with the adapter by request, and its OpenAI door; and finding it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openBackend } from '../../src/backends/open-backend.ts';
import type { Backend } from '../../src/backends/backend.ts';
import { lastOf } from '../../src/backends/backend.ts';
import { detectServers } from '../../src/servers/detect.ts';
import type { ServerSettings } from '../../src/servers/settings.ts';
import { contract, untilIdle } from './contract.ts';
import { adapterName, skipWithout, startLlamaServer, type RealServer } from './real-server.ts';

const skip = await skipWithout('llama-server');

describe('llama-server', { skip }, () => {
  let server: RealServer;
  const backends = new Map<string, Backend>();
  const backend = (settings: Pick<ServerSettings, 'kind' | 'adapters'>): Backend => {
    const key = JSON.stringify(settings);
    const found = backends.get(key) ?? openBackend({ settings: { name: 'real', url: server.url, ...settings }, access: {}, task: 'rem_query' });
    backends.set(key, found);
    return found;
  };
  before(async () => { server = await startLlamaServer(); });
  after(async () => {
    await Promise.all([...backends.values()].map((one) => one.dispose()));
    await server?.stop();
  });

  const slots = async (): Promise<{ is_processing: boolean }[]> => (await fetch(`${server.url}/slots`)).json() as Promise<{ is_processing: boolean }[]>;
  const idleAfterCancel = (): Promise<number> => untilIdle(async () => !(await slots()).some((slot) => slot.is_processing));

  contract('native', { backend: () => backend({ kind: 'llama.cpp', adapters: { rem_query: adapterName } }), grammar: true, adapter: true, idleAfterCancel });
  contract('OpenAI door', { backend: () => backend({ kind: 'openai' }), grammar: true, adapter: false, idleAfterCancel });

  test('without the adapter named it is off, with it the same request is another answer', async () => {
    const ask = async (one: Backend): Promise<string> => {
      const answer = await lastOf(one.complete('Request: docs about rate limiting\nREM:', { constraint: { kind: 'none' }, maxTokens: 20 }));
      assert.ok(answer.kind === 'completion', JSON.stringify(answer));
      return answer.answers[0].text;
    };
    const [bare, adapted] = [await ask(backend({ kind: 'llama.cpp' })), await ask(backend({ kind: 'llama.cpp', adapters: { rem_query: adapterName } }))];
    assert.equal(adapted, 'SEARCH "rate limiting"');
    assert.notEqual(bare, adapted);
  });

  test('the prompt is kept between requests', async () => {
    const native = backend({ kind: 'llama.cpp', adapters: { rem_query: adapterName } });
    const ask = (words: string): ReturnType<typeof lastOf> => lastOf(native.complete(`Labels: Sarah Chen | Project Nova\nRequest: ${words}\nREM:`, { constraint: { kind: 'none' }, maxTokens: 20 }));
    await ask('what did Sarah Chen write');
    const second = await ask('what did Sarah Chen own');
    assert.ok(second.kind === 'completion' && second.timings.cachedTokens > 5, JSON.stringify(second));
  });

  test('it is found on its port and known by what it says', async () => {
    const [found] = await detectServers([server.port]);
    assert.ok(found && found.kind === 'llama.cpp' && found.adapters.some((name) => name.includes(adapterName)), JSON.stringify(found));
    assert.deepEqual(await detectServers([9]), []);
  });

  test('killed and started again it is refused, then back', async () => {
    const native = backend({ kind: 'llama.cpp', adapters: { rem_query: adapterName } });
    await server.stop();
    const away = await lastOf(native.complete('Request: show Sarah Chen\nREM:', { constraint: { kind: 'none' }, maxTokens: 10 }));
    assert.ok(away.kind === 'failed' && away.code === 'server-unreachable', JSON.stringify(away));
    server = await startLlamaServer(server.port);
    const back = await lastOf(native.complete('Request: show Sarah Chen\nREM:', { constraint: { kind: 'none' }, maxTokens: 10 }));
    assert.equal(back.kind, 'completion', JSON.stringify(back));
  });
});
