/**
 * Pairs: every `.rem` under test-fixtures/parse has a `.json` beside it with its tree, plans and problems. `UPDATE=1` rewrites them; a file
 * without its partner fails. Files in `ok/` have no problem above a hint.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, plan } from '../src/index.ts';
import { fixtureNames, fixtureRoot, fixtureText } from './fixtures.ts';

/** Trees with the source text beside each pair of offsets, and without what follows from the rest. */
function readable(text: string): unknown {
  const parsed = parse(text);
  const problems = parsed.problems.map(({ start, end, code, severity, message, fixes }) => ({ code, severity, message, start, end, text: text.slice(start, end), ...(fixes && { fixes }) }));
  return { statements: parsed.tree.statements, comments: parsed.tree.comments, plans: parsed.tree.statements.map((statement) => plan(statement) ?? null), problems };
}

test('every fixture has its partner', () => {
  assert.deepEqual(fixtureNames('.json').sort(), process.env['UPDATE'] ? fixtureNames('.json').sort() : fixtureNames('.rem').sort());
  assert.ok(fixtureNames('.rem').length > 60);
});

for (const name of fixtureNames('.rem')) {
  test(`fixture ${name}`, () => {
    const text = fixtureText(name);
    const seen = JSON.parse(JSON.stringify(readable(text))) as { problems: { severity: string }[] };
    const path = join(fixtureRoot, `${name}.json`);
    if (process.env['UPDATE']) writeFileSync(path, `${JSON.stringify(seen, undefined, 1)}\n`);
    assert.ok(existsSync(path), `${name}.json is missing: run with UPDATE=1`);
    assert.deepEqual(seen, JSON.parse(readFileSync(path, 'utf8')));
    const errors = seen.problems.filter((problem) => problem.severity !== 'hint');
    if (name.startsWith('ok/')) assert.deepEqual(errors, []);
    else assert.notEqual(errors.length, 0);
  });
}
