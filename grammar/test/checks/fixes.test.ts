/**
 * Quick fixes: each one, applied to a wrong statement, takes its problem away and brings no new error.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { check } from '../../src/check.ts';
import { checkCodes } from '../../src/checks/codes.ts';
import { loadSql } from '../../src/checks/sql/postgres.ts';
import { parse } from '../../src/document.ts';
import type { Edit, Problem } from '../../src/problem.ts';
import { defaultSchema } from '../../src/schema.ts';
import { wrongCases } from './corpus.ts';
import { readMarked } from './marked.ts';

before(loadSql);

const applied = (text: string, edits: readonly Edit[]): string => [...edits].sort((a, b) => b.start - a.start).reduce((done, edit) => done.slice(0, edit.start) + edit.text + done.slice(edit.end), text);
const errors = (problems: readonly Problem[]): number => problems.filter(({ severity }) => severity === 'error').length;
const count = (problems: readonly Problem[], code: string): number => problems.filter((found) => found.code === code).length;

test('every fix of a check takes its problem away and makes nothing worse', () => {
  let fixes = 0;
  const codes = new Set<string>();
  for (const { file, line, target, marked } of wrongCases()) {
    const { text } = readMarked(marked);
    const problems = check(parse(text), { schema: defaultSchema, target });
    for (const problem of problems.filter(({ code }) => code in checkCodes)) {
      for (const fix of problem.fixes ?? []) {
        const after = applied(text, fix.edits);
        const left = check(parse(after), { schema: defaultSchema, target });
        const label = `${file}:${line} ${fix.title}: ${after}`;
        assert.ok(count(left, problem.code) < count(problems, problem.code), label);
        assert.ok(errors(left) <= errors(problems), label);
        codes.add(problem.code);
        fixes++;
      }
    }
  }
  assert.ok(fixes > 150, `${fixes} fixes`);
  assert.ok(codes.size >= 19, `${[...codes].join(' ')}`);
});
