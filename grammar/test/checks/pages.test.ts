/**
 * Every code has its page, and the page is true: its first statement has the problem, its second has none. So every check is seen firing and silent.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { check } from '../../src/check.ts';
import { checkCodes } from '../../src/checks/codes.ts';
import { loadSql } from '../../src/checks/sql/postgres.ts';
import { parse } from '../../src/document.ts';
import { problemCodes } from '../../src/problem.ts';
import { defaultSchema, type Schema } from '../../src/schema.ts';

before(loadSql);

const page = readFileSync(new URL('../../../docs/problems.md', import.meta.url), 'utf8');
const sections = new Map([...page.matchAll(/^## ([\w-]+)\n([\s\S]*?)(?=^#{1,2} |$(?![\s\S]))/gm)].map(([, code = '', body = '']) => [code, body]));
const codes = [...Object.keys(problemCodes), ...Object.keys(checkCodes)];

test('every code has a section and every section a code', () => {
  assert.deepEqual([...sections.keys()].sort(), codes.sort());
});

/** A database that lists its functions has none of its own. */
const schemaFor = (code: string): Schema => (code === 'unknown-function' ? { ...defaultSchema, functions: [] } : defaultSchema);

for (const [code, body] of sections) {
  test(`${code} is shown firing and silent`, () => {
    const [wrong, right] = [...body.matchAll(/```rem\n([\s\S]*?)\n```/g)].map((block) => block[1] ?? '');
    const told = (text: string | undefined): string[] => check(parse(text ?? ''), { schema: schemaFor(code) }).map((found) => found.code);
    assert.deepEqual([...new Set(told(wrong))], [code]);
    assert.deepEqual(told(right), []);
  });
}
