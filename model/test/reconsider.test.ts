/** Which of several answers to one request is taken. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { defaultSchema, loadSql } from '@rem/grammar';
import { judge } from '../src/judge.ts';
import { likeliestFirst, type Weighable } from '../src/reconsider.ts';
import { sketchOf } from '../src/sketch.ts';

before(() => loadSql());

/** The texts in the order in which they are taken; `share` is what the model gave each of them as a whole. */
function ordered(request: string, answers: readonly (readonly [text: string, share: number])[]): string[] {
  const sketch = sketchOf(request, []);
  const judged = answers.map(([text, share]): Weighable => ({
    answer: { text, tokens: 1, meanLogprob: Math.log(share), minLogprob: Math.log(share), overruled: 0, stop: 'end' },
    verdict: judge(text, { sources: { request, labels: [] }, schema: defaultSchema, dates: { now: new Date('2026-11-22T12:00:00Z'), timeZone: 'UTC' }, mayFix: false, against: { sketch } }),
  }));
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
