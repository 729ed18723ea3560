/**
 * Requests written one by one (`written/NAME.jsonl`: `{request, query}` a line, beside it `NAME.labels.txt`, the labels of that writer's memory) become training
 * rows with the prompt's labels as the program finds them. `node written.ts --check FILE…` only tells what is wrong with them; `node written.ts --out data` writes
 * `data/query-written.jsonl` and, one row in eight, `data/query-written-held.jsonl`. Exit 1 where a line has a fault. The same files give the same rows.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { check, defaultSchema, loadSql, parse, plan, print } from '@rem/grammar';
import { memoryOf, type Memory } from './written-labels.ts';

type Line = { file: string; at: number; request: string; query: string };

/** Two rows in three show labels; the others come from a memory that knows none of the words. */
const SHOWN = 2 / 3;
const folder = path.join(import.meta.dirname, 'written');
const requests = path.join(import.meta.dirname, '..', 'test-fixtures', 'requests');

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean', default: false }, out: { type: 'string', default: 'data' } } });

await loadSql();
const files = positionals.length > 0 ? positionals : readdirSync(folder).filter((name) => name.endsWith('.jsonl')).sort().map((name) => path.join(folder, name));
const memories = new Map(files.map((file) => [file, memoryOf(file)]));
const faults: string[] = [];
const lines = files.flatMap(linesOf);
const rows = lines.map(rowOf).filter((row) => row !== undefined);
const own = distinct(rows);
for (const fault of faults) console.log(fault);
console.log(`${lines.length} lines, ${own.length} rows, ${faults.length} faults`);
if (!options.check) {
  write('query-written.jsonl', own.filter((row) => !isHeld(row.natural_language)));
  write('query-written-held.jsonl', own.filter((row) => isHeld(row.natural_language)));
}
process.exitCode = faults.length > 0 ? 1 : 0;

function write(name: string, kept: readonly object[]): void {
  writeFileSync(path.join(options.out, name), kept.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

/** One row in eight is never trained on: what the others are worth on wordings of the same hands. */
function isHeld(request: string): boolean {
  return share(`held ${request}`) < 1 / 8;
}

function linesOf(file: string): Line[] {
  return readFileSync(file, 'utf8').split('\n').flatMap((text, at) => {
    if (text.trim() === '') return [];
    try {
      const { request, query } = JSON.parse(text) as { request: string; query: string };
      return [{ file, at: at + 1, request: request.replace(/\s+/g, ' ').trim(), query }];
    } catch {
      faults.push(`${path.basename(file)}:${at + 1}: not a line of {"request", "query"}`);
      return [];
    }
  });
}

function rowOf(line: Line) {
  const fault = (text: string): undefined => void faults.push(`${path.basename(line.file)}:${line.at}: ${text}\n    ${line.request}\n    ${line.query}`);
  const memory = memories.get(line.file)!;
  const base = { natural_language: line.request, parameters: {}, schema: null, template: `${path.basename(line.file, '.jsonl')}:${line.at}` };
  if (line.query === 'NONE') return { ...base, rem_query: 'NONE', intent: 'none', labels: labelsOf(line, memory), family: 'written.none', shape: 'NONE' };
  const parsed = parse(line.query);
  const statement = parsed.tree.statements[0];
  const problem = check(parsed, { schema: defaultSchema }).find(({ severity }) => severity !== 'hint');
  if (problem) return fault(problem.message);
  const made = statement && parsed.tree.statements.length === 1 ? plan(statement, line.query) : undefined;
  if (!statement || !made) return fault('not one statement with a plan');
  const query = print(statement);
  const missing = textsOf(query).find((value) => !line.request.includes(value) && !memory.labels.has(value) && !query.includes(` CATEGORY "${value}"`));
  if (missing !== undefined) return fault(`"${missing}" is neither in the request nor a label`);
  const verb = query.split(' ')[0]!;
  return { ...base, rem_query: query, intent: made.intent, labels: labelsOf({ ...line, query }, memory), family: `written.${verb.toLowerCase()}`, shape: verb };
}

/** What the program would find in this writer's memory. A key that the request does not spell out needs its label shown; one that is no label stays as it was typed. */
function labelsOf(line: Line, { index }: Memory): string[] {
  const keys = /^(?:LOOKUP|TRAVERSE .*WITH LOOKUP)/.test(line.query) ? textsOf(line.query) : [];
  const needed = keys.some((key) => !line.request.includes(key));
  if (!needed && share(line.request) > SHOWN) return [];
  const found = index.candidates(line.request, 6).map(({ label }) => label);
  const respelled = new Set(keys.map(plain));
  return found.filter((label) => keys.includes(label) || !respelled.has(plain(label)));
}

function textsOf(query: string): string[] {
  return [...query.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((found) => found[1]!.replace(/\\(.)/g, '$1'));
}

/** Letters and digits alone, in small letters. */
function plain(text: string): string {
  return text.normalize('NFKD').toLowerCase().replace(/\p{M}+/gu, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** A share of 0…1 that only the text decides. */
function share(text: string): number {
  return createHash('sha256').update(text).digest()[0]! / 256;
}

/** Without what is said twice, and without what stands in a set that is measured on (compared by hash alone, never shown). */
function distinct<Row extends { natural_language: string }>(all: readonly Row[]): Row[] {
  const seen = new Set(['people-dev.jsonl', 'people-final.jsonl'].flatMap((name) => readFileSync(path.join(requests, name), 'utf8').trim().split('\n').map((text) => hashOf((JSON.parse(text) as { request: string }).request))));
  return all.filter((row) => {
    const hash = hashOf(row.natural_language);
    return !seen.has(hash) && seen.add(hash);
  });
}

function hashOf(request: string): string {
  return createHash('sha256').update(plain(request)).digest('hex');
}
