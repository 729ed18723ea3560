/** Guesses: from the grammar, from what is copied, from what usually follows; never past what the grammar allows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Token } from 'node-llama-cpp';
import { textConstraint, type Progress } from '../src/process/constraint.ts';
import { drafts, type DraftRow } from '../src/process/drafts.ts';
import { guess, type GuessSources } from '../src/process/guess.ts';
import type { LikelyAnswer } from '../src/likely-answer.ts';

/** Each piece is a token; `Ġ` a space, as the vocabulary writes it. */
const pieces = ['ĠSEARCH', 'Ġ"', 'a', 'b', '"', 'ĠIN', 'Ġmoments', 'ĠLIMIT', 'Ġ3', 'ĠFUZZY', 'N', 'ĠWHERE', 'ĠAND', 'Ġtag', 'Ġday', 'Ġ=', "Ġ'", "'"];
const plain = pieces.map((piece) => piece.replace('Ġ', ' '));
const token = (piece: string): Token => plain.indexOf(piece) as Token;
const grammar = `root ::= "SEARCH \\"" [ab]+ "\\"" (" IN moments")? (" WHERE " test (" AND " test)*)? (" LIMIT 3")? | "FUZZY"
test ::= ("tag" | "day") " = '" [ab]+ "'"`;

function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (let rest = text; rest !== ''; ) {
    const piece = plain.filter((candidate) => rest.startsWith(candidate)).sort((a, b) => b.length - a.length)[0];
    if (piece === undefined) break;
    found.push(token(piece));
    rest = rest.slice(piece.length);
  }
  return found;
}

function guessed(written: string, { rows = [], hints = ['a'], likely }: { rows?: DraftRow[]; hints?: string[]; likely?: LikelyAnswer } = {}): string {
  const constraint = textConstraint(grammar, []);
  const sources: GuessSources = { constraint, hints, likely, tokens, bytes: (of) => Buffer.from(plain[of] ?? ''), drafts: drafts(pieces, rows) };
  const progress = constraint.after(constraint.start(), Buffer.from(written)) as Progress;
  return guess(sources, progress, tokens(written)).map((of) => plain[of]).join('');
}

test('what the grammar forces', () => assert.equal(guessed(' SEARCH "a" I'), 'N moments'));
test('what is copied from a label', () => assert.equal(guessed(' SEARCH "ab', { hints: ['abba', ''] }), 'ba'));
test('a likely answer from its beginning, from where it was left off, and its ending behind another value; not where the answer went another way', () => {
  const likely = { text: 'SEARCH "ab" IN moments', ending: ' IN moments', conditions: [], clauses: '' };
  assert.equal(guessed('', { likely }), ' SEARCH "ab" IN moments');
  assert.equal(guessed(' SEARCH "a', { likely }), 'b" IN moments');
  assert.equal(guessed(' SEARCH "bb"', { likely }), ' IN moments');
  assert.equal(guessed(' SEARCH "b', { likely }), '');
});
test('conditions: as expected, the next one behind another value or operator, then the clauses; a merely possible one only where the answer begins it', () => {
  const conditions = [{ text: "tag = 'ab'", isWhole: true, isLikely: true }, { text: "day = 'b'", isWhole: true, isLikely: false }];
  const likely = { text: 'FUZZY', ending: '', conditions, clauses: ' LIMIT 3' };
  assert.equal(guessed(' SEARCH "a" WHERE', { likely }), " tag = 'ab' LIMIT 3");
  assert.equal(guessed(` SEARCH "a" WHERE day = 'a'`, { likely }), " AND tag = 'ab' LIMIT 3");
  assert.equal(guessed(` SEARCH "a" WHERE tag = 'b'`, { likely }), ' LIMIT 3');
  assert.equal(guessed(` SEARCH "a" WHERE tag = 'b' AND day`, { likely }), " = 'b' LIMIT 3");
});
test('what is copied into a condition', () => assert.equal(guessed(` SEARCH "a" WHERE tag = 'ab`, { hints: ['abba', ''] }), 'ba'));
test('what usually follows, several tokens on', () => {
  const rows: DraftRow[] = [['Ġ"', 'a', '"', 'ĠIN'], ['a', '"', 'ĠIN', 'Ġmoments'], ['"', 'ĠIN', 'Ġmoments', 'ĠLIMIT']];
  assert.equal(guessed(' SEARCH "a"', { rows }), ' IN moments LIMIT 3');
});
test('nothing that the grammar forbids, whatever usually follows', () => {
  assert.equal(guessed(' SEARCH "a"', { rows: [['Ġ"', 'a', '"', 'ĠFUZZY']] }), '');
});
test('the beginning of an answer has a context of its own, and rows of another vocabulary are left out', () => {
  assert.equal(guessed('', { rows: [['', '', '', 'ĠFUZZY'], ['x', 'y', 'z', 'ĠIN']] }), ' FUZZY');
});
