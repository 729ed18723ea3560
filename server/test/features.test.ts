/** Features tried on marked text: refactorings, SQL names, hints, selections, formatting edits, notes' names, lenses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format } from '@rem/grammar';
import { lenses } from '../src/features/code-lens.ts';
import { loadLayout } from '../src/layout.ts';
import { formatFinished, formatSpan, formatView, lineEdits } from '../src/features/formatting.ts';
import { highlights } from '../src/features/highlights.ts';
import { hover } from '../src/features/hover.ts';
import { inlayHints, period } from '../src/features/inlay-hints.ts';
import { noteNames, type NoteFormat } from '../src/features/note-names.ts';
import { refactorings } from '../src/features/refactorings.ts';
import { renameIn, targetAt } from '../src/features/references.ts';
import { selections } from '../src/features/selection.ts';
import { signature } from '../src/features/signature.ts';
import { code, escaped } from '../src/markdown.ts';
import { applied, knowing, marked, viewOf } from './marked.ts';

const layOut = await loadLayout();
const knowledge = knowing();

/** The text after the refactoring of that title. */
function refactored(source: string, title: string): string | undefined {
  const { view, offset, text } = marked(source);
  const found = refactorings(view, { start: offset, end: offset }).find((candidate) => candidate.title === title);
  return found && applied(text, found.edits);
}

test('refactorings', () => {
  assert.equal(refactored('LOOK$0UP "Sarah Chen";', 'Turn LOOKUP into FUZZY'), 'FUZZY "Sarah Chen";');
  assert.equal(refactored('LOOK$0UP entities:"Sarah Chen"', 'Turn LOOKUP into FUZZY'), 'FUZZY "Sarah Chen" IN entities');
  assert.equal(refactored('FUZ$0ZY Sarah Chen LIMIT 3', 'Turn FUZZY into LOOKUP'), 'LOOKUP "Sarah Chen"');
  assert.equal(refactored('$0LOOKUP "a", "b"', 'Follow the edges: TRAVERSE'), 'TRAVERSE WITH LOOKUP "a", "b"');
  assert.equal(refactored('SEARCH "x"$0 IN moments LIMIT 3', 'Add a WHERE'), "SEARCH \"x\" IN moments WHERE created_at >= '@last_month' LIMIT 3");
  assert.equal(refactored('SELECT name FROM resources$0;', 'Add a LIMIT'), 'SELECT name FROM resources LIMIT 10;');
  assert.equal(refactored('SELECT name FROM resources LIMIT 3$0', 'Add a LIMIT'), undefined);
  assert.equal(refactored('LOOKUP "b$0", a, "A c"', 'Sort the keys'), 'LOOKUP a, "A c", "b"');
  assert.equal(refactored('LOOKUP a$0, b', 'Sort the keys'), undefined);
  assert.match(refactored("SQL moments WHERE moment_type = 'meeting'$0 LIMIT 5;", 'Write the SELECT out') ?? '', /^SELECT \* FROM moments WHERE moment_type = 'meeting' LIMIT 5;$/);
  assert.match(refactored('SEARCH "x"$0', 'Say in a comment what it asks for') ?? '', /^-- .+\nSEARCH "x"$/);
  assert.equal(refactored('-- why\nSEARCH "x"$0', 'Say in a comment what it asks for'), undefined);
});

test('refactorings leave statements that parse without a problem', () => {
  for (const source of ['LOOKUP "a b"$0', 'FUZZY a$0 b IN entities', 'SEARCH x$0 y', "SQL moments$0 WHERE name = 'x'", 'TRAVERSE "x"$0 DEPTH 2', 'LOOKUP c, b, a$0', 'SELECT 1$0']) {
    const { view, offset, text } = marked(source);
    for (const { title, edits } of refactorings(view, { start: offset, end: offset })) {
      assert.deepEqual(viewOf(applied(text, edits)).parsed.problems, [], `${title}: ${applied(text, edits)}`);
    }
  }
});

/** The text with every place of the SQL name under the caret in brackets. */
function renamed(source: string, name: string): string | undefined {
  const { view, offset, text } = marked(source);
  const target = targetAt(view, offset);
  return target && applied(text, renameIn(view, target, name));
}

