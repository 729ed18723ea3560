/**
 * The options by which a command names a model server, the same for all of them. Keys come from an environment variable, so that no list of
 * processes shows them; naming a server on the command line is the agreement that it is sent what the command is given.
 */
import type { RoutedModel, ServerSettings } from '@rem/model';
import { Usage, type Arguments, type OptionTable } from './options.ts';
import type { Console } from './command.ts';

const kinds = ['openai', 'openai-chat', 'llama.cpp', 'ollama', 'rem'] as const;

export const serverOptions: OptionTable = {
  server: { kind: 'text', value: 'URL', summary: 'a model server instead of the embedded model, which steps in where it is away' },
  'server-kind': { kind: 'text', choices: kinds, summary: 'how it is spoken to (openai)' },
  'server-model': { kind: 'text', value: 'NAME', summary: 'the model\'s name there (the first it tells)' },
  'server-adapter': { kind: 'text', value: 'NAME', summary: 'the adapter for queries: a model name, or a file\'s name for llama.cpp' },
  'server-key-env': { kind: 'text', value: 'VARIABLE', summary: 'the environment variable that holds its key (REM_SERVER_KEY)' },
  'server-ca': { kind: 'text', value: 'FILE', summary: 'a certificate authority of your own, PEM' },
  'allow-http': { kind: 'flag', summary: 'plain HTTP to another machine' },
};

/** Undefined where no server was named. */
export function serverFrom(args: Arguments): ServerSettings | undefined {
  const url = args.text('server');
  if (url === undefined) return undefined;
  const [kind = 'openai', model, adapter, caFile] = [kinds.find((name) => name === args.text('server-kind')), args.text('server-model'), args.text('server-adapter'), args.text('server-ca')];
  return {
    name: 'server', kind, url, ...(model === undefined ? {} : { model }), ...(adapter === undefined ? {} : { adapters: { rem_query: adapter } }),
    ...(caFile === undefined ? {} : { caFile }), ...(args.flag('allow-http') ? { allowHttp: true } : {}),
  };
}

/** The model asks the named server from now on; what is wrong with it is told, and is wrong use where nothing could ever be sent. */
export async function useServer(model: RoutedModel, args: Arguments, io: Console): Promise<void> {
  const settings = serverFrom(args);
  if (!settings) return;
  const key = io.env[args.text('server-key-env') ?? 'REM_SERVER_KEY'];
  const access = { ...(key ? { key } : {}), agreed: { requests: true, contents: true } };
  const [found] = await model.use({ servers: [{ settings, access }], use: { rem_query: settings.name, ...(settings.kind === 'rem' ? { edge: settings.name, moment: settings.name } : {}) } });
  if (!found) return;
  const { state } = found;
  if (state.kind === 'disabled') throw new Usage(`${state.message} ${state.remedy}`);
  if (state.kind !== 'ready') io.err(`${state.message} ${state.remedy}`.trim() + '\n');
}
