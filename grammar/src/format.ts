/**
 * The one layout of a document: every statement as it is printed, on its own line; comments, empty lines and `;` where the writer put them.
 */
import { parse, pieceAt, type Parsed, type Piece } from './document.ts';
import { printStatement } from './print.ts';
import { layOutSql, type SqlPrinter } from './sql-layout.ts';
import type { Statement } from './tree.ts';

/** Statements of this many columns and more are broken at their clauses. */
const width = 120;

/**
 * The document laid out anew. It says the same, keeps every comment, and laying it out again changes nothing. `sql` tells where the lines of SQL begin; without
 * it, and before `loadSql()`, SQL on several lines stays as it is. `open`: the text is a part of a document, and nothing ends the statement above it.
 */
export function format(text: string, { sql, open = false }: { sql?: SqlPrinter | undefined; open?: boolean | undefined } = {}): string {
  const parsed = parse(text);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  let out = '';
  let last: Piece | undefined;
  for (let index = 0; index < parsed.bodies.length; index++) {
    const piece = pieceAt(parsed, index)!;
    const words = printPiece(parsed, piece, { newline, sql, open: last === undefined ? open : isOpen(parsed, last, piece) });
    out += last === undefined ? words : between(parsed, last, piece, newline) + words;
    if (endsWithSemicolon(parsed, piece)) out += semicolon(parsed, piece);
    last = piece;
  }
  return out === '' ? '' : out + newline;
}

/** `open`: nothing but a line break ends the statement above, so this one must begin with its verb. */
type Options = { newline: string; sql: SqlPrinter | undefined; open: boolean };

function printPiece(parsed: Parsed, piece: Piece, options: Options): string {
  if (piece.kind === 'end') return ';';
  if (piece.kind === 'comment') return parsed.text.slice(piece.start, piece.start + piece.length).trimEnd();
  const { statement } = piece.read;
  const text = printStatement(statement, 'asWritten', width, options.newline);
  return statement.kind === 'sql' && statement.form === 'select' && !statement.broken ? printSelect(text, statement, options) : text;
}

function printSelect(text: string, statement: Statement, { newline, sql, open }: Options): string {
  const written = /^SQL /.exec(text)?.[0] ?? '';
  const verb = open && statement.verb !== undefined ? 'SQL ' : written;
  const select = text.slice(written.length);
  if (sql === undefined || statement.comments.length > 0) return verb + select;
  return verb + layOutSql(select, width - verb.length, sql).replace(/\r?\n/g, newline);
}

const isOpen = (parsed: Parsed, above: Piece, piece: Piece): boolean =>
  above.kind === 'statement' && above.next === above.length && !/[\r\n][^\S\r\n]*[\r\n]/.test(parsed.text.slice(above.start + above.length, piece.start).replaceAll('\r\n', '\n'));

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
