/**
 * Streams of JSON as servers send them: server-sent events (`data: {…}`, ended by `[DONE]`) or one JSON a line. Broken UTF-8, broken
 * JSON and a page of HTML are a failure at the place where they show; nothing is guessed.
 */
import { failed, type Failed } from '../failed.ts';
import { StreamFailed, type HttpAnswer } from './http.ts';

const MOST_LINE = 1 << 19;

/** The JSON values of the stream in order. Throws `StreamFailed`. */
export async function* jsonValues({ body, type }: HttpAnswer): AsyncIterable<unknown> {
  if (/^text\/html/i.test(type)) throw new StreamFailed(failed('bad-answer', 'A web page came instead of an answer.', 'Check the address: a model server is wanted, not its page or a login page.'));
  for await (const line of lines(body)) {
    const text = line.startsWith('data:') ? line.slice(5).trim() : line.trim();
    if (text === '' || /^(?::|event:|id:|retry:)/.test(line)) continue;
    if (text === '[DONE]') return;
    yield parsed(text);
  }
}

async function* lines(body: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const bytes of body) {
    rest += decoded(decoder, bytes);
    const parts = rest.split(/\r?\n/);
    rest = parts.pop() ?? '';
    if (rest.length > MOST_LINE) throw new StreamFailed(broken('a line without an end'));
    yield* parts;
  }
  rest += decoded(decoder, undefined);
  if (rest !== '') yield rest;
}

function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array | undefined): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    throw new StreamFailed(broken('text that is not UTF-8'));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new StreamFailed(broken('something that is not JSON'));
  }
}

function broken(what: string): Failed {
  return failed('bad-answer', `The server sent ${what}.`, 'Check the kind of the server, and its log.');
}
