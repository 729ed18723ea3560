/**
 * How well one cutting of a text agrees with another: boundaries found within a tolerance, Pk (Beeferman) and WindowDiff (Pevzner and Hearst), and
 * the cuttings that need no skill, to stand beside. A cutting is the list of first units of its parts, without 0.
 */
import { tokensOfText } from './words-of.ts';

export type Counts = { hit: number; said: number; gold: number };

export const f1 = ({ hit, said, gold }: Counts): number => (said + gold === 0 ? 1 : (2 * hit) / (said + gold));

export const addCounts = (left: Counts, right: Counts): Counts => ({ hit: left.hit + right.hit, said: left.said + right.said, gold: left.gold + right.gold });

/** Boundaries of `said` that lie within `tolerance` of one of `gold`, each used once; `at` gives a boundary's place (its number, or seconds). */
export function matched(gold: readonly number[], said: readonly number[], tolerance: number, at: (boundary: number) => number = (boundary) => boundary): Counts {
  const pairs = gold.flatMap((g) => said.map((s) => ({ g, s, far: Math.abs(at(g) - at(s)) }))).filter(({ far }) => far <= tolerance);
  pairs.sort((left, right) => left.far - right.far);
  const usedGold = new Set<number>();
  const usedSaid = new Set<number>();
  for (const { g, s } of pairs) {
    if (usedGold.has(g) || usedSaid.has(s)) continue;
    usedGold.add(g);
    usedSaid.add(s);
  }
  return { hit: usedGold.size, said: said.length, gold: gold.length };
}

/** Half the mean length of the gold's parts, at least 2. */
export const windowOf = (count: number, gold: readonly number[]): number => Math.max(2, Math.round(count / (gold.length + 1) / 2));

/** Chance that two units k apart are wrongly put together or apart; 0 is perfect. */
export function pk(count: number, gold: readonly number[], said: readonly number[]): number {
  return slide(count, gold, said, (left, right) => (left > 0) !== (right > 0));
}

/** Chance that a window of k holds another number of boundaries. */
export function windowDiff(count: number, gold: readonly number[], said: readonly number[]): number {
  return slide(count, gold, said, (left, right) => left !== right);
}

function slide(count: number, gold: readonly number[], said: readonly number[], wrong: (left: number, right: number) => boolean): number {
  const k = Math.min(windowOf(count, gold), count - 1);
  if (k < 1) return 0;
  const [left, right] = [prefix(count, gold), prefix(count, said)];
  let errors = 0;
  for (let from = 0; from + k < count; from++) if (wrong((left[from + k] ?? 0) - (left[from] ?? 0), (right[from + k] ?? 0) - (right[from] ?? 0))) errors++;
  return errors / (count - k);
}

/** Boundaries at or before each unit. */
function prefix(count: number, boundaries: readonly number[]): Int32Array {
  const marks = new Set(boundaries);
  const sums = new Int32Array(count);
  for (let at = 1; at < count; at++) sums[at] = (sums[at - 1] ?? 0) + (marks.has(at) ? 1 : 0);
  return sums;
}

/** As many parts as the gold has, all of one length: knows the number, which is help. */
export function equidistant(count: number, parts: number): number[] {
  return Array.from({ length: parts - 1 }, (_, at) => Math.round(((at + 1) * count) / parts)).filter((boundary) => boundary > 0 && boundary < count);
}

export function randomCut(count: number, parts: number, random: () => number): number[] {
  const found = new Set<number>();
  while (found.size < Math.min(parts - 1, count - 1)) found.add(1 + Math.floor(random() * (count - 1)));
  return [...found].sort((left, right) => left - right);
}

/** Hearst's TextTiling with blocks of units: cosine of word counts, depth scores, a cut where the depth exceeds mean − deviation / 2. */
export function textTiling(texts: readonly string[], block = 6): number[] {
  const counted = texts.map((text) => {
    const counts = new Map<string, number>();
    for (const token of tokensOfText(text)) counts.set(token, (counts.get(token) ?? 0) + 1);
    return counts;
  });
  const likeness = texts.map((_, at) => (at === 0 ? 0 : overlap(merged(counted.slice(Math.max(0, at - block), at)), merged(counted.slice(at, at + block)))));
  const depth = likeness.map((here, at) => (at === 0 ? 0 : climb(likeness, at, -1) + climb(likeness, at, 1) - 2 * here));
  const inner = depth.slice(1);
  const mean = inner.reduce((sum, value) => sum + value, 0) / Math.max(1, inner.length);
  const deviation = Math.sqrt(inner.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, inner.length));
  return inner.flatMap((value, index) => {
    const at = index + 1;
    const peak = value > mean - deviation / 2 && value > 0 && depth.slice(Math.max(1, at - 2), at + 3).every((other) => other <= value);
    return peak ? [at] : [];
  });
}

function climb(row: readonly number[], at: number, step: 1 | -1): number {
  let best = row[at] ?? 0;
  for (let next = at + step; next > 0 && next < row.length && (row[next] ?? 0) >= best; next += step) best = row[next] ?? 0;
  return best;
}

function merged(list: readonly Map<string, number>[]): Map<string, number> {
  const sum = new Map<string, number>();
  for (const counts of list) for (const [word, count] of counts) sum.set(word, (sum.get(word) ?? 0) + count);
  return sum;
}

function overlap(left: Map<string, number>, right: Map<string, number>): number {
  let dot = 0;
  for (const [word, count] of left) dot += count * (right.get(word) ?? 0);
  const length = (counts: Map<string, number>): number => Math.sqrt([...counts.values()].reduce((sum, count) => sum + count * count, 0));
  return dot === 0 ? 0 : dot / (length(left) * length(right));
}
