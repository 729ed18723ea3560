/**
 * A document: a row of pieces (statements, comments, stray `;`), each read by itself with places in its own text. That is what makes edits cheap: an
 * edit re-reads the pieces that looked at the changed text, and the rest is kept, moved by a number. Pieces with equal text are read once.
 */
import { lineEnd, skipWhite } from './characters.ts';
import { notedIn, notesAfter, type Notes } from './noted.ts';
import { shift } from './place.ts';
import type { Problem } from './problem.ts';
import { sourceOf, type Source } from './quotes.ts';
import { readStatement, type Read } from './read-statement.ts';
import { commentAt, scanStatement, type Scanned } from './scan.ts';
import type { Comment, RemDocument, Span, Statement } from './tree.ts';

/**
 * `length`, `next` (where reading goes on) and `reach` (how far reading looked) count from `start`. `read` has places in the piece's own text.
 */
export type Piece = { start: number; length: number; next: number; reach: number } & (
  | { kind: 'statement'; read: Read }
  | { kind: 'comment'; comment: Comment; unclosed: boolean }
  | { kind: 'end' }
);

/** A document as read; `pieces` and `notes` are for this package only. */
export type Parsed = { readonly text: string; readonly tree: RemDocument; readonly problems: Problem[]; readonly pieces: readonly Piece[]; readonly notes: Notes };
export type OpenDocument = Parsed;
/** The text from `start` to `end` becomes `text`. */
export type Change = Span & { text: string };

/** Reads a document. Never throws; what is wrong is in `problems`, sorted by place. */
export function parse(text: string): Parsed {
  return documentOf(text, piecesOf(sourceOf(text), 0, new Map()));
}

/** The same as `parse`, by the name that goes with `updateDocument`. */
export const openDocument: (text: string) => OpenDocument = parse;

/** The document after an edit: equal to a parse of the new text, at the cost of the edit. */
export function updateDocument(previous: OpenDocument, change: Change): OpenDocument {
  const text = previous.text.slice(0, change.start) + change.text + previous.text.slice(change.end);
  const by = change.text.length - (change.end - change.start);
  const old = previous.pieces;
  const first = firstTouched(previous, change.start);
  const kept = old.slice(0, first);
  const settled = lineEnd(previous.text, change.end);
  const source = sourceOf(text);
  let at = first === 0 ? 0 : old[first - 1]!.start + old[first - 1]!.next;
  let candidate = first;
  for (;;) {
    at = skipWhite(text, at);
    if (at >= text.length) return documentOf(text, kept, notesAfter(previous.notes, kept, first, kept.length, old.length));
    while (candidate < old.length && isBehind(old[candidate]!, at, change, by)) candidate++;
    const same = old[candidate];
    if (same !== undefined && same.start > settled && same.start + by === at) {
      const pieces = kept.concat(moveAll(old, candidate, by));
      return documentOf(text, pieces, notesAfter(previous.notes, pieces, first, kept.length, candidate));
    }
    const untouched = same !== undefined && same.start === at && same.start + same.reach < change.start;
    const piece = untouched ? same : pieceAt(source, at);
    kept.push(piece);
    at = piece.start + piece.next;
  }
}

/** Pieces that looked further than this are noted by themselves. */
const near = 4096;
const looksFar = (piece: Piece): readonly Piece[] => (piece.reach > near ? [piece] : []);

/** The index of the first piece that looked at the text from `offset` on. */
function firstTouched(parsed: Parsed, offset: number): number {
  const far = notedIn(parsed.pieces, parsed.notes, [looksFar], looksFar).find(({ index }) => touches(parsed.pieces[index]!, offset));
  let first = pieceIndexAt(parsed, offset - near - 1) + 1;
  while (first < parsed.pieces.length && !touches(parsed.pieces[first]!, offset)) first++;
  return Math.min(first, far?.index ?? first);
}

const touches = (piece: Piece, offset: number): boolean => piece.start + piece.reach >= offset;

/** Whether an old piece lies before the place reached in the new text. */
const isBehind = (piece: Piece, at: number, change: Span, by: number): boolean => (piece.start >= change.end ? piece.start + by : piece.start) < at;

