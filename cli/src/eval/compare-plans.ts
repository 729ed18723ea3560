/**
 * How near an answer came to what was meant. Queries are compared by their plans, so two spellings of one query are equal; SQL by its text
 * with case and white space outside quotes folded.
 */
import { sqlWords, type Plan } from '@rem/grammar';

/** How far a case got, worst first. `values` means: the right verb and clauses, some value wrong. */
export const levels = ['not parsed', 'verb wrong', 'clauses wrong', 'values wrong', 'right'] as const;
export type Level = (typeof levels)[number];

/** How many parameters stand in both plans with the same value, of all that stand in either. */
export type Parameters = { same: number; total: number };

/** The level of `answer` against the accepted plan it comes nearest to, and the parameters they share. */
export function nearest(answer: Plan | undefined, accepted: readonly Plan[]): { level: Level; parameters: Parameters } {
  const scored = accepted.map((plan) => ({ level: level(answer, plan), parameters: parameters(answer, plan) }));
  const share = ({ parameters: { same, total } }: { parameters: Parameters }): number => same / total;
  scored.sort((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level) || share(b) - share(a));
  return scored[0] ?? { level: 'verb wrong', parameters: { same: 0, total: 1 } };
}

function level(answer: Plan | undefined, accepted: Plan): Level {
  if (!answer) return 'not parsed';
  if (answer.query_type !== accepted.query_type) return 'verb wrong';
  const [a, b] = [flatten(answer), flatten(accepted)];
  if ([...b.keys()].some((key) => !a.has(key)) || [...a.keys()].some((key) => !b.has(key))) return 'clauses wrong';
  return [...b].every(([key, value]) => a.get(key) === value) ? 'right' : 'values wrong';
}

function parameters(answer: Plan | undefined, accepted: Plan): Parameters {
  const wanted = flatten(accepted);
  const given = answer?.query_type === accepted.query_type ? flatten(answer) : new Map<string, string>();
  const names = [...new Set([...wanted.keys(), ...given.keys()])];
  return { same: names.filter((name) => given.has(name) && given.get(name) === wanted.get(name)).length, total: names.length };
}

/** Parameters as name → normalised value. A SELECT is its text alone: the other members are read out of it. */
function flatten(plan: Plan): Map<string, string> {
  const entries = plan.query_type === 'SQL' ? [['raw_query', plan.parameters.raw_query] as const] : Object.entries(plan.parameters);
  return new Map(entries.filter(([, value]) => value !== undefined).map(([name, value]) => [name, normal(name, value)]));
}

function normal(name: string, value: unknown): string {
  if (name === 'initial_query' && typeof value === 'object' && value !== null && 'raw_query' in value) return folded(String(value.raw_query));
  if (typeof value === 'string' && ['raw_query', 'where_clause', 'order_by'].includes(name)) return folded(value);
  if (name === 'edge_types' && Array.isArray(value)) return JSON.stringify([...value].map(String).sort());
  return JSON.stringify(value);
}

/** SQL as its words, which compare without case and space outside quotes; `ASC`, which is what nothing means, is left out. */
function folded(sql: string): string {
  const words = sqlWords(sql).filter((word) => word !== 'asc');
  return (words.at(-1) === ';' ? words.slice(0, -1) : words).join(' ');
}
