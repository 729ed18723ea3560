/**
 * How fast the language is, beside two others: `npm run bench:language [-- --others LINES] [-- --json]`.
 *
 * Times are processor time of this thread, so that a busy machine does not change them much; wall time stands beside the edits. Every statement
 * of a file is another one. Cypher's and GraphQL's services read files of as many lines, in the same run; they have no incremental reading, so
 * their whole lint is what an edit costs. `--full` lets them read 5,000 lines too, which takes minutes.
 */
import { cpus } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseArgs } from 'node:util';
import { lintCypherQuery } from '@neo4j-cypher/language-support';
import { buildSchema } from 'graphql';
import { getDiagnostics } from 'graphql-language-service';
import { check, defaultSchema, expectedAt, format, loadSql, openDocument, parse, tokens, updateDocument, type OpenDocument } from '@rem/grammar';

const { values: options } = parseArgs({ options: { others: { type: 'string', default: '500' }, json: { type: 'boolean', default: false } } });
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const aims = { parsePerStatement: 5, editP95: 2, timesCypher: 1000 };

const statement = (i: number): string =>
  [
    `LOOKUP "Sarah Chen ${i}", "api-design-v${i}"`,
    `SEARCH "how we deploy ${i}" IN resources WHERE category = 'note' AND ordinal > ${i} LIMIT 5`,
    `TRAVERSE manages, mentors WITH LOOKUP "person ${i}" DEPTH 2 DIRECTION INBOUND LIMIT ${(i % 50) + 1}`,
    `FUZZY "sara chenn ${i}" IN entities THRESHOLD 0.4`,
    `SELECT name, summary FROM moments WHERE moment_type = 'meeting' AND content ILIKE '%${i}%' ORDER BY name LIMIT ${(i % 50) + 1}`,
    `LOOKUP entities:"Project ${i}"`,
  ][i % 6]!;
const rem = (lines: number): string => Array.from({ length: lines }, (_, i) => statement(i)).join('\n');
const cypher = (lines: number): string => Array.from({ length: lines }, (_, i) => `MATCH (n:Person {name: "Sarah ${i}"})-[:MANAGES]->(m) WHERE m.ordinal > ${i} RETURN m.name LIMIT 5;`).join('\n');
const graphql = (lines: number): string => Array.from({ length: lines }, (_, i) => `query Q${i} { person(name: "Sarah ${i}") { name manages(first: 5) { name } } }`).join('\n');
const graphqlSchema = buildSchema('type Person { name: String manages(first: Int): [Person] } type Query { person(name: String): Person }');

/** Milliseconds of this thread's processor time. */
function cost(run: () => unknown): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

const best = (times: number, run: () => unknown): number => Math.min(...Array.from({ length: times }, () => cost(run)));
const percentile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
const problemsOf = (document: OpenDocument) => check(document, { schema: defaultSchema });

/** Types and deletes letters at places all over the file; each time the problems are asked for. */
function edits(text: string, times: number): { p50: number; p95: number; wall95: number } {
  let document = openDocument(text);
  problemsOf(document);
  const [spent, wall]: [number[], number[]] = [[], []];
  for (let i = 0; i < times; i++) {
    const at = Math.floor(((i * 0.61803398875) % 1) * document.text.length);
    const change = i % 2 === 0 ? { start: at, end: at, text: 'x' } : { start: at, end: Math.min(at + 1, document.text.length), text: '' };
    const begun = performance.now();
    spent.push(cost(() => problemsOf((document = updateDocument(document, change)))));
    wall.push(performance.now() - begun);
  }
  const sorted = spent.sort((a, b) => a - b);
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), wall95: percentile(wall.sort((a, b) => a - b), 0.95) };
}

function memory(text: string): number {
  collect();
  const before = process.memoryUsage().heapUsed;
  const document = openDocument(text);
  void [document.tree, problemsOf(document)];
  collect();
  const used = process.memoryUsage().heapUsed - before;
  return document.text.length >= 0 ? used / 1e6 : 0;
}

type Row = { lines: number; parse: number; perStatement: number; problems: number; p50: number; p95: number; wall95: number; tokens: number; format: number; expected: number; megabytes: number };
type Others = { lines: number; cypher: number; graphql: number };

