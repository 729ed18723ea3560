/** What a status of 300 and more means for the person. The server's own words go along, cut short: they are data, shown and never read. */
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { failed, type Failed } from '../failed.ts';
import type { Endpoint } from './endpoint.ts';

const errorSchema = z.union([
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ detail: z.string() }).transform(({ detail }) => detail),
]);

export function statusFailure(status: number, body: string, headers: IncomingHttpHeaders, { origin }: Endpoint): Failed {
  const said = messageIn(body);
  const told = said ? ` It says: ${said}` : '';
  if (status < 400) return failed('bad-answer', `${origin} sends to another address (${status}).`, 'Give the address of the model server itself.');
  if (status === 401 || status === 403) return failed('server-unauthorised', `${origin} does not accept the key.${told}`, 'Set its key with "REM: Set Key of Model Server".');
  if (status === 407) return failed('server-unreachable', 'The proxy wants a user and a password.', 'Give them in the proxy setting of the server.');
  if (status === 404) return failed('server-model', `${origin} has no such model, or no such door.${told}`, 'Choose a model of this server with "REM: Select Model".');
  if (status === 413) return failed('too-long', `${origin} refuses a request of this length.`, 'Ask in fewer words, or raise the limit at the server.');
  if (status === 429) return failed('server-busy', `${origin} has too many requests.${wait(headers)}`, 'Try again in a moment.');
  if (status === 503 && /loading/i.test(body)) return failed('server-loading', `${origin} is still loading its model.`, 'It is asked again by itself.');
  if (status === 503) return failed('server-busy', `${origin} takes no requests at the moment.${told}`, 'It is asked again by itself.');
  if (status >= 500) return failed('server-failed', `${origin} failed (${status}).${told}`, 'See the log of the server.');
  if (/context|too long|maximum.{0,20}length|n_ctx/i.test(said)) return failed('too-long', `The request is longer than the model at ${origin} can read.`, 'Ask in fewer words, or start the server with a larger context.');
  if (/model.{0,60}(?:not exist|not found|unknown)/i.test(said)) return failed('server-model', `${origin} has no such model.${told}`, 'Choose a model of this server with "REM: Select Model".');
  return failed('server-refused', `${origin} refuses the request (${status}).${told}`, 'Check the kind of the server in the settings.');
}

/** The message of an error as servers write it, one line, cut short; empty where there is none. */
export function messageIn(body: string): string {
  try {
    const read = errorSchema.safeParse(JSON.parse(body));
    return read.success ? shortened(read.data) : '';
  } catch {
    return '';
  }
}

export function shortened(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ').replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

/** Seconds that a busy server asks to be left alone. */
function wait(headers: IncomingHttpHeaders): string {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? ` It asks to wait ${Math.round(seconds)} s.` : '';
}
