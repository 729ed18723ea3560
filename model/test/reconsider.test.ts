/** Which of several answers to one request is taken. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { defaultSchema, loadSql } from '@rem/grammar';
import { judge } from '../src/judge.ts';
import { isDoubted, likeliestFirst, type Weighable } from '../src/reconsider.ts';
import { sketchOf } from '../src/sketch.ts';

before(() => loadSql());

/** `share` is what the model gave the text as a whole. */
function weighable(request: string, text: string, share: number): Weighable {
  return {
    answer: { text, tokens: 1, meanLogprob: Math.log(share), minLogprob: Math.log(share), overruled: 0, stop: 'end' },
    verdict: judge(text, { sources: { request, labels: [] }, schema: defaultSchema, dates: { now: new Date('2026-11-22T12:00:00Z'), timeZone: 'UTC' }, mayFix: false, against: { sketch: sketchOf(request, []) }, likelihood: share }),
  };
}

/** The texts in the order in which they are taken. */
function ordered(request: string, answers: readonly (readonly [text: string, share: number])[]): string[] {
  const sketch = sketchOf(request, []);
  const judged = answers.map(([text, share]) => weighable(request, text, share));
  likeliestFirst(judged, sketch);
  return judged.map(({ answer }) => answer.text);
}

test('what the words ask for outweighs a small lead', () => {
  assert.deepEqual(ordered('docs about harbour dredging', [['SELECT * FROM resources', 0.45], ['SEARCH "harbour dredging"', 0.4]]), ['SEARCH "harbour dredging"', 'SELECT * FROM resources']);
});

test('a great lead stays one, and what is wrong comes last', () => {
  const [sure, other] = ['SEARCH "harbour dredging"', 'SEARCH "dredging"'];
  assert.deepEqual(ordered('docs about harbour dredging', [[sure, 0.9], [other, 0.01]]), [sure, other]);
  assert.deepEqual(ordered('docs about harbour dredging', [['SEARCH "quite something else"', 0.9], [sure, 0.05]]), [sure, 'SEARCH "quite something else"']);
});

test('doubted is what the model was not sure of and its readers see otherwise', () => {
  const doubted = (request: string, text: string, share: number): boolean => isDoubted(weighable(request, text, share), sketchOf(request, []));
  assert.ok(doubted('docs about harbour dredging', 'SELECT * FROM files', 0.5));
  assert.ok(!doubted('docs about harbour dredging', 'SELECT * FROM files', 0.8));
  assert.ok(!doubted('docs about harbour dredging', 'SEARCH "harbour dredging"', 0.5));
  assert.ok(doubted('docs about harbour dredging', 'SEARCH "quite something else"', 0.5), 'an invented text');
});
