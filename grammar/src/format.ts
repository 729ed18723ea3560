/**
 * The one layout of a document: every statement as it is printed, on its own line; comments, empty lines and `;` where the writer put them.
 */
import { parse, pieceAt, type Parsed, type Piece } from './document.ts';
import { printStatement } from './print.ts';

/** Statements of this many columns and more are broken at their clauses. */
const width = 120;

/** The document laid out anew. It says the same, keeps every comment, and laying it out again changes nothing. */
export function format(text: string): string {
  const parsed = parse(text);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  let out = '';
  let last: Piece | undefined;
  for (let index = 0; index < parsed.bodies.length; index++) {
    const piece = pieceAt(parsed, index)!;
    const words = printPiece(parsed, piece, newline);
    out += last === undefined ? words : between(parsed, last, piece, newline) + words;
    if (endsWithSemicolon(parsed, piece)) out += semicolon(parsed, piece);
    last = piece;
  }
  return out === '' ? '' : out + newline;
}

function printPiece(parsed: Parsed, piece: Piece, newline: string): string {
  if (piece.kind === 'end') return ';';
  if (piece.kind === 'comment') return parsed.text.slice(piece.start, piece.start + piece.length).trimEnd();
  return printStatement(piece.read.statement, 'asWritten', width, newline);
}

const endsWithSemicolon = (parsed: Parsed, piece: Piece): boolean =>
  piece.kind === 'statement' && piece.next > piece.length && parsed.text.charAt(piece.start + piece.next - 1) === ';';

/** Behind a statement with an error the `;` stays where it is: in an open string it would be a letter. */
const semicolon = (parsed: Parsed, piece: Piece): string =>
  piece.kind === 'statement' && piece.read.statement.broken ? parsed.text.slice(piece.start + piece.length, piece.start + piece.next).trimEnd() : ';';

/** What stands between two pieces: a space before a comment on the same line, at most one empty line elsewhere. */
function between(parsed: Parsed, before: Piece, after: Piece, newline: string): string {
  const gap = parsed.text.slice(before.start + before.next, after.start);
  const lines = gap.split(/\r\n|\r|\n/).length - 1;
  if (lines === 0 && (after.kind === 'comment' || before.kind === 'comment')) return after.kind === 'end' ? '' : ' ';
  if (after.kind === 'end' && lines === 0) return '';
  return lines > 1 ? newline + newline : newline;
}
