/** The server that ships, started several times: how long until it answers, until a problem is shown, and how much memory it then holds. */
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { percentile } from './time.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Medians; `megabytes` is the resident memory, undefined where the system does not tell it. */
export type Start = { answers: number; shows: number; megabytes: number | undefined };

export async function serverStart(runs: number, text: string): Promise<Start> {
  spawnSync(process.execPath, [path.join(root, 'scripts/build.ts'), '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const starts: Start[] = [];
  for (let run = 0; run < runs; run++) starts.push(await startOnce(text));
  const sizes = starts.flatMap(({ megabytes }) => megabytes ?? []);
  return { answers: percentile(starts.map(({ answers }) => answers), 0.5), shows: percentile(starts.map(({ shows }) => shows), 0.5), megabytes: sizes.length > 0 ? percentile(sizes, 0.5) : undefined };
}

async function startOnce(text: string): Promise<Start> {
  const begun = performance.now();
  const child = spawn(process.execPath, [path.join(root, 'client/dist/server.mjs'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.listen();
  const shown = new Promise((resolve) => connection.onNotification('textDocument/publishDiagnostics', resolve));
  const off = { enabled: false };
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {}, initializationOptions: { settings: { model: off, store: off } } });
  const answers = performance.now() - begun;
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri: 'file:///bench.rem', languageId: 'rem', version: 1, text } });
  await shown;
  const shows = performance.now() - begun;
  await sleep(1000);
  const megabytes = memoryOf(child.pid);
  connection.dispose();
  child.kill();
  return { answers, shows, megabytes };
}

function memoryOf(pid: number | undefined): number | undefined {
  const kilobytes = Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout);
  return kilobytes > 0 ? kilobytes / 1024 : undefined;
}