test('names of SQL: expressions, aliases of tables and columns', () => {
  assert.equal(renamed('WITH a AS (SELECT 1), b AS (SELECT * FROM $0a) SELECT a.x FROM a JOIN b ON a.x = b.x', 'c'), 'WITH c AS (SELECT 1), b AS (SELECT * FROM c) SELECT c.x FROM c JOIN b ON c.x = b.x');
  assert.equal(renamed('SELECT r.name, x.r FROM resources AS $0r JOIN moments m ON r.id = m.id', 'n'), 'SELECT n.name, x.r FROM resources AS n JOIN moments m ON n.id = m.id');
  assert.equal(renamed('SELECT count(*) AS $0total FROM files GROUP BY category ORDER BY total DESC', 'n'), 'SELECT count(*) AS n FROM files GROUP BY category ORDER BY n DESC');
  assert.equal(renamed('SELECT m.name FROM (SELECT * FROM moments) $0m', 'Odd Name'), 'SELECT "Odd Name".name FROM (SELECT * FROM moments) "Odd Name"');
  assert.equal(renamed("SELECT 'r.x', r.x -- r.y\nFROM resources $0r", 'q'), "SELECT 'r.x', q.x -- r.y\nFROM resources q");
});

test('labels keep the quotes they have', () => {
  assert.equal(renamed("LOOKUP $0a, 'A', \"a\"; FUZZY a", 'b c'), "LOOKUP \"b c\", 'b c', \"b c\"; FUZZY a");
  assert.equal(renamed('LOOKUP $0a', 'b-c'), 'LOOKUP b-c');
});

test('highlights: the same name, not the same text', () => {
  const { view, offset } = marked('TRAVERSE manages WITH LOOKUP $0manages; SEARCH "manages" IN moments');
  assert.deepEqual(highlights(view, offset).map(({ start, end }) => [start, end]), [[29, 36]]);
});

test('hints: defaults, keys, dates as people read them', () => {
  const hints = (text: string): string[] => inlayHints(viewOf(text), { start: 0, end: text.length }, knowledge, () => [{ start: 0, end: 3, word: '@x', from: '2025-11-10', to: '2025-11-17' }]).map((hint) => hint.text);
  assert.deepEqual(hints('SEARCH "x"'), ['IN resources LIMIT 10']);
  assert.deepEqual(hints('SEARCH "x" IN moments LIMIT 3'), []);
  assert.deepEqual(hints('FUZZY "x"'), ['THRESHOLD 0.3 LIMIT 10']);
  assert.deepEqual(hints('TRAVERSE PLAN WITH LOOKUP "Sarah Chen"'), ['person']);
  assert.deepEqual(hints('LOOKUP "Nobody"'), ['no such label']);
  assert.equal(period('2025-11-10', '2025-11-17'), '2025-11-10 – 2025-11-16');
  assert.equal(period('2025-11-10T00:00:00+01:00', '2025-11-11T00:00:00+01:00'), '2025-11-10');
  assert.equal(period('2025-11-10T08:30:00+01:00', '2025-11-11T08:30:00+01:00'), '2025-11-10 08:30 – 2025-11-11 08:30');
});

test('selections grow from the word to the whole', () => {
  const { view, offset, text } = marked('-- who?\nTRAVERSE manages WITH LOOKUP "Sarah Ch$0en" DEPTH 2;\n\nLOOKUP x\n');
  assert.deepEqual(selections(view, offset).map(({ start, end }) => text.slice(start, end)), [
    'Chen', 'Sarah Chen', '"Sarah Chen"', 'LOOKUP "Sarah Chen"', 'TRAVERSE manages WITH LOOKUP "Sarah Chen" DEPTH 2', '-- who?\nTRAVERSE manages WITH LOOKUP "Sarah Chen" DEPTH 2', text,
  ]);
});

