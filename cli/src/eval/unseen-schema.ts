/**
 * Columns chosen in tables that the model was never shown: requests against a `rem.schema.json` of their own. A choice is right where the answer reads the
 * table, and exactly the columns, of an accepted query.
 */
import { check, parse, type Schema } from '@rem/grammar';
import type { Generated } from '@rem/model';
import type { Report } from './report.ts';
import type { RequestCase } from './requests.ts';
import { wilson } from './statistics.ts';
import { planOf } from './query.ts';
import { nearest } from './compare-plans.ts';

export type UnseenBench = { generate(request: string): Promise<Generated>; schema: Schema; now: Date; timeZone: string };

export async function measureUnseen(cases: readonly RequestCase[], { generate, schema, ...clock }: UnseenBench, facts: Record<string, string>): Promise<Report> {
  const tally = { table: 0, columns: 0, whole: 0, valid: 0 };
  const lines: string[] = [];
  for (const { request, queries } of cases) {
    const { query, plan } = await generate(request);
    const wanted = queries.map((text) => namesIn(text, schema));
    const own = query === null ? undefined : namesIn(query, schema);
    const isTable = own !== undefined && wanted.some(({ table }) => table === own.table);
    const isColumns = isTable && wanted.some(({ columns }) => columns === own.columns);
    tally.table += isTable ? 1 : 0;
    tally.columns += isColumns ? 1 : 0;
    tally.valid += query !== null && isValid(query, schema) ? 1 : 0;
    const isWhole = nearest(query === null ? undefined : plan, queries.flatMap((text) => planOf(text, clock) ?? [])).level === 'right';
    tally.whole += isWhole ? 1 : 0;
    if (!isWhole) lines.push(`${request}\nmeant    ${queries[0] ?? ''}\nanswered ${query ?? 'nothing'}`);
  }
  const share = (name: string, hits: number, target?: number): Report['metrics'][number] => ({ name, unit: 'share', better: 'higher', estimate: wilson(hits, cases.length), ...(target === undefined ? {} : { target }) });
  return {
    title: 'Request → query, unseen schema', facts: { cases: String(cases.length), ...facts },
    metrics: [share('table right', tally.table), share('columns right', tally.columns, 0.8), share('whole query right', tally.whole), share('valid', tally.valid)],
    baselines: [], plots: [{ kind: 'list', title: 'Other answers than meant', lines }], cases: [],
  };
}

/** The table that is read and the columns that are named, sorted, as one text. */
function namesIn(query: string, schema: Schema): { table: string; columns: string } {
  const words = new Set(query.replace(/'(?:[^']|'')*'/g, '').match(/\w+/g) ?? []);
  const table = schema.tables.find(({ name }) => new RegExp(`\\bFROM ${name}\\b`).test(query));
  return { table: table?.name ?? '', columns: (table?.columns ?? []).map(({ name }) => name).filter((name) => words.has(name)).sort().join(' ') };
}

function isValid(query: string, schema: Schema): boolean {
  const parsed = parse(query);
  return [...parsed.problems, ...check(parsed, { schema })].every((problem) => problem.severity !== 'error');
}
