/**
 * Targets, proven by readers of their own: what the checks let pass is read as it is meant, what was rewritten too, and a rewritten statement passes. For every
 * valid statement of every corpus, and for generated ones with texts that are hard to write.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { loadSql } from '../../src/checks/sql/postgres.ts';
import { parse } from '../../src/document.ts';
import { rewrite } from '../../src/targets/index.ts';
import type { Statement } from '../../src/tree.ts';
import { validFiles } from '../checks/corpus.ts';
import { readBy } from './readers.ts';
import { meantPlan, readPlanOf } from './same-plan.ts';

before(loadSql);

const runtimes = ['p8fs', 'remstack', 'p8'] as const;
type Runtime = (typeof runtimes)[number];

/** Asserts that a statement, said for the runtime, is read there as it is meant; answers what became of it. */
function proves(statement: Statement, target: Runtime): string {
  const said = rewrite(statement, target);
  if (said === undefined) return 'broken';
  if (said.kind === 'cannot') return said.kind;
  const label = `${target} ${said.kind}: ${statement.source}\n  → ${said.text}`;
  assert.deepEqual(readPlanOf(readBy(target, said.text), target), meantPlan(statement, target), label);
  if (said.kind === 'same') return said.kind;
  const again = parse(said.text);
  assert.deepEqual(again.problems, [], label);
  assert.equal(rewrite(again.tree.statements[0]!, target)?.kind, 'same', label);
  return said.kind;
}

const statementsOf = (target: Runtime | 'canonical'): Statement[] => validFiles(target).flatMap(({ text }) => parse(text).tree.statements.map((statement) => parse(statement.source).tree.statements[0]!));

