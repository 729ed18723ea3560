/**
 * Law 5: every sentence of the decoding grammar is a statement in the generated form, for the built-in names and for others.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, defaultSchema, gbnf, loadSql, parse, plan, print, type GbnfOptions } from '../src/index.ts';
import { accepts, leftRecursive, readGbnf, sample } from './gbnf-sampler.ts';

/** A small generator with a seed, so that a failure can be had again. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => ((state = (state * 1664525 + 1013904223) >>> 0) >>> 8) / 2 ** 24;
}

const odd: GbnfOptions = {
  tables: ['order', 'My Notes', 'limit', 'a_b'],
  columns: { order: ['user', 'limit', 'Name', 'created_at'], 'My Notes': ['with space', 'type', 'depth'], limit: [], a_b: ['x'] },
  edgeTypes: ['manages', 'plan', 'reports to', 'say "hi"'],
};

const statementOf = (text: string) => {
  const { tree, problems } = parse(text);
  assert.deepEqual(problems, [], text);
  assert.equal(tree.statements.length, 1, text);
  return tree.statements[0]!;
};

for (const [name, options] of Object.entries({ 'the built-in schema': {}, 'other names': odd } satisfies Record<string, GbnfOptions>)) {
  test(`sentences over ${name} parse, print as they are, and keep their plan`, async () => {
    await loadSql();
    const grammar = readGbnf(gbnf(options));
    const random = numbers(7);
    for (let drawn = 0; drawn < 300; drawn++) {
      const text = sample(grammar, random);
      const statement = statementOf(text);
      assert.equal(print(statement), text);
      const printed = print(plan(statement)!);
      assert.deepEqual(plan(statementOf(printed)), plan(statement), printed);
      if (name === 'the built-in schema') {
        const found = check(parse(text), { schema: defaultSchema }).filter((problem) => problem.severity === 'error');
        assert.deepEqual(found, [], text);
      }
    }
  });

  test(`the grammar over ${name} obeys both engines' rules`, () => {
    const text = gbnf(options);
    assert.deepEqual(leftRecursive(readGbnf(text)), []);
    for (const line of text.trimEnd().split('\n')) assert.match(line, /^[a-z][a-z0-9-]* ::= \S/);
    for (const [, least, most] of text.matchAll(/\{(\d+),(\d+)\}/g)) assert.ok(Number(least) <= Number(most) && Number(most) <= 1999);
    const names = text.split('\n').map((line) => line.split(' ')[0]);
    assert.equal(new Set(names).size, names.length);
  });
}

test('what people ask for is in the grammar', () => {
  const grammar = readGbnf(gbnf());
  for (const text of [
    'LOOKUP "Sarah Chen", files:"a \\"b\\" c"',
    'FUZZY "sara" IN entities THRESHOLD 0.45 LIMIT 12',
    "SEARCH \"x\" IN moments WHERE moment_type = 'meeting' AND resource_timestamp = '@last_week' LIMIT 3",
    "SEARCH \"x\" WHERE category <> 'a' AND NOT ('b' = ANY(tags)) FIELD summary CATEGORY \"c\"",
    "SELECT * FROM files WHERE size_bytes > pg_size_bytes('5 MB') AND mime_type LIKE 'image/%' ORDER BY size_bytes DESC LIMIT 5",
    "SELECT * FROM moments WHERE resource_ends_timestamp - resource_timestamp > INTERVAL '30 minutes'",
    "SELECT tag, COUNT(*) FROM resources, unnest(tags) AS tag WHERE created_at >= '@2025-01' GROUP BY tag HAVING COUNT(*) > 3 ORDER BY COUNT(*) DESC LIMIT 10",
    "SELECT date_trunc('month', created_at) AS month, COUNT(*) FROM resources GROUP BY month ORDER BY month",
    "SELECT AVG(resource_ends_timestamp - resource_timestamp) FROM moments WHERE present_persons::text ILIKE '%O''Malley%'",
    "SELECT name, uri FROM resources WHERE (category = 'a' OR tags @> ARRAY['x', 'y']) AND metadata->>'status' = 'done' AND COALESCE(cardinality(tags), 0) = 0",
    'SELECT DISTINCT category FROM resources',
    'TRAVERSE manages, reports-to WITH LOOKUP "x" DEPTH 2 IN entities DIRECTION INBOUND ORDER BY edge.weight DESC LIMIT 5 MEMO "m" LOAD',
    'TRAVERSE PLAN WITH LOOKUP "x"',
    'TRAVERSE "plan" WITH SEARCH "x" IN moments LIMIT 2 DEPTH 1 LIMIT 4',
    "TRAVERSE WITH SELECT * FROM resources WHERE category = 'runbook' DEPTH 2",
  ]) {
    assert.ok(accepts(grammar, text), text);
    assert.equal(print(statementOf(text)), text);
  }
});

test('NONE and a leading space are options', () => {
  const grammar = readGbnf(gbnf({ none: true, lead: ' ' }));
  assert.ok(accepts(grammar, ' NONE') && accepts(grammar, ' LOOKUP "x"') && !accepts(grammar, 'LOOKUP "x"'));
  assert.ok(!accepts(readGbnf(gbnf()), 'NONE'));
});

test('values may be only those that are given', () => {
  const grammar = readGbnf(gbnf({ values: { texts: ['zero "lag"', 'C:\\tmp'], constants: ["O'Malley", 'note'] } }));
  for (const good of ['LOOKUP "zero \\"lag\\""', 'SEARCH "C:\\\\tmp"', "SELECT * FROM resources WHERE name ILIKE '%O''Malley%'", "SELECT * FROM resources WHERE category = 'note' AND created_at = '@7d'"]) assert.ok(accepts(grammar, good), good);
  for (const bad of ['LOOKUP "zero"', 'SEARCH "note"', "SELECT * FROM resources WHERE category = 'notes'", "SELECT * FROM resources WHERE name ILIKE '%lag%'"]) assert.ok(!accepts(grammar, bad), bad);
});

test('a word of the language is never a bare name', () => {
  const grammar = readGbnf(gbnf());
  for (const word of ['with', 'IN', 'Limit', 'min_similarity']) assert.ok(!accepts(grammar, `TRAVERSE ${word} WITH LOOKUP "x"`), word);
  for (const word of ['withs', 'pla', 'limit2', 'li', 'manages', 'reports-to', 'a/b', 'x1']) assert.ok(accepts(grammar, `TRAVERSE ${word} WITH LOOKUP "x"`), word);
});
