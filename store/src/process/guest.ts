/**
 * A store that another window holds: this one reads through it. When the holder goes, the next call opens the folder
 * itself and becomes the holder.
 */
import { connect, type Socket } from 'node:net';
import {
  CancellationTokenSource,
  createMessageConnection,
  SocketMessageReader,
  SocketMessageWriter,
  type MessageConnection,
  type RequestType,
} from 'vscode-jsonrpc/node';
import { failed } from '../failed.ts';
import type { Failed, Holder, RunOptions, Store, StoreInfo } from '../types.ts';
import { call, CARD, COUNTS, EXPLAIN, INFO, LABELS, NOTE_STAMPS, NOTE_TEXTS, RUN, SCHEMA, type Limits } from './protocol.ts';

type Held = { holder: Holder; socket: string };
type Guest = { connection: MessageConnection; info: StoreInfo; gone: Promise<void>; open: boolean; end: () => void };

const CONNECT_MS = 1_000;

/** `reopen` tries the whole opening again, for when the holder went. */
export async function openGuest(held: Held, reopen: () => Promise<Store | Failed>): Promise<Store | Failed> {
  const guest = await join(held);
  if ('kind' in guest) return guest;
  let successor: Promise<Store | Failed> | undefined;
  const through = async <T>(here: (guest: Guest) => Promise<T>, there: (store: Store) => Promise<T>): Promise<T | Failed> => {
    if (guest.open) {
      const answer = await Promise.race([here(guest), guest.gone.then(() => 'gone' as const)]).catch(() => 'gone' as const);
      if (answer !== 'gone') return answer;
    }
    successor ??= reopen();
    const store = await successor;
    if ('kind' in store) successor = undefined;
    return 'kind' in store ? store : there(store);
  };
  let info = guest.info;
  return {
    get info() {
      return info;
    },
    run: (plan, options = {}) =>
      through(
        (on) => send(on, RUN, { plan, limits: limits(options) }, options.signal),
        (store) => store.run(plan, options),
      ),
    explain: (plan, options = {}) =>
      through(
        (on) => send(on, EXPLAIN, { plan, limits: limits(options), analyze: options.analyze === 'yes' }, options.signal),
        (store) => store.explain(plan, options),
      ),
    index: (folder, options) =>
      through(
        async () => heldBy(held.holder),
        async (store) => {
          info = store.info;
          return store.index(folder, options);
        },
      ),
    schema: () =>
      through(
        (on) => send(on, SCHEMA, null),
        (store) => store.schema(),
      ),
    labels: () =>
      through(
        (on) => send(on, LABELS, null),
        (store) => store.labels(),
      ),
    counts: () =>
      through(
        (on) => send(on, COUNTS, null),
        (store) => store.counts(),
      ),
    noteStamps: () =>
      through(
        (on) => send(on, NOTE_STAMPS, null),
        (store) => store.noteStamps(),
      ),
    noteTexts: (ids) =>
      through(
        (on) => send(on, NOTE_TEXTS, { ids }),
        (store) => store.noteTexts(ids),
      ),
    card: (label) =>
      through(
        async (on) => (await send(on, CARD, { label })) ?? undefined,
        (store) => store.card(label),
      ),
    close: async () => {
      guest.end();
      const store = await successor;
      if (store && !('kind' in store)) await store.close();
    },
  };
}

function heldBy(holder: Holder): Failed {
  return failed(
    'held',
    `The store is held by ${holder.owner} (process ${holder.pid}, since ${holder.since}); it keeps the notes in step`,
    'Index from that window, or close it.',
  );
}

function limits(options: RunOptions): Limits {
  return { limit: options.limit ?? 1_000, timeoutMs: options.timeoutMs ?? 30_000, maxCell: options.maxCell ?? 1_000_000 };
}

async function send<P, R>(guest: Guest, type: RequestType<P, R, void>, parameters: P, signal?: AbortSignal): Promise<R | Failed> {
  const source = new CancellationTokenSource();
  signal?.addEventListener('abort', () => source.cancel(), { once: true });
  if (signal?.aborted) source.cancel();
  return call(guest.connection, type, parameters, source.token);
}

async function join(held: Held): Promise<Guest | Failed> {
  const socket = await dial(held.socket);
  if (!socket)
    return failed(
      'held',
      `The store is held by ${held.holder.owner} (process ${held.holder.pid}), which does not answer`,
      'Wait until it has started, or close that window, then try again.',
    );
  const connection = createMessageConnection(new SocketMessageReader(socket), new SocketMessageWriter(socket));
  const gone = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  connection.onError(() => undefined);
  connection.listen();
  const guest: Guest = {
    connection,
    gone,
    open: true,
    info: undefined as unknown as StoreInfo,
    end: () => {
      connection.dispose();
      socket.destroy();
    },
  };
  void gone.then(() => {
    guest.open = false;
    connection.dispose();
  });
  guest.info = { ...(await connection.sendRequest(INFO, null)), heldBy: held.holder };
  return guest;
}

/** The holder may be opening the store still: its socket comes when it is done. */
async function dial(path: string): Promise<Socket | undefined> {
  for (const until = Date.now() + CONNECT_MS; Date.now() < until;) {
    const socket = await new Promise<Socket | undefined>((resolve) => {
      const attempt = connect(path, () => resolve(attempt)).once('error', () => resolve(undefined));
    });
    if (socket) return socket.unref();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}
