/**
 * Problems: one for each mistake, on the words that are wrong, in the writer's words, with a fix that mends it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, type Edit } from '../src/index.ts';
import { expectedProblems, seenProblems } from './marked-text.ts';

const cases = `
SEARCH "deploy" LIMIT many
--                    ^^^^ error: Expected a number after LIMIT

SEARCH "deploy" LIMIT 2.5
--                    ^^^ error: Expected a whole number after LIMIT

FUZZY x THRESHOLD
--      ^^^^^^^^^ error: Expected a number after THRESHOLD

SERCH "deploy" LIMIT many
^^^^^

LOOKUP "x" LIMIT 5
--         ^^^^^^^ error: LOOKUP takes no LIMIT; FUZZY, SEARCH, SQL and TRAVERSE do

SEARCH "x" LIMT 5 IN moments
--         ^^^^ error: LIMT is no clause of SEARCH; write LIMIT

SEARCH "x" LIMIT 3 IN moments LIMIT 4
--                            ^^^^^^^ error: LIMIT is given twice

TRAVERSE manages mentors WITH LOOKUP x DIRECTION up
--               ^^^^^^^ error: Expected a comma between edge types
--                                               ^^ error: Expected OUTBOUND, INBOUND or BOTH after DIRECTION

SQL moments category = 'x' LIMIT 3
--          ^^^^^^^^^^^^^^ error: Expected WHERE before this condition

LOOKUP a,, b
--       ^ error: Expected a label after the comma

SEARCH "x" banana IN
--         ^^^^^^ error: Expected IN, WHERE, THRESHOLD, LIMIT or FIELD, found banana
--                ^^ error: Expected a table after IN

SEARCH x WHERE a = 1 AND LIMIT 3
--                       ^^^^^ error: PostgreSQL says this
`;

for (const block of cases.trim().split('\n\n').filter((one) => !/^\^|PostgreSQL says/m.test(one))) {
  test(block.split('\n')[0]!, () => {
    const { text, expected } = expectedProblems(block);
    assert.deepEqual(seenProblems(text), expected);
  });
}

test('a misspelt verb is underlined and mended', () => {
  const [problem] = parse('LOOKUP a\nSERCH "deploy" LIMIT many\nLOOKUP b').problems;
  assert.deepEqual([problem?.start, problem?.end, problem?.message, problem?.fix?.title], [9, 14, 'SERCH is no verb; did you mean SEARCH?', 'Write SEARCH']);
});

const apply = (text: string, edits: readonly Edit[]): string => [...edits].sort((a, b) => b.start - a.start).reduce((out, { start, end, text: put }) => out.slice(0, start) + put + out.slice(end), text);

test('every fix leaves one problem less', () => {
  const texts = ['SERCH "x"', 'SEARCH "x" LIMT 5', 'LOOKUP "x" LIMIT 5', 'SEARCH x LIMIT 3 LIMIT 4', 'LOOKUP "a" "b"', 'LOOKUP ["a"', 'LOOKUP "a', "SQL moments name = 'x'", 'TRAVERSE a b WITH LOOKUP x', 'TRAVERSE x MEMO why', 'LOOKUP "x"\nSELECT 1', 'TRAVERSE a WITH LOOKUP x TYPE b', 'who is it'];
  for (const text of texts) {
    const { problems } = parse(text);
    assert.equal(problems.length, 1, text);
    for (const fix of problems[0]!.fixes ?? []) assert.deepEqual(parse(apply(text, fix.edits)).problems, [], `${text}: ${fix.title}`);
    assert.ok(problems[0]!.fix, text);
  }
});

test('prose is a hint with two ways on', () => {
  const [problem] = parse('who does Sarah manage?').problems;
  assert.equal(problem?.severity, 'hint');
  assert.equal(problem?.request, 'who does Sarah manage?');
  assert.deepEqual(problem?.fixes?.map((fix) => apply('who does Sarah manage?', fix.edits)), ['SEARCH "who does Sarah manage?"', '-- who does Sarah manage?']);
});

test('an open quote or bracket does not swallow what follows', () => {
  for (const open of ['LOOKUP "Sarah', "SEARCH 'x", 'LOOKUP [a, b', 'SELECT (1', 'SELECT "a', 'LOOKUP `a', '/* open', 'SEARCH """x']) {
    const { tree, problems } = parse(`${open}\n\nSEARCH "deploy"\nLOOKUP 'x'`);
    assert.deepEqual(tree.statements.slice(-2).map((statement) => statement.source), ['SEARCH "deploy"', "LOOKUP 'x'"], open);
    assert.equal(problems.length, 1, open);
  }
});
