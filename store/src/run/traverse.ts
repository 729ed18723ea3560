/**
 * TRAVERSE: level by level, one statement a level for the whole frontier, over the edge index. Every node is visited
 * once, so cycles end by themselves and the cost grows with what is visited. A node is a label; how it was reached first
 * (fewest steps, then the strongest and first-named edge) is its path.
 */
import type { Initial, TraverseParameters } from '@rem/grammar';
import { records, type Value } from '../backend/backend.ts';
import { fail } from '../failed.ts';
import { fold, foldType } from '../notes/note.ts';
import type { Column } from '../types.ts';
import { tableNamed, type Context, type Found } from './context.ts';
import { makeWholeRows } from './whole-rows.ts';
import { fuzzy } from './fuzzy.ts';
import { lookupLabels } from './lookup.ts';
import { search } from './search.ts';
import { sqlRows } from './sql.ts';

type Node = {
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

type Step = {
  from: string;
  node: string;
  label: string;
  relation: string;
  direction: string;
  weight: number | null;
  created: string | null;
  table: string | null;
  id: string | null;
  kind: string | null;
};

const MOST_NODES = 200_000;
const DEEPEST = 64;

export async function traverse(context: Context, parameters: TraverseParameters): Promise<Found> {
  const start = await startNodes(context, parameters);
  if (start.length === 0) context.notes.push('The start found nothing, so there is nowhere to go from.');
  if (parameters.plan_mode || parameters.max_depth === 0) return statistics(context, parameters, start);
  const { nodes, sql, values } = await walk(context, parameters, start);
  const only = parameters.table_name === undefined ? undefined : tableNamed(context, parameters.table_name).name;
  const chosen = nodes.filter((node) => only === undefined || node.table === only).sort(orderOf(parameters.order_by));
  const limit = Math.min(parameters.limit, context.cap);
  const shown = chosen.slice(0, limit);
  if (chosen.length > shown.length) context.notes.push(`${chosen.length} nodes were reached, ${shown.length} are shown (LIMIT ${parameters.limit}).`);
  const rows = parameters.load ? await load(context, shown) : [];
  return {
    columns: parameters.load ? [...COLUMNS, { name: 'row', type: 'jsonb' }] : COLUMNS,
    rows: shown.map((node, i) => [...nodeRow(node), ...(parameters.load ? [rows[i] ?? null] : [])]),
    truncated: parameters.limit > limit && chosen.length > limit,
    sql,
    parameters: values,
  };
}

const COLUMNS: Column[] = [
  { name: 'label', type: 'text' },
  { name: 'kind', type: 'text' },
  { name: 'table', type: 'text' },
  { name: 'relations', type: 'text[]' },
  { name: 'direction', type: 'text' },
  { name: 'weight', type: 'double precision' },
  { name: 'depth', type: 'integer' },
  { name: 'path', type: 'text[]' },
  { name: 'path_relations', type: 'text[]' },
  { name: 'edge_created_at', type: 'timestamptz' },
];

function nodeRow(node: Node): unknown[] {
  return [node.label, node.kind, node.table, node.relations, node.direction, node.weight, node.depth, node.path, node.pathRelations, node.created];
}

/** The labels that the first query answers, each once, in its order. */
async function startNodes(context: Context, initial: Initial): Promise<Node[]> {
  const found = await runInitial(context, initial);
  const column = ['name', 'label'].map((name) => found.columns.findIndex((candidate) => candidate.name === name)).find((at) => at >= 0);
  if (column === undefined) fail('bad-plan', 'The query that TRAVERSE starts from answers no labels', 'Let its SELECT answer the column `name`.');
  const seen = new Map<string, Node>();
  for (const row of found.rows) {
    const label = row[column];
    if (typeof label === 'string' && !seen.has(fold(label))) seen.set(fold(label), startNode(label));
  }
  return [...seen.values()];
}

async function runInitial(context: Context, initial: Initial): Promise<Found> {
  switch (initial.initial_query_type) {
    case 'LOOKUP':
      return lookupLabels(context, initial.initial_query);
    case 'FUZZY':
      return fuzzy(context, initial.initial_query);
    case 'SEARCH':
      return search(context, initial.initial_query);
    case 'SQL':
      return sqlRows(context, initial.initial_query);
  }
}

function startNode(label: string): Node {
  return {
    key: fold(label),
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

async function walk(context: Context, parameters: TraverseParameters, start: Node[]): Promise<{ nodes: Node[]; sql: string; values: Value[] }> {
  const visited = new Map(start.map((node) => [node.key, node]));
  const sql = stepStatement(context, parameters.direction);
  let frontier = start;
  let values: Value[] = [start.map((node) => node.key), types(parameters)];
  for (let depth = 1; depth <= Math.min(parameters.max_depth, DEEPEST) && frontier.length > 0; depth++) {
    values = depth === 1 ? values : [frontier.map((node) => node.key), types(parameters)];
    const answer = await context.query(sql, values);
    frontier = enter(visited, records(answer) as unknown as Step[], depth);
    if (visited.size > MOST_NODES) {
      context.notes.push(`The walk stopped at ${visited.size} nodes; name edge types or a smaller DEPTH.`);
      break;
    }
  }
  context.notes.push(`One statement a level; ${visited.size - start.length} nodes reached from ${start.length}.`);
  return { nodes: [...visited.values()].filter((node) => node.depth > 0), sql, values: [start.map((node) => node.key), types(parameters)] };
}

function types(parameters: TraverseParameters): string[] {
  return parameters.edge_types.filter((type) => type !== '*').map(foldType);
}

/** Steps come best first; the first that reaches a node makes its path, those after it only add their relation. */
function enter(visited: Map<string, Node>, steps: Step[], depth: number): Node[] {
  const fresh = new Map<string, Node>();
  for (const step of steps) {
    const known = fresh.get(step.node);
    const from = visited.get(step.from);
    if (known && !known.relations.includes(step.relation)) known.relations.push(step.relation);
    if (known || visited.has(step.node) || !from) continue;
    fresh.set(step.node, {
      key: step.node,
      label: step.label,
      kind: step.kind,
      table: step.table,
      id: step.id,
      depth,
      relations: [step.relation],
      direction: step.direction,
      weight: step.weight,
      created: step.created,
      path: [...from.path, step.label],
      pathRelations: [...from.pathRelations, arrow(step)],
    });
  }
  for (const [key, node] of fresh) visited.set(key, node);
  return [...fresh.values()].map((node) => ({ ...node, relations: node.relations.sort() }));
}

/** In a path, `<manages` is an edge that was walked against its direction. */
function arrow(step: Step): string {
  return step.direction === 'inbound' ? `<${step.relation}` : step.relation;
}

/** `$1` the frontier's keys, `$2` the folded edge types (none: all). */
function stepStatement(context: Context, direction: TraverseParameters['direction']): string {
  const parts = [...(direction === 'inbound' ? [] : [outbound(context)]), ...(direction === 'outbound' ? [] : [inbound(context)])];
  return `SELECT s.from_key AS "from", s.node, s.label, s.relation, s.direction, s.weight, s.created, s.table_name AS "table", s.row_id AS id, s.kind
    FROM (${parts.join(' UNION ALL ')}) s
    ORDER BY s.weight DESC NULLS LAST, s.created DESC NULLS LAST, s.from_key COLLATE "C", s.node COLLATE "C", s.relation COLLATE "C", s.direction DESC`;
}

const ROW_ORDER = `ORDER BY l.rank, array_position(ARRAY['entities', 'resources', 'moments', 'files'], l.table_name), l.row_id LIMIT 1`;

function outbound(context: Context): string {
  return `SELECT f.key AS from_key, coalesce(n.node_key, e.dst_key) AS node, coalesce(n.name, e.dst) AS label, e.rel_type AS relation, 'outbound' AS direction,
      e.weight, e.created_at AS created, n.table_name, n.row_id, n.kind
    FROM unnest($1::text[]) AS f(key) JOIN ${context.graph.edges} e ON e.src_key = f.key
    LEFT JOIN LATERAL (SELECT l.node_key, l.table_name, l.row_id, l.kind, l.name FROM ${context.graph.labels} l WHERE l.key = e.dst_key ${ROW_ORDER}) n ON true
    WHERE (cardinality($2::text[]) = 0 OR e.rel_key = ANY ($2::text[]))`;
}

/** Edges that lead to the node under any of its labels; the source's own row says what it is. */
function inbound(context: Context): string {
  return `SELECT f.key AS from_key, e.src_key AS node, e.src_label AS label, e.rel_type AS relation, 'inbound' AS direction,
      e.weight, e.created_at AS created, e.src_table AS table_name, e.src_id AS row_id, n.kind
    FROM unnest($1::text[]) AS f(key)
    CROSS JOIN LATERAL (SELECT f.key AS key UNION SELECT l.key FROM ${context.graph.labels} l WHERE l.node_key = f.key) k
    JOIN ${context.graph.edges} e ON e.dst_key = k.key
    LEFT JOIN LATERAL (SELECT l.kind FROM ${context.graph.labels} l WHERE l.key = e.src_key AND l.table_name = e.src_table AND l.row_id = e.src_id AND l.source = 'name' LIMIT 1) n ON true
    WHERE (cardinality($2::text[]) = 0 OR e.rel_key = ANY ($2::text[]))`;
}

type Compare = (a: Node, b: Node) => number;

const ORDERS: Record<string, Compare> = {
  created_at: (a, b) => compareNullsLast(a.created, b.created),
  weight: (a, b) => compareNullsLast(a.weight, b.weight),
  depth: (a, b) => a.depth - b.depth,
  label: (a, b) => byText(a.label, b.label),
  name: (a, b) => byText(a.label, b.label),
  dst: (a, b) => byText(a.label, b.label),
  rel_type: (a, b) => byText(a.relations[0] ?? '', b.relations[0] ?? ''),
  relation: (a, b) => byText(a.relations[0] ?? '', b.relations[0] ?? ''),
  kind: (a, b) => compareNullsLast(a.kind, b.kind),
  table: (a, b) => compareNullsLast(a.table, b.table),
};

/** `edge.weight DESC, label`: keys of the answer; unknown values stand last whichever way it goes. */
function orderOf(text: string): Compare {
  const keys = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(orderKey);
  return (a, b) => {
    for (const key of keys) {
      const order = key(a, b);
      if (order !== 0) return order;
    }
    return a.depth - b.depth || -compareNullsLast(a.weight, b.weight, -1) || byText(a.label, b.label) || byText(a.key, b.key);
  };
}

function orderKey(part: string): Compare {
  const match = /^(?:edge\.)?"?([a-z_]+)"?(?:\s+(asc|desc))?$/i.exec(part);
  const name = (match?.[1] ?? '').toLowerCase();
  const compare = ORDERS[name];
  if (!compare)
    fail(
      'unknown-name',
      `TRAVERSE cannot order by ‘${part}’`,
      `Order by one of: ${Object.keys(ORDERS)
        .map((key) => (key.endsWith('t') ? `edge.${key}` : key))
        .join(', ')}.`,
    );
  const down = match?.[2]?.toLowerCase() === 'desc';
  return (a, b) => {
    const missing = missingLast(name, a, b);
    return missing ?? (down ? compare(b, a) : compare(a, b));
  };
}

function missingLast(name: string, a: Node, b: Node): number | undefined {
  const value = (node: Node): unknown =>
    name === 'created_at' ? node.created : name === 'weight' ? node.weight : name === 'kind' ? node.kind : name === 'table' ? node.table : '';
  const [left, right] = [value(a) === null, value(b) === null];
  return left === right ? (left ? 0 : undefined) : left ? 1 : -1;
}

function compareNullsLast(a: string | number | null, b: string | number | null, sign = 1): number {
  if (a === b) return 0;
  if (a === null) return sign;
  if (b === null) return -sign;
  return typeof a === 'number' && typeof b === 'number' ? a - b : byText(String(a), String(b));
}

function byText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

async function load(context: Context, nodes: Node[]): Promise<unknown[]> {
  const sql = `SELECT a.ord, w.row FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS a(table_name, row_id, ord)
    CROSS JOIN LATERAL (${makeWholeRows(context.catalogue, 'a.table_name', 'a.row_id')}) w`;
  const { rows } = await context.query(sql, [nodes.map((node) => node.table ?? ''), nodes.map((node) => node.id ?? '')]);
  const byOrder = new Map(rows.map(([ord, row]) => [Number(ord), row]));
  return nodes.map((_, i) => byOrder.get(i + 1));
}

/** PLAN: what edges leave (or reach) the start, without walking them. */
async function statistics(context: Context, parameters: TraverseParameters, start: Node[]): Promise<Found> {
  const sql = `SELECT s.relation, s.direction, count(*) AS edges, count(DISTINCT s.node) AS nodes, round(avg(s.weight)::numeric, 4)::float8 AS average_weight,
      (array_agg(s.label ORDER BY s.weight DESC NULLS LAST, s.label COLLATE "C"))[1:3] AS examples
    FROM (${stepStatement(context, parameters.direction)}) s
    GROUP BY s.relation, s.direction ORDER BY edges DESC, s.relation COLLATE "C", s.direction DESC`;
  const values = [start.map((node) => node.key), types(parameters)];
  const { columns, rows } = await context.query(sql, values);
  return { columns, rows, truncated: false, sql, parameters: values };
}
