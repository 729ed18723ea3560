/**
 * `rem eval query`: request → query, measured on requests that people wrote. Each case is answered by the real loop (the artifact that
 * ships), compared by plan with every accepted answer, and both are run on the sample store: the same rows is the meaning that counts.
 */
import { type Plan, check, parse, plan } from '@rem/grammar';
import { type Generated, resolveDates } from '@rem/model';
import { type Level, type Parameters, levels, nearest } from './compare-plans.ts';
import type { Metric, Report } from './report.ts';
import type { RequestCase } from './requests.ts';
import { type Estimate, percentile, wilson } from './statistics.ts';

export type Outcome = { case: RequestCase; answer: Generated; level: Level; parameters: Parameters; executes: boolean; rightRows: boolean };

/** What the measuring needs from outside: the loop, and a store that answers a plan with the identity of its rows. */
export type Bench = {
  generate(request: string): Promise<Generated>;
  /** The rows of a plan as texts, one list a store; undefined where it failed there. */
  rows(plan: Plan): Promise<(string[] | undefined)[]>;
  now: Date;
  timeZone: string;
};

/** Answers every case in order and tells how each went to `onCase`. */
export async function measure(cases: readonly RequestCase[], bench: Bench, onCase: (done: number) => void): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const one of cases) {
    outcomes.push(await measureCase(one, bench));
    onCase(outcomes.length);
  }
  return outcomes;
}

async function measureCase(one: RequestCase, bench: Bench): Promise<Outcome> {
  const answer = await bench.generate(one.request);
  const accepted = one.queries.flatMap((query) => planOf(query, bench) ?? []);
  const mine = answer.query === null ? undefined : answer.plan;
  if (one.queries.length === 0) {
    return { case: one, answer, level: mine ? 'verb wrong' : 'right', parameters: { same: 0, total: 0 }, executes: true, rightRows: !mine };
  }
  const { level, parameters } = nearest(mine, accepted);
  const rows = mine ? await bench.rows(mine) : [];
  const executes = rows.length > 0 && rows.every((list) => list !== undefined);
  const wanted = executes && level !== 'right' ? await Promise.all(accepted.map((other) => bench.rows(other))) : [];
  const same = wanted.some((other) => other.every((list, store) => list !== undefined && sameRows(rows[store]!, list)));
  return { case: one, answer, level, parameters, executes, rightRows: executes && (level === 'right' || same) };
}

const sameRows = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && [...left].sort().join('\n') === [...right].sort().join('\n');

/** The plan of an accepted answer, its symbolic dates resolved by the same clock. */
export function planOf(query: string, { now, timeZone }: Pick<Bench, 'now' | 'timeZone'>): Plan | undefined {
  const [statement] = parse(resolveDates(query, { now, timeZone, weekStart: 'monday' }).text).tree.statements;
  return statement && plan(statement);
}

/** The table of issue-wide conventions: shares with intervals, abstention, latency, confusion, furthest level, the worst cases. */
export function report(outcomes: readonly Outcome[], facts: Record<string, string>): Report {
  const answerable = outcomes.filter((outcome) => outcome.case.queries.length > 0);
  const unanswerable = outcomes.filter((outcome) => outcome.case.queries.length === 0);
  const shown = answerable.filter((outcome) => outcome.answer.query !== null);
  const reached = (outcome: Outcome, level: Level): boolean => levels.indexOf(outcome.level) >= levels.indexOf(level);
  const metrics: Metric[] = [
    share('verb right', answerable, (outcome) => reached(outcome, 'clauses wrong'), 0.95),
    { name: 'parameters right', unit: 'share', better: 'higher', target: 0.9, estimate: sharedParameters(answerable) },
    share('whole query right', answerable, (outcome) => outcome.level === 'right', 0.85),
    share('shown suggestions valid', shown, (outcome) => isValid(outcome.answer)),
    share('executes', shown, (outcome) => outcome.executes, 0.99),
    share('right rows', answerable, (outcome) => outcome.rightRows, 0.85),
    share('unanswerable left alone', unanswerable, (outcome) => outcome.answer.query === null, 0.9),
    share('answerable lost', answerable, (outcome) => outcome.answer.query === null, 0.03, 'lower'),
    latency('latency p50', outcomes, 0.5, 150),
    latency('latency p95', outcomes, 0.95, 350),
    latency('latency p99', outcomes, 0.99),
  ];
  return {
    title: 'Request → query',
    facts: { cases: `${outcomes.length} (${answerable.length} answerable)`, ...facts },
    metrics,
    baselines: [],
    plots: [furthest(answerable), confusion(outcomes), worst(answerable), ...byTag(answerable)],
    cases: outcomes.map((outcome) => ({ id: outcome.case.id, request: outcome.case.request, query: outcome.answer.query, accepted: outcome.case.queries, level: outcome.level, raw: outcome.answer.raw, confidence: outcome.answer.confidence, ms: outcome.answer.ms, repaired: outcome.answer.repaired })),
  };
}

