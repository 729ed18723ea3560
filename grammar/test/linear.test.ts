/**
 * Inputs that make careless parsers slow: twice as much of them may take about twice the time, and ten thousand of them are read, and checked, in 50 ms; in
 * processor time of this thread.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, defaultSchema, format, openDocument, parse, tokens, updateDocument } from '../src/index.ts';

const inputs: Readonly<Record<string, (n: number) => string>> = {
  'quotes': (n) => '"'.repeat(n),
  'quotes on lines': (n) => '"\n'.repeat(n),
  'open strings': (n) => 'LOOKUP "a\n'.repeat(n),
  'open SQL strings': (n) => "SELECT 'a\n".repeat(n),
  'triple quotes': (n) => '"""\n'.repeat(n),
  'escapes': (n) => `LOOKUP "${'\\"'.repeat(n)}`,
  'dollars': (n) => `SELECT ${'$a'.repeat(n)}$`,
  'brackets': (n) => `LOOKUP ${'['.repeat(n)}`,
  'SQL brackets': (n) => `SEARCH x WHERE ${'('.repeat(n)}${')'.repeat(n)}`,
  'open brackets before empty lines': (n) => 'SELECT (\n\n'.repeat(n),
  'clauses': (n) => `TRAVERSE x ${'DEPTH 5 IN b '.repeat(n / 2)}`,
  'misspelt clauses': (n) => `SEARCH "x" ${'LIMT 5 '.repeat(n)}`,
  'words of clauses': (n) => `SEARCH ${'limit in where '.repeat(n / 3)}`,
  'conditions': (n) => `SEARCH "x" WHERE ${'a = 1 and '.repeat(n)}b = 1`,
  'labels': (n) => `LOOKUP ${'a, '.repeat(n)}b`,
  'comments on a line': (n) => `LOOKUP a ${'/* c */ x '.repeat(n)}`,
  'open comments': (n) => '/*\n'.repeat(n),
  'nested comments': (n) => `SELECT ${'/* '.repeat(n)}`,
  'prose': (n) => 'who is it\n'.repeat(n),
  'WITH': (n) => `TRAVERSE ${'WITH '.repeat(n)}`,
};

/**
 * Milliseconds, the least of several runs, since the engine warms up and collects garbage on the way: processor time, or time on the clock where that is less
 * (the system counts processor time in ticks).
 */
function cost(run: () => unknown, runs = 5): number {
  return Math.min(
    ...Array.from({ length: runs }, () => {
      const [before, begun] = [process.threadCpuUsage(), performance.now()];
      run();
      const { user, system } = process.threadCpuUsage(before);
      return Math.min((user + system) / 1000 || Infinity, performance.now() - begun);
    }),
  );
}

const readAll = (text: string): unknown => {
  const parsed = parse(text);
  return [parsed.tree, parsed.problems];
};

for (const [name, make] of Object.entries(inputs)) {
  test(`${name}: the cost grows with the length`, () => {
    const [small, large] = [make(2_500), make(10_000)];
    readAll(small);
    const [first, second] = [cost(() => readAll(small)), cost(() => readAll(large))];
    assert.ok(second < 10 * Math.max(first, 5), `2,500: ${first.toFixed(1)} ms, 10,000: ${second.toFixed(1)} ms`);
  });
}

/** What an editor asks of a text as it is typed. */
const askAll: Readonly<Record<string, (text: string) => unknown>> = {
  'read': readAll,
  'checked': (text) => check(parse(text), { schema: defaultSchema }),
  'coloured': (text) => tokens(parse(text)),
  'laid out': (text) => format(text),
};

for (const [name, make] of Object.entries(inputs)) {
  test(`${name}: ten thousand take less than 50 ms`, () => {
    const text = make(10_000);
    for (const [what, ask] of Object.entries(askAll)) {
      let least = Infinity;
      for (let round = 0; round < 12 && least >= 50; round++) least = Math.min(least, cost(() => ask(text), 1));
      assert.ok(least < 50, `${what}: ${least.toFixed(1)} ms`);
    }
  });
}

test('a file of 5 MB is read, and an edit in it costs little', () => {
  const text = 'SEARCH "deploy of the week" IN moments WHERE ordinal > 3 LIMIT 5\n'.repeat(80_000);
  const document = openDocument(text);
  assert.equal(document.tree.statements.length, 80_000);
  const whole = cost(() => parse(text));
  const edit = cost(() => updateDocument(document, { start: 1_000_000, end: 1_000_000, text: 'x' }).problems);
  assert.ok(edit < whole / 3, `edit ${edit.toFixed(1)} ms, parse ${whole.toFixed(1)} ms`);
});
