/** Completion: what is offered at a caret, how it is written there, and that taking it never makes a statement worse. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { check, expectedAt, parse } from '@rem/grammar';
import { complete } from '../src/features/completion.ts';
import type { Suggestion } from '../src/features/suggestion.ts';
import { applied, knowing, marked, viewOf } from './marked.ts';

const knowledge = knowing();

function offered(source: string): Suggestion[] {
  const { view, offset } = marked(source);
  return complete(view, offset, knowledge).items;
}

/** What a client would offer for what is typed: the filter begins so, case aside. */
function matching(source: string): Suggestion[] {
  const { view, offset } = marked(source);
  return complete(view, offset, knowledge).items.filter((item) => item.filter.toLowerCase().includes(view.text.slice(item.span.start, offset).toLowerCase()));
}

function taken(source: string, label: string): string {
  const { view, offset } = marked(source);
  const item = complete(view, offset, knowledge).items.find((candidate) => candidate.label === label);
  assert.ok(item, `${label} is not offered at ${source}`);
  return applied(view.text, [{ ...item.span, text: withoutStops(item) }]);
}

function withoutStops(item: Suggestion): string {
  if (!item.snippet) return item.insert;
  return item.insert.replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1').replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$\d+/g, 'x');
}

const labels = (source: string): string[] => offered(source).map((item) => item.label);

test('an empty line offers every verb', () => {
  for (const verb of ['LOOKUP', 'FUZZY', 'SEARCH', 'SQL', 'TRAVERSE', 'SELECT']) assert.ok(labels('$0').includes(verb), verb);
});

test('labels with spaces and quotes are written right', () => {
  assert.equal(taken('LOOKUP Sa$0', 'Sarah Chen'), 'LOOKUP "Sarah Chen"');
  assert.equal(taken('LOOKUP Sarah Ch$0', 'Sarah Chen'), 'LOOKUP "Sarah Chen"');
  assert.equal(taken('LOOKUP "Sar$0', 'Sarah Chen'), 'LOOKUP "Sarah Chen"');
  assert.equal(taken('LOOKUP "Sar$0"', 'Sarah Chen'), 'LOOKUP "Sarah Chen"');
  assert.equal(taken("LOOKUP 'Sar$0'", 'Sarah Chen'), "LOOKUP 'Sarah Chen'");
  assert.equal(taken('LOOKUP $0', 'Siobhán "Shiv" O\'Malley'), 'LOOKUP "Siobhán \\"Shiv\\" O\'Malley"');
  assert.equal(taken("LOOKUP 'Sio$0", 'Siobhán "Shiv" O\'Malley'), "LOOKUP 'Siobhán \"Shiv\" O\\'Malley'");
  assert.equal(taken('LOOKUP "Sarah Chen", api$0', 'api-design-v2'), 'LOOKUP "Sarah Chen", "api-design-v2"');
  assert.equal(taken('LOOKUP entities:Sa$0', 'Sarah Chen'), 'LOOKUP entities:"Sarah Chen"');
  assert.equal(taken('TRAVERSE manages WITH LOOKUP Chen$0 DEPTH 2', 'Sarah Chen'), 'TRAVERSE manages WITH LOOKUP "Sarah Chen" DEPTH 2');
});

test('a label is found by the beginning of any of its words', () => {
  assert.ok(matching('LOOKUP chen$0').some((item) => item.label === 'Sarah Chen'));
  assert.ok(matching('LOOKUP onc$0').some((item) => item.label === 'team/platform/oncall'));
});

test('clauses that the verb takes are offered, those given already are not', () => {
  const found = labels('SEARCH "x" LIMIT 5 $0');
  assert.ok(found.includes('IN') && found.includes('WHERE'));
  assert.ok(!found.includes('LIMIT') && !found.includes('DEPTH'));
});

test('tables, edge types, directions and numbers come where they belong', () => {
  assert.ok(labels('SEARCH "x" IN $0').includes('moments'));
  assert.ok(labels('TRAVERSE $0').includes('manages'));
  assert.ok(labels('TRAVERSE "x" TYPE man$0').includes('manages'));
  assert.deepEqual(labels('TRAVERSE "x" DIRECTION $0').filter((label) => /BOUND|BOTH/.test(label)), ['OUTBOUND', 'INBOUND', 'BOTH']);
  assert.ok(labels('SEARCH "x" LIMIT $0').length > 0);
});

test('SQL: columns of the tables at hand, tables after FROM, aliases, functions, words', () => {
  assert.ok(labels('SELECT $0 FROM moments').includes('moment_type'));
  assert.ok(!labels('SELECT $0 FROM files').includes('moment_type'));
  assert.ok(labels('SELECT * FROM $0').includes('resources'));
  assert.ok(labels('SELECT m.$0 FROM moments m').includes('emotion_tags'));
  assert.ok(labels('WITH recent AS (SELECT * FROM moments) SELECT * FROM $0').includes('recent'));
  assert.ok(labels('SELECT * FROM moments WHERE $0').includes('count'));
  assert.ok(labels('SQL moments WHERE mom$0').includes('moment_type'));
  assert.ok(labels('SEARCH "x" WHERE cat$0').includes('category'));
  assert.equal(taken('SELECT m.emo$0 FROM moments m', 'emotion_tags'), 'SELECT m.emotion_tags FROM moments m');
});

