/**
 * A server that speaks vLLM's, Ollama's or llama.cpp's way as the wire page tells it, and misbehaves on demand: for faults that a real one
 * cannot be brought to, and for servers that do not run here. `behave` decides over each generation; everything else is answered well.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export type Asked = { path: string; body: Record<string, unknown>; headers: IncomingMessage['headers']; /** The client went away before the answer was whole. */ left: boolean; leftAfter: number | undefined };
export type Behaviour = (response: ServerResponse, asked: Asked, server: Fake) => void | Promise<void>;

export type Fake = {
  url: string;
  port: number;
  /** Generations asked, canaries left out. */
  asked: Asked[];
  /** Connections, whatever came over them. */
  readonly connected: number;
  /** Whole addresses, as a proxy gets them. */
  proxied: string[];
  models: unknown;
  health: { status: number; body: string };
  behave: Behaviour;
  canary: Behaviour | undefined;
  stop(): Promise<void>;
  /** Again on the same port. */
  start(): Promise<void>;
  dropConnections(): void;
};

export const word = 'quoxalith';

/** What the good server answers: valid, and nothing that the embedded model would say; `Generated.raw` tells it from that one's words. */
export const goodAnswer = 'SEARCH "Sarah Chen" LIMIT 7';

export type FakeOptions = { host?: string; tls?: { key: string; cert: string }; speak?: 'vllm' | 'ollama' | 'llama.cpp' };

export async function fake(behave: Behaviour, { host = '127.0.0.1', tls, speak = 'vllm' }: FakeOptions = {}): Promise<Fake> {
  let server: Server | undefined;
  const sockets = new Set<Socket>();
  let connected = 0;
  const self: Fake = {
    get connected() { return connected; },
    url: '', port: 0, asked: [], proxied: [], behave, canary: undefined, health: { status: 200, body: '' },
    models: { object: 'list', data: [{ id: 'base', object: 'model', owned_by: 'vllm', root: 'base', parent: null, max_model_len: 4096 }, { id: 'rem-query', object: 'model', owned_by: 'vllm', root: 'lora/rem-query', parent: 'base' }] },
    async start() {
      const listener: RequestListener = (request, response) => void answer(request, response, self, speak);
      server = tls ? createTlsServer(tls, listener) : createServer(listener);
      server.on('connection', (socket) => { connected++; sockets.add(socket); socket.on('close', () => sockets.delete(socket)); socket.on('error', () => undefined); });
      await new Promise<void>((resolve, reject) => { server!.once('error', reject); server!.listen(self.port, host, resolve); });
      self.port = (server.address() as AddressInfo).port;
      self.url = `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${self.port}`;
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server?.close(() => resolve()) ?? resolve());
      self.dropConnections();
      await closed;
    },
    dropConnections: () => { for (const socket of sockets) socket.destroy(); },
  };
  await self.start();
  return self;
}

async function answer(request: IncomingMessage, response: ServerResponse, self: Fake, speak: FakeOptions['speak']): Promise<void> {
  // A proxy is asked with the whole address.
  const target = request.url ?? '/';
  const path = new URL(target, 'http://here').pathname;
  if (target !== path) self.proxied.push(target);
  if (request.method === 'GET') {
    if (path === '/health') return void response.writeHead(self.health.status).end(self.health.body);
    const found = gets(self, speak)[path];
    return json(response, found === undefined ? 404 : 200, found ?? { error: { message: 'Not Found', type: 'NotFoundError', code: 404 } });
  }
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  const body = JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>;
  const begun = performance.now();
  const asked: Asked = { path, body, headers: request.headers, left: false, leftAfter: undefined };
  response.on('close', () => { if (!response.writableFinished) { asked.left = true; asked.leftAfter = performance.now() - begun; } });
  response.on('error', () => undefined);
  if (JSON.stringify(body).includes(word)) return void (self.canary ? self.canary(response, asked, self) : canaryOf(response, body, speak));
  self.asked.push(asked);
  await self.behave(response, asked, self);
}

function gets(self: Fake, speak: FakeOptions['speak']): Record<string, unknown> {
  switch (speak) {
    case 'ollama': return { '/api/tags': self.models, '/api/version': { version: '0.12.0' } };
    case 'llama.cpp': return { '/props': { default_generation_settings: { n_ctx: 2048 }, total_slots: 3, model_path: 'smol.gguf' }, '/lora-adapters': [{ id: 0, path: 'rem-query.lora.gguf', scale: 0 }, { id: 1, path: 'rem-edge.lora.gguf', scale: 0 }] };
    default: return { '/v1/models': self.models };
  }
}

/** vLLM from 0.12 on knows `structured_outputs` alone and ignores every other field. */
function canaryOf(response: ServerResponse, body: Record<string, unknown>, speak: FakeOptions['speak']): void {
  if (speak === 'ollama') return json(response, 200, { model: body['model'], response: body['format'] ? JSON.stringify({ answer: word }) : 'Hello!', done: true, done_reason: 'stop', eval_count: 4 });
  if (speak === 'llama.cpp') return json(response, 200, { content: body['grammar'] ? ` ${word}` : 'Hello!', stop: true, stop_type: 'eos', tokens_predicted: 4 });
  json(response, 200, completion(body['structured_outputs'] ? ` ${word}` : ' Hello there'));
}

export function json(response: ServerResponse, status: number, value: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

export function completion(text: string, model = 'rem-query', finish: string | null = 'stop'): Record<string, unknown> {
  return { id: 'cmpl-1', object: 'text_completion', created: 1, model, choices: [{ index: 0, text, logprobs: null, finish_reason: finish, stop_reason: null }] };
}

export function sse(response: ServerResponse): (value: unknown) => void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  return (value) => void response.write(`data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`);
}

/** A whole good stream of the text, in pieces of a few letters, with vLLM's usage at the end. */
export function says(text: string, { model = 'rem-query', finish = 'stop' }: { model?: string; finish?: string } = {}): Behaviour {
  return (response) => {
    const send = sse(response);
    const pieces = ` ${text}`.match(/[\s\S]{1,6}/g) ?? [];
    for (const piece of pieces) send(completion(piece, model, null));
    send(completion('', model, finish));
    send({ ...completion('', model), choices: [], usage: { prompt_tokens: 30, total_tokens: 30 + pieces.length, completion_tokens: pieces.length, prompt_tokens_details: { cached_tokens: 16 } } });
    send('[DONE]');
    response.end();
  };
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
