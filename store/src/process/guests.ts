/** The holder's side of the door for other windows: they read through it, with the holder's limits and its queue. */
import { createServer, type Socket } from 'node:net';
import { createMessageConnection, SocketMessageReader, SocketMessageWriter, type CancellationToken } from 'vscode-jsonrpc/node';
import type { RunOptions, Store } from '../types.ts';
import { CARD, COUNTS, EXPLAIN, INFO, LABELS, NOTE_STAMPS, NOTE_TEXTS, RUN, SCHEMA, type Limits } from './protocol.ts';

export type GuestServer = { close: () => void };

export async function answerGuests(path: string, store: Store): Promise<GuestServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    answer(socket, store);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(path, resolve);
  });
  server.unref();
  return {
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function answer(socket: Socket, store: Store): void {
  const connection = createMessageConnection(new SocketMessageReader(socket), new SocketMessageWriter(socket));
  connection.onError(() => undefined);
  connection.onRequest(INFO, () => store.info);
  connection.onRequest(RUN, ({ plan, limits }, token) => store.run(plan, optionsOf(limits, token)));
  connection.onRequest(EXPLAIN, ({ plan, limits, analyze }, token) =>
    store.explain(plan, { ...optionsOf(limits, token), analyze: analyze ? 'yes' : 'no' }),
  );
  connection.onRequest(SCHEMA, () => store.schema());
  connection.onRequest(LABELS, () => store.labels());
  connection.onRequest(CARD, async ({ label }) => (await store.card(label)) ?? null);
  connection.onRequest(COUNTS, () => store.counts());
  connection.onRequest(NOTE_STAMPS, () => store.noteStamps());
  connection.onRequest(NOTE_TEXTS, ({ ids }) => store.noteTexts(ids));
  connection.listen();
}

function optionsOf(limits: Limits, token: CancellationToken): RunOptions {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return { ...limits, signal: controller.signal };
}
