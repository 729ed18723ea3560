/**
 * `edges-in-where`: a condition on the column of edges. The names inside differ from row to row, and no index helps; TRAVERSE follows edges.
 */
import type { Problem } from '../problem.ts';
import type { Check } from './index.ts';
import { report } from './report.ts';
import { isNode, listOf, nameOf, nodesOf, walk, type PgNode } from './sql/postgres.ts';
import { sqlRegions, type SqlRegion } from './sql/region.ts';
import { partOf } from './sql-names.ts';

export const edgesInWhere: Check = (statement, { source }) => sqlRegions(statement, source).flatMap(inRegion);

function inRegion(region: SqlRegion): Problem[] {
  if (region.parsed.kind === 'error') return [];
  const references = new Set<PgNode>();
  if (!/graph_(edges|paths)/i.test(region.text)) return [];
  for (const node of nodesOf(region.parsed)) {
    if (node['whereClause'] === undefined) continue;
    for (const inner of walk(node['whereClause'])) if (isNode(inner['ColumnRef']) && isEdges(inner['ColumnRef'])) references.add(inner['ColumnRef']);
  }
  return [...references].map((reference) => {
    const part = partOf(region, reference, listOf(reference['fields']).length - 1);
    const place = { start: region.place(part.start), end: region.place(part.end) };
    const name = nameOf(listOf(reference['fields']).at(-1)) ?? '';
    return report('edges-in-where', place, `\`${name}\` in a WHERE misses edges, whose names differ from row to row: write TRAVERSE WITH LOOKUP "label" instead`);
  });
}

const isEdges = (reference: PgNode): boolean => ['graph_edges', 'graph_paths'].includes(nameOf(listOf(reference['fields']).at(-1)) ?? '');
