// The people's set is only worth something while its answers are REM: every accepted query parses and checks without a
// fault, is the language's own layout, has a plan, and no request stands in both halves.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { check, loadSql, parse, plan, print } from '@rem/grammar';

type Row = { id: string; role: string; request: string; queries: string[]; tags: string[] };

const roles = ['engineer', 'manager', 'researcher', 'diarist', 'support'];
const dateWord = /^(now|today|yesterday|tomorrow|(this|last|next)_(week|month)|(this|last)_(quarter|year)|(last_)?(mon|tues|wednes|thurs|fri|satur|sun)day|\d+[hdwmy]|\d{4}(-\d\d){0,2}|q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december)$/;

const dev = read('people-dev.jsonl');
const final = read('people-final.jsonl');
const rows = [...dev, ...final];

function read(name: string): Row[] {
  const text = readFileSync(join(import.meta.dirname, 'requests', name), 'utf8');
  return text.trimEnd().split('\n').map((line) => JSON.parse(line) as Row);
}

/** Dates are words until the program resolves them; PostgreSQL's parser sees a day in their place. */
const withDays = (query: string): string => query.replace(/'@[^']+'/g, "'2026-11-20'");
const folded = (request: string): string => request.toLowerCase().replace(/\s+/g, ' ').trim();

test('there are enough requests, and about one in eight has no answer', () => {
  assert.ok(dev.length >= 400, `${dev.length} in dev`);
  assert.ok(final.length >= 200, `${final.length} in final`);
  for (const set of [dev, final]) {
    const share = set.filter((row) => row.queries.length === 0).length / set.length;
    assert.ok(share >= 0.1 && share <= 0.15, String(share));
  }
});

test('ids are unique, and no request stands twice, in one half or in both', () => {
  for (const keys of [rows.map((row) => row.id), rows.map((row) => folded(row.request))])
    assert.deepEqual(keys.filter((key, index) => keys.indexOf(key) !== index), []);
});

test('every row has a known role, tags and one line of request', () => {
  const wrong = rows.filter((row) => !roles.includes(row.role) || row.tags.length === 0 || row.request.trim() === '' || row.request.includes('\n'));
  assert.deepEqual(wrong, []);
  assert.deepEqual(rows.filter((row) => (row.queries.length === 0) !== row.tags.includes('unanswerable')), []);
  assert.deepEqual(rows.filter((row) => new Set(row.queries).size !== row.queries.length), []);
});

test('every verb and every clause is asked for, in both halves', () => {
  const wanted = ['LOOKUP', 'FUZZY', 'SEARCH', 'SELECT', 'TRAVERSE', 'IN ', 'WHERE ', 'THRESHOLD', 'LIMIT', 'FIELD', 'CATEGORY ', 'ORDER BY', 'GROUP BY', 'HAVING',
    'DEPTH', 'DIRECTION INBOUND', 'DIRECTION BOTH', 'TRAVERSE PLAN', 'MEMO', 'LOAD', 'WITH SEARCH', 'WITH FUZZY', 'WITH SELECT', 'DISTINCT', 'INTERVAL', '<>', 'NOT ('];
  for (const set of [dev, final]) {
    const text = set.flatMap((row) => row.queries).join('\n');
    assert.deepEqual(wanted.filter((clause) => !text.includes(clause)), []);
  }
});

test('every date is a word that the program can resolve', () => {
  const words = rows.flatMap((row) => row.queries).flatMap((query) => [...query.matchAll(/'@([^']+)'/g)].map((found) => found[1] ?? ''));
  assert.ok(words.length > 100);
  assert.deepEqual(words.filter((word) => !dateWord.test(word)), []);
});

test('every accepted query parses and checks without a fault and has a plan', async () => {
  await loadSql();
  const faults = rows.flatMap((row) => row.queries.flatMap((query) => faultsOf(row.id, query)));
  assert.deepEqual(faults, []);
});

function faultsOf(id: string, query: string): string[] {
  const text = withDays(query);
  const parsed = parse(text);
  // An open set of edge types is the language's own rule: a name that the schema has not seen is worth a hint, not a fault.
  const faults = [...parsed.problems, ...check(parsed)].filter((problem) => problem.severity === 'error').map((problem) => `${id}: ${query}: ${problem.message}`);
  if (parsed.tree.statements.length !== 1) faults.push(`${id}: ${query}: ${parsed.tree.statements.length} statements`);
  const [statement] = parsed.tree.statements;
  if (statement && !plan(statement)) faults.push(`${id}: ${query}: no plan`);
  return faults;
}

test('every accepted query is laid out as the language prints it', () => {
  const other = rows.flatMap((row) => row.queries).filter((query) => {
    const [statement] = parse(query).tree.statements;
    return statement !== undefined && print(statement).replace(/;$/, '') !== query;
  });
  assert.deepEqual(other.map((query) => [query, print(parse(query).tree.statements[0]!)]), []);
});
