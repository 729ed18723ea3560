/** The decoding grammar as the embedded decoder walks it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matcher, type MatchState } from '../src/gbnf/matcher.ts';
import { GbnfError, parseGbnf } from '../src/gbnf/parse.ts';
import { textConstraint } from '../src/process/constraint.ts';
import { bytesOfPiece } from '../src/process/token-bytes.ts';

function accepts(gbnf: string, text: string): boolean {
  const walk = matcher(parseGbnf(gbnf));
  let state: MatchState | undefined = walk.start();
  for (const char of text) state = state && walk.next(state, char.codePointAt(0)!);
  return state?.complete ?? false;
}

const query = `# a comment
root ::= lookup | "NONE"
lookup ::= "LOOKUP " string ( ", " string ){0,2} limit?
limit ::= " LIMIT " [1-9] [0-9]*
string ::= "\\"" ( [^"\\\\\\n] | "\\\\" ["\\\\] )+ "\\""
`;

test('sentences of the grammar and others', () => {
  for (const text of ['NONE', 'LOOKUP "a"', 'LOOKUP "a", "b", "c"', 'LOOKUP "a" LIMIT 10', 'LOOKUP "a \\" é 東"']) assert.ok(accepts(query, text), text);
  for (const text of ['', 'NON', 'LOOKUP a', 'LOOKUP ""', 'LOOKUP "a", "b", "c", "d"', 'LOOKUP "a" LIMIT 0', 'LOOKUP "a\n"', 'NONE ']) assert.ok(!accepts(query, text), text);
});

test('repetitions with bounds, escapes and classes', () => {
  assert.ok(accepts('root ::= [a-c]{2,3} "\\u00e9" [\\]\\\\-]', 'abcé]'));
  assert.ok(!accepts('root ::= [a-c]{2,3}', 'abca'));
  assert.ok(accepts('root ::= "x"{2}', 'xx'));
  assert.ok(!accepts('root ::= "x"{2}', 'x'));
  assert.ok(accepts('root ::= "x"{1,}', 'xxxxx'));
  assert.ok(accepts('root ::= a+\na ::= "p" | "q" |', 'pqp'));
});

test('a text that is no grammar is refused with a reason', () => {
  for (const text of ['', 'root ::= missing', 'root ::= "open', 'other ::= "x"', 'root = "x"']) assert.throws(() => parseGbnf(text), GbnfError, text);
});

test('what must come next', () => {
  const walk = matcher(parseGbnf(query), ' ');
  let state = walk.start();
  for (const char of ' L') state = walk.next(state, char.codePointAt(0)!)!;
  assert.equal(walk.forced(state, 40), 'OOKUP "');
  for (const char of 'OOKUP "ab"') state = walk.next(state, char.codePointAt(0)!)!;
  assert.equal(walk.forced(state, 40), '');
});

test('a walk remembers places and not texts: the same form again adds none', () => {
  const walk = matcher(parseGbnf(query));
  const through = (text: string): number => {
    let state: MatchState | undefined = walk.start();
    for (const char of text) state = state && walk.next(state, char.codePointAt(0)!);
    return walk.places;
  };
  const one = through('LOOKUP "a" LIMIT 10');
  assert.ok(one > 5);
  assert.equal(through('LOOKUP "another one" LIMIT 25'), one);
  assert.ok(through('LOOKUP "a", "b"') > one);
});

test('characters in pieces: bytes are held until a character is whole', () => {
  const constraint = textConstraint(query, []);
  const bytes = Buffer.from(' LOOKUP "é東"');
  let progress = constraint.start();
  for (const byte of bytes) progress = constraint.after(progress, Uint8Array.of(byte))!;
  assert.equal(progress.text, ' LOOKUP "é東"');
  assert.ok(constraint.mayEnd(progress));
  assert.equal(constraint.after(constraint.start(), Uint8Array.of(0xe6)), undefined);
});

test('a forbidden beginning is not written again', () => {
  const constraint = textConstraint(query, ['LOOKUP "a"']);
  const open = constraint.after(constraint.start(), Buffer.from(' LOOKUP "a'))!;
  assert.equal(constraint.after(open, Buffer.from('"')), undefined);
  assert.ok(constraint.after(open, Buffer.from('b"')));
});

test('pieces of the vocabulary as bytes', () => {
  assert.deepEqual(bytesOfPiece('ĠTRA'), Uint8Array.from(Buffer.from(' TRA')));
  assert.deepEqual(bytesOfPiece('Ã©'), Uint8Array.from([0xc3, 0xa9]));
  assert.equal(bytesOfPiece('<日>'), undefined);
});
