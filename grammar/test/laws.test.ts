/**
 * The laws of the language (style page), over every fixture and over generated input.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { check, defaultSchema, expectedAt, describe, format, keyText, openDocument, parse, plan, print, readPlan, requestAt, statementAt, tokens, updateDocument, type Parsed, type Statement } from '../src/index.ts';
import { scanStatement } from '../src/scan.ts';
import { sourceOf } from '../src/quotes.ts';
import { anyText, edits, roughPlans } from './arbitrary.ts';
import { fixtureNames, fixtureText } from './fixtures.ts';

const fixtures = fixtureNames('.rem').map((name) => ({ name, text: fixtureText(name) }));
const runs = Number(process.env['RUNS'] ?? 300);

/** All that a caller may ask of a text; every place must lie in it. */
function useAll(text: string): Parsed {
  const parsed = parse(text);
  for (const problem of parsed.problems) assert.ok(problem.start >= 0 && problem.start <= problem.end && problem.end <= text.length, JSON.stringify(problem));
  for (const statement of parsed.tree.statements) {
    assert.equal(text.slice(statement.start, statement.end), statement.source);
    placesInside(statement, statement.start, statement.end);
    plan(statement);
    print(statement);
  }
  const middle = text.length >> 1;
  for (const offset of [0, middle, text.length]) {
    expectedAt(parsed, offset);
    describe(parsed, offset);
    requestAt(parsed, text, offset);
    statementAt(parsed, offset);
  }
  inOrder(tokens(parsed));
  return parsed;
}

function placesInside(node: unknown, start: number, end: number): void {
  if (typeof node !== 'object' || node === null) return;
  if ('start' in node && 'end' in node) assert.ok(Number(node.start) >= start && Number(node.start) <= Number(node.end) && Number(node.end) <= end, JSON.stringify(node));
  for (const value of Object.values(node)) placesInside(value, start, end);
}

function inOrder(found: readonly { start: number; end: number }[]): void {
  for (let index = 1; index < found.length; index++) assert.ok(found[index]!.start >= found[index - 1]!.end, 'tokens overlap');
}

test('every prefix of every fixture is read, and all can be asked of it', () => {
  for (const { text } of fixtures) for (let end = 0; end <= text.length; end++) useAll(text.slice(0, end));
});

test('every fixture without one of its words is read', () => {
  for (const { text } of fixtures) {
    for (const statement of parse(text).tree.statements) {
      for (const token of scanStatement(sourceOf(text), statement.start).tokens) useAll(text.slice(0, token.start) + text.slice(token.end));
    }
  }
});

test('arbitrary text is read', () => {
  fc.assert(fc.property(anyText, (text) => void useAll(text)), { numRuns: runs });
});

const meaning = (text: string): unknown => parse(text).tree.statements.map((statement) => plan(statement) ?? statement.source);
const commentWords = (text: string): string[] => parse(text).tree.comments.flatMap((comment) => comment.text.split(/\s+/)).sort();

function printedOnce(statement: Statement): void {
  const once = print(statement);
  const again = parse(once);
  if (statement.broken) return;
  assert.equal(again.tree.statements.length, 1, `${statement.source}\n${once}`);
  if (statement.comments.length === 0) assert.equal(print(again.tree.statements[0]!), once);
  assert.deepEqual(plan(again.tree.statements[0]!), plan(statement), once);
  assert.deepEqual(commentWords(once), statement.comments.flatMap((comment) => comment.text.split(/\s+/)).sort());
}

function laidOutOnce(text: string): void {
  const once = format(text);
  assert.equal(format(once), once, JSON.stringify(text));
  assert.deepEqual(meaning(once), meaning(text), JSON.stringify(text));
  assert.deepEqual(commentWords(once), commentWords(text), JSON.stringify(text));
}

test('printing is a fixed point, keeps comments and the plan', () => {
  for (const { text } of fixtures) parse(text).tree.statements.forEach(printedOnce);
  fc.assert(fc.property(anyText, (text) => parse(text).tree.statements.forEach(printedOnce)), { numRuns: runs });
});

test('layout is a fixed point, keeps comments and plans', () => {
  for (const { text } of fixtures) laidOutOnce(text);
  fc.assert(fc.property(anyText, laidOutOnce), { numRuns: runs });
});

test('a plan prints as one statement that has this plan', () => {
  fc.assert(
    fc.property(roughPlans(keyText), (rough) => {
      const read = readPlan(rough);
      assert.ok('plan' in read, JSON.stringify([rough, read]));
      const text = print(read.plan);
      const { tree, problems } = parse(text);
      assert.deepEqual(problems, [], text);
      assert.deepEqual(plan(tree.statements[0]!), read.plan, text);
      assert.deepEqual(readPlan(JSON.parse(JSON.stringify(read.plan))), read);
    }),
    { numRuns: runs * 3 },
  );
});

test('an edited document equals a parse of its text', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 4 }), edits, (texts, changes) => {
      let document = openDocument(texts.join('\n\n'));
      for (const { at, remove, text } of changes) {
        const start = Math.floor(at * document.text.length);
        document = updateDocument(document, { start, end: Math.min(document.text.length, start + remove), text });
        const whole = parse(document.text);
        assert.deepEqual(document.tree, whole.tree, JSON.stringify(document.text));
        assert.deepEqual(document.problems, whole.problems);
        assert.deepEqual(check(document, { schema: defaultSchema }), check(whole, { schema: defaultSchema }));
      }
    }),
    { numRuns: runs },
  );
});
