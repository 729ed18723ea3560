/**
 * How fast the language is, beside two others, in one run: `npm run bench:language [-- --seconds N] [-- --json]`. `--seconds` is what Cypher's service is given
 * at most (60); what it has not read by then counts as that long. The whole takes under four minutes.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { lints, type Lint } from './language/others.ts';
import { edits, measure, warmUp, type Row } from './language/measure.ts';
import { serverStart, type Start } from './language/server.ts';
import { rem, wrongRem } from './language/texts.ts';
import { round, type Spread } from './language/time.ts';

const { values: options } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, json: { type: 'boolean', default: false } } });
const seconds = Number(options.seconds);
const say = (line: string): void => console.error(line);

say('The server starts …');
const start = await serverStart(7, rem(500));
say('Warming up …');
warmUp(rem(200));
const rows = [1, 100, 500, 5_000, 50_000].map((lines) => {
  say(`REM, ${lines} lines …`);
  return measure(lines, rem(lines));
});
const wrong = edits(wrongRem(5_000), 150);
say(`Cypher, ${seconds} seconds at most …`);
const cypher = await lints('cypher', [1, 100, 500], seconds);
say('GraphQL …');
const graphql = await lints('graphql', [1, 100, 500, 5_000], Math.min(seconds, 30));

if (options.json) console.log(JSON.stringify({ processor: cpus()[0]?.model, node: process.version, start, rows, wrong, cypher, graphql }));
else {
  printRows(rows);
  printOthers(rows, { cypher, graphql });
  printAims(rows, start, wrong, cypher);
}

function printRows(measured: readonly Row[]): void {
  console.log(`REM language, ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}; milliseconds. An edit is a letter typed, with the file's diagnostics.\n`);
  const cells = (row: Row) => ({
    'parse': round(row.parse), 'µs/statement': round(row.perStatement), 'parse + checks': round(row.whole), 'edit p50': round(row.edit.p50), 'edit p95': round(row.edit.p95),
    'undisturbed': round(row.edit.undisturbed95), 'completion p95': round(row.completion.p95), 'tokens p50': round(row.tokens.p50), 'format': round(row.format), 'heap MB': round(row.megabytes),
  });
  console.table(Object.fromEntries(measured.map((row) => [`${row.lines} lines`, cells(row)])));
}

function printOthers(measured: readonly Row[], others: Readonly<Record<'cypher' | 'graphql', readonly Lint[]>>): void {
  console.log("\nTheir lint of a file of as many lines, beside our edit (p95) and our whole reading with checks. Neither reads incrementally: an edit costs them the lint.\n");
  const table = Object.entries(others).flatMap(([name, list]) => list.map(({ lines, ms, atLeast }) => {
    const { edit, whole } = measured.find((row) => row.lines === lines)!;
    const more = atLeast ? '> ' : '';
    return [`${name}, ${lines} lines`, { 'their lint': `${more}${round(ms)} ms`, 'our edit p95': `${round(edit.p95)} ms`, 'times': `${more}${round(ms / edit.p95)} ×`, 'our whole': `${round(whole)} ms`, 'times ': `${more}${round(ms / whole)} ×` }] as const;
  }));
  console.table(Object.fromEntries(table));
}

function printAims(measured: readonly Row[], { answers, shows, megabytes }: Start, wrongFile: Spread, cypherLints: readonly Lint[]): void {
  const at = (lines: number): Row => measured.find((row) => row.lines === lines)!;
  const lint = cypherLints.at(-1);
  console.log('');
  aim('edit → problems at 5,000 lines, p95', at(5_000).edit.p95, 2, 'ms', `undisturbed ${round(at(5_000).edit.undisturbed95)}`);
  aim('the same where every line has a problem', wrongFile.p95, 10, 'ms', `undisturbed ${round(wrongFile.undisturbed95)}`);
  aim('parse at 5,000 lines, a statement', at(5_000).perStatement, 5, 'µs');
  aim('completion with 50,000 labels at 5,000 lines, p95', at(5_000).completion.p95, 5, 'ms');
  aim('the server answers', answers, 300, 'ms', `shows problems of 500 lines after ${round(shows)} ms`);
  if (megabytes !== undefined) aim('the server’s memory', megabytes, 120, 'MB');
  if (lint !== undefined) exceed(`Cypher's lint at ${lint.lines} lines, times our edit p95`, lint.ms / at(lint.lines).edit.p95, 1000);
  exceed('edit at 500 lines beside 50,000 lines: a hundred times the file, times the cost', 100 / (at(50_000).edit.p50 / at(500).edit.p50), 1);
}

function aim(name: string, value: number, wanted: number, unit: string, note = ''): void {
  console.log(`${value <= wanted ? 'reached' : 'MISSED '}  ${name}: ${round(value)} ${unit} (aim ≤ ${wanted})${note === '' ? '' : `; ${note}`}`);
}

function exceed(name: string, value: number, wanted: number): void {
  console.log(`${value >= wanted ? 'reached' : 'MISSED '}  ${name}: ${round(value)} × (aim ≥ ${wanted})`);
}
