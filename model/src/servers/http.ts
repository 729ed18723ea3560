/**
 * The way to one server: a pool of kept connections, streamed answers, cancellation that closes the connection so that the server
 * notices, a deadline over everything, and the person's proxy and certificates. Every fault of the network is a value with a
 * remedy. Redirects are not followed: a key goes where the person sent it and nowhere else.
 */
import { readFile } from 'node:fs/promises';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import type { Dispatcher } from 'undici';
import { cancelled, failed, isFailed, type Failed } from '../failed.ts';
import { readEndpoint, type Endpoint } from './endpoint.ts';
import { statusFailure } from './http-failure.ts';
import { networkFailure } from './network-failure.ts';
import type { ServerAccess, ServerSettings } from './settings.ts';

/** Bytes of an answer that are read at most. */
export const MOST_BYTES = 1 << 20;
const CONNECT_TIMEOUT = 4000;
/** Milliseconds that an unused connection is kept: shorter than servers do, so that none is used that was closed there. */
const KEPT_ALIVE = 4000;

export type HttpOptions = { signal?: AbortSignal | undefined; /** Milliseconds for the whole answer. */ timeout: number };

/** `close` lets go of an answer that is not read to its end; after reading it does nothing. */
export type HttpAnswer = { status: number; type: string; body: AsyncIterable<Uint8Array>; close(): void };

export type Http = {
  readonly endpoint: Endpoint;
  /** The answer's head; its body is still to be read and ends with the signal or the deadline. A status of 400 and more is a failure. */
  stream(path: string, body: unknown, options: HttpOptions): Promise<HttpAnswer | Failed>;
  /** A whole JSON answer; not yet checked by any schema. */
  json(path: string, body: unknown, options: HttpOptions): Promise<{ value: unknown } | Failed>;
  close(): Promise<void>;
};

