/**
 * Nodes and edges out of the rows of a TRAVERSE: each row is a node that was reached, its `path` the labels from the start to it, its
 * `relation` the last edge of that path.
 */
import { cellText } from './dom.ts';
import type { Rows } from './views.ts';

export type GraphNode = { label: string; kind: string; depth: number | undefined; uri: string | undefined };
export type GraphEdge = { from: string; to: string; relation: string };
export type Graph = { nodes: Map<string, GraphNode>; edges: GraphEdge[]; start: string | undefined };

/** Whether rows can be drawn as a graph: they have paths. */
export function hasPaths(rows: Rows): boolean {
  return rows.rows.length > 0 && rows.columns.some((column) => column.name === 'path') && rows.columns.some((column) => column.name === 'key');
}

export function graphOf(rows: Rows): Graph {
  const at = (name: string): number => rows.columns.findIndex((column) => column.name === name);
  const [key, kind, relation, depth, path, uri] = [at('key'), at('kind'), at('relation'), at('depth'), at('path'), at('uri')];
  const graph: Graph = { nodes: new Map(), edges: [], start: undefined };
  const add = (node: GraphNode): void => { if (!graph.nodes.get(node.label)?.kind) graph.nodes.set(node.label, node); };
  for (const row of rows.rows) {
    const label = cellText(row[key]);
    const steps = stepsOf(row[path], label);
    graph.start ??= steps[0];
    for (const step of steps) add({ label: step, kind: '', depth: step === steps[0] ? 0 : undefined, uri: undefined });
    add({ label, kind: cellText(row[kind]), depth: depth < 0 ? undefined : Number(row[depth]), uri: uri < 0 || !row[uri] ? undefined : cellText(row[uri]) });
    for (const [index, to] of steps.entries()) {
      const from = steps[index - 1];
      if (from !== undefined) join(graph, from, to, index === steps.length - 1 ? cellText(row[relation]) : '');
    }
  }
  return graph;
}

/** An edge once; its relation is known from the row that it leads to, and other rows only pass over it. */
function join(graph: Graph, from: string, to: string, relation: string): void {
  const known = graph.edges.find((edge) => edge.from === from && edge.to === to && (edge.relation === relation || edge.relation === '' || relation === ''));
  if (!known) graph.edges.push({ from, to, relation });
  else if (known.relation === '') known.relation = relation;
}

function stepsOf(path: unknown, label: string): string[] {
  const steps = Array.isArray(path) ? path.map((step: unknown) => cellText(step)) : [];
  return steps.at(-1) === label ? steps : [...steps, label];
}
