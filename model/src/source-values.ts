/**
 * Everything that a value of an answer may be: runs of the request's own words, labels that may be meant, and for constants also the closed vocabularies,
 * measures, and other forms of the words ("invoices": `invoice`; "reading note": `reading-note`).
 */
import type { Schema } from '@rem/grammar';
import { foldText } from './fold.ts';
import { kinds } from './known-constants.ts';
import { spansOf, type Sources } from './snap.ts';

/** Words of a name that are joined or put into another number. */
const MOST_JOINED = 3;

export function valuesIn({ request, labels, named }: Sources, schema: Schema): { texts: readonly string[]; constants: readonly string[] } {
  const spans = spansOf(request).map((span) => span.text);
  const short = spans.filter((span) => span.split(/\s+/).length <= MOST_JOINED).flatMap(formsOf);
  return {
    texts: [...new Set([...spans, ...endsOf(request), ...labels])],
    constants: [...new Set([...spans, ...short, ...(named ?? labels), ...kinds, ...schema.momentTypes])],
  };
}

/** A run longer than the spans ends where the request does. */
function endsOf(request: string): string[] {
  const whole = request.replace(/[.?!;:,\s]+$/, '');
  return [...whole.matchAll(/(?<!\S)\S/g)].map((start) => whole.slice(start.index));
}

function formsOf(span: string): string[] {
  const plain = foldText(span).replace(/[.,;:?!]+$/, '');
  return [span.toLowerCase(), plain, ...singularsOf(plain)].flatMap((form) => [form, ...(/\s/.test(form) ? [form.replace(/\s+/g, '-'), form.replace(/\s+/g, '_')] : [])]);
}

function singularsOf(word: string): string[] {
  if (/ies$/.test(word)) return [word.replace(/ies$/, 'y')];
  return /[^s]s$/.test(word) ? [word.slice(0, -1), ...(/(?:[sxz]|ch|sh)es$/.test(word) ? [word.slice(0, -2)] : [])] : [];
}
