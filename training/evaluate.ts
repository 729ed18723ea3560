/**
 * Measures the artifact that ships (quantised base with the adapter, in the model process) on generated rows: the model alone, or with the built-in schema's
 * decoding grammar. `node training/evaluate.ts ROWS.jsonl [--adapter FILE] [--limit N] [--grammar] [--out FILE]`. Prints verb and whole-query shares
 * with 95 % Wilson intervals, by kind of request. The order of AND-ed conditions does not count. The loop's repairs are `rem eval query`'s.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { check, gbnf, loadSql, parse } from '@rem/grammar';
import { openModel, type Constraint } from '@rem/model';

type Row = { natural_language: string; rem_query: string; labels: string[]; schema: string | null; family: string };
type Result = Row & { answer: string; ms: number };

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { adapter: { type: 'string' }, limit: { type: 'string' }, grammar: { type: 'boolean', default: false }, out: { type: 'string' } },
});
const all = readFileSync(positionals[0] ?? '', 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
const rows = all.slice(0, options.limit ? Number(options.limit) : undefined);
await loadSql();
const model = await openModel({ adapterPath: options.adapter });
console.log(JSON.stringify(await model.ready()));
const grammarText = gbnf({ none: true });
const constraint: Constraint = options.grammar ? { kind: 'grammar', gbnf: grammarText, hash: createHash('sha256').update(grammarText).digest('hex') } : { kind: 'none' };
const results: Result[] = [];
for (const row of rows) results.push(await answered(row));
await model.dispose();
report();
if (options.out) writeFileSync(options.out, results.map((result) => JSON.stringify(result)).join('\n'));

async function answered(row: Row): Promise<Result> {
  const began = performance.now();
  const result = await model.complete(promptOf(row), { constraint, timeout: 120_000, hints: [...row.labels, row.natural_language] });
  const answer = result.kind !== 'completion' ? `<${result.message}>` : result.answers[0].text;
  return { ...row, answer: answer.trim(), ms: performance.now() - began };
}

/** The prompt of a row: its schema line is kept as it was written, so the program's builder gets the parts it takes. */
function promptOf(row: Row): string {
  const labels = row.labels.length > 0 ? [`Labels: ${row.labels.join(' | ')}`] : [];
  return [...(row.schema === null ? [] : [`Schema: ${row.schema}`]), ...labels, `Request: ${row.natural_language}`, 'REM:'].join('\n');
}

function report(): void {
  const families = Map.groupBy(results, (result) => result.family.split('.')[0] ?? '');
  for (const [name, list] of [['all', results] as const, ...[...families].sort()]) {
    const right = list.filter((result) => normal(result.answer) === normal(result.rem_query)).length;
    const verbs = list.filter((result) => verb(result.answer) === verb(result.rem_query)).length;
    const valid = list.filter((result) => result.schema !== null || isValid(result.answer)).length;
    console.log(`${name.padEnd(10)} n=${String(list.length).padStart(4)}  verb ${share(verbs, list.length)}  whole query ${share(right, list.length)}  valid ${share(valid, list.length)}`);
  }
  const times = results.map((result) => result.ms).sort((a, b) => a - b);
  console.log(`ms p50 ${Math.round(times[Math.floor(times.length / 2)] ?? 0)} p95 ${Math.round(times[Math.floor(times.length * 0.95)] ?? 0)}`);
}

function isValid(answer: string): boolean {
  const parsed = parse(answer);
  return answer === 'NONE' || (parsed.tree.statements.length === 1 && check(parsed).every((problem) => problem.severity !== 'error'));
}

function verb(query: string): string {
  return query.split(' ')[0] ?? '';
}

function normal(query: string): string {
  const sorted = (text: string, by: string): string => text.split(by).sort().join(by);
  return query
    .replace(/^(TRAVERSE (?:PLAN )?)([^"]*?) (?=WITH )/, (_, head: string, edges: string) => `${head}${sorted(edges, ', ')} `)
    .replace(/( WHERE )(.*?)(?=( (?:GROUP BY|ORDER BY|LIMIT|THRESHOLD|FIELD|CATEGORY|DEPTH|DIRECTION|LOAD)\b.*)?$)/, (_, where: string, conditions: string) => where + sorted(conditions, ' AND '));
}

/** A share with its 95 % Wilson interval, in per cent. */
function share(k: number, n: number): string {
  const p = k / n;
  const z = 1.96;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return `${(100 * p).toFixed(1)} % [${(100 * (middle - half)).toFixed(1)}, ${(100 * (middle + half)).toFixed(1)}]`;
}