test('formatting changes only the lines that differ, and comes to the layout', () => {
  const text = 'LOOKUP "a";\n\nsearch  "x";\n\n-- keep\nLOOKUP "b";\n\nfuzzy   c\n';
  const view = viewOf(text);
  const edits = formatView(view, layOut);
  assert.equal(applied(text, edits), format(text));
  assert.ok(edits.length >= 2, 'statements between are not touched');
  assert.equal(applied(text, formatSpan(view, { start: 15, end: 15 }, layOut)), text.replace('search  "x"', 'SEARCH "x"'));
  const typed = viewOf('lookup a;');
  assert.equal(applied(typed.text, formatFinished(typed, 9, layOut)), 'LOOKUP "a";');
  assert.deepEqual(formatFinished(viewOf('lookup a'), 8, layOut), []);
});

test('edits between any two texts lead from one to the other', () => {
  const pool = ['a\n', 'b\n', 'c\n', '\n', 'd'];
  for (let seed = 1; seed < 400; seed++) {
    const random = (count: number, salt: number): string => Array.from({ length: count }, (_, index) => pool[(seed * 7 + index * index * salt + index * 13 + seed % (index + 2)) % pool.length]).join('');
    const [before, after] = [random(seed % 9, 3), random(seed % 7, 5)];
    assert.equal(applied(before, lineEdits(before, after, 0)), after);
  }
});

test('signature: the clause under the caret is the active one', () => {
  const { view, offset } = marked('SEARCH "x" IN moments LIMIT $0');
  const help = signature(view, offset);
  const active = help?.parameters[help.active];
  assert.equal(help?.label.slice(active?.start, active?.end), 'LIMIT n');
  const first = marked('LOOKUP $0');
  assert.match(signature(first.view, first.offset)?.label ?? '', /^LOOKUP key/);
});

test('lenses: statements that can run, requests that are open', () => {
  const text = '-- open one\n\n-- has one\nLOOKUP a;\nSERCH b\n';
  assert.deepEqual(lenses(viewOf(text)).map(({ title, start }) => `${title} ${text.slice(0, start).split('\n').length}`), ['✎ Write query 1', '▷ Run 4', 'Explain 4', 'Plan 4']);
});

test('hover shows what names are, escaped', () => {
  const { view, offset } = marked('LOOKUP "Sarah $0Chen"');
  assert.match(hover(view, offset, knowledge, () => [])?.markdown ?? '', /person/);
  assert.equal(escaped('<img src=x> [a](b) `c` *d*\n# e'), '\\<img src=x\\> \\[a\\]\\(b\\) \\`c\\` \\*d\\* \\# e');
  assert.equal(code('a`b'), '``a`b``');
});

test('names in notes: found in every format, written back as the format wants', () => {
  const rewritten = (format: NoteFormat, text: string, name: string): string =>
    applied(text, noteNames(text, format).filter((found) => found.name === 'Ada Q').map((found) => ({ start: found.start, end: found.end, text: found.write(name) })));
  assert.equal(rewritten('yaml', "# c\nname: Ada Q # x\nmoments:\n  - name: Ada Q\ngraph_edges:\n  - dst: 'Ada Q'\n  - {dst: Ada Q, rel_type: x}\n", "O: 'N"),
    "# c\nname: \"O: 'N\" # x\nmoments:\n  - name: Ada Q\ngraph_edges:\n  - dst: 'O: ''N'\n  - {dst: \"O: 'N\", rel_type: x}\n");
  assert.equal(rewritten('markdown', '---\nname: "Ada Q"\n---\n# Ada Q\n\n[[Ada Q]] and [[Ada Q|her]] and Ada Q\n', 'Bo'), '---\nname: "Bo"\n---\n# Ada Q\n\n[[Bo]] and [[Bo|her]] and Ada Q\n');
  assert.equal(rewritten('markdown', '# Ada Q\n\ntext', 'Bo'), '# Bo\n\ntext');
  assert.equal(rewritten('json', '{"name": "Ada Q", "moments": [{"name": "Ada Q"}], "graph_edges": [{"dst": "Ada Q"}]}', 'B"o'), '{"name": "B\\"o", "moments": [{"name": "Ada Q"}], "graph_edges": [{"dst": "B\\"o"}]}');
});
