/**
 * A REM service over HTTP in front of the embedded model or any server: the tasks by `POST /generate`, OpenAI's completions, health and
 * metrics. Requests wait in a bounded queue; who goes away is no longer worked for; a stop lets the running ones finish.
 */
import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { failed, isFailed, type Failed } from '../failed.ts';
import { isLoopback } from '../servers/endpoint.ts';
import type { RoutedModel } from '../servers/routed.ts';
import { taskNames } from '../servers/settings.ts';
import { knownTasks, missingTask, taskNamed } from '../tasks.ts';
import { answerCompletion, completionSchema, readAsked } from './completions.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createQueue, type Queue } from './queue.ts';
import { readJson, refusalOf, refuse, sendJson, stopping, type Refusal } from './respond.ts';

export type ServeOptions = {
  model: RoutedModel;
  /** Default 127.0.0.1; another address wants a key. */
  host?: string;
  /** 0: any free one. Default 7717. */
  port?: number;
  /** Wanted as `Authorization: Bearer KEY`, except for health. */
  key?: string | undefined;
  /** Requests answered at a time (1: the embedded model writes one after the other) and waiting (16). */
  atOnce?: number; waiting?: number;
  /** Bytes of a body. Default 262144. */
  mostBytes?: number;
  timeZone?: string;
  log?: (line: string) => void;
};

export type Service = { kind: 'service'; url: string; /** Lets what runs finish, up to `grace` milliseconds. */ close(grace?: number): Promise<void> };

type Context = Required<Omit<ServeOptions, 'key' | 'host' | 'port' | 'atOnce' | 'waiting'>> & { key: string | undefined; queue: Queue; metrics: Metrics; stopped: AbortController; running: Set<AbortController> };

const generateSchema = z.object({ task: z.enum(taskNames), input: z.string(), max_tokens: z.number().int().min(1).max(4096).default(512) });

export async function serve(options: ServeOptions): Promise<Service | Failed> {
  const { host = '127.0.0.1', port = 7717 } = options;
  if (!isLoopback(host) && !options.key) return failed('server-forbidden', `${host} can be reached by others and there is no key.`, 'Give a key, or listen on 127.0.0.1.');
  const context: Context = {
    mostBytes: 262_144, timeZone: 'UTC', log: () => undefined, ...options, key: options.key,
    queue: createQueue({ atOnce: options.atOnce ?? 1, waiting: options.waiting ?? 16 }), metrics: createMetrics(), stopped: new AbortController(), running: new Set(),
  };
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 10_000 }, (request, response) => {
    response.on('error', () => undefined);
    void handle(request, response, context).catch((error: unknown) => {
      context.log(`A request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      refuse(response, { status: 500, type: 'server_error', message: 'The service failed.' });
    });
  });
  const problem = await listen(server, host, port);
  if (problem) return problem;
  void options.model.ready();
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { kind: 'service', url: `http://${name}:${address.port}`, close: (grace = 10_000) => close(server, context, grace) };
}

function listen(server: Server, host: string, port: number): Promise<Failed | undefined> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(failed('process-not-started', `${host}:${port} cannot be listened on (${error.code ?? error.message}).`, 'Choose another port or address.')));
    server.listen(port, host, () => resolve(undefined));
  });
}

async function close(server: Server, { queue, stopped, running }: Context, grace: number): Promise<void> {
  stopped.abort();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => { for (const controller of running) controller.abort(); server.closeAllConnections(); }, grace);
  await queue.idle();
  server.closeIdleConnections();
  await closed;
  clearTimeout(timer);
}

async function handle(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const begun = performance.now();
  const path = URL.parse(request.url ?? '/', 'http://service')?.pathname ?? '/';
  const route = routes[path];
  const done = (task: string, status: number): void => context.metrics.request(route ? path : 'other', task, status, (performance.now() - begun) / 1000);
  const stop = (refusal: Refusal): void => { refuse(response, refusal); done('', refusal.status); };
  if (!route) return stop({ status: 404, type: 'not_found_error', message: `There is no ${path} here.` });
  if (request.method !== route.method) return stop({ status: 405, type: 'invalid_request_error', message: `${path} is asked by ${route.method}.` });
  if (!route.open && !mayAsk(request, context.key)) return stop({ status: 401, type: 'authentication_error', message: 'The key is missing or wrong.' });
  if (context.stopped.signal.aborted && route.method === 'POST') return stop({ ...refusalOf(stopping), retryAfter: 5 });
  const { task = '', status } = await route.answer(request, response, context);
  done(task, status);
}

type Outcome = { status: number; task?: string };
type Route = { method: 'GET' | 'POST'; open?: true; answer(request: IncomingMessage, response: ServerResponse, context: Context): Promise<Outcome> };

const routes: Readonly<Record<string, Route>> = {
  '/health': { method: 'GET', open: true, answer: health },
  '/metrics': { method: 'GET', answer: metricsPage },
  '/v1/models': { method: 'GET', answer: models },
  '/v1/completions': { method: 'POST', answer: completions },
  '/generate': { method: 'POST', answer: generate },
};

