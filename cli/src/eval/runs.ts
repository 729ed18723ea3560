/**
 * Two runs of one evaluation beside each other, case by case. What is right or wrong is compared by McNemar's exact test, what is a number by a
 * bootstrapped interval of the mean difference; a run says more about another the more cases both have.
 */
import { z } from 'zod';
import { bootstrap } from './bootstrap.ts';
import { levels } from './compare-plans.ts';
import { mcnemar, mean, percentile, type Estimate } from './statistics.ts';

const estimate = z.object({ value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), n: z.number() });
const metric = z.object({ name: z.string(), unit: z.enum(['share', 'number', 'ms']), better: z.enum(['higher', 'lower']), target: z.number().optional(), estimate });
const runSchema = z.object({ title: z.string(), facts: z.record(z.string(), z.string()), metrics: z.array(metric), cases: z.array(z.unknown()) });
export type Run = z.infer<typeof runSchema>;

/** A report that `rem eval --out` wrote; throws a `ZodError` or `SyntaxError` for anything else. */
export const readRun = (text: string): Run => runSchema.parse(JSON.parse(text));

const queryCase = z.object({ id: z.string(), level: z.enum(levels), ms: z.number(), repaired: z.number().optional() });
const edgeCase = z.object({ source: z.string(), target: z.string(), affinity: z.number(), relation: z.string().nullable(), score: z.number(), said: z.string().nullable() });
const momentCase = z.object({ file: z.string(), gold: z.array(z.number()), said: z.array(z.number()), ms: z.number() });

/** What a case tells by itself: verdicts and numbers by name. */
type Scores = { verdicts: Record<string, boolean>; numbers: Record<string, number> };

/** The scores of a run's cases by what identifies a case, the same in every run over the same data. Cases of an unknown form are left out. */
export function scoresOf(run: Run): Map<string, Scores> {
  return new Map(run.cases.flatMap((one): [string, Scores][] => {
    const query = queryCase.safeParse(one);
    if (query.success) return [[query.data.id, ofQuery(query.data)]];
    const edge = edgeCase.safeParse(one);
    if (edge.success) return [[`${edge.data.source} → ${edge.data.target}`, ofEdge(edge.data)]];
    const moments = momentCase.safeParse(one);
    return moments.success ? [[moments.data.file, ofMoments(moments.data)]] : [];
  }));
}

function ofQuery({ level, ms }: z.infer<typeof queryCase>): Scores {
  return { verdicts: { 'whole query right': level === 'right', 'verb right': levels.indexOf(level) > levels.indexOf('verb wrong') }, numbers: { 'time (ms)': ms } };
}

function ofEdge({ affinity, relation, score, said }: z.infer<typeof edgeCase>): Scores {
  return { verdicts: relation === null ? {} : { 'relation right': relation === said }, numbers: { 'distance from the labelled affinity': Math.abs(score - affinity) } };
}

/** Boundaries within two utterances of a labelled one, each used once. */
function ofMoments({ gold, said, ms }: z.infer<typeof momentCase>): Scores {
  const left = new Set(gold);
  let hits = 0;
  for (const cut of said) {
    const near = [...left].filter((other) => Math.abs(other - cut) <= 2).sort((a, b) => Math.abs(a - cut) - Math.abs(b - cut))[0];
    if (near !== undefined && left.delete(near)) hits++;
  }
  const f1 = gold.length + said.length === 0 ? 1 : (2 * hits) / (gold.length + said.length);
  return { verdicts: {}, numbers: { 'boundary F1 (±2 utterances)': f1, 'time (ms)': ms } };
}

export type Paired =
  /** `onlyFirst`, `onlySecond`: cases that one run alone has right. */
  | { kind: 'verdict'; name: string; n: number; first: number; second: number; onlyFirst: number; onlySecond: number; p: number }
  /** `difference`: second less first, with its 95 % interval. */
  | { kind: 'number'; name: string; n: number; first: number; second: number; difference: Estimate };

/** Every measure that cases of both runs have. */
export function paired(first: Run, second: Run): Paired[] {
  const others = scoresOf(second);
  const both = [...scoresOf(first)].flatMap(([id, scores]) => (others.has(id) ? [[scores, others.get(id)!] as const] : []));
  const names = (of: keyof Scores): string[] => [...new Set(both.flatMap(([one]) => Object.keys(one[of])))];
  return [
    ...names('verdicts').map((name): Paired => {
      const pairs = both.flatMap(([a, b]) => (name in a.verdicts && name in b.verdicts ? [[a.verdicts[name]!, b.verdicts[name]!] as const] : []));
      const count = (wanted: (a: boolean, b: boolean) => boolean): number => pairs.filter(([a, b]) => wanted(a, b)).length;
      const [onlyFirst, onlySecond] = [count((a, b) => a && !b), count((a, b) => b && !a)];
      return { kind: 'verdict', name, n: pairs.length, first: count((a) => a), second: count((_, b) => b), onlyFirst, onlySecond, p: mcnemar(onlyFirst, onlySecond) };
    }),
    ...names('numbers').map((name): Paired => {
      const pairs = both.flatMap(([a, b]) => (name in a.numbers && name in b.numbers ? [[a.numbers[name]!, b.numbers[name]!] as const] : []));
      const difference = bootstrap(pairs, (drawn) => mean(drawn.map(([a, b]) => b - a)), 1000);
      return { kind: 'number', name, n: pairs.length, first: mean(pairs.map(([a]) => a)), second: mean(pairs.map(([, b]) => b)), difference };
    }),
  ];
}

/** What a run cost: time a case, where its cases tell it. */
export function costOf(run: Run): { p50: number; p95: number; total: number; n: number } | undefined {
  const times = [...scoresOf(run).values()].flatMap(({ numbers }) => numbers['time (ms)'] ?? []);
  return times.length === 0 ? undefined : { p50: percentile(times, 0.5), p95: percentile(times, 0.95), total: times.reduce((sum, ms) => sum + ms, 0), n: times.length };
}

/** A metric's own interval, as reports of JSON have it: `null` where it was no number. */
export const shownValue = ({ estimate: { value }, unit }: Run['metrics'][number]): string =>
  value === null ? '–' : unit === 'share' ? `${(100 * value).toFixed(1)} %` : unit === 'ms' ? `${Math.round(value)} ms` : value.toFixed(3);

