/**
 * Values must come from somewhere: a small model garbles long or rare names, so each value it wrote is compared with
 * the spans of the request and with the known labels. The same but for case, accents or separators: the original
 * spelling is taken. Nearly the same: the nearest span is. Found in neither: refused.
 */
import { foldKey, foldText } from './fold.ts';

export type Snap = { kind: 'kept' | 'snapped'; value: string } | { kind: 'refused' };

export type Sources = {
  request: string;
  /** Labels that the request may mean, best first. */
  labels: readonly string[];
  /** Those of them that the request surely names; a constant may only be one of these. Default: all. */
  named?: readonly string[];
};

const LEAST_SIMILARITY = 0.6;
/** A name this like a label is that label mistyped. */
const CLEAR_TYPO = 0.85;

/** A key names a label, so a label's spelling wins over the request's. */
export function snapKey(value: string, sources: Sources): Snap {
  if (sources.labels.includes(value)) return isNamedBy(sources.request, value) ? { kind: 'kept', value } : { kind: 'refused' };
  const key = foldKey(value);
  const label = sources.labels.find((candidate) => foldKey(candidate) === key);
  if (label !== undefined) return { kind: 'snapped', value: label };
  const meant = sources.labels.find((candidate) => isTypoOf(key, foldKey(candidate)));
  if (meant !== undefined) return { kind: 'snapped', value: meant };
  return snapText(value, sources, sources.labels, 'whole');
}

const plainWords = new Set(['the', 'and', 'for', 'with', 'from', 'what', 'how', 'our', 'you', 'who', 'why', 'about', 'into', 'not', 'one', 'that', 'this', 'was', 'are', 'where', 'when']);

/** Does a word that tells the label from others stand in the request, as it is or nearly? A label of plain words alone is taken as it is. */
function isNamedBy(request: string, label: string): boolean {
  const telling = foldKey(label).split(' ').filter((word) => word.length > 2 && !plainWords.has(word));
  const words = foldKey(request).split(' ');
  const joined = words.join('');
  return telling.length === 0 || telling.some((word) => joined.includes(word) || words.some((other) => isInflection(word, other) || similarity(word, other) >= 0.6));
}

/** Labels that differ in a digit are different things, however alike they look. */
function isTypoOf(key: string, label: string): boolean {
  return key.replace(/\D/g, '') === label.replace(/\D/g, '') && similarity(key, label) >= CLEAR_TYPO;
}

/** A text stays as the person typed it; words left out of its middle leave a text, but no name. */
export function snapText(value: string, sources: Sources, labels: readonly string[] = [], kind: 'whole' | 'words' = 'words'): Snap {
  if (value !== '' && containsWhole(sources.request, value)) return { kind: 'kept', value };
  const spans = spansOf(sources.request);
  const key = foldKey(value);
  if (key === '') return { kind: 'refused' };
  const same = spans.find((span) => span.key === key);
  if (same) return { kind: 'snapped', value: same.text };
  if (kind === 'words' && isSubsequence(key.split(' '), foldKey(sources.request).split(' '))) return { kind: 'kept', value };
  const candidates = [...labels.map((text) => ({ text, key: foldKey(text) })), ...spans];
  let best: { text: string; score: number } | undefined;
  for (const candidate of candidates) {
    const score = Math.max(similarity(key, candidate.key), invented(key, candidate.key));
    if (!best || score > best.score) best = { text: candidate.text, score };
  }
  if (!best || best.score < LEAST_SIMILARITY) return { kind: 'refused' };
  return best.text === value ? { kind: 'kept', value } : { kind: 'snapped', value: best.text };
}

/**
 * A constant of a condition may be another form of the request's word ("runbooks" → `runbook`), which is kept; only a
 * garbled one is put right.
 */
export function snapConstant(value: string, sources: Sources): Snap {
  const bare = value.replace(/^%+|%+$/g, '');
  const cut = cutName(bare, sources.request);
  if (cut !== undefined) return { kind: 'snapped', value: value.replace(bare, () => cut).replace(/^%([^%]+)$/, '%$1%') };
  if (bare === '' || containsWhole(sources.request, bare)) return { kind: 'kept', value };
  const key = foldKey(bare);
  const words = foldKey(sources.request).split(' ');
  if (key !== '' && key.split(' ').every((word) => words.some((other) => isInflection(word, other)))) return { kind: 'kept', value };
  if (spansOf(sources.request).some((span) => isInflection(squashed(key), squashed(span.key)))) return { kind: 'kept', value };
  const beginning = beginningIn(bare, sources.request);
  if (beginning !== undefined) return { kind: 'snapped', value: value.replace(bare, () => beginning) };
  const snapped = snapText(bare, sources, sources.named ?? sources.labels);
  return snapped.kind === 'refused' ? snapped : { kind: snapped.kind, value: value.replace(bare, () => snapped.value) };
}

