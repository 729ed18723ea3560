/**
 * Grey text: where a request comment asks for a query, and what of the query still has to be typed there. Deciding is
 * instant and needs no model; a line that asks for nothing is answered at once.
 */
import { requestAt, statementAt, type Edit, type Span } from '@rem/grammar';
import type { View } from '../documents.ts';

export type GhostPlace = {
  request: string;
  /** What the grey text replaces, on the cursor's line: empty, or the part of the query that is typed already. */
  span: Span;
  typed: string;
  /** `line`: below the comment, the query stands on the cursor's line. `comment`: at the comment's own end, the query starts a new line. */
  where: 'line' | 'comment';
  /** The statement that stands under the comment already. */
  existing: string | undefined;
};

export function ghostPlace(view: View, offset: number): GhostPlace | undefined {
  const { text } = view;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = endOfLine(text, offset);
  if (text.slice(offset, lineEnd).trim() !== '') return undefined;
  const found = requestAt(view.parsed, text, offset);
  if (!found || found.request.trim() === '') return undefined;
  const existing = found.replaces && text.slice(found.replaces.start, found.replaces.end);
  const commentEnd = found.span.end;
  if (commentEnd >= lineStart) {
    const endsHere = commentEnd <= offset && text.slice(commentEnd, offset).trim() === '';
    return endsHere ? { request: found.request, span: { start: offset, end: offset }, typed: '', where: 'comment', existing } : undefined;
  }
  const start = lineStart + leadingSpace(text.slice(lineStart, offset));
  const typed = text.slice(start, offset);
  if (typed !== '' && found.replaces && (found.replaces.start < start || found.replaces.end > lineEnd)) return undefined;
  return { request: found.request, span: { start, end: offset }, typed, where: 'line', existing: typed === '' ? existing : undefined };
}

/** What is typed may be the beginning of a query: nothing yet, or the beginning of a word. */
export function worthAsking(place: GhostPlace): boolean {
  return /^[A-Za-z]{0,8}$/.test(place.typed);
}

/** The next request of the document that has no query yet: what will probably be asked for after this one. */
export function nextRequest(view: View, offset: number): string | undefined {
  let at = endOfLine(view.text, offset) + 1;
  for (let lines = 0; lines < LOOKED_AHEAD && at < view.text.length; lines++) {
    const end = endOfLine(view.text, at);
    const found = /^\s*--/.test(view.text.slice(at, end)) ? requestAt(view.parsed, view.text, end) : undefined;
    if (found && found.span.start >= at && !found.replaces && found.request.trim() !== '') return found.request;
    at = Math.max(end, found?.span.end ?? 0) + 1;
  }
  return undefined;
}

const LOOKED_AHEAD = 200;

/** The text to show at the place, undefined where what is typed leads elsewhere or nothing is left to add. */
export function ghostText(place: GhostPlace, query: string): string | undefined {
  if (place.existing !== undefined && sameWords(place.existing, query)) return undefined;
  if (place.where === 'comment') return `\n${query}`;
  return query.startsWith(place.typed) && query !== place.typed ? query : undefined;
}

function sameWords(left: string, right: string): boolean {
  const words = (text: string): string => text.replace(/\s+/g, ' ').replace(/;\s*$/, '').trim();
  return words(left) === words(right);
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

function leadingSpace(text: string): number {
  return text.length - text.trimStart().length;
}

export type RequestPlace = { request: string; /** Writes a query there. */ edit(query: string): Edit };

/** The request at an offset for the command: the comment there, or the line of prose, with where its query goes. */
export function requestPlace(view: View, offset: number): RequestPlace | undefined {
  const statement = statementAt(view.parsed, offset);
  if (statement?.kind === 'prose') {
    return { request: statement.text.value, edit: (text) => ({ start: statement.start, end: statement.end, text }) };
  }
  const found = requestAt(view.parsed, view.text, offset);
  if (!found) return undefined;
  const { request, span, replaces } = found;
  if (replaces) return { request, edit: (text) => ({ ...replaces, text }) };
  const lineEnd = endOfLine(view.text, span.end);
  const below = view.text.slice(lineEnd + 1, endOfLine(view.text, lineEnd + 1));
  const blank = lineEnd < view.text.length && below.trim() === '';
  if (blank) return { request, edit: (text) => ({ start: lineEnd + 1, end: lineEnd + 1 + below.replace(/\r$/, '').length, text }) };
  return { request, edit: (text) => ({ start: span.end, end: span.end, text: `\n${text}` }) };
}
