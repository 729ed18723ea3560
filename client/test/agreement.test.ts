/** The agreement report: numbers by hand, and labels that others wrote shown as text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreementReport, agreements, type EdgeLabel } from '../src/edges/agreement.ts';

const label = (id: string, labeller: string, affinity: number, relation: string | null = affinity >= 0.5 ? 'SEE_ALSO' : null): EdgeLabel => ({ id, labeller, affinity, relation });

test('two passes over the same pairs', () => {
  const labels = [
    label('a', 'one', 0.8), label('b', 'one', 0.6), label('c', 'one', 0.1), label('d', 'one', 0.2), label('e', 'one', 0.9),
    label('a', 'two', 0.7), label('b', 'two', 0.3), label('c', 'two', 0.1), label('d', 'two', 0.4), label('d', 'two', 0.2),
  ];
  const [found, ...more] = agreements(labels);
  assert.equal(more.length, 0);
  assert.ok(found);
  assert.equal(found.n, 4);
  assert.equal(found.offered, 0.75);
  // Chance: yes 2/4 and 1/4, so 0.125 + 0.375 = 0.5; (0.75 - 0.5) / 0.5.
  assert.equal(found.kappa, 0.5);
  assert.ok(Math.abs(found.distance - 0.1) < 1e-9);
  assert.deepEqual([found.relation, found.relationN], [1, 1]);
  assert.equal(found.apart[0]?.id, 'b');
});

test('the report says what is there, and takes no markup from a label', () => {
  assert.match(agreementReport([], [label('a', 'one', 1)]), /No pair was labelled by two/);
  const labels = [label('[x](y) | z', 'a|b', 0.5), label('[x](y) | z', 'c', 0.1)];
  const report = agreementReport(agreements(labels), labels);
  assert.ok(report.includes('\\[x\\](y) \\| z') && report.includes('a\\|b'));
  assert.match(report, /\| 1 \| 0\.0 % \|/);
});
