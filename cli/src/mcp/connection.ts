/**
 * The Model Context Protocol over standard input and output: one JSON-RPC message a line. What comes in is read by schemas; what is no message is
 * answered with JSON-RPC's own errors; requests run side by side and can be cancelled.
 */
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Console } from '../command.ts';

const idSchema = z.union([z.string(), z.number()]);
const messageSchema = z.looseObject({
  jsonrpc: z.literal('2.0'), id: idSchema.nullish(), method: z.string().optional(), params: z.looseObject({}).optional(), result: z.unknown().optional(), error: z.looseObject({ message: z.string() }).optional(),
});
type Message = z.infer<typeof messageSchema>;
type Id = z.infer<typeof idSchema>;

export type Peer = {
  /** Asks the client; undefined where it refuses or does not know the method. */
  request(method: string, params: object): Promise<unknown>;
};

export type Handler = (params: Record<string, unknown>, signal: AbortSignal, peer: Peer) => Promise<unknown>;

/** A request that is wrong in itself, as opposed to a tool that found something wrong. */
export class WrongParams extends Error {}

const MOST_LETTERS = 1_000_000;

/** Serves until standard input ends or the process is told to stop. */
export async function serveLines(io: Console, handlers: Readonly<Record<string, Handler>>): Promise<void> {
  const running = new Map<Id, AbortController>();
  const asked = new Map<Id, (result: unknown) => void>();
  let nextId = 1;
  const send = (message: object): void => void io.out(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const peer: Peer = {
    request: (method, params) => new Promise((resolve) => {
      const id = `rem-${nextId++}`;
      asked.set(id, resolve);
      send({ id, method, params });
    }),
  };

  const handle = async (id: Id, method: string, params: Record<string, unknown>): Promise<void> => {
    const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
    if (!handler) return send({ id, error: { code: -32601, message: `There is no method ${method.slice(0, 100)}.` } });
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const result = await handler(params, controller.signal, peer);
      if (!controller.signal.aborted) send({ id, result });
    } catch (error) {
      const wrong = error instanceof WrongParams;
      send({ id, error: { code: wrong ? -32602 : -32603, message: error instanceof Error ? error.message : String(error) } });
    } finally {
      running.delete(id);
    }
  };
  const take = (message: Message): void => {
    const { id, method, params = {} } = message;
    if (method === undefined) {
      if (id == null) return;
      asked.get(id)?.(message.error ? undefined : message.result);
      asked.delete(id);
    } else if (id == null) {
      const cancelled = idSchema.safeParse(params['requestId']);
      if (method === 'notifications/cancelled' && cancelled.success) running.get(cancelled.data)?.abort();
    } else void handle(id, method, params);
  };

  const lines = createInterface({ input: io.stdin, crlfDelay: Infinity });
  const stop = (): void => lines.close();
  io.signal.addEventListener('abort', stop, { once: true });
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const read = line.length > MOST_LETTERS ? undefined : messageIn(line);
    if (read === undefined || read === 'no json') send({ id: null, error: { code: read ? -32700 : -32600, message: read ? 'This line is no JSON.' : 'The message is too long.' } });
    else if (!read.success) send({ id: null, error: { code: -32600, message: 'This is no JSON-RPC message.' } });
    else take(read.data);
  }
  for (const resolve of asked.values()) resolve(undefined);
  // What was asked before the end is still answered.
  while (running.size > 0 && !io.signal.aborted) await new Promise((resolve) => setTimeout(resolve, 10));
  for (const controller of running.values()) controller.abort();
}

function messageIn(line: string): ReturnType<typeof messageSchema.safeParse> | 'no json' {
  try {
    return messageSchema.safeParse(JSON.parse(line));
  } catch {
    return 'no json';
  }
}