export async function openHttp(settings: Pick<ServerSettings, 'url' | 'allowHttp' | 'caFile' | 'proxy'>, access: ServerAccess = {}): Promise<Http | Failed> {
  const endpoint = readEndpoint(settings);
  if (isFailed(endpoint)) return endpoint;
  const ca = settings.caFile ? await readFile(settings.caFile, 'utf8').catch(() => undefined) : '';
  if (ca === undefined) return failed('server-forbidden', `The certificate file ${settings.caFile} cannot be read.`, 'Correct caFile in the settings of the server.');
  const { request } = await import('./undici.ts');
  const dispatcher = await dispatcherFor(endpoint, settings.proxy, ca === '' ? {} : { ca: [...rootCertificates, ca] });
  if (isFailed(dispatcher)) return dispatcher;
  const headers = access.key ? { authorization: `Bearer ${access.key}` } : {};

  const ask = async (path: string, body: unknown, { signal, timeout }: HttpOptions): Promise<Answered> => {
    const until = deadline(signal, timeout);
    try {
      const answer = await request(`${endpoint.origin}${endpoint.prefix}${path}`, {
        dispatcher, signal: until.signal, headersTimeout: timeout, bodyTimeout: timeout,
        ...(body === undefined ? { method: 'GET', headers } : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      answer.body.on('error', () => undefined);
      return { kind: 'answered', answer, until };
    } catch (error) {
      until.end();
      return why(error, until, signal, timeout, endpoint);
    }
  };

  return {
    endpoint,
    async stream(path, body, options) {
      const asked = await ask(path, body, options);
      if (asked.kind === 'failed') return asked;
      const { answer, until } = asked;
      if (answer.statusCode >= 300) return refused(asked, endpoint);
      return {
        status: answer.statusCode, type: String(answer.headers['content-type'] ?? ''),
        body: guarded(answer.body, (error) => why(error, until, options.signal, options.timeout, endpoint), until.end),
        close: () => { until.end(); answer.body.destroy(); },
      };
    },
    async json(path, body, options) {
      const asked = await ask(path, body, options);
      if (asked.kind === 'failed') return asked;
      if (asked.answer.statusCode >= 300) return refused(asked, endpoint);
      try {
        const bytes = await readUpTo(asked.answer.body, MOST_BYTES);
        return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
      } catch (error) {
        if (error instanceof SyntaxError || error instanceof TypeError || error instanceof TooMuch) return unreadable(endpoint);
        return why(error, asked.until, options.signal, options.timeout, endpoint);
      } finally {
        asked.until.end();
      }
    },
    close: () => dispatcher.destroy().catch(() => undefined),
  };
}

type Answered = { kind: 'answered'; answer: Dispatcher.ResponseData; until: Deadline } | Failed;

export class StreamFailed extends Error {
  readonly why: Failed;
  constructor(reason: Failed) {
    super(reason.message);
    this.why = reason;
  }
}

class TooMuch extends Error {}

export function unreadable({ origin }: Endpoint): Failed {
  return failed('bad-answer', `${origin} answered something that is no answer of a model server.`, 'Check the address and the kind of the server.');
}

async function dispatcherFor(endpoint: Endpoint, proxy: string | undefined, tls: { ca?: string[] }): Promise<Dispatcher | Failed> {
  const { Agent, EnvHttpProxyAgent, ProxyAgent } = await import('./undici.ts');
  const connect = { timeout: CONNECT_TIMEOUT, autoSelectFamily: true, ...tls, ...(endpoint.loopback ? { lookup: thisMachine } : {}) };
  const pool = { connections: 8, keepAliveTimeout: KEPT_ALIVE, keepAliveMaxTimeout: KEPT_ALIVE, connect };
  if (endpoint.loopback || proxy === '') return new Agent(pool);
  try {
    return proxy === undefined ? new EnvHttpProxyAgent({ ...pool, requestTls: tls }) : new ProxyAgent({ uri: proxy, ...pool, requestTls: tls });
  } catch {
    // It may hold a password, which no message repeats.
    return failed('server-forbidden', 'The proxy of this server is no address.', 'Write it as http://host:port, or leave it empty for none.');
  }
}

/** Names of this machine need no name server, and both of its addresses are tried. */
const thisMachine: LookupFunction = (_, options, answer) => {
  const addresses = [{ address: '127.0.0.1', family: 4 }, { address: '::1', family: 6 }];
  if (options.all) answer(null, addresses);
  else answer(null, '127.0.0.1', 4);
};

type Deadline = { signal: AbortSignal; readonly passed: boolean; end(): void };

/** Both the caller's signal and the clock; a timer that is ended keeps no process alive. */
function deadline(signal: AbortSignal | undefined, timeout: number): Deadline {
  const controller = new AbortController();
  let passed = false;
  const abort = (): void => controller.abort();
  const timer = setTimeout(() => { passed = true; abort(); }, timeout);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    get passed() { return passed; },
    end() { clearTimeout(timer); signal?.removeEventListener('abort', abort); },
  };
}

function why(error: unknown, until: Deadline, signal: AbortSignal | undefined, timeout: number, endpoint: Endpoint): Failed {
  if (signal?.aborted) return cancelled;
  if (until.passed) return failed('timeout', `${endpoint.origin} did not finish its answer within ${(timeout / 1000).toFixed(1)} s.`, 'It may be busy or too slow for typing; see "REM: Why Was This Slow".');
  return networkFailure(error, endpoint);
}

async function refused({ answer, until }: Extract<Answered, { kind: 'answered' }>, endpoint: Endpoint): Promise<Failed> {
  const body = await readUpTo(answer.body, 16_384).catch(() => new Uint8Array());
  until.end();
  return statusFailure(answer.statusCode, new TextDecoder().decode(body), answer.headers, endpoint);
}

/** The bytes as they come; too many, or a fault on the way, end it with `StreamFailed`. */
async function* guarded(body: Dispatcher.ResponseData['body'], reason: (error: unknown) => Failed, end: () => void): AsyncIterable<Uint8Array> {
  let read = 0;
  try {
    for await (const piece of body) {
      read += (piece as Buffer).length;
      if (read > MOST_BYTES) throw new StreamFailed(failed('bad-answer', 'The server answered more than a query can be.', 'Check what runs at this address.'));
      yield piece as Buffer;
    }
  } catch (error) {
    throw error instanceof StreamFailed ? error : new StreamFailed(reason(error));
  } finally {
    end();
    body.destroy();
  }
}

async function readUpTo(body: Dispatcher.ResponseData['body'], most: number): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    pieces.push(piece as Buffer);
    size += (piece as Buffer).length;
    if (size > most) throw new TooMuch();
  }
  return Buffer.concat(pieces);
}
