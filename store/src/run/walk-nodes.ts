/** The nodes of a walk, made of the steps that the database found: who was reached from whom, by which path. */

export type Node = {
  key: string;
  label: string;
  kind: string | null;
  table: string | null;
  id: string | null;
  depth: number;
  relations: string[];
  direction: string;
  weight: number | null;
  created: string | null;
  path: string[];
  pathRelations: string[];
};

/** From, node, label, relation, direction, weight, created, table, id, kind; in the order of `asJson` in walk-sql.ts. */
export type Step = readonly [
  from: string,
  node: string,
  label: string,
  relation: string,
  direction: string,
  weight: number | null,
  created: string | null,
  table: string | null,
  id: string | null,
  kind: string | null,
];

export function startNode(label: string, key: string): Node {
  return {
    key,
    label,
    kind: null,
    table: null,
    id: null,
    depth: 0,
    relations: [],
    direction: '',
    weight: null,
    created: null,
    path: [label],
    pathRelations: [],
  };
}

/** Steps come best first; the first that reaches a node makes its path, those after it only add their relation. */
export function enterLevel(visited: Map<string, Node>, steps: readonly Step[], depth: number): void {
  const fresh = new Map<string, Node>();
  for (const step of steps) {
    const [fromKey, key, , relation] = step;
    const known = fresh.get(key);
    if (known && !known.relations.includes(relation)) known.relations.push(relation);
    const from = visited.get(fromKey);
    if (!known && from && !visited.has(key)) fresh.set(key, nodeOf(step, from, depth));
  }
  for (const [key, node] of fresh) visited.set(key, { ...node, relations: node.relations.sort() });
}

function nodeOf([, key, label, relation, direction, weight, created, table, id, kind]: Step, from: Node, depth: number): Node {
  // In a path, `<manages` is an edge that was walked against its direction.
  const arrow = direction === 'inbound' ? `<${relation}` : relation;
  const path = [...from.path, label];
  return { key, label, kind, table, id, depth, relations: [relation], direction, weight, created: instant(created), path, pathRelations: [...from.pathRelations, arrow] };
}

/** As every other time of an answer: ISO 8601 in UTC. */
function instant(text: string | null): string | null {
  const date = text === null ? undefined : new Date(text);
  return date === undefined || Number.isNaN(date.getTime()) ? text : date.toISOString();
}
