/** The layout over the whole corpus, with the library that lays SQL out: a fixed point that keeps every comment and changes no plan. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parse, plan } from '@rem/grammar';
import { loadLayout } from '../src/layout.ts';

const layOut = await loadLayout();

const root = path.resolve(import.meta.dirname, '../..');
const files = globSync(['test-fixtures/corpus/*/*.rem', 'test-fixtures/parse/**/*.rem', 'test-fixtures/workspace/**/*.rem'], { cwd: root }).sort();
const plans = (text: string): unknown => parse(text).tree.statements.map((statement) => plan(statement) ?? statement.source);
const comments = (text: string): string[] => parse(text).tree.comments.flatMap(({ text: words }) => words.split(/\s+/));

test('every file of the corpus comes to one layout, with its plans and comments', () => {
  assert.ok(files.length > 100, `${files.length} files`);
  for (const file of files) {
    const text = readFileSync(path.join(root, file), 'utf8');
    const once = layOut(text);
    assert.equal(layOut(once), once, file);
    assert.deepEqual(plans(once), plans(text), file);
    assert.deepEqual(comments(once).sort(), comments(text).sort(), file);
  }
});

test('SQL is broken at its clauses where it is long or was broken; within them only what does not fit', () => {
  assert.equal(layOut("select name,\n summary from moments where a=1 order by name;"), 'select name, summary\nfrom moments\nwhere a=1\norder by name;\n');
  assert.equal(layOut('SELECT   name   FROM moments'), 'SELECT name FROM moments\n');
  assert.equal(
    layOut(`SELECT name FROM moments WHERE content ILIKE '%storm surge%' AND category IN (SELECT category FROM files WHERE size_bytes > 10) AND summary IS NOT NULL LIMIT 5`),
    "SELECT name\nFROM moments\nWHERE\n  content ILIKE '%storm surge%'\n  AND category IN (SELECT category FROM files WHERE size_bytes > 10)\n  AND summary IS NOT NULL\nLIMIT 5\n",
  );
});

test('brackets that the writer broke stay broken; the verb SQL stays where only a line break ends the statement above', () => {
  assert.equal(layOut('WITH recent AS (\nSELECT name FROM moments\n) SELECT name FROM recent'), 'WITH\n  recent AS (\n    SELECT name\n    FROM moments\n  )\nSELECT name\nFROM recent\n');
  assert.equal(layOut('SQL moments LIMIT 2\nSQL SELECT 1'), 'SQL moments LIMIT 2\nSQL SELECT 1\n');
  assert.equal(layOut('SQL moments LIMIT 2;\nSQL SELECT 1'), 'SQL moments LIMIT 2;\nSELECT 1\n');
});

test('SQL that a new line would change, or that has comments, stays as it was', () => {
  for (const text of ['SELECT a, -- why\n  b\nFROM c\n', "SELECT 'a\n  b' AS c,\n  d FROM e WHERE\n", 'SELECT a\n  FROM b WHERE (\n']) assert.equal(layOut(text), text);
  const columns = Array.from({ length: 12 }, (_, index) => `a_long_column_${index}`).join(', ');
  const text = `SELECT ${columns}, search FROM resources\n`;
  assert.deepEqual(plans(layOut(text)), plans(text), 'a column that is called like a verb begins no statement');
});

test('line ends stay what they are', () => {
  assert.equal(layOut('SELECT a,\r\n  b\r\nFROM c\r\n'), 'SELECT a, b\r\nFROM c\r\n');
});