async function health(_: IncomingMessage, response: ServerResponse, { model }: Context): Promise<Outcome> {
  const { kind } = model.state;
  const status = kind === 'ready' ? 200 : 503;
  sendJson(response, status, { status: kind === 'ready' ? 'ok' : kind, service: 'rem', version: '0.1.0', model: nameOf(model), prompts: true, tasks: knownTasks() });
  return { status };
}

function nameOf(model: RoutedModel): string {
  return model.state.kind === 'ready' ? model.state.name : 'none';
}

async function metricsPage(_: IncomingMessage, response: ServerResponse, { metrics, queue, model }: Context): Promise<Outcome> {
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  response.end(metrics.text({
    rem_requests_running: { help: 'Requests being answered.', value: queue.running },
    rem_requests_waiting: { help: 'Requests in the queue.', value: queue.waiting },
    rem_model_ready: { help: 'Whether a model can answer.', value: model.state.kind === 'ready' ? 1 : 0 },
    process_resident_memory_bytes: { help: 'Memory of the service, without the model process.', value: process.memoryUsage.rss() },
  }));
  return { status: 200 };
}

async function models(_: IncomingMessage, response: ServerResponse, { model }: Context): Promise<Outcome> {
  sendJson(response, 200, { object: 'list', data: [{ id: nameOf(model), object: 'model', created: 0, owned_by: 'rem' }] });
  return { status: 200 };
}

async function completions(request: IncomingMessage, response: ServerResponse, context: Context): Promise<Outcome> {
  const task = 'completion';
  const read = await bodyOf(request, completionSchema, context);
  if ('status' in read) return refused(response, read, task);
  const { model } = context;
  if (read.value.model && read.value.model !== nameOf(model)) return refused(response, { status: 404, type: 'not_found_error', message: `The model ${read.value.model.slice(0, 100)} does not exist; the one here is ${nameOf(model)}.` }, task);
  const asked = readAsked(read.value);
  if ('status' in asked) return refused(response, asked, task);
  return inTurn(response, context, task, async (signal) => {
    const { status, tokens } = await answerCompletion(response, read.value, asked, { model: nameOf(model), completer: model.completer('rem_query'), signal });
    context.metrics.tokens(tokens);
    return status;
  });
}

async function generate(request: IncomingMessage, response: ServerResponse, context: Context): Promise<Outcome> {
  const read = await bodyOf(request, generateSchema, context);
  if ('status' in read) return refused(response, read, '');
  const { task, input, max_tokens } = read.value;
  const work = taskNamed(task);
  if (!work) return refused(response, refusalOf(missingTask(task)), task);
  const { model, metrics, timeZone } = context;
  return inTurn(response, context, task, async (signal) => {
    const answer = await work(input, { model: model.completer(task), served: model.servers().some((server) => server.task === task), embed: (texts, own) => model.embed(texts, own), maxTokens: max_tokens, now: new Date(), timeZone, signal });
    if (isFailed(answer)) {
      refuse(response, refusalOf(answer));
      return refusalOf(answer).status;
    }
    metrics.tokens(answer.tokens);
    sendJson(response, 200, { task, output: answer.output, tokens: answer.tokens, ...(answer.reason ? { reason: answer.reason } : {}) });
    return 200;
  });
}

async function bodyOf<S extends z.ZodType>(request: IncomingMessage, schema: S, { mostBytes }: Context): Promise<{ value: z.infer<S> } | Refusal> {
  const body = await readJson(request, mostBytes);
  if ('status' in body) return body;
  const read = schema.safeParse(body.value);
  if (read.success) return { value: read.data };
  const [issue] = read.error.issues;
  return { status: 400, type: 'invalid_request_error', message: `${issue?.path.join('.') || 'The body'}: ${issue?.message ?? 'is not understood'}.` };
}

function refused(response: ServerResponse, refusal: Refusal, task: string): Outcome {
  refuse(response, refusal);
  return { status: refusal.status, task };
}

/** When it is this request's turn; a client that goes away ends its work, waiting or running. */
async function inTurn(response: ServerResponse, { queue, running }: Context, task: string, work: (signal: AbortSignal) => Promise<number>): Promise<Outcome> {
  const controller = new AbortController();
  running.add(controller);
  response.once('close', () => { if (!response.writableFinished) controller.abort(); });
  if (response.destroyed) controller.abort();
  try {
    const turn = await queue.run(() => work(controller.signal), controller.signal);
    if (turn?.kind === 'full') return refused(response, { status: 429, type: 'rate_limit_error', message: 'Too many requests are waiting.', retryAfter: turn.retryAfter }, task);
    if (turn === undefined) return { status: 499, task };
    return { status: controller.signal.aborted ? 499 : turn.value, task };
  } finally {
    running.delete(controller);
  }
}

function mayAsk({ headers }: IncomingMessage, key: string | undefined): boolean {
  if (!key) return true;
  const [given, wanted] = [Buffer.from(headers.authorization ?? ''), Buffer.from(`Bearer ${key}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
