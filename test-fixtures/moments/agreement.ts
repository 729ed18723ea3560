/**
 * How far two passes over the same transcripts agree: `node test-fixtures/moments/agreement.ts`. Boundaries by themselves; everything else on the
 * pairs of moments that lie over each other most, so that a boundary that moved by a line does not count against the labels.
 */
import { annotated, type Gold, type GoldMoment } from './gold.ts';

/** Utterances by which two boundaries may differ and still be the same one. */
const TOLERANCE = 2;

export type Counts = { both: number; first: number; second: number };
type Pair = readonly [GoldMoment, GoldMoment];

export function f1({ both, first, second }: Counts): number {
  return first + second === 0 ? 1 : (2 * both) / (first + second);
}

/** Boundaries of the two passes and how many of them meet, each used once. */
export function boundaryCounts(first: Gold, second: Gold, tolerance = TOLERANCE): Counts {
  const cuts = (gold: Gold): number[] => gold.moments.slice(1).map((moment) => moment.first);
  const left = cuts(first);
  const right = cuts(second);
  const free = new Set(right);
  let both = 0;
  for (const cut of left) {
    const near = [...free].filter((other) => Math.abs(other - cut) <= tolerance).sort((a, b) => Math.abs(a - cut) - Math.abs(b - cut))[0];
    if (near === undefined) continue;
    free.delete(near);
    both++;
  }
  return { both, first: left.length, second: right.length };
}

/** Each moment of the first pass with the moment of the second that shares most utterances with it. */
export function pairs(first: Gold, second: Gold): Pair[] {
  const shared = (left: GoldMoment, right: GoldMoment): number => Math.min(left.last, right.last) - Math.max(left.first, right.first) + 1;
  return first.moments.flatMap((left): Pair[] => {
    const [best] = [...second.moments].sort((a, b) => shared(left, b) - shared(left, a));
    return best && shared(left, best) > 0 ? [[left, best]] : [];
  });
}

/** Cohen's kappa of two labels per item. */
export function kappa(labels: readonly (readonly [string, string])[]): number {
  const share = (wanted: (label: readonly [string, string]) => boolean): number => labels.filter(wanted).length / labels.length;
  const observed = share(([left, right]) => left === right);
  const chance = [...new Set(labels.flat())].reduce((sum, label) => sum + share(([left]) => left === label) * share(([, right]) => right === label), 0);
  return chance === 1 ? 1 : (observed - chance) / (1 - chance);
}

/** Set agreement over pairs: how many items stand on both sides by `same`. */
function setCounts(all: readonly Pair[], of: (moment: GoldMoment) => string[], same: (left: string, right: string) => boolean): Counts {
  const counts: Counts = { both: 0, first: 0, second: 0 };
  for (const [left, right] of all) {
    const free = of(right);
    counts.first += of(left).length;
    counts.second += free.length;
    for (const item of of(left)) {
      const at = free.findIndex((other) => same(item, other));
      if (at < 0) continue;
      free.splice(at, 1);
      counts.both++;
    }
  }
  return counts;
}

const equal = (left: string, right: string): boolean => left === right;
const fuzzy = (left: string, right: string): boolean => left.split('-').some((word) => right.split('-').includes(word));

function report(): void {
  const twice = annotated().flatMap(({ name, gold, second }) => (second ? [{ name, gold, second }] : []));
  const cuts: Counts = { both: 0, first: 0, second: 0 };
  for (const { name, gold, second } of twice) {
    const counts = boundaryCounts(gold, second);
    cuts.both += counts.both;
    cuts.first += counts.first;
    cuts.second += counts.second;
    const own = pairs(gold, second);
    console.log(`${name}: boundaries ${f1(counts).toFixed(2)}, types ${own.filter(([left, right]) => left.moment_type === right.moment_type).length} of ${own.length}`);
  }
  const all = twice.flatMap(({ gold, second }) => pairs(gold, second));
  const types = all.map(([left, right]) => [left.moment_type, right.moment_type] as const);
  const rows: [string, number][] = [
    [`boundary F1 within ${TOLERANCE} utterances (${cuts.first} and ${cuts.second} boundaries)`, f1(cuts)],
    [`type agreement over ${all.length} pairs of moments`, types.filter(([left, right]) => left === right).length / types.length],
    ['type kappa', kappa(types)],
    ['emotion micro-F1', f1(setCounts(all, (moment) => [...moment.emotion_tags], equal))],
    ['topic F1, exact', f1(setCounts(all, (moment) => [...moment.topic_tags], equal))],
    ['topic F1, a word in common', f1(setCounts(all, (moment) => [...moment.topic_tags], fuzzy))],
    ['people F1, name', f1(setCounts(all, (moment) => moment.people.map(({ name }) => name), equal))],
    ['people F1, name and role', f1(setCounts(all, (moment) => moment.people.map(({ name, role }) => `${name} ${role}`), equal))],
  ];
  console.log(`${twice.length} transcripts, two passes`);
  for (const [label, value] of rows) console.log(`${value.toFixed(3)}  ${label}`);
}

if (import.meta.main) report();
