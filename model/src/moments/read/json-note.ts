/**
 * A note kept as JSON: the string that holds its words, and where each of its characters stands in the file. Escapes make the two differ: `\n` is one
 * character of the words and two of the file.
 */
import { parseTree, type Node } from 'jsonc-parser';
import type { Span } from './utterance.ts';

export type JsonNote = {
  words: string;
  title?: string;
  /** The note's own timestamp, as it is written. */
  stamp?: string;
  /** The place in the file of a stretch of the words. */
  placed(span: Span): Span;
};

const holders = ['content', 'transcript', 'text', 'body'];

/** Undefined where the text is no JSON object that holds words under one of the usual names. */
export function readJsonNote(text: string, from: number): JsonNote | undefined {
  const root = parseTree(text.slice(from));
  if (root?.type !== 'object') return undefined;
  const string = (names: readonly string[]): Node | undefined => {
    const hit = root.children?.find(({ children }) => names.includes(String(children?.[0]?.value)) && children?.[1]?.type === 'string');
    return hit?.children?.[1];
  };
  const node = string(holders);
  if (!node || String(node.value).trim() === '') return undefined;
  const start = from + node.offset + 1;
  const places = placesOf(text.slice(start, start + node.length - 2));
  const [title, stamp] = [string(['name', 'title']), string(['resource_timestamp', 'date'])];
  return {
    words: String(node.value),
    ...(title && { title: String(title.value) }),
    ...(stamp && { stamp: String(stamp.value) }),
    placed: (span) => ({ start: start + (places[span.start] ?? 0), end: start + (places[span.end] ?? 0) }),
  };
}

/** Where each unit of the unescaped string begins in the escaped one, and where the last one ends. */
function placesOf(raw: string): Uint32Array {
  const places = new Uint32Array(raw.length + 1);
  let unit = 0;
  for (let at = 0; at < raw.length; unit++) {
    places[unit] = at;
    at += raw[at] !== '\\' ? 1 : raw[at + 1] === 'u' ? 6 : 2;
  }
  places[unit] = raw.length;
  return places.subarray(0, unit + 1);
}