for (const target of runtimes) {
  test(`${target} reads its own corpus as it is meant`, () => {
    for (const statement of statementsOf(target)) assert.equal(proves(statement, target), 'same', statement.source);
  });

  test(`the canonical corpus is said for ${target} or told to be unsayable`, () => {
    const outcomes = new Map<string, number>();
    for (const statement of statementsOf('canonical')) {
      const outcome = proves(withoutCategory(statement, target), target);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    for (const outcome of ['same', 'rewritten', 'cannot']) assert.ok((outcomes.get(outcome) ?? 0) > 20, `${outcome}: ${outcomes.get(outcome)}`);
  });
}

/** remstack has no CATEGORY: there it is a condition, which is another plan with the same rows. */
function withoutCategory(statement: Statement, target: Runtime): Statement {
  const category = statement.clauses.find((clause) => clause.kind === 'category');
  if (target !== 'remstack' || category === undefined) return statement;
  const text = statement.source.slice(0, category.start) + statement.source.slice(category.end);
  return parse(text).tree.statements[0]!;
}

test('brackets and tables of several words, which no runtime reads as keys', () => {
  for (const target of runtimes) {
    for (const source of ['TRAVERSE [x]', 'TRAVERSE WITH LOOKUP [x]', 'LOOKUP [x]']) assert.equal(proves(parse(source).tree.statements[0]!, target), 'rewritten', `${target}: ${source}`);
    assert.equal(proves(parse('LOOKUP "a, ":a').tree.statements[0]!, target), 'cannot', target);
  }
});

// ---- generated statements

const nasty = ['Sarah Chen', 'sarah-chen', "O'Malley", 'a, b', 'x:y', 'entities:z', 'say "hi"', 'C:\\notes', 'tail\\', '\\"', 'limit', 'IN', 'with', 'a=b', 'limit=5', 'WHERE', 'é😀', '[x]', 'a  b', ' pad ', '`tick`', '"""', "''", '#tag', '-- no', '/* c */', '$1', '%s', 'depth 2', 'load', '日本', 'DROP it', 'a;b', 'table:', '.', 'SELECT'];
const word = fc.oneof(fc.constantFrom(...nasty), fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(...'ab "\'\\,:=[]`-#;é') }));
const text = fc.tuple(word, fc.constantFrom('"', "'", 'bare')).map(([value, quote]) => (quote === 'bare' ? value : quote === '"' ? `"${value.replace(/["\\]/g, '\\$&')}"` : `'${value.replace(/['\\]/g, '\\$&')}'`));
const key = fc.tuple(fc.constantFrom('', '', '', 'entities:'), text).map((parts) => parts.join(''));
const table = fc.constantFrom('resources', 'moments', 'entities');
const some = (...clauses: fc.Arbitrary<string>[]): fc.Arbitrary<string> => fc.tuple(...clauses.map((clause) => fc.option(clause, { nil: '', freq: 2 }))).chain((parts) => fc.shuffledSubarray(parts, { minLength: parts.length })).map((parts) => parts.map((part) => (part === '' ? '' : ` ${part}`)).join(''));
const clause = (...forms: string[]) => fc.constantFrom(...forms);
const inTable = fc.tuple(fc.constantFrom('IN ', 'FROM ', 'TABLE ', 'table='), table).map((parts) => parts.join(''));
const condition = clause("WHERE category = 'note'", `WHERE "category = 'note'"`, `where="name = 'x'"`, "WHERE name ILIKE '%it''s%'", `WHERE 'infra' = ANY(tags) AND length(content) > 3`);
const limit = clause('LIMIT 5', 'LIMIT 10', 'limit=3', 'LIMIT 9');
const threshold = clause('THRESHOLD 0.5', 'MIN_SIMILARITY 0.3', 'threshold=0.25', 'min_similarity=0.4');
const search = fc.tuple(text, some(inTable, condition, threshold, limit, clause('FIELD summary', 'field=content'))).map(([what, rest]) => `SEARCH ${what}${rest}`);
const fuzzy = fc.tuple(text, some(inTable, threshold, limit)).map(([what, rest]) => `FUZZY ${what}${rest}`);
const lookup = fc.tuple(fc.constantFrom('LOOKUP ', 'GET ', 'lookup '), fc.array(key, { minLength: 1, maxLength: 3 }), fc.boolean()).map(([verb, keys, list]) => verb + (list ? `[${keys.join(', ')}]` : keys.join(', ')));
const walk = some(clause('DEPTH 1', 'DEPTH 2', 'depth=3'), clause('TYPE manages', 'TYPE a,b', 'TYPE a, b', 'rel_type=x'), clause('IN moments'), clause('DIRECTION OUTBOUND', 'DIRECTION INBOUND'), limit, clause('LOAD'), clause('MEMO "why"'), clause('PLAN'));
const start = fc.oneof(key.map((label) => `LOOKUP ${label}`), key, text.map((what) => `SEARCH ${what}`), fc.constantFrom('FUZZY "x"', 'SELECT * FROM resources', 'SEARCH "x" IN resources', 'SEARCH "x" LIMIT 3'));
const traverse = fc.oneof(fc.tuple(fc.constantFrom('', 'manages ', 'a, b-c ', '[a, b] ', '* ', 'PLAN ', 'PLAN x '), start, walk).map(([types, from, rest]) => `TRAVERSE ${types}WITH ${from}${rest}`), fc.tuple(key, walk).map(([from, rest]) => `TRAVERSE ${from}${rest}`));
const sql = fc.tuple(fc.constantFrom('SELECT *', 'SELECT name', 'SELECT name, uri', 'SELECT count(*)', 'SQL SELECT *'), fc.constantFrom('resources', 'resources r', 'resources, files', 'moments'), some(clause("WHERE name = 'drop'", "WHERE name = 'it''s'")), fc.constantFrom('', ' ORDER BY name', ' ORDER BY name DESC LIMIT 3', ' LIMIT 2', ' LIMIT 2 OFFSET 1', ' GROUP BY name')).map(([list, from, where, rest]) => `${list} FROM ${from}${where}${rest}`);
const short = fc.tuple(table, fc.constantFrom('', " WHERE name = 'x'", ' ORDER BY name', ' LIMIT 3')).map((parts) => `SQL ${parts.join('')}`);

for (const target of runtimes) {
  test(`generated statements are read by ${target} as they are meant, or told`, () => {
    const outcomes = new Map<string, number>();
    fc.assert(
      fc.property(fc.oneof(lookup, search, fuzzy, traverse, sql, short), (source) => {
        const { tree, problems } = parse(source);
        const [statement] = tree.statements;
        if (statement === undefined || tree.statements.length > 1 || problems.length > 0 || tree.comments.length > 0) return;
        const outcome = proves(statement, target);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }),
      { numRuns: 1500 },
    );
    for (const outcome of ['same', 'rewritten', 'cannot']) assert.ok((outcomes.get(outcome) ?? 0) > 20, `${outcome}: ${outcomes.get(outcome)}`);
  });
}
