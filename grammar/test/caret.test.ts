/**
 * What is asked with a caret: expected words, descriptions, requests, the statement to run.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe, expectedAt, parse, requestAt, statementAt } from '../src/index.ts';
import { caret } from './marked-text.ts';

const names = (marked: string): string => {
  const { text, offset } = caret(marked);
  return expectedAt(text, offset).items.map((item) => ('name' in item ? item.name : item.kind)).join(' ');
};

const statements = 'LOOKUP FUZZY SEARCH SQL TRAVERSE';
const verbs = `${statements} SELECT`;
const walk = 'IN LIMIT DEPTH TYPE DIRECTION ORDER BY MEMO PLAN LOAD';

for (const [marked, expected] of [
  ['$0', verbs],
  ['LOO$0', verbs],
  ['LOOKUP "a"\n$0', statements],
  ['LOOKUP "a"\n\n$0', verbs],
  ['LOOKUP "a"; $0', verbs],
  ['who is $0', ''],
  ['-- a comment $0', ''],
  ['LOOKUP "a" /* c$0 */', ''],
  ['LOOKUP $0', 'label'],
  ['LOOKUP "Sa$0', 'label'],
  ['LOOKUP "a", $0', 'label'],
  ['SEARCH "x" $0', 'IN WHERE THRESHOLD LIMIT FIELD CATEGORY'],
  ['SEARCH "x" L$0', 'IN WHERE THRESHOLD LIMIT FIELD CATEGORY'],
  ['SEARCH "x" LIMIT 5 $0', 'IN WHERE THRESHOLD FIELD CATEGORY'],
  ['SEARCH "x" $0 LIMIT 5', 'IN WHERE THRESHOLD FIELD CATEGORY'],
  ['SEARCH "x" LIMIT $0', 'number'],
  ['SEARCH "x" IN $0', 'table'],
  ['SEARCH "x" WHERE $0', 'sql'],
  ['SEARCH "x"\n  $0', `IN WHERE THRESHOLD LIMIT FIELD CATEGORY ${statements}`],
  ['FUZZY "x" IN mo$0 LIMIT 4', 'table'],
  ['TRAVERSE $0', 'PLAN edgeType WITH label'],
  ['TRAVERSE manages, $0', 'label'],
  ['TRAVERSE manages WITH $0', 'LOOKUP FUZZY SEARCH SQL SELECT label'],
  ['TRAVERSE manages WITH LOOKUP $0', 'label'],
  ['TRAVERSE WITH LOOKUP "x" $0', walk],
  ['TRAVERSE manages WITH LOOKUP "x" $0', walk.replace('TYPE ', '')],
  ['TRAVERSE "x" DIRECTION $0', 'OUTBOUND INBOUND BOTH'],
  ['TRAVERSE "x" TYPE manages, $0', 'edgeType'],
  ['TRAVERSE "x" ORDER BY $0', 'edge.created_at edge.weight edge.rel_type column'],
  ['SQL $0', 'table sql'],
  ['SQL moments $0', 'WHERE LIMIT ORDER BY'],
  ['SELECT * FROM $0', 'sql'],
] as const) {
  test(`expected at ${JSON.stringify(marked)}`, () => assert.equal(names(marked), expected));
}

test('what a completion replaces is the word around the caret', () => {
  for (const [marked, replaced] of [['SEARCH "x" LIM$0IT 5', 'LIMIT'], ['LOOKUP "Sarah $0Ch', '"Sarah Ch'], ['LOO$0', 'LOO'], ['SEARCH "x" $0', '']] as const) {
    const { text, offset } = caret(marked);
    const { span, prefix } = expectedAt(text, offset);
    assert.equal(text.slice(span.start, span.end), replaced);
    assert.equal(prefix, text.slice(span.start, offset));
  }
});

test('columns are those of the statement’s table', () => {
  for (const [marked, tables] of [['SEARCH "x" IN moments WHERE $0', ['moments']], ['SEARCH "x" WHERE $0', ['resources']], ['SQL files WHERE $0', ['files']], ['SELECT $0 FROM moments m JOIN files f ON true', ['moments', 'files']]] as const) {
    const { text, offset } = caret(marked);
    const item = expectedAt(text, offset).items.find((one) => one.kind === 'sql');
    assert.deepEqual(item?.kind === 'sql' ? item.tables : undefined, tables, marked);
  }
});

test('names are described, with the table that they stand in', () => {
  const at = (marked: string) => describe(caret(marked).text, caret(marked).offset);
  assert.deepEqual(at('LOOKUP entities:"Sarah $0Chen"'), { kind: 'label', name: 'Sarah Chen', table: 'entities', start: 16, end: 28 });
  assert.deepEqual(at('TRAVERSE man$0ages WITH LOOKUP "x"'), { kind: 'edgeType', name: 'manages', start: 9, end: 16 });
  assert.deepEqual(at('SEARCH "x" IN mom$0ents'), { kind: 'table', name: 'moments', start: 14, end: 21 });
  assert.equal(at('LOOKUP "x"\n\nSEARCH "x" LIM$0IT 5')?.kind, 'clause');
  assert.equal(at('-- com$0ment'), undefined);
});

const request = (marked: string) => {
  const { text, offset } = caret(marked);
  const found = requestAt(parse(text), text, offset);
  return found && { request: found.request, span: text.slice(found.span.start, found.span.end), ...(found.replaces && { replaces: text.slice(found.replaces.start, found.replaces.end) }) };
};

test('a request is the comment lines above the caret', () => {
  assert.deepEqual(request('-- who does Sarah manage?\n$0'), { request: 'who does Sarah manage?', span: '-- who does Sarah manage?' });
  assert.deepEqual(request('-- who does Sarah\n# manage?\n  $0\n'), { request: 'who does Sarah manage?', span: '-- who does Sarah\n# manage?' });
  assert.deepEqual(request('/* who does\n * Sarah manage? */\n$0'), { request: 'who does Sarah manage?', span: '/* who does\n * Sarah manage? */' });
  assert.deepEqual(request('-- newest $0note\nLOOKUP "x"'), { request: 'newest note', span: '-- newest note', replaces: 'LOOKUP "x"' });
  assert.deepEqual(request('-- newest note\nLOOKUP$0 "x"'), { request: 'newest note', span: '-- newest note', replaces: 'LOOKUP "x"' });
});

test('other comments are no request', () => {
  for (const marked of ['-- a\n\n$0', 'LOOKUP "x" -- a\n$0', '-- rem-ignore limit: why\n$0', '-- target: p8fs\n$0', '--\n$0', '$0\n-- a', 'LOOKUP "x"\n$0']) assert.equal(request(marked), undefined, marked);
});

test('the statement at a caret is the one on its line', () => {
  const at = (marked: string) => statementAt(parse(caret(marked).text), caret(marked).offset)?.source;
  assert.equal(at('LOOKUP "a";  $0\nLOOKUP "b"'), 'LOOKUP "a"');
  assert.equal(at('LOOKUP "a"\n$0LOOKUP "b"'), 'LOOKUP "b"');
  assert.equal(at('LOOKUP "a"\n\n$0\nLOOKUP "b"'), undefined);
  assert.equal(at('SEARCH "a"\n  LIM$0IT 5'), 'SEARCH "a"\n  LIMIT 5');
});
