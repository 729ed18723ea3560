/**
 * Requests: comments from which a query can be generated (dialect §1). Comment lines that follow each other are one request; it belongs to the line
 * below it, and to the statement that starts there.
 */
import { afterNewline, lineEnd } from './characters.ts';
import { pieceAt, pieceIndexAt, type Parsed, type Piece } from './document.ts';
import { fold } from './text.ts';
import type { Span } from './tree.ts';

/** `span` is the comment lines; `replaces` the statement below them, which a new query takes the place of. */
export type Request = { request: string; span: Span; replaces?: Span };

/** Comments that speak to the tools (`rem-ignore CODE`, `target: p8fs`) ask for nothing. */
const directive = /^(rem-ignore\b|target:|rem$)/i;

/** The request whose last line is above the cursor's line, or that the cursor is in, or that stands above the cursor's statement. */
export function requestAt(parsed: Parsed, text: string, offset: number): Request | undefined {
  const index = lastCommentFor(parsed, text, offset);
  return index === undefined ? undefined : requestOf(parsed, text, index);
}

function lastCommentFor(parsed: Parsed, text: string, offset: number): number | undefined {
  const at = pieceIndexAt(parsed, offset);
  const piece = pieceAt(parsed, at);
  if (piece === undefined) return undefined;
  const onIts = offset <= lineEnd(text, piece.start + piece.length);
  if (piece.kind === 'comment') {
    if (onIts || isLineBelow(text, piece, offset)) return lastOfBlock(parsed, text, at);
    return undefined;
  }
  const above = pieceAt(parsed, at - 1);
  return onIts && above?.kind === 'comment' && isLineBelow(text, above, piece.start) ? at - 1 : undefined;
}

/** Whether `offset` is in the line right below the piece's last line. */
function isLineBelow(text: string, piece: Piece, offset: number): boolean {
  const end = lineEnd(text, piece.start + piece.length);
  if (end >= text.length) return false;
  const below = afterNewline(text, end);
  return offset >= below && offset <= lineEnd(text, below);
}

function lastOfBlock(parsed: Parsed, text: string, from: number): number {
  let index = from;
  for (;;) {
    const next = pieceAt(parsed, index + 1);
    if (next?.kind !== 'comment' || !next.comment.ownLine || !isLineBelow(text, pieceAt(parsed, index)!, next.start)) return index;
    index++;
  }
}

function requestOf(parsed: Parsed, text: string, last: number): Request | undefined {
  let first = last;
  while (first > 0 && joins(parsed, text, first)) first--;
  const block = Array.from({ length: last + 1 - first }, (_, index) => pieceAt(parsed, first + index)!).filter((piece) => piece.kind === 'comment' && piece.comment.ownLine);
  const request = fold(block.map((piece) => (piece.kind === 'comment' && !directive.test(piece.comment.text) ? piece.comment.text : '')).join(' '));
  const [start, end] = [block[0], block.at(-1)];
  if (request === '' || start === undefined || end === undefined) return undefined;
  const below = pieceAt(parsed, last + 1);
  const replaces = below?.kind === 'statement' && isLineBelow(text, end, below.start) ? { start: below.start, end: below.start + below.length } : undefined;
  const span = { start: start.start, end: end.start + end.length };
  return { request: unstar(request), span, ...(replaces === undefined ? {} : { replaces }) };
}

const joins = (parsed: Parsed, text: string, index: number): boolean => {
  const above = pieceAt(parsed, index - 1)!;
  return above.kind === 'comment' && above.comment.ownLine && isLineBelow(text, above, pieceAt(parsed, index)!.start);
};

/** The stars of a block comment's lines. */
const unstar = (request: string): string => fold(request.replace(/(^|\s)\*+(?=\s|$)/g, ' '));