/** The words that a longer name begins with, where the request has those alone: a label took over what was meant as a part of names. */
function beginningIn(value: string, request: string): string | undefined {
  const words = foldKey(value).split(' ');
  for (let length = words.length - 1; length >= 2; length--) {
    const key = words.slice(0, length).join(' ');
    const span = spansOf(request).find((candidate) => candidate.key === key);
    if (span) return span.text.replace(/[,;:]$/, '');
  }
  return undefined;
}

/** A name that an apostrophe cut off ("Siobhán O") with its rest; a possessive is none. */
function cutName(value: string, request: string): string | undefined {
  const at = value === '' ? -1 : request.indexOf(value);
  const rest = at < 0 ? undefined : /^['’](?!s\b)\p{L}[\p{L}\p{N}'’-]*/u.exec(request.slice(at + value.length))?.[0];
  return rest === undefined || isWordChar(request[at - 1]) ? undefined : value + rest;
}

/** "post-mortem" and "postmortems" differ in where the words part. */
function squashed(key: string): string {
  return key.replaceAll(' ', '');
}

type SourceSpan = { text: string; key: string };
const MAX_WORDS = 12;

/** Runs of the request's words, with the signs inside them and without those around them. */
export function spansOf(request: string): SourceSpan[] {
  const words = [...request.matchAll(/\S+/g)].map((word) => trimmed(word[0], word.index)).filter((word) => word.end > word.start);
  const spans: SourceSpan[] = [];
  for (let first = 0; first < words.length; first++) {
    for (let last = first; last < Math.min(words.length, first + MAX_WORDS); last++) {
      const text = request.slice(words[first]!.start, words[last]!.end);
      spans.push({ text, key: foldKey(text) });
    }
  }
  return spans;
}

function trimmed(word: string, start: number): { start: number; end: number } {
  const lead = /^["'“‘(\[{<«]*/.exec(word)![0].length;
  const tail = /(?:['’]s)?["'”’)\]}>».,;:!?]*$/i.exec(word.slice(lead))![0].length;
  return { start: start + lead, end: start + word.length - tail };
}

function containsWhole(request: string, value: string): boolean {
  for (let at = request.indexOf(value); at >= 0; at = request.indexOf(value, at + 1)) {
    if (!isWordChar(request[at - 1]) && !isWordChar(request[at + value.length])) return true;
  }
  return false;
}

function isWordChar(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}_]/u.test(char);
}

function isSubsequence(words: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const word of all) if (word === words[at]) at++;
  return at === words.length;
}

/** The same stem with another ending ("companies", "company"; "design", "designs"). */
export function isInflection(one: string, other: string): boolean {
  let shared = 0;
  while (shared < Math.min(one.length, other.length) && one[shared] === other[shared]) shared++;
  return shared >= 3 && shared >= 0.5 * Math.max(one.length, other.length) && ending.test(one.slice(shared)) && ending.test(other.slice(shared));
}

const ending = /^(?:e?s|y|ies|e|[bdgmnprt]?(?:ing|ed|ers?)|d|r|rs|ied|ions?|ments?|)$/;

/** 1 − edits ÷ length. */
export function similarity(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  if (longest === 0) return 1;
  if (Math.min(one.length, other.length) < longest * (LEAST_SIMILARITY - 0.1)) return 0;
  return 1 - edits(one, other) / longest;
}

/** A true name with an invented word before or after it ("Sebien Kowalsky" for "Kowalsky") still points at that name. */
function invented(value: string, candidate: string): number {
  if (candidate.length < 5 || !` ${value} `.includes(` ${candidate} `)) return 0;
  return candidate.length / value.length >= 0.5 ? 0.7 + 0.2 * (candidate.length / value.length) : 0;
}

function edits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length]!;
}

/** The text folded, for comparing what a grammar's names are called. */
export function sameName(one: string, other: string): boolean {
  return foldText(one).replace(/[\s_-]+/g, '') === foldText(other).replace(/[\s_-]+/g, '');
}
