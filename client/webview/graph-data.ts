/**
 * Nodes and edges out of the rows of a TRAVERSE: each row is a node that was reached, `path` the labels from the start to it, and
 * `path_relations` the edge between each two of them; `<manages` was walked against its direction.
 */
import { cellText } from './dom.ts';
import type { Rows } from './views.ts';

export type GraphNode = { label: string; kind: string; depth: number | undefined; uri: string | undefined };
export type GraphEdge = { from: string; to: string; relation: string };
export type Graph = { nodes: Map<string, GraphNode>; edges: GraphEdge[]; start: string | undefined };

/** Whether rows can be drawn as a graph: they have paths. */
export function hasPaths(rows: Rows): boolean {
  const names = rows.columns.map((column) => column.name);
  return rows.rows.length > 0 && ['label', 'path', 'path_relations'].every((name) => names.includes(name));
}

export function graphOf(rows: Rows): Graph {
  const at = (name: string): number => rows.columns.findIndex((column) => column.name === name);
  const [label, kind, depth, path, relations, whole] = [at('label'), at('kind'), at('depth'), at('path'), at('path_relations'), at('row')];
  const graph: Graph = { nodes: new Map(), edges: [], start: undefined };
  for (const row of rows.rows) {
    const steps = texts(row[path]);
    const start = steps[0];
    graph.start ??= start;
    for (const step of steps) if (!graph.nodes.has(step)) graph.nodes.set(step, { label: step, kind: '', depth: step === start ? 0 : undefined, uri: undefined });
    graph.nodes.set(cellText(row[label]), { label: cellText(row[label]), kind: cellText(row[kind]), depth: Number(row[depth]), uri: uriOf(row[whole]) });
    for (const [index, relation] of texts(row[relations]).entries()) join(graph, steps[index], steps[index + 1], relation);
  }
  return graph;
}

/** Each edge once, in its own direction. */
function join(graph: Graph, before: string | undefined, after: string | undefined, relation: string): void {
  if (before === undefined || after === undefined) return;
  const backwards = relation.startsWith('<');
  const edge = backwards ? { from: after, to: before, relation: relation.slice(1) } : { from: before, to: after, relation };
  if (!graph.edges.some((known) => known.from === edge.from && known.to === edge.to && known.relation === edge.relation)) graph.edges.push(edge);
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map((item: unknown) => cellText(item)) : [];
}

/** `LOAD` brings each node's whole row, and with it the note it is from. */
function uriOf(row: unknown): string | undefined {
  const uri = typeof row === 'object' && row !== null && 'uri' in row ? row.uri : undefined;
  return typeof uri === 'string' ? uri : undefined;
}
