/** Known values of the statistics, worked out by hand or taken from textbooks. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mcnemar, pearson, percentile, spearman, wilson } from '../src/eval/statistics.ts';

const near = (actual: number, expected: number, tolerance = 1e-3): void =>
  assert.ok(Math.abs(actual - expected) < tolerance, `${actual} is not ${expected}`);

test('Wilson: 90 of 100 lies between 82.6 and 94.5 %', () => {
  const share = wilson(90, 100);
  near(share.value, 0.9);
  near(share.low, 0.8256);
  near(share.high, 0.9448);
});

test('Wilson: everything right is not certainty, and no case says nothing', () => {
  near(wilson(10, 10).low, 0.7225);
  assert.deepEqual(wilson(0, 0), { value: 0, low: 0, high: 1, n: 0 });
});

test('Pearson and its interval: r = 0.5 at n = 28 spans 0.156 to 0.736', () => {
  const xs = Array.from({ length: 28 }, (_, index) => index);
  const r = pearson(xs, xs.map((x) => -3 * x + 1));
  near(r.value, -1);
  const half = 1.959964 / Math.sqrt(25);
  near(Math.tanh(Math.atanh(0.5) - half), 0.1556);
});

test('Spearman looks at order alone and shares ties', () => {
  near(spearman([1, 2, 3, 4], [1, 8, 27, 64]).value, 1);
  near(spearman([1, 2, 2, 3], [1, 2, 2, 3]).value, 1);
});

test('McNemar: 1 against 9 is 0.0215, nothing against nothing is 1', () => {
  near(mcnemar(1, 9), 0.0215);
  assert.equal(mcnemar(0, 0), 1);
});

test('percentiles interpolate', () => {
  near(percentile([1, 2, 3, 4], 0.5), 2.5);
  assert.ok(Number.isNaN(percentile([], 0.5)));
});
