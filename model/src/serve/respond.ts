/** Reading requests and writing answers over Node's own HTTP: bodies up to a limit, JSON in and out, errors in the form that OpenAI's clients read. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { failed, type Failed } from '../failed.ts';

export type Refusal = { status: number; type: string; message: string; retryAfter?: number };

export function refuse(response: ServerResponse, { status, type, message, retryAfter }: Refusal): void {
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  sendJson(response, status, { error: { message, type, code: status } }, headers);
}

export function sendJson(response: ServerResponse, status: number, value: unknown, headers: Record<string, string> = {}): void {
  if (response.headersSent || response.destroyed) return void response.end();
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers });
  response.end(JSON.stringify(value));
}

/** The body as JSON; a refusal where it is too long, no UTF-8, or no JSON. */
export async function readJson(request: IncomingMessage, most: number): Promise<{ value: unknown } | Refusal> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return { status: 415, type: 'invalid_request_error', message: 'Send JSON, with content-type: application/json.' };
  const tooLong: Refusal = { status: 413, type: 'invalid_request_error', message: `The body is longer than ${most} bytes.` };
  if (Number(request.headers['content-length'] ?? 0) > most) {
    request.resume();
    return tooLong;
  }
  const bytes = await readUpTo(request, most);
  if (!bytes) return tooLong;
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return { status: 400, type: 'invalid_request_error', message: 'The body is not JSON in UTF-8.' };
  }
}

/** Undefined where there is more; the rest is let through unread, so that the refusal still reaches the client. */
function readUpTo(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size <= most) pieces.push(piece);
      else resolve(undefined);
    });
    request.once('end', () => resolve(Buffer.concat(pieces)));
    request.once('error', reject);
  });
}

/** Which status a failure of the model is. */
export function refusalOf({ code, message, remedy }: Failed): Refusal {
  const words = `${message} ${remedy}`;
  switch (code) {
    case 'too-long': return { status: 400, type: 'invalid_request_error', message: words };
    case 'task-missing': return { status: 501, type: 'not_implemented', message: words };
    case 'timeout': return { status: 504, type: 'timeout', message: words };
    case 'server-busy': case 'server-loading': case 'process-died': return { status: 503, type: 'unavailable', message: words, retryAfter: 2 };
    case 'weights-missing': case 'weights-damaged': case 'process-not-started': case 'disposed': return { status: 503, type: 'unavailable', message: words };
    case 'server-unreachable': case 'server-unauthorised': case 'server-model': case 'server-failed': case 'server-refused': case 'bad-answer': return { status: 502, type: 'bad_gateway', message: words };
    default: return { status: 500, type: 'server_error', message: words };
  }
}

export const stopping: Failed = failed('disposed', 'The service is stopping.', 'Ask again when it is back.');
