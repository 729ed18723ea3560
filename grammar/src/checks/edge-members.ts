/**
 * `unknown-column` in the ORDER BY of a TRAVERSE: a member that edges do not have.
 */
import { nearest } from '../nearest.ts';
import type { Check } from './index.ts';
import { clauseOf } from './parts.ts';
import { report, suggestion } from './report.ts';

const members = ['created_at', 'weight', 'rel_type', 'dst', 'properties'];

export const edgeMembers: Check = (statement) => {
  const keys = statement.kind === 'traverse' ? (clauseOf(statement, 'orderBy')?.value?.keys ?? []) : [];
  return keys.flatMap(({ expression }) => {
    const [, name] = /^edge\.(\w+)$/i.exec(expression.value) ?? [];
    if (name === undefined || members.includes(name.toLowerCase())) return [];
    const place = { start: expression.end - name.length, end: expression.end };
    const { hint, fixes } = suggestion(nearest(name, members), place);
    return [report('unknown-column', place, `An edge has no \`${name}\`.${hint || ` It has ${members.join(', ')}`}`, ...fixes)];
  });
};