function moveAll(pieces: readonly Piece[], from: number, by: number): Piece[] {
  const rest = pieces.slice(from);
  return by === 0 ? rest : rest.map((piece) => ({ ...piece, start: piece.start + by }));
}

// ---- pieces

function piecesOf(source: Source, from: number, known: Map<string, Read>): Piece[] {
  const pieces: Piece[] = [];
  for (let at = skipWhite(source.text, from); at < source.text.length; ) {
    const piece = pieceAt(source, at, known);
    pieces.push(piece);
    at = skipWhite(source.text, piece.start + piece.next);
  }
  return pieces;
}

function pieceAt(source: Source, start: number, known?: Map<string, Read>): Piece {
  const { text } = source;
  if (text.charAt(start) === ';') return { kind: 'end', start, length: 1, next: 1, reach: 1 };
  if (startsComment(text, start)) {
    const { comment, ending } = commentAt(source, start, false);
    const length = comment.end - start;
    return { kind: 'comment', start, length, next: length, reach: ending.reach - start, comment: shift(comment, -start), unclosed: ending.unclosed };
  }
  const scanned = scanStatement(source, start);
  const own = text.slice(start, scanned.end);
  let read = known?.get(own);
  if (read === undefined) known?.set(own, (read = readStatement(own, localised(scanned, start))));
  read ??= readStatement(own, localised(scanned, start));
  return { kind: 'statement', start, length: scanned.end - start, next: scanned.next - start, reach: scanned.reach - start, read };
}

const startsComment = (text: string, at: number): boolean => text.charAt(at) === '#' || text.startsWith('--', at) || text.startsWith('/*', at);

/** The scanned words with places in the statement's own text. */
export function localised(scanned: Scanned, start: number): Scanned {
  if (start === 0) return scanned;
  for (const token of scanned.tokens) {
    token.start -= start;
    token.end -= start;
  }
  return { ...scanned, comments: shift(scanned.comments, -start), openBrackets: shift(scanned.openBrackets, -start) };
}

// ---- the document's tree and problems, made when asked for

function documentOf(text: string, pieces: readonly Piece[], notes: Notes = []): Parsed {
  let tree: RemDocument | undefined;
  let problems: Problem[] | undefined;
  return {
    text,
    pieces,
    notes,
    get tree() {
      return (tree ??= treeOf(pieces));
    },
    get problems() {
      return (problems ??= notedIn(pieces, notes, [readingProblems], readingProblems).flatMap(({ index, values }) => values.map((found) => shift(found, pieces[index]!.start))));
    },
  };
}

function treeOf(pieces: readonly Piece[]): RemDocument {
  const statements: Statement[] = [];
  const comments: Comment[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'comment') comments.push(shift(piece.comment, piece.start));
    if (piece.kind !== 'statement') continue;
    const statement = placed(piece);
    statements.push(statement);
    for (const comment of statement.comments) comments.push(comment);
  }
  return { statements, comments };
}

/** A statement with its places in the document. */
export const placed = (piece: Piece & { kind: 'statement' }): Statement => shift(piece.read.statement, piece.start);

/** What is wrong with the words of a piece, with places in its own text. */
export function readingProblems(piece: Piece): readonly Problem[] {
  if (piece.kind === 'statement') return piece.read.problems;
  if (piece.kind !== 'comment' || !piece.unclosed) return none;
  return [{ code: 'unclosed-comment', severity: 'error', message: 'Expected */ to close this comment', start: 0, end: piece.length }];
}

const none: readonly Problem[] = [];

/** The index of the last piece that starts at or before `offset`, -1 where there is none. */
export function pieceIndexAt(parsed: Parsed, offset: number): number {
  let low = 0;
  let high = parsed.pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (parsed.pieces[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The statement that an offset is in, or right behind on the same line. */
export function statementAt(parsed: Parsed, offset: number): Statement | undefined {
  for (let index = pieceIndexAt(parsed, offset); index >= 0; index--) {
    const piece = parsed.pieces[index]!;
    if (lineEnd(parsed.text, piece.start + piece.length) < offset) return undefined;
    if (piece.kind === 'statement') return placed(piece);
  }
  return undefined;
}
