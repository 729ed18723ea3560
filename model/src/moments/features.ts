/**
 * What can be seen at each gap between two utterances: how alike the words on both sides are at several scales, pauses, stamps, headings, who
 * speaks, cue phrases. All numbers lie about 0…1, so that one linear model reads them; `featureNames` names them in order.
 */
import { cues, cueValues } from './cues.ts';
import type { Utterance } from './read/index.ts';
import { stem, tokensOf, type Words } from './words.ts';

/** Utterances on each side that are compared. */
const scales = [1, 2, 4, 8, 16, 32, 64] as const;

export const featureNames: readonly string[] = [
  'bias',
  ...scales.flatMap((scale) => [`unlike ${scale}`, `dip ${scale}`]),
  'new words 3', 'new words 10', 'repeats 6', 'repeats 16',
  'section', 'heading', 'stamp', 'paragraph', 'stamp share', 'stamp after gap', 'has times', 'pause', 'long pause', 'very long pause', 'pause rank', 'new day',
  'speaker changes', 'speakers differ', 'speaker returns', 'one speaker', 'short', 'long', 'previous short', 'early', 'last',
  ...cues.map((cue) => cue.name),
];

export type Read = { utterance: Utterance; tokens: string[]; stems: string[]; vector: Float32Array; weight: number; /** Of the last asking; shared by all copies, so that an edit elsewhere costs nothing here. */ cues: { previous: string | undefined; values: number[] }; repeats: { around: readonly (readonly string[])[]; before: number; values: number[] } };

/** Reads an utterance's words once; `cache` keeps them by text, so that an edit costs only what it touches. */
export function readUtterances(utterances: readonly Utterance[], words: Words, cache: Map<string, Read>): Read[] {
  return utterances.map((utterance) => {
    const known = cache.get(utterance.text);
    if (known) return { ...known, utterance };
    const tokens = tokensOf(utterance.text);
    const vector = new Float32Array(words.dims);
    const weight = words.add(tokens, vector);
    const made: Read = { utterance, tokens, stems: tokens.filter((token) => words.weight(token) > 0.55 && token.length > 2).map(stem), vector, weight, cues: { previous: undefined, values: [] }, repeats: { around: [], before: -1, values: [] } };
    cache.set(utterance.text, made);
    return made;
  });
}

/** One row a gap: row `i` is the gap before utterance `i`; row 0 is empty. */
export function gapFeatures(reads: readonly Read[], dims: number): Float32Array[] {
  const sums = prefixSums(reads, dims);
  const unlike = scales.map((scale) => distances(sums, reads.length, dims, scale));
  const times = timesOf(reads);
  const context = contextOf(reads);
  // In a note of a few lines everything is near its ends, which says nothing there.
  const long = Math.min(1, reads.length / 16);
  return reads.map((read, at) => (at === 0 ? new Float32Array(featureNames.length) : Float32Array.from([
    1,
    ...unlike.flatMap((row, scale) => [row[at] ?? 0, dip(row, at, (scales[scale] ?? 1) + 1)]),
    ...repeatsOf(reads, at),
    ...stampValues(read.utterance, at, context, times),
    ...speakerValues(reads, at, context),
    Math.max(0, 1 - read.tokens.length / 8), Math.min(1, read.tokens.length / 60), Math.max(0, 1 - (reads[at - 1]?.tokens.length ?? 0) / 8),
    Math.max(0, 1 - at / 8) * long, Math.max(0, 1 - (reads.length - at) / 8) * long,
    ...cuesOf(reads[at - 1], read),
  ])));
}

function cuesOf(previous: Read | undefined, read: Read): number[] {
  const before = previous?.utterance.text ?? '';
  if (read.cues.previous !== before) Object.assign(read.cues, { previous: before, values: cueValues(before, read.utterance.text) });
  return read.cues.values;
}

function prefixSums(reads: readonly Read[], dims: number): Float64Array {
  const sums = new Float64Array((reads.length + 1) * dims);
  reads.forEach((read, at) => {
    for (let dim = 0; dim < dims; dim++) sums[(at + 1) * dims + dim] = (sums[at * dims + dim] ?? 0) + (read.vector[dim] ?? 0);
  });
  return sums;
}

/** (1 − cosine) / 2 of the windows on both sides of each gap. */
function distances(sums: Float64Array, count: number, dims: number, scale: number): Float32Array {
  const row = new Float32Array(count);
  for (let at = 1; at < count; at++) {
    const low = Math.max(0, at - scale) * dims;
    const high = Math.min(count, at + scale) * dims;
    let dot = 0;
    let left = 0;
    let right = 0;
    for (let dim = 0, middle = at * dims; dim < dims; dim++) {
      const x = (sums[middle + dim] ?? 0) - (sums[low + dim] ?? 0);
      const y = (sums[high + dim] ?? 0) - (sums[middle + dim] ?? 0);
      dot += x * y;
      left += x * x;
      right += y * y;
    }
    row[at] = left > 0 && right > 0 ? (1 - dot / Math.sqrt(left * right)) / 2 : 0.5;
  }
  return row;
}

