/** `rem model`: what weights are there, bring them, try them. */
import type { ModelClient } from '@rem/model';
import { loadSql } from '@rem/grammar';
import type { Command, Console, ExitCode } from '../command.ts';
import { localModel } from '../local-model.ts';
import { nearest, Usage } from '../options.ts';

const actions: Readonly<Record<string, (client: ModelClient, io: Console) => Promise<ExitCode>>> = { status, fetch, test };

export const model: Command = {
  name: 'model',
  summary: 'The local model: what is there, bring the default weights, one real generation.',
  usage: ['model status', 'model fetch', 'model test'],
  options: {},
  async run(args, io) {
    const [name, ...more] = args.positionals;
    const action = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action || more.length > 0) {
      const near = name === undefined ? undefined : nearest(name, Object.keys(actions));
      throw new Usage(`Say status, fetch or test.${near && near !== name ? ` Did you mean ${near}?` : ''}`);
    }
    const local = localModel(io);
    try {
      return await action(await local.client(), io);
    } finally {
      await local.close();
    }
  },
};

async function status(client: ModelClient, io: Console): Promise<ExitCode> {
  const state = await client.ready();
  await io.out(`${JSON.stringify(await client.status(), null, 2)}\n`);
  if (state.kind === 'ready') return 0;
  io.err('message' in state ? `${state.message}${'remedy' in state ? ` ${state.remedy}` : ''}\n` : `The model is ${state.kind}.\n`);
  return 1;
}

async function fetch(client: ModelClient, io: Console): Promise<ExitCode> {
  let last = -1;
  const state = await client.fetchWeights(({ received, total }) => {
    const percent = total > 0 ? Math.floor((received / total) * 100) : 0;
    if (percent === last) return;
    last = percent;
    if (process.stderr.isTTY || percent % 10 === 0) io.err(process.stderr.isTTY ? `\r${percent} %` : `${percent} %\n`);
  }, io.signal);
  if (process.stderr.isTTY) io.err('\r\x1b[K');
  if (state.kind === 'ready') {
    await io.out(`The weights are there: ${state.name}\n`);
    return 0;
  }
  io.err('message' in state ? `${state.message}${'remedy' in state ? ` ${state.remedy}` : ''}\n` : `The model is ${state.kind}.\n`);
  return 1;
}

async function test(client: ModelClient, io: Console): Promise<ExitCode> {
  const request = 'who does Sarah Chen manage?';
  await loadSql();
  const { generate } = await import('@rem/model');
  const state = await client.ready();
  if (state.kind !== 'ready') {
    io.err('message' in state ? `${state.message}${'remedy' in state ? ` ${state.remedy}` : ''}\n` : `The model is ${state.kind}.\n`);
    return 1;
  }
  const answer = await generate(request, { model: client, now: new Date(), timeZone: 'UTC', signal: io.signal });
  await io.out(`${request}\n${answer.query ?? `nothing: ${answer.reason ?? 'no reason given'}`}\n${answer.ms.toFixed(0)} ms, ${answer.tokens} tokens\n`);
  return answer.query === null ? 1 : 0;
}