test('inside a constant: what the column can hold', () => {
  assert.equal(taken("SELECT * FROM moments WHERE moment_type = 'me$0", 'meeting'), "SELECT * FROM moments WHERE moment_type = 'meeting'");
  assert.equal(taken("SELECT * FROM moments WHERE moment_type IN ('meeting', 'pl$0')", 'planning'), "SELECT * FROM moments WHERE moment_type IN ('meeting', 'planning')");
  assert.equal(taken("SEARCH \"x\" WHERE created_at >= '$0' LIMIT 5", '@last_week'), "SEARCH \"x\" WHERE created_at >= '@last_week' LIMIT 5");
  assert.equal(taken("SELECT * FROM entities WHERE name = 'Sio$0'", 'Siobhán "Shiv" O\'Malley'), "SELECT * FROM entities WHERE name = 'Siobhán \"Shiv\" O''Malley'");
});

test('in a comment nothing is offered', () => {
  assert.deepEqual(labels('-- who man$0'), []);
});

/** Carets that one run tries; `CARETS=all` tries every caret of the corpus, which takes minutes. */
const share = process.env['CARETS'] === 'all' ? 1 : 53;

/** Statements of the examples and of the corpus of every target, each as a document. */
function corpus(): string[] {
  const root = path.resolve(import.meta.dirname, '../..');
  const files = globSync(['test-fixtures/parse/ok/**/*.rem', 'test-fixtures/corpus/{canonical,p8,p8fs,remstack}/*.rem'], { cwd: root }).sort();
  return files.flatMap((file) => parse(readFileSync(path.join(root, file), 'utf8')).tree.statements.map(({ source }) => source)).filter((text) => text.length < 400);
}

/** What the filter of a client lets through at a caret. */
const fits = (item: Suggestion, text: string, offset: number): boolean => item.filter.toLowerCase().startsWith(text.slice(item.span.start, offset).toLowerCase());

test('taking any suggestion at any caret of the corpus leaves the statement no worse', () => {
  let [carets, tried] = [0, 0];
  const worse: string[] = [];
  for (const text of corpus()) {
    const view = viewOf(text);
    for (let offset = 0; offset <= text.length; offset++) {
      if ((carets++ * 7919) % share !== 0) continue;
      const cut = errors(text.slice(0, offset));
      for (const item of complete(view, offset, knowledge).items.filter((candidate) => fits(candidate, text, offset))) {
        tried++;
        // The text up to the caret with the suggestion taken, against the same text without it.
        const after = text.slice(0, item.span.start) + withoutStops(item);
        if (errors(after) > cut) worse.push(`${JSON.stringify(text.slice(0, offset))} + ${item.label} -> ${JSON.stringify(after)}`);
      }
    }
  }
  assert.ok(carets > 80_000 && tried > 4000, `${carets} carets, ${tried} tried`);
  assert.deepEqual(worse.slice(0, 40), [], `${worse.length} of ${tried}`);
});

/** Errors before the end of the text: what is still missing at its end is what the person goes on with. */
test('nothing is empty where the grammar allows something', () => {
  const files = globSync('test-fixtures/parse/ok/**/*.rem', { cwd: path.resolve(import.meta.dirname, '../..') }).sort();
  const empty: string[] = [];
  for (const file of files.slice(0, 120)) {
    const text = readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8').slice(0, 300);
    const view = viewOf(text);
    for (let offset = 0; offset <= text.length; offset += 2) {
      const { items, prefix } = expectedAt(view.parsed, offset);
      // A number or a text that is being written is the person's own, and so is a name that is being given.
      const own = items.every((item) => item.kind === 'text' || item.kind === 'number' || item.kind === 'sql' || (item.kind === 'label' && prefix !== ''));
      if (!own && complete(view, offset, knowledge).items.length === 0) empty.push(`${file}@${offset}: ${items.map((item) => item.kind).join()}`);
    }
  }
  assert.deepEqual(empty.slice(0, 10), []);
});

const counted = new Map<string, number>();

function errors(text: string): number {
  const known = counted.get(text) ?? countErrors(text);
  counted.set(text, known);
  return known;
}

function countErrors(text: string): number {
  const end = text.trimEnd().length;
  return check(parse(text), {}).filter((problem) => problem.severity === 'error' && !/^(?:unclosed|missing)-/.test(problem.code) && problem.end < end && problem.start < end).length;
}

test('50,000 labels are searched within 5 ms', () => {
  const many = Array.from({ length: 50_000 }, (_, index) => ({ label: `Person ${index.toString(36)} Family${index % 977}`, kind: 'person', table: 'entities' }));
  const book = knowing({ labels: many });
  const { view, offset } = marked('LOOKUP "Person 7$0');
  complete(view, offset, book);
  const times = Array.from({ length: 30 }, () => {
    const start = processor();
    assert.ok(complete(view, offset, book).items.length > 0);
    return processor() - start;
  }).sort((left, right) => left - right);
  assert.ok((times[15] ?? 99) < 5, `median ${times[15]} ms`);
});

/** Milliseconds that this process has computed: the clock on the wall tells more about the machine's other work. */
function processor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
