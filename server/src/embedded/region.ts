/**
 * Builds the REM text of a region piece by piece and remembers where each piece lies in the host. Four kinds of piece:
 * text that reads the same in both, an escape (several host characters, one REM character), a hole (a host expression
 * that stands for a value only known when the program runs), and host characters that are not part of the REM text.
 */
import type { Span } from '@rem/grammar';
import type { Region } from '../convert.ts';

type Piece = { kind: 'same' | 'escape' | 'hole'; start: number; end: number; hostStart: number; hostEnd: number };

export type RegionBuilder = {
  /** Host text `[from, to)` that is REM as it stands. */
  same(from: number, to: number): void;
  /** Host text `[from, to)` that means `text`. */
  escape(from: number, to: number, text: string): void;
  /** Host text `[from, to)` whose value is not known here. */
  hole(from: number, to: number): void;
  build(options: RegionOptions): Region;
};

export type RegionOptions = {
  /** How REM text is written in the host at this place; undefined where it cannot be. */
  encode(text: string): string | undefined;
  /** What stands between two pieces: `indentation` is written anew by `encode`, `code` must never be overwritten. */
  gaps: 'indentation' | 'code';
};

/** `text` is the whole host document; `at` a host offset inside the region that an empty region is placed at. */
export function regionBuilder(host: string, at: number): RegionBuilder {
  const pieces: Piece[] = [];
  let text = '';
  const add = (kind: Piece['kind'], hostStart: number, hostEnd: number, value: string): void => {
    if (hostEnd === hostStart && value === '') return;
    const last = pieces.at(-1);
    if (kind === 'same' && last?.kind === 'same' && last.hostEnd === hostStart) {
      last.end += value.length;
      last.hostEnd = hostEnd;
    } else pieces.push({ kind, start: text.length, end: text.length + value.length, hostStart, hostEnd });
    text += value;
  };
  return {
    same: (from, to) => add('same', from, to, host.slice(from, to)),
    escape: (from, to, value) => add('escape', from, to, value),
    hole: (from, to) => add('hole', from, to, holeValue(text)),
    build: (options) => region(text, pieces, at, options),
  };
}

/**
 * What a hole is read as. A digit is a word, a key and a number at once; where only a name can stand it is a name. What is
 * then said about the value itself is not shown, since it is not the value (see `touchesHole`).
 */
function holeValue(before: string): string {
  return /(?:\b(?:FROM|JOIN|IN|TABLE|FIELD|BY|TYPE|AS)\s+|[.,]\s*|\b(?:table|field|type|rel_type)=)$/i.test(before) && !insideString(before) ? 'x' : '1';
}

function insideString(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (line.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;
}

function region(text: string, pieces: readonly Piece[], at: number, { encode, gaps }: RegionOptions): Region {
  const first = pieces[0]?.hostStart ?? at;
  const last = pieces.at(-1)?.hostEnd ?? at;
  const overlapping = (span: Span): Piece[] => pieces.filter((piece) => piece.start < span.end && span.start < piece.end);
  return {
    text,
    start: first,
    end: last,
    toHost: (offset, side) => hostOffset(pieces, offset, side, at),
    toRegion: (host) => (host < first || host > last ? undefined : regionOffset(pieces, host)),
    encode,
    touchesHole: (span) => pieces.some((piece) => piece.kind === 'hole' && piece.start <= span.end && span.start <= piece.end),
    editable: (span) => {
      const touched = overlapping(span);
      return touched.every((piece, index) => piece.kind !== 'hole' && (gaps === 'indentation' || (touched[index + 1]?.hostStart ?? piece.hostEnd) === piece.hostEnd));
    },
  };
}

/** A start belongs to the piece that begins there, an end to the piece that ends there. */
function hostOffset(pieces: readonly Piece[], offset: number, side: 'start' | 'end', at: number): number {
  const piece = pieces[lastAtOrBefore(pieces, side === 'end' ? Math.max(0, offset - 1) : offset)];
  if (!piece) return at;
  if (piece.kind === 'same') return Math.min(piece.hostStart + offset - piece.start, piece.hostEnd);
  return offset > piece.start ? piece.hostEnd : piece.hostStart;
}

function lastAtOrBefore(pieces: readonly Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** `host` lies in the region; what is between two pieces belongs to the end of the first. */
function regionOffset(pieces: readonly Piece[], host: number): number {
  let best: number | undefined;
  for (const piece of pieces) {
    if (host < piece.hostStart) return best ?? piece.start;
    if (host <= piece.hostEnd) {
      const inside = piece.kind === 'same' ? piece.start + host - piece.hostStart : host >= piece.hostEnd ? piece.end : piece.start;
      // On the seam of two pieces the later one is meant only where it begins there.
      if (host < piece.hostEnd) return inside;
      best = inside;
    } else best = piece.end;
  }
  return best ?? 0;
}
