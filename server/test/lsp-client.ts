/**
 * A client for tests: starts the real server process, speaks the protocol over its standard input and output, and keeps what the server
 * says by itself.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  createProtocolConnection, StreamMessageReader, StreamMessageWriter, type ClientCapabilities, type InitializeResult,
  type ProtocolConnection, type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import type { InitializationOptions, Settings, Status } from '../src/protocol.ts';

export type Client = {
  connection: ProtocolConnection;
  result: InitializeResult;
  child: ChildProcess;
  /** Diagnostics as pushed, in order. */
  published: PublishDiagnosticsParams[];
  statuses: Status[];
  logs: string[];
  registered: string[];
  progress: unknown[];
  /** How often the server asked for diagnostics to be pulled again. */
  readonly refreshes: number;
  /** Milliseconds from start to the answer of initialize. */
  startMs: number;
  open(uri: string, text: string, languageId?: string): Promise<void>;
  change(uri: string, version: number, text: string): Promise<void>;
  request<T>(method: string, params: unknown): Promise<T>;
  /** Waits until the function answers something, 100 s at most: test machines are busy. */
  until<T>(find: () => T | undefined): Promise<T>;
  close(): Promise<number | null>;
};

const program = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export type ClientOptions = {
  command?: readonly string[];
  capabilities?: ClientCapabilities;
  folder?: string;
  initializationOptions?: InitializationOptions;
  settings?: Partial<Record<keyof Settings, unknown>>;
};

/** Model and store are off unless the options say otherwise. */
export async function startClient(options: ClientOptions = {}): Promise<Client> {
  const started = performance.now();
  const [command = process.execPath, ...args] = options.command ?? [process.execPath, program, '--stdio'];
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const logs: string[] = [];
  child.stderr.on('data', (data: Buffer) => logs.push(data.toString()));
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const published: PublishDiagnosticsParams[] = [];
  const statuses: Status[] = [];
  const registered: string[] = [];
  const progress: unknown[] = [];
  const settings = { model: { enabled: false }, store: { enabled: false }, ...options.settings };
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => void published.push(params));
  connection.onNotification('rem/status', (status: Status) => void statuses.push(status));
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => void logs.push(message));
  connection.onNotification('$/progress', (params: unknown) => void progress.push(params));
  connection.onRequest('workspace/configuration', () => [settings]);
  connection.onRequest('client/registerCapability', ({ registrations }: { registrations: { method: string }[] }) => {
    registered.push(...registrations.map((registration) => registration.method));
    return null;
  });
  connection.onRequest('window/workDoneProgress/create', () => null);
  let refreshes = 0;
  connection.onRequest('workspace/diagnostic/refresh', () => {
    refreshes++;
    return null;
  });
  connection.onRequest('workspace/codeLens/refresh', () => null);
  connection.onRequest('workspace/inlayHint/refresh', () => null);
  connection.onRequest('workspace/semanticTokens/refresh', () => null);
  connection.listen();
  const folder = options.folder === undefined ? null : [{ uri: options.folder, name: 'workspace' }];
  const result: InitializeResult = await connection.sendRequest('initialize', {
    processId: process.pid, rootUri: null, workspaceFolders: folder, capabilities: options.capabilities ?? {},
    initializationOptions: { settings, ...options.initializationOptions },
  });
  const startMs = performance.now() - started;
  await connection.sendNotification('initialized', {});
  return {
    get refreshes() { return refreshes; },
    connection, result, child, published, statuses, logs, registered, progress, startMs,
    open: (uri, text, languageId = 'rem') => connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri, version, text) => connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] }),
    request: (method, params) => connection.sendRequest(method, params),
    async until(find) {
      for (let round = 0; round < 5000; round++) {
        const value = find();
        if (value !== undefined) return value;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`nothing came within 100 s; the server said:\n${logs.join('\n')}`);
    },
    async close() {
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      await connection.sendRequest('shutdown').catch(() => undefined);
      await connection.sendNotification('exit').catch(() => undefined);
      const timer = setTimeout(() => child.kill(), 5000);
      const code = await ended;
      clearTimeout(timer);
      connection.dispose();
      return code;
    },
  };
}
