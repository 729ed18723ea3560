/**
 * A document: a row of pieces (statements, comments, stray `;`), each read by itself with places in its own text. That is what makes edits cheap: an
 * edit re-reads the pieces that looked at the changed text, and the rest is kept, moved by a number. Pieces with equal text are read once.
 */
import { lineEnd, skipWhite } from './characters.ts';
import { firstFrom, joined, notedIn, notesAfter, type Notes } from './noted.ts';
import { shift, shiftFlat, shiftProblem, shiftStatement } from './place.ts';
import type { Problem } from './problem.ts';
import { sourceOf, type Source } from './quotes.ts';
import { readStatement, type Read } from './read-statement.ts';
import { commentAt, scanStatement, type Scanned } from './scan.ts';
import type { Comment, RemDocument, Span, Statement } from './tree.ts';

/**
 * What a piece is, wherever it stands: `length`, `next` (where reading goes on) and `reach` (how far reading looked) count from its start, and `read`
 * has places in the piece's own text. Bodies are shared by all versions of a document and never changed, but for `placed`: the statement as it was
 * last moved to a place, kept because most of an edited document stays where it was.
 */
export type Body = { length: number; next: number; reach: number } & (
  | { kind: 'statement'; read: Read; placed: Statement | undefined }
  | { kind: 'comment'; comment: Comment; unclosed: boolean }
  | { kind: 'end' }
);
export type Piece = Body & { start: number };

/** A document as read; all but the text, the tree and the problems is for this package only. `starts` holds the bodies' places. */
export type Parsed = {
  readonly text: string;
  readonly tree: RemDocument;
  readonly problems: Problem[];
  readonly bodies: readonly Body[];
  readonly starts: Int32Array;
  readonly notes: Notes;
};
export type OpenDocument = Parsed;
/** The text from `start` to `end` becomes `text`. */
export type Change = Span & { text: string };

/** Reads a document. Never throws; what is wrong is in `problems`, sorted by place. */
export function parse(text: string): Parsed {
  const { bodies, starts } = readAll(sourceOf(text));
  return documentOf(text, bodies, Int32Array.from(starts));
}

/** The same as `parse`, by the name that goes with `updateDocument`. */
export const openDocument: (text: string) => OpenDocument = parse;

/**
 * The document after an edit: equal to a parse of the new text, at the cost of the edit. `text` is the whole new text, where the caller has it: a long
 * text is not put together twice then.
 */
export function updateDocument(previous: OpenDocument, change: Change, text = edited(previous.text, change)): OpenDocument {
  const by = change.text.length - (change.end - change.start);
  const { bodies: old, starts: oldStarts } = previous;
  const first = firstTouched(previous, change.start);
  const settled = lineEnd(previous.text, change.end);
  const source = sourceOf(text);
  const fresh: Body[] = [];
  const freshStarts: number[] = [];
  let rest = first;
  for (let at = first === 0 ? 0 : oldStarts[first - 1]! + old[first - 1]!.next; ; ) {
    at = skipWhite(text, at);
    while (rest < old.length && (oldStarts[rest]! >= change.end ? oldStarts[rest]! + by : oldStarts[rest]!) < at) rest++;
    if (at >= text.length) rest = old.length;
    if (rest === old.length ? at >= text.length : oldStarts[rest]! > settled && oldStarts[rest]! + by === at) break;
    const same = old[rest];
    const untouched = same !== undefined && oldStarts[rest] === at && at + same.reach < change.start;
    const body = untouched ? same : bodyAt(source, at);
    fresh.push(body);
    freshStarts.push(at);
    at += body.next;
  }
  const bodies = old.slice(0, first).concat(fresh, old.slice(rest));
  const starts = joined(oldStarts, first, freshStarts, rest, by);
  return documentOf(text, bodies, starts, notesAfter(previous.notes, bodies, first, first + fresh.length, rest));
}

const edited = (text: string, { start, end, text: put }: Change): string => text.slice(0, start) + put + text.slice(end);

/** Pieces that looked further than this are noted by themselves. */
const near = 4096;
const looksFar = (body: Body): readonly Body[] => (body.reach > near ? [body] : []);

/** The index of the first piece that looked at the text from `offset` on. */
function firstTouched(parsed: Parsed, offset: number): number {
  const touches = (index: number): boolean => parsed.starts[index]! + parsed.bodies[index]!.reach >= offset;
  const far = notedIn(parsed.bodies, parsed.notes, [looksFar], looksFar).indexes.find(touches);
  let first = pieceIndexAt(parsed, offset - near - 1) + 1;
  while (first < parsed.bodies.length && !touches(first)) first++;
  return Math.min(first, far ?? first);
}

// ---- pieces

