/** Requests and statements in the texts that feedback is taken from: functions of their arguments, without an editor. */

/** A query that was shown for a request; `taken`: it was written into the text. */
export type Offer = { query: string; taken: boolean };
export type Became = { kind: 'accept' | 'edit' | 'dismiss'; query: string | null } | { kind: 'open' } | { kind: 'gone' };

/**
 * What became of an offer, by the text as it is now. Nothing under the request says nothing yet, until the document closes; a request that is no
 * longer there says nothing at all.
 */
export function becameOf(text: string, request: string, { query, taken }: Offer, closes: boolean): Became {
  const now = statementUnder(text, request);
  if (now === undefined) return { kind: 'gone' };
  if (now === oneLine(query)) return taken ? { kind: 'open' } : { kind: 'accept', query };
  if (now !== '') return { kind: 'edit', query: now };
  return taken || closes ? { kind: 'dismiss', query: null } : { kind: 'open' };
}

/** The text between the comment that holds the request and the next comment or empty line, in one line; undefined where the request is gone. */
export function statementUnder(text: string, request: string): string | undefined {
  const lines = text.split(/\r?\n/);
  const isComment = (line: string): boolean => /^\s*(?:--|#|\/\*)/.test(line);
  const at = lines.findLastIndex((line) => isComment(line) && line.includes(request.split('\n').at(-1)!.trim()));
  if (at < 0) return undefined;
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => line.trim() === '' || isComment(line));
  return oneLine(rest.slice(0, end < 0 ? undefined : end).join(' '));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(/\s*;$/, '');
}

/** Lines of text, comment marks off; or the requests of JSON lines. Each once. */
export function requestsIn(text: string): string[] {
  const found = text.split(/\r?\n/).map((line) => (line.trim().startsWith('{') ? requestOf(line) : line.replace(/^\s*(?:--|#|\/\/)\s*/, '').trim()));
  return [...new Set(found.filter((request): request is string => request !== undefined && request !== ''))];
}

/** The request of a JSON line, undefined where it is none. */
export function requestOf(line: string): string | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'request' in value && typeof value.request === 'string' ? value.request.trim() : undefined;
  } catch {
    return undefined;
  }
}
