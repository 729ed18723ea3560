/**
 * `plan-and-depth`: PLAN answers statistics of the edges without walking them, DEPTH from 1 on asks for a walk.
 */
import type { Check } from './index.ts';
import { clauseOf } from './parts.ts';
import { report } from './report.ts';
import { without } from './edits.ts';

export const planAndDepth: Check = (statement, { source }) => {
  if (statement.kind !== 'traverse') return [];
  const plan = statement.plan ?? clauseOf(statement, 'plan');
  const depth = clauseOf(statement, 'depth');
  if (plan === undefined || depth?.value === undefined || !(depth.value.value > 0)) return [];
  const fixes = [
    { title: 'Remove DEPTH', edits: [without(depth, source)] },
    { title: 'Remove PLAN', edits: [without(plan, source)] },
  ];
  return [report('plan-and-depth', depth, 'PLAN answers edge statistics without a walk: leave out DEPTH, or leave out PLAN to walk', ...fixes)];
};