function measure(lines: number): Row {
  const text = rem(lines);
  const rounds = lines > 10_000 ? 2 : lines > 1_000 ? 5 : 20;
  const parsed = parse(text);
  const whole = best(rounds, () => void parse(text).tree);
  return {
    lines,
    parse: whole,
    perStatement: (whole * 1000) / lines,
    problems: best(lines > 1_000 ? 1 : 3, () => problemsOf(parse(text))),
    ...edits(text, lines > 10_000 ? 60 : 300),
    tokens: best(lines > 1_000 ? 1 : 3, () => tokens(parse(text))),
    format: best(lines > 1_000 ? 2 : 5, () => format(text)),
    expected: best(5, () => expectedAt(parsed, text.length >> 1)),
    megabytes: memory(text),
  };
}

await loadSql();
for (let warm = 0; warm < 40; warm++) {
  problemsOf(parse(rem(200)));
  void parse(rem(600)).tree;
}
const rows = [1, 100, 500, 5_000, 50_000].map((lines) => {
  console.error(`REM, ${lines} lines …`);
  return measure(lines);
});
if (!options.json) printRows(rows);

for (let warm = 0; warm < 2; warm++) {
  lintCypherQuery(cypher(10), {});
  getDiagnostics(graphql(10), graphqlSchema);
}
const others = rows.filter(({ lines }) => lines <= Number(options.others)).map(({ lines }): Others => {
  console.error(`Cypher and GraphQL, ${lines} lines …`);
  return { lines, cypher: cost(() => lintCypherQuery(cypher(lines), {})), graphql: cost(() => getDiagnostics(graphql(lines), graphqlSchema)) };
});
if (options.json) console.log(JSON.stringify({ processor: cpus()[0]?.model, node: process.version, rows, others }));
else printOthers(rows, others);

function printRows(measured: readonly Row[]): void {
  console.log(`REM language, ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}; milliseconds of processor time\n`);
  console.table(
    Object.fromEntries(
      measured.map((row) => [
        `${row.lines} lines`,
        {
          parse: round(row.parse),
          'µs/statement': round(row.perStatement),
          'parse + checks': round(row.problems),
          'edit p50': round(row.p50),
          'edit p95': round(row.p95),
          'edit p95 wall': round(row.wall95),
          tokens: round(row.tokens),
          format: round(row.format),
          'expected words': round(row.expected),
          'heap MB': round(row.megabytes),
        },
      ]),
    ),
  );
  const at5000 = measured.find((row) => row.lines === 5_000)!;
  aim('parse a statement, µs', at5000.perStatement, aims.parsePerStatement);
  aim('edit → problems, p95 at 5,000 lines, ms', at5000.p95, aims.editP95);
}

function printOthers(measured: readonly Row[], others_: readonly Others[]): void {
  console.log('\nBeside others, on files of as many lines: their whole lint, as times of our edit → problems (p95) and of our whole parse with checks');
  const beside = others_.map(({ lines, cypher: cypherMs, graphql: graphqlMs }) => {
    const { p95, problems } = measured.find((row) => row.lines === lines)!;
    return [`${lines} lines`, { 'Cypher ms': round(cypherMs), '× edit': round(cypherMs / p95), '× whole': round(cypherMs / problems), 'GraphQL ms': round(graphqlMs), '× edit ': round(graphqlMs / p95), '× whole ': round(graphqlMs / problems) }];
  });
  console.table(Object.fromEntries(beside));
  const at500 = others_.find((other) => other.lines === 500);
  if (at500 !== undefined) aim('Cypher lint at 500 lines, times our edit', at500.cypher / measured.find((row) => row.lines === 500)!.p95, -aims.timesCypher);
}

/** A negative aim is to be exceeded. */
function aim(name: string, value: number, wanted: number): void {
  const reached = wanted < 0 ? value >= -wanted : value <= wanted;
  console.log(`${reached ? 'reached' : 'MISSED '}  ${name}: ${round(value)} (aim ${wanted < 0 ? `≥ ${-wanted}` : `≤ ${wanted}`})`);
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
