/** Requests and statements in the texts that feedback is taken from: functions of their arguments, without an editor. */

/** The text between the comment that holds the request and the next comment or empty line, in one line; undefined where the request is gone. */
export function statementUnder(text: string, request: string): string | undefined {
  const lines = text.split(/\r?\n/);
  const isComment = (line: string): boolean => /^\s*(?:--|#|\/\*)/.test(line);
  const at = lines.findLastIndex((line) => isComment(line) && line.includes(request.split('\n').at(-1)!.trim()));
  if (at < 0) return undefined;
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => line.trim() === '' || isComment(line));
  return rest.slice(0, end < 0 ? undefined : end).join(' ').replace(/\s+/g, ' ').trim().replace(/;$/, '');
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
