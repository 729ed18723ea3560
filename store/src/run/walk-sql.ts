/**
 * The SQL of a walk: one recursive statement whose working row is a level. Each level finds the edges of the frontier, keeps them as
 * JSON (best first), and makes of their targets that were not visited yet the next frontier.
 */
import type { TraverseParameters } from '@rem/grammar';
import type { Walked } from '../schema/graph-source.ts';

type Direction = TraverseParameters['direction'];

/** Nodes at which a walk stops: nobody reads on, and the next level may be all there is. */
export const MOST_NODES = 200_000;

/** `types` and `depth` are numbers of parameters: folded edge types (none: all) and the deepest level. Rows: depth, steps, left over. */
export function walkSql(graph: Walked, { start, direction, types, depth }: { start: string; direction: Direction; types: number; depth: number }): string {
  const steps = stepsSql(graph, { frontier: 'w.frontier', direction, types: `$${types}::text[]` });
  return `WITH RECURSIVE ${graph.first} start AS MATERIALIZED (${start}),
  walk(depth, frontier, visited, steps) AS (
    SELECT 0, s.keys, s.keys, s.found FROM (
      SELECT coalesce(array_agg(DISTINCT node_key), '{}') AS keys, json_agg(json_build_array(key, name, node_key)) AS found FROM start) s
    UNION ALL
    SELECT w.depth + 1, next.keys, w.visited || next.keys, next.steps
    FROM walk w CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(DISTINCT s.node) FILTER (WHERE v.key IS NULL), '{}') AS keys, ${asJson('s')} AS steps
      FROM (${steps}) s LEFT JOIN unnest(w.visited) AS v(key) ON v.key = s.node
    ) next
    WHERE w.depth < $${depth}::int AND cardinality(w.frontier) > 0 AND cardinality(w.visited) <= ${MOST_NODES}
  )
  SELECT depth, steps, CASE WHEN depth < $${depth}::int AND cardinality(visited) > ${MOST_NODES} THEN cardinality(frontier) ELSE 0 END AS left_over
  FROM walk ORDER BY depth`;
}

const BEST_FIRST = (s: string): string =>
  `${s}.weight DESC NULLS LAST, ${s}.created DESC NULLS LAST, ${s}.from_key COLLATE "C", ${s}.node COLLATE "C", ${s}.relation COLLATE "C", ${s}.direction DESC`;

/** Lists are half as long as objects with names, and read twice as fast. */
function asJson(s: string): string {
  const cells = ['from_key', 'node', 'label', 'relation', 'direction', 'weight', 'created', 'table_name', 'row_id', 'kind'];
  return `json_agg(json_build_array(${cells.map((cell) => `${s}.${cell}`).join(', ')}) ORDER BY ${BEST_FIRST(s)})`;
}

type Steps = { frontier: string; direction: Direction; types: string };

/** The edges that leave (or reach) the nodes of a frontier, each with the node at its other end. */
export function stepsSql(graph: Walked, { frontier, direction, types }: Steps): string {
  const wanted = `(cardinality(${types}) = 0 OR e.rel_key = ANY (${types}))`;
  const out = `SELECT e.src_key AS from_key, coalesce(n.node_key, e.dst_key) AS node, coalesce(n.name, e.dst) AS label, e.rel_type AS relation,
      'outbound' AS direction, e.weight, e.created_at AS created, n.table_name, n.row_id, n.kind
    FROM unnest(${frontier}) AS f(key) JOIN ${graph.edges} e ON e.src_key = f.key LEFT JOIN ${graph.nodes} n ON n.key = e.dst_key WHERE ${wanted}`;
  // Edges lead to a node under any of its labels; what the source is, its own row says.
  const into = `SELECT k.node AS from_key, e.src_key AS node, e.src_label AS label, e.rel_type AS relation,
      'inbound' AS direction, e.weight, e.created_at AS created, e.src_table AS table_name, e.src_id AS row_id, n.kind
    FROM (SELECT f.key AS node, f.key FROM unnest(${frontier}) AS f(key)
          UNION SELECT f.key, l.key FROM unnest(${frontier}) AS f(key) JOIN ${graph.labels} l ON l.node_key = f.key) k
    JOIN ${graph.edges} e ON e.dst_key = k.key
    LEFT JOIN LATERAL (SELECT l.kind FROM ${graph.labels} l WHERE l.table_name = e.src_table AND l.row_id = e.src_id AND l.source = 'name' LIMIT 1) n ON true
    WHERE ${wanted}`;
  return direction === 'outbound' ? out : direction === 'inbound' ? into : `${out} UNION ALL ${into}`;
}
