/**
 * The language server as the rest of the client sees it: typed requests, its last status, restart. Answers pass the protocol's schemas, so
 * a mismatch shows as a clear failure and not as a broken panel.
 */
import * as vscode from 'vscode';
import { LanguageClient, Trace, TransportKind, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';
import type { z } from 'zod';
import * as protocol from '@rem/server/protocol';
import { indexingAtStart } from './commands/pause-indexing.ts';
import { chosenConnection } from './connections/vault.ts';
import { places, type Places } from './places.ts';

export type Server = {
  start: () => Promise<void>;
  stop: () => Promise<void>;
  restart: () => Promise<void>;
  run: (params: protocol.RunParams, token?: vscode.CancellationToken) => Promise<protocol.RunAnswer>;
  plan: (params: protocol.PlanParams, token?: vscode.CancellationToken) => Promise<protocol.PlanAnswer>;
  explain: (params: protocol.ExplainParams, token?: vscode.CancellationToken) => Promise<protocol.ExplainAnswer>;
  /** Chooses what statements run on. Its parameters never reach a log. */
  connect: (params: protocol.ConnectParams) => Promise<protocol.ConnectAnswer>;
  counts: () => Promise<protocol.CountsAnswer>;
  generate: (params: protocol.GenerateParams, token?: vscode.CancellationToken) => Promise<protocol.GenerateAnswer | protocol.Failed>;
  edges: (params: protocol.EdgesParams, token?: vscode.CancellationToken) => Promise<protocol.EdgesAnswer>;
  edgeNotes: () => Promise<protocol.EdgeNotesAnswer>;
  writeEdges: (params: protocol.WriteEdgesParams) => Promise<protocol.WriteEdgesAnswer>;
  edgePairs: (params: protocol.EdgePairsParams) => Promise<protocol.EdgePairsAnswer>;
  moments: (params: protocol.MomentsParams) => Promise<protocol.MomentsAnswer>;
  saveMoments: (params: protocol.SaveMomentsParams) => Promise<protocol.SaveMomentsAnswer>;
  index: () => Promise<protocol.IndexAnswer>;
  /** Brings the default weights; its progress comes by `onStatus`. */
  fetchModel: (token: vscode.CancellationToken) => Promise<protocol.ModelState | protocol.Failed>;
  /** Any request of the protocol; its answer passes the schema. */
  ask: <T>(method: string, schema: z.ZodType<T>, params: object, token?: vscode.CancellationToken) => Promise<T | protocol.Failed>;
  /** The same for parameters that hold a secret: they reach no log. */
  secretly: <T>(method: string, schema: z.ZodType<T>, params: object, token?: vscode.CancellationToken) => Promise<T | protocol.Failed>;
  /** What the server said last about model and store; undefined before it said anything. */
  status: () => protocol.Status | undefined;
  onStatus: vscode.Event<protocol.Status | undefined>;
  /** After every start, the first and those after a restart. */
  onStarted: vscode.Event<void>;
  /** Who starts the server where it sleeps and is asked something. */
  wakeBy: (begin: () => Promise<void>) => void;
  /** The address of a document whose moments a server described anew. */
  onMomentsDescribed: vscode.Event<string>;
  /** Grey text that offers a query, when it is on its way to the screen. */
  onOffered: vscode.Event<protocol.Offered>;
  log: vscode.LogOutputChannel;
};

/** Languages the server reads: REM itself, those that hold REM inside fences and strings, and those that notes are written in. */
const languages = ['rem', 'markdown', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python', 'yaml', 'json'];

export function createServer(context: vscode.ExtensionContext): Server {
  const log = vscode.window.createOutputChannel('REM', { log: true });
  const changed = new vscode.EventEmitter<protocol.Status | undefined>();
  const started = new vscode.EventEmitter<void>();
  const offered = new vscode.EventEmitter<protocol.Offered>();
  const described = new vscode.EventEmitter<string>();
  context.subscriptions.push(log, changed, started, offered, described);
  let client: LanguageClient | undefined;
  let last: protocol.Status | undefined;
  let wake: (() => Promise<void>) | undefined;
  const tell = (status: protocol.Status | undefined): void => { last = status; changed.fire(status); };

  const start = async (): Promise<void> => {
    const next = new LanguageClient('rem', 'REM', serverOptions(places(context)), clientOptions(context, log, (value) => offered.fire(value)));
    client = next;
    next.onNotification(protocol.methods.status, (value: unknown) => tell(read(protocol.statusSchema, value)));
    next.onNotification(protocol.momentMethods.described, (value: unknown) => described.fire(read(protocol.momentsDescribedSchema, value)?.uri ?? ''));
    await next.start();
    const status: unknown = await next.sendRequest(protocol.methods.getStatus, {}).catch(() => undefined);
    if (last === undefined) tell(read(protocol.statusSchema, status));
    started.fire();
  };
  const stop = async (): Promise<void> => {
    const old = client;
    client = undefined;
    tell(undefined);
    await old?.dispose(3000).catch((error: unknown) => log.warn(String(error)));
  };
  const ask = async <T>(method: string, schema: z.ZodType<T>, params: object, token?: vscode.CancellationToken): Promise<T | protocol.Failed> => {
    if (!client) await wake?.();
    if (!client?.isRunning()) return failed('not-running', 'The REM language server is not running.', 'Run "REM: Restart".');
    try {
      const answer: unknown = await (token ? client.sendRequest(method, params, token) : client.sendRequest(method, params));
      return schema.parse(answer);
    } catch (error) {
      if (token?.isCancellationRequested) return failed('cancelled', 'Cancelled.', 'Run it again when you want it.');
      log.error(`${method}: ${String(error)}`);
      return failed('no-answer', 'The REM language server gave no answer.', 'See "REM: Show Log", or run "REM: Restart".');
    }
  };
  /** A trace writes every message into the log; while a secret is sent there is none. */
  const secretly: Server['secretly'] = async (method, schema, params, token) => {
    await client?.setTrace(Trace.Off);
    const answer = await ask(method, schema, params, token);
    await client?.setTrace(Trace.fromString(vscode.workspace.getConfiguration('rem').get('trace.server', 'off')));
    return answer;
  };
  const connect = (params: protocol.ConnectParams): Promise<protocol.ConnectAnswer> => secretly(protocol.methods.connect, protocol.connectAnswerSchema, params);
  return {
    start, stop, log, connect, ask, secretly,
    restart: async () => { await stop(); await start(); },
    run: (params, token) => ask(protocol.methods.run, protocol.runAnswerSchema, params, token),
    plan: (params, token) => ask(protocol.methods.plan, protocol.planAnswerSchema, params, token),
    explain: (params, token) => ask(protocol.methods.explain, protocol.explainAnswerSchema, params, token),
    counts: () => ask(protocol.methods.counts, protocol.countsAnswerSchema, {}),
    generate: (params, token) => ask(protocol.methods.generate, protocol.generateAnswerSchema, params, token),
    edges: (params, token) => ask(protocol.methods.edges, protocol.edgesAnswerSchema, params, token),
    edgeNotes: () => ask(protocol.methods.edgeNotes, protocol.edgeNotesAnswerSchema, {}),
    writeEdges: (params) => ask(protocol.methods.writeEdges, protocol.writeEdgesAnswerSchema, params),
    edgePairs: (params) => ask(protocol.methods.edgePairs, protocol.edgePairsAnswerSchema, params),
    moments: (params) => ask(protocol.momentMethods.moments, protocol.momentsAnswerSchema, params),
    saveMoments: (params) => ask(protocol.momentMethods.saveMoments, protocol.saveMomentsAnswerSchema, params),
    index: () => ask(protocol.methods.index, protocol.indexAnswerSchema, {}),
    fetchModel: (token) => ask(protocol.methods.fetchModel, protocol.modelStateSchema, {}, token),
    status: () => last,
    onStatus: changed.event,
    onStarted: started.event,
    onOffered: offered.event,
    onMomentsDescribed: described.event,
    wakeBy: (begin) => { wake = begin; },
  };
}

function failed(code: string, message: string, remedy: string): protocol.Failed {
  return { kind: 'failed', code, message, remedy };
}

function read<T>(schema: z.ZodType<T>, value: unknown): T | undefined {
  const result = schema.safeParse(value);
  return result.success ? result.data : undefined;
}

/** The server runs on VS Code's own Node, without a further binary. */
function serverOptions({ server: module, ownModels }: Places): ServerOptions {
  const options = ownModels === undefined ? {} : { env: { ...process.env, REM_MODEL_DIR: ownModels } };
  return {
    run: { module, transport: TransportKind.ipc, options },
    debug: { module, transport: TransportKind.ipc, options: { ...options, execArgv: ['--nolazy', '--inspect=6010'] } },
  };
}

function clientOptions(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, tell: (offered: protocol.Offered) => void): LanguageClientOptions {
  const where = places(context);
  const given = vscode.workspace.isTrusted && chosenConnection(context.workspaceState) !== undefined;
  const initializationOptions: protocol.InitializationOptions = {
    modelHostPath: where.modelHost, storeHostPath: where.storeHost, modelDirectory: where.models, storageDirectory: where.storage,
    documentationUri: where.documentation.toString(), clientCommands: true, settings: settings(), connection: given ? 'given' : 'notes',
    indexing: indexingAtStart(context.workspaceState),
  };
  return {
    documentSelector: [...languages.map((language) => ({ language })), { language: 'plaintext' }, { pattern: '**/*.{vtt,srt}' }],
    synchronize: { configurationSection: 'rem' },
    initializationOptions,
    outputChannel: log,
    middleware: {
      workspace: { configuration: async (params, token, next) => withTrust(await next(params, token)) },
      provideInlineCompletionItems: async (document, position, inline, token, next) => {
        const answer = await next(document, position, inline, token);
        if (!token.isCancellationRequested) offersIn(answer).forEach(tell);
        return answer;
      },
    },
  };
}

function offersIn(answer: vscode.InlineCompletionItem[] | vscode.InlineCompletionList | null | undefined): protocol.Offered[] {
  const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
  return items.flatMap(({ command }) => (command?.command === protocol.ghostTaken ? (read(protocol.offeredSchema, command.arguments?.[0]) ?? []) : []));
}

function settings(): protocol.Settings {
  const own = vscode.workspace.getConfiguration().get('rem');
  return protocol.settingsSchema.parse(withTrust([own])[0] ?? {});
}

/** In a workspace that is not trusted its notes stay unread: whatever the settings say, the store is off. */
function withTrust<T>(answers: T): T {
  if (vscode.workspace.isTrusted || !Array.isArray(answers)) return answers;
  return answers.map((answer: unknown) => (typeof answer === 'object' && answer !== null ? { ...answer, store: { enabled: false } } : answer)) as T;
}