/** Of all parameters, counted over all cases, the share that is right. */
function sharedParameters(outcomes: readonly Outcome[]): Estimate {
  const sum = (of: keyof Parameters): number => outcomes.reduce((total, outcome) => total + outcome.parameters[of], 0);
  return wilson(sum('same'), sum('total'));
}

function isValid({ query }: Generated): boolean {
  if (query === null) return false;
  const parsed = parse(query);
  return [...parsed.problems, ...check(parsed)].every((problem) => problem.severity !== 'error');
}

function share(name: string, among: readonly Outcome[], holds: (outcome: Outcome) => boolean, target?: number, better: 'higher' | 'lower' = 'higher'): Metric {
  const metric = { name, unit: 'share', better, estimate: wilson(among.filter(holds).length, among.length) } as const;
  return target === undefined ? metric : { ...metric, target };
}

function latency(name: string, among: readonly Outcome[], p: number, target?: number): Metric {
  const value = percentile(among.map((outcome) => outcome.answer.ms), p);
  const metric = { name, unit: 'ms', better: 'lower', estimate: { value, low: value, high: value, n: among.length } } as const;
  return target === undefined ? metric : { ...metric, target };
}

const furthest = (outcomes: readonly Outcome[]): Report['plots'][number] => ({
  kind: 'bars',
  title: 'How far each answerable case got',
  bars: levels.map((label) => ({ label, value: outcomes.filter((outcome) => outcome.level === label).length })),
});

const verbs = ['LOOKUP', 'FUZZY', 'SEARCH', 'SQL', 'TRAVERSE', 'none'];

function confusion(outcomes: readonly Outcome[]): Report['plots'][number] {
  const wanted = (outcome: Outcome): string => verbOf(outcome.case.queries[0]);
  const given = (outcome: Outcome): string => outcome.answer.plan && outcome.answer.query !== null ? outcome.answer.plan.query_type : 'none';
  const cells = verbs.map((row) => verbs.map((column) => outcomes.filter((outcome) => wanted(outcome) === row && given(outcome) === column).length));
  return { kind: 'matrix', title: 'Verb meant (rows) and verb answered (columns)', rows: verbs, columns: verbs, cells };
}

function verbOf(query: string | undefined): string {
  const word = query?.match(/^\w+/)?.[0]?.toUpperCase();
  if (word === undefined) return 'none';
  return word === 'SELECT' || word === 'WITH' ? 'SQL' : word;
}

const worst = (outcomes: readonly Outcome[]): Report['plots'][number] => ({
  kind: 'list',
  title: 'The worst ten cases: surest where wrong',
  lines: outcomes
    .filter((outcome) => !outcome.rightRows && outcome.level !== 'right')
    .sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || b.answer.confidence - a.answer.confidence)
    .slice(0, 10)
    .map((outcome) => `${outcome.case.request}\nmeant    ${outcome.case.queries.join('  or  ')}\nanswered ${outcome.answer.query ?? `nothing (${outcome.answer.reason ?? 'no reason'})`}`),
});

/** Whole-query hits per tag, so that one sees which moods and skills fail. */
function byTag(outcomes: readonly Outcome[]): Report['plots'] {
  const tags = [...new Set(outcomes.flatMap((outcome) => outcome.case.tags))].sort();
  const line = (tag: string): string => {
    const tagged = outcomes.filter((outcome) => outcome.case.tags.includes(tag));
    return `${tag}: ${tagged.filter((outcome) => outcome.level === 'right').length} of ${tagged.length}`;
  };
  return tags.length === 0 ? [] : [{ kind: 'list', title: 'Whole query right, by tag', lines: tags.map(line) }];
}