/** How far a gap stands out above its neighbours on both sides (Hearst's depth). */
function dip(row: Float32Array, at: number, reach: number): number {
  const here = row[at] ?? 0;
  let left = here;
  let right = here;
  for (let step = 1; step <= reach; step++) {
    left = Math.min(left, row[Math.max(1, at - step)] ?? here);
    right = Math.min(right, row[Math.min(row.length - 1, at + step)] ?? here);
  }
  return Math.min(1, (here - left + (here - right)) * 1.5);
}

/** Kept while the sixteen utterances on each side stay what they were. */
function repeatsOf(reads: readonly Read[], at: number): number[] {
  const read = reads[at];
  if (!read) return [0, 0, 0, 0];
  const kept = read.repeats;
  const low = Math.max(0, at - 16);
  const high = Math.min(reads.length, at + 16);
  let same = kept.around.length === high - low && kept.before === at - low;
  for (let index = low; same && index < high; index++) same = kept.around[index - low] === reads[index]?.stems;
  if (!same) {
    kept.around = reads.slice(low, high).map(({ stems }) => stems);
    kept.before = at - low;
    kept.values = [newWords(reads, at, 3), newWords(reads, at, 10), repeats(reads, at, 6), repeats(reads, at, 16)];
  }
  return kept.values;
}

/** The share of this side's telling words that the last `reach` utterances did not have. */
function newWords(reads: readonly Read[], at: number, reach: number): number {
  const before = new Set(reads.slice(Math.max(0, at - reach), at).flatMap((read) => read.stems));
  const here = reads.slice(at, at + 2).flatMap((read) => read.stems);
  return here.length === 0 ? 0.5 : here.filter((word) => !before.has(word)).length / here.length;
}

/** How many telling words stand on both sides. */
function repeats(reads: readonly Read[], at: number, reach: number): number {
  const before = new Set(reads.slice(Math.max(0, at - reach), at).flatMap((read) => read.stems));
  const after = new Set(reads.slice(at, at + reach).flatMap((read) => read.stems));
  let both = 0;
  for (const word of after) if (before.has(word)) both++;
  return Math.min(1, (2 * both) / Math.max(4, Math.min(before.size, after.size)));
}

type Times = { pause: Float64Array; rank: Float32Array; known: boolean };

/** Milliseconds of silence before each utterance, as far as the file says; where only beginnings are known, what speaking takes is taken off. */
function timesOf(reads: readonly Read[]): Times {
  const pause = new Float64Array(reads.length).fill(Number.NaN);
  let last: number | undefined;
  let words = 0;
  reads.forEach(({ utterance, tokens }, at) => {
    if (utterance.start !== undefined && !utterance.precision) {
      if (last !== undefined) pause[at] = Math.max(0, utterance.start - last - words * SPOKEN);
      last = utterance.end ?? utterance.start;
      words = utterance.end === undefined ? tokens.length : 0;
    } else words += tokens.length;
  });
  const known = [...pause].filter((value) => !Number.isNaN(value)).sort((left, right) => left - right);
  // Among a few stamps a rank says nothing: there ten minutes count.
  const rank = Float32Array.from(pause, (value) => (Number.isNaN(value) ? 0 : known.length < FEW ? Number(value > 600_000) : below(known, value + 1) / known.length));
  return { pause, rank, known: known.length > 0 };
}

const FEW = 8;

/** Milliseconds that a spoken word takes. */
const SPOKEN = 380;

function below(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Context = { stamped: number; speakers: number };

function contextOf(reads: readonly Read[]): Context {
  const stamped = reads.filter(({ utterance }) => utterance.opens === 'stamp').length / Math.max(1, reads.length);
  return { stamped, speakers: new Set(reads.flatMap(({ utterance }) => utterance.speaker ?? [])).size };
}

function stampValues(utterance: Utterance, at: number, { stamped }: Context, { pause, rank, known }: Times): number[] {
  const silence = pause[at] ?? Number.NaN;
  const seconds = Number.isNaN(silence) ? 0 : silence / 1000;
  const stamp = utterance.opens === 'stamp';
  return [
    utterance.opens === 'section' ? 1 : 0, utterance.heading === undefined ? 0 : 1, stamp ? 1 : 0, utterance.opens === 'paragraph' ? 1 : 0,
    stamp ? Math.max(0, 1 - stamped * 2) : 0, stamp ? Math.min(1, seconds / 1800) : 0,
    known ? 1 : 0, Math.min(1, Math.log1p(seconds) / 4), Math.min(1, seconds / 60), Math.min(1, seconds / 900), (rank[at] ?? 0) ** 4, utterance.precision ? 1 : 0,
  ];
}

function speakerValues(reads: readonly Read[], at: number, { speakers }: Context): number[] {
  const mine = reads[at]?.utterance.speaker;
  const before = reads[at - 1]?.utterance.speaker;
  const left = new Set(reads.slice(Math.max(0, at - 8), at).flatMap(({ utterance }) => utterance.speaker ?? []));
  const right = new Set(reads.slice(at, at + 8).flatMap(({ utterance }) => utterance.speaker ?? []));
  const both = [...right].filter((name) => left.has(name)).length;
  const either = new Set([...left, ...right]).size;
  return [mine !== before ? 1 : 0, either === 0 ? 0 : 1 - both / either, mine !== undefined && !left.has(mine) ? 1 : 0, speakers <= 1 ? 1 : 0];
}
