/**
 * Zero false problems: every valid statement is silent under its own target, with the built-in schema and with none. Exact problems: every wrong one
 * has exactly the problems that are marked in it.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { check } from '../../src/check.ts';
import { loadSql } from '../../src/checks/sql/postgres.ts';
import { parse } from '../../src/document.ts';
import { defaultSchema } from '../../src/schema.ts';
import { targets, validFiles, wrongCases } from './corpus.ts';
import { readMarked, writeMarked } from './marked.ts';

before(loadSql);

for (const target of targets) {
  test(`every valid statement of ${target} is silent`, () => {
    let statements = 0;
    for (const { name, text } of validFiles(target)) {
      const parsed = parse(text);
      statements += parsed.tree.statements.length;
      for (const schema of [defaultSchema, undefined]) {
        const told = check(parsed, { schema, target }).map((found) => `${name}: ${found.code} ${found.message}: ${text.slice(found.start, found.end)}`);
        assert.deepEqual(told, []);
      }
    }
    assert.ok(statements >= 400, `${statements} statements`);
  });
}

test('every wrong statement has exactly its problems', () => {
  const cases = wrongCases();
  const different: string[] = [];
  for (const { file, line, target, marked } of cases) {
    const { text, marks } = readMarked(marked);
    if (marks.length === 0) different.push(`${file}:${line} marks nothing`);
    const found = check(parse(text), { schema: defaultSchema, target }).map(({ code, start, end }) => ({ code, start, end }));
    const [expected, actual] = [marks, found].map((list) => writeMarked(text, list));
    if (expected !== actual) different.push(`${file}:${line}\n  expected ${expected}\n  found    ${actual}`);
  }
  assert.deepEqual(different, []);
  assert.ok(cases.length >= 300, `${cases.length} cases`);
});
