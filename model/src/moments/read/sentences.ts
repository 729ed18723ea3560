/**
 * Cuts running text into sentences. Speech that was written down without full stops is cut at its line ends, or every so many words before a word
 * that speakers begin with, so that no piece grows beyond what a moment's boundary needs.
 */
import type { Span } from './utterance.ts';

const ending = /[.!?…。！？]+["'”’)\]*_]*(?=\s|$)|[。！？]/g;
const abbreviation = /(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|etc|approx|No|Inc|Ltd|Fig|e\.g|i\.e|cf|[A-Za-z])\.$/;
const starter = /^(?:and|so|but|then|okay|ok|now|well|because|anyway|next|after|right|also|yeah)$/i;

/** Words above which a sentence is cut, and how long the pieces then are at least. */
const LONG = 60;
const PIECE = 25;

export function sentences(text: string, span: Span): Span[] {
  const found: Span[] = [];
  let from = span.start;
  const slice = text.slice(span.start, span.end);
  for (const hit of slice.matchAll(ending)) {
    const end = span.start + hit.index + hit[0].length;
    if (hit[0] === '.' && abbreviation.test(text.slice(Math.max(from, end - 12), end)) && end < span.end) continue;
    push(found, text, { start: from, end });
    from = end;
  }
  push(found, text, { start: from, end: span.end });
  return found.flatMap((each) => cutLong(text, each));
}

function push(found: Span[], text: string, { start, end }: Span): void {
  while (start < end && /\s/.test(text[start] ?? '')) start++;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  if (start < end) found.push({ start, end });
}

function cutLong(text: string, span: Span): Span[] {
  const words = [...text.slice(span.start, span.end).matchAll(/\S+/g)];
  if (words.length <= LONG) return [span];
  const lines: Span[] = [];
  for (const line of text.slice(span.start, span.end).matchAll(/[^\n]+/g)) push(lines, text, { start: span.start + line.index, end: span.start + line.index + line[0].length });
  if (lines.length > 1) return lines.flatMap((line) => cutLong(text, line));
  const cuts: Span[] = [];
  let from = span.start;
  let count = 0;
  for (const word of words) {
    const begins = count >= PIECE && (starter.test(word[0]) || count >= PIECE * 2);
    if (begins) {
      push(cuts, text, { start: from, end: span.start + word.index });
      from = span.start + word.index;
      count = 0;
    }
    count++;
  }
  push(cuts, text, { start: from, end: span.end });
  return cuts;
}