function readAll(source: Source): { bodies: Body[]; starts: number[] } {
  const known = new Map<string, Read>();
  const bodies: Body[] = [];
  const starts: number[] = [];
  for (let at = skipWhite(source.text, 0); at < source.text.length; ) {
    const body = bodyAt(source, at, known);
    bodies.push(body);
    starts.push(at);
    at = skipWhite(source.text, at + body.next);
  }
  return { bodies, starts };
}

/** Reads the piece that starts at an offset; a statement whose text is `known` is not read again. */
function bodyAt(source: Source, start: number, known?: Map<string, Read>): Body {
  const { text } = source;
  if (text.charAt(start) === ';') return { kind: 'end', length: 1, next: 1, reach: 1 };
  if (startsComment(text, start)) {
    const { comment, ending } = commentAt(source, start, false);
    const length = comment.end - start;
    return { kind: 'comment', length, next: length, reach: ending.reach - start, comment: shiftFlat(comment, -start), unclosed: ending.unclosed };
  }
  const scanned = scanStatement(source, start);
  const own = text.slice(start, scanned.end);
  const read = known?.get(own) ?? readStatement(own, localised(scanned, start));
  known?.set(own, read);
  return { kind: 'statement', length: scanned.end - start, next: scanned.next - start, reach: scanned.reach - start, read, placed: undefined };
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

function documentOf(text: string, bodies: readonly Body[], starts: Int32Array, notes: Notes = []): Parsed {
  let tree: RemDocument | undefined;
  let problems: Problem[] | undefined;
  return {
    text,
    bodies,
    starts,
    notes,
    get tree() {
      return (tree ??= treeOf(bodies, starts));
    },
    get problems() {
      const { indexes, values } = notedIn(bodies, notes, [readingProblems], readingProblems);
      return (problems ??= values.flatMap((list, at) => list.map((found) => shiftProblem(found, starts[indexes[at]!]!))));
    },
  };
}

function treeOf(bodies: readonly Body[], starts: Int32Array): RemDocument {
  const statements: Statement[] = [];
  const comments: Comment[] = [];
  bodies.forEach((body, index) => {
    const start = starts[index]!;
    if (body.kind === 'comment') comments.push(shiftFlat(body.comment, start));
    if (body.kind !== 'statement') return;
    const statement = placed(body, start);
    statements.push(statement);
    for (const comment of statement.comments) comments.push(comment);
  });
  return { statements, comments };
}

/** The piece at an index; undefined where there is none. */
export function pieceAt({ bodies, starts }: Parsed, index: number): Piece | undefined {
  const body = bodies[index];
  return body === undefined ? undefined : { ...body, start: starts[index]! };
}

/** A statement with its places in the document. */
export function placed(body: Body & { kind: 'statement' }, start: number): Statement {
  if (body.placed?.start !== start) body.placed = shiftStatement(body.read.statement, start);
  return body.placed;
}

/** What is wrong with the words of a piece, with places in its own text. */
export function readingProblems(piece: Body): readonly Problem[] {
  if (piece.kind === 'statement') return piece.read.problems;
  if (piece.kind !== 'comment' || !piece.unclosed) return none;
  return [{ code: 'unclosed-comment', severity: 'error', message: 'Expected */ to close this comment', start: 0, end: piece.length }];
}

const none: readonly Problem[] = [];

/** The index of the last piece that starts at or before `offset`, -1 where there is none. */
export const pieceIndexAt = (parsed: Parsed, offset: number): number => firstFrom(parsed.starts, offset + 1) - 1;

/** The statement that an offset is in, or right behind on the same line. */
export function statementAt(parsed: Parsed, offset: number): Statement | undefined {
  for (let index = pieceIndexAt(parsed, offset); index >= 0; index--) {
    const body = parsed.bodies[index]!;
    const start = parsed.starts[index]!;
    if (lineEnd(parsed.text, start + body.length) < offset) return undefined;
    if (body.kind === 'statement') return placed(body, start);
  }
  return undefined;
}

/** The last statement that ends at or before an offset. */
export function statementBefore(parsed: Parsed, offset: number): Statement | undefined {
  for (let index = pieceIndexAt(parsed, offset); index >= 0; index--) {
    const body = parsed.bodies[index]!;
    const start = parsed.starts[index]!;
    if (body.kind === 'statement' && start + body.length <= offset) return placed(body, start);
  }
  return undefined;
}

/** The indexes of the pieces that touch a span, the first and the one behind the last. */
export function piecesIn(parsed: Parsed, { start, end }: Span): { from: number; to: number } {
  const from = pieceIndexAt(parsed, start);
  const touches = from >= 0 && parsed.starts[from]! + parsed.bodies[from]!.length >= start;
  return { from: touches ? from : from + 1, to: pieceIndexAt(parsed, end) + 1 };
}
