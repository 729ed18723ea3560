/**
 * The other end of the store process: starts it, opens the database in it, and starts it anew when it died or had to be
 * killed. A data folder that cannot be opened is set aside, and an empty one takes its place.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, statfs } from 'node:fs/promises';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';
import { failed } from '../failed.ts';
import type { Embed, Failed, IndexProgress, StoreInfo } from '../types.ts';
import { EMBED, encodeVector, OPEN, PROGRESS, type OpenParameters } from './protocol.ts';

/** `ended`: by `kill`, because a statement in it was not wanted any more. */
export type Running = { connection: MessageConnection; info: StoreInfo; gone: Promise<void>; readonly ended: boolean; kill: () => void };

export type ChildOptions = {
  hostPath: string;
  parameters: OpenParameters;
  embed: Embed | undefined;
  onProgress: (progress: IndexProgress) => void;
};

const LEAST_SPACE = 24 * 1024 * 1024;

export async function startChild(options: ChildOptions, notices: string[]): Promise<Running | Failed> {
  const { data } = options.parameters;
  if (data === undefined) return attempt(options);
  const full = await noSpace(data);
  if (full) return full;
  const first = await attempt(options);
  if (!('kind' in first) || !existsSync(data) || !isDamage(first)) return first;
  const aside = `${data}-damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  await rename(data, aside);
  notices.push(`The store’s data could not be opened (${first.message}). It was set aside as ${aside}; index the notes to fill the new store.`);
  return attempt(options);
}

/** What is wrong with the disk or the rights stays wrong with an empty folder. */
function isDamage(failure: Failed): boolean {
  return ['damaged', 'process', 'sql-error'].includes(failure.code);
}

async function noSpace(data: string): Promise<Failed | undefined> {
  try {
    await mkdir(data, { recursive: true });
    const { bavail, bsize } = await statfs(data);
    if (bavail * bsize >= LEAST_SPACE) return undefined;
    return failed(
      'disk-full',
      `The disk that holds the store has ${Math.floor((bavail * bsize) / 1048576)} MB left`,
      'Free at least 24 MB, then try again. Nothing was lost.',
    );
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') return failed('disk-full', message, 'Free at least 24 MB, then try again. Nothing was lost.');
    return failed('permission', message, 'Choose a folder that can be written.');
  }
}

async function attempt(options: ChildOptions): Promise<Running | Failed> {
  const child = fork(options.hostPath, [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
  const words = lastWords(child);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  child.on('error', () => undefined);
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.onError(() => undefined);
  connection.onRequest(EMBED, async ({ texts }) => (await need(options.embed)(texts)).map(encodeVector));
  connection.onNotification(PROGRESS, options.onProgress);
  connection.listen();
  let ended = false;
  const kill = (): void => {
    ended = true;
    child.kill('SIGKILL');
  };
  const answer = await Promise.race([
    connection.sendRequest(OPEN, options.parameters).catch((error: Error) => failed('process', error.message, REMEDY)),
    gone.then(() => failed('process', `The store process stopped while it opened the data${words()}`, REMEDY)),
  ]);
  if ('kind' in answer) {
    kill();
    await gone;
    connection.dispose();
    return answer;
  }
  return {
    connection,
    info: answer,
    gone,
    kill,
    get ended() {
      return ended;
    },
  };
}

const REMEDY = 'Run again; if it stays, delete the store’s folder and index the notes anew.';

function need(embed: Embed | undefined): Embed {
  if (!embed) throw new Error('There is no embedding model');
  return embed;
}

/** The end of what the process wrote before it died. */
function lastWords(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    text = (text + piece).slice(-2000);
  });
  return () => {
    const line = text
      .split('\n')
      .map((part) => part.trim())
      .filter((part) => /error|panic|fatal|abort/i.test(part))
      .at(-1);
    return line === undefined ? '' : ` (${line.slice(0, 200)})`;
  };
}
