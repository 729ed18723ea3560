/**
 * What the tests of faults share: a request that only the server answers with a limit, so that its answers are told from the embedded model's; and for
 * each test a server of its own before the one embedded model.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check, loadSql, parse } from '@rem/grammar';
import { generate } from '../../src/generate.ts';
import type { Generated } from '../../src/generated.ts';
import { labelIndex } from '../../src/labels.ts';
import type { ModelClient } from '../../src/model-client.ts';
import { openModel } from '../../src/open-model.ts';
import { routedModel, type RoutedModel } from '../../src/servers/routed.ts';
import type { ServerAccess, ServerSettings } from '../../src/servers/settings.ts';
import type { ServerStateKind } from '../../src/servers/watched.ts';
import { completion, fake, goodAnswer, json, says, sleep, sse, type Behaviour, type Fake } from './fake.ts';

/** Who wrote the query the person gets. */
export type Author = 'embedded' | 'server' | 'nobody';

export const request = 'show Sarah Chen';
export const good = says(goodAnswer);
const labels = labelIndex([{ label: 'Sarah Chen', kind: 'person', table: 'entities' }]);

/** Every rejection that nobody handles fails the run. */
const unhandled: unknown[] = [];
process.on('unhandledRejection', (error) => unhandled.push(error));

/** A stream that begins well and then does something else. */
export const begins = (then: (response: Parameters<Behaviour>[0]) => void | Promise<void>): Behaviour => (response) => {
  sse(response)(completion(' SEARCH "S', 'rem-query', null));
  return then(response);
};
export const refuses = (status: number, message: string, headers: Record<string, string> = {}): Behaviour => (response) => json(response, status, { error: { message, type: 'error', code: status } }, headers);

const states = new WeakMap<RoutedModel, Set<ServerStateKind>>();

export type FaultBench = {
  /** The one embedded model, open while the suite's tests run. */
  readonly embedded: ModelClient;
  /** `timeout`: milliseconds for a server's answer. */
  routed(timeout?: number): RoutedModel;
  /** A test with a server and a model of its own; the model does not know the server yet. */
  withServer(name: string, run: (context: { model: RoutedModel; server: Fake }) => Promise<void>, behave?: Behaviour): void;
};

/** To be called in a `describe`: opens the embedded model (the real one) before its tests. */
export function faultBench(): FaultBench {
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
  const routed = (timeout?: number): RoutedModel => {
    const model = routedModel(Object.assign(bound(embedded), { dispose: async () => undefined }), { firstPause: 30, longestPause: 120, ...(timeout === undefined ? {} : { timeout }) });
    const kinds = new Set<ServerStateKind>();
    states.set(model, kinds);
    model.onServers(([one]) => { if (one) kinds.add(one.state.kind); });
    return model;
  };
  return {
    get embedded() { return embedded; },
    routed,
    withServer(name, run, behave = good) {
      test(name, async (context) => {
        const server = await fake(behave);
        const model = routed();
        context.after(async () => { await model.dispose(); await server.stop(); });
        await run({ model, server });
      });
    },
  };
}

export async function connect(model: RoutedModel, url: string, settings: Partial<ServerSettings> = {}, access: ServerAccess = {}): Promise<void> {
  await model.use({ servers: [{ settings: { name: 'gpu', kind: 'openai', url, adapters: { rem_query: 'rem-query' }, ...settings }, access }], use: { rem_query: 'gpu' } });
}

export function stateOf(model: RoutedModel): ServerStateKind | undefined {
  return model.servers()[0]?.state.kind;
}

/** Whether that was ever the server's state; it may be over already: probes come soon here. */
export function wasEver(model: RoutedModel, kind: ServerStateKind): boolean {
  return stateOf(model) === kind || (states.get(model)?.has(kind) ?? false);
}

export function ask(model: RoutedModel, words = request, signal?: AbortSignal): Promise<Generated> {
  return generate(words, { model, labels, now: new Date(), timeZone: 'UTC', signal });
}

/** Whatever happened, what the person gets is valid or nothing with a reason. */
export function wellFormed({ query, reason }: Generated): void {
  if (query === null) return assert.ok(reason, 'nothing came and nobody says why');
  const parsed = parse(query);
  assert.deepEqual([...parsed.problems, ...check(parsed)].filter((problem) => problem.severity === 'error'), [], query);
}

/** Asks, and holds the answer against who should have written it. */
export async function gives(model: RoutedModel, by: Author, words = request): Promise<Generated> {
  const answered = await ask(model, words);
  wellFormed(answered);
  assert.equal(authorOf(answered), by, `${answered.query} (${answered.reason}); ${JSON.stringify(model.servers())}`);
  return answered;
}

function authorOf({ query, raw }: Generated): Author {
  return query === null ? 'nobody' : /LIMIT 7$/.test(raw) ? 'server' : 'embedded';
}

/** A class instance's own methods, so that single ones can be replaced. */
function bound(client: ModelClient): ModelClient {
  return {
    get state() { return client.state; },
    onState: client.onState.bind(client), ready: client.ready.bind(client), identity: client.identity.bind(client), complete: client.complete.bind(client), prime: client.prime.bind(client),
    embed: client.embed.bind(client), status: client.status.bind(client), fetchWeights: client.fetchWeights.bind(client), dispose: client.dispose.bind(client),
  };
}
