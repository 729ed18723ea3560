/** Semantic tokens on the wire: whole, as the difference to what the client has, and for what it shows. */
import { encodeTokens, toSpan } from '../convert.ts';
import { semanticTokens, tokensIn } from '../features/semantic-tokens.ts';
import { safely, viewsIn, type Session } from '../session.ts';
import type { View } from '../documents.ts';

/** `uri` -> what the client was last given. */
type Given = Map<string, { resultId: string; data: number[] }>;

export function wireTokens(session: Session): void {
  const given: Given = new Map();
  let count = 0;
  const { languages } = session.connection;

  const encoded = (uri: string, span?: { start: number; end: number }): number[] => {
    const document = session.documents.get(uri)?.document;
    const view = remView(session, uri);
    return document && view ? encodeTokens(document, span ? tokensIn(view, span) : semanticTokens(view)) : [];
  };
  const keep = (uri: string, data: number[]): string => {
    const resultId = String(++count);
    given.set(uri, { resultId, data });
    return resultId;
  };

  languages.semanticTokens.on(safely(session, 'semanticTokens', { data: [] }, ({ textDocument: { uri } }) => {
    const data = encoded(uri);
    return { resultId: keep(uri, data), data };
  }));
  languages.semanticTokens.onDelta(safely(session, 'semanticTokens/delta', { data: [] }, ({ textDocument: { uri }, previousResultId }) => {
    const before = given.get(uri);
    const data = encoded(uri);
    const resultId = keep(uri, data);
    return before?.resultId === previousResultId ? { resultId, edits: difference(before.data, data) } : { resultId, data };
  }));
  languages.semanticTokens.onRange(safely(session, 'semanticTokens/range', { data: [] }, ({ textDocument: { uri }, range }) => {
    const view = remView(session, uri);
    const span = view && toSpan(view.places, range, view.text.length);
    return { data: span ? encoded(uri, span) : [] };
  }));
  session.documents.onDidClose(({ document }) => void given.delete(document.uri));
}

function remView(session: Session, uri: string): View | undefined {
  const [view] = viewsIn(session, uri);
  return view?.kind === 'document' ? view : undefined;
}

/** One edit from the first to the last token that differs. */
function difference(before: readonly number[], after: readonly number[]): { start: number; deleteCount: number; data: number[] }[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  if (head === before.length && head === after.length) return [];
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return [{ start: head, deleteCount: before.length - head - tail, data: after.slice(head, after.length - tail) }];
}
