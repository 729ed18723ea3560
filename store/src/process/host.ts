/**
 * The store process: opens the database that the first message names and answers until its parent goes. WASM blocks this
 * thread while a statement runs, so a second thread watches the parent and ends the process when the parent is gone.
 */
import process from 'node:process';
import { Worker } from 'node:worker_threads';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter, type CancellationToken, type MessageConnection } from 'vscode-jsonrpc/node';
import { asFailed, failed } from '../failed.ts';
import { openSession, type Session } from '../session.ts';
import type { Embed } from '../types.ts';
import { CARD, CLOSE, COUNTS, decodeVector, EMBED, EXPLAIN, INDEX, INFO, LABELS, NOTE_STAMPS, NOTE_TEXTS, OPEN, PAUSE, PROGRESS, RUN, SCHEMA } from './protocol.ts';

const NOT_OPEN = failed('process', 'The store is not open', 'Open the store first.');

function serve(connection: MessageConnection): void {
  let session: Session | undefined;
  let paused = false;
  const embed: Embed = async (texts) => (await connection.sendRequest(EMBED, { texts })).map(decodeVector);
  connection.onRequest(OPEN, async (parameters) => {
    try {
      session = await openSession(parameters, parameters.canEmbed ? embed : undefined);
      return session.info();
    } catch (error) {
      return asFailed(error);
    }
  });
  connection.onRequest(INFO, () => need(session).info());
  connection.onRequest(RUN, ({ plan, limits }, token) => session?.run(plan, limits, signalOf(token)) ?? NOT_OPEN);
  connection.onRequest(EXPLAIN, ({ plan, limits, analyze }, token) => session?.explain(plan, limits, analyze, signalOf(token)) ?? NOT_OPEN);
  connection.onRequest(
    INDEX,
    ({ folder }, token) =>
      session?.index(folder, {
        signal: signalOf(token),
        paused: () => paused,
        onProgress: (progress) => void connection.sendNotification(PROGRESS, progress),
      }) ?? NOT_OPEN,
  );
  connection.onRequest(SCHEMA, () => session?.schema().catch(asFailed) ?? NOT_OPEN);
  connection.onRequest(LABELS, () => session?.labels().catch(asFailed) ?? NOT_OPEN);
  connection.onRequest(CARD, ({ label }) => session?.card(label).then((card) => card ?? null, asFailed) ?? NOT_OPEN);
  connection.onRequest(COUNTS, () => session?.counts().catch(asFailed) ?? NOT_OPEN);
  connection.onRequest(NOTE_STAMPS, () => session?.noteStamps().catch(asFailed) ?? NOT_OPEN);
  connection.onRequest(NOTE_TEXTS, ({ ids }) => session?.noteTexts(ids).catch(asFailed) ?? NOT_OPEN);
  connection.onNotification(PAUSE, (wanted) => {
    paused = wanted.paused;
  });
  connection.onRequest(CLOSE, async () => {
    await session?.close();
    session = undefined;
    return null;
  });
  connection.listen();
}

function need(session: Session | undefined): Session {
  if (!session) throw new Error(NOT_OPEN.message);
  return session;
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

/** Runs beside the blocked thread; text, because a bundle has no second file to point at. */
const WATCH = `const { workerData } = require('node:worker_threads');
setInterval(() => { try { process.kill(workerData, 0); } catch { process.kill(process.pid, 'SIGKILL'); } }, 500);`;

if (process.send) {
  new Worker(WATCH, { eval: true, workerData: process.ppid }).unref();
  process.on('disconnect', () => process.exit(0));
  serve(createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process)));
}
