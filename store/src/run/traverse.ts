/**
 * TRAVERSE: the whole walk is one statement. It goes level by level with the frontier as a set, over the edge index; every node is
 * visited once, so cycles end by themselves and the cost grows with what is visited. A node is a label; how it was reached first (fewest
 * steps, then the strongest and first-named edge) is its path.
 */
import type { Initial, TraverseParameters } from '@rem/grammar';
import type { Value } from '../backend/backend.ts';
import { fail } from '../failed.ts';
import { foldType } from '../notes/note.ts';
import type { Column } from '../types.ts';
import { tableNamed, type Context, type Found } from './context.ts';
import { makeWholeRows } from './whole-rows.ts';
import { fuzzy } from './fuzzy.ts';
import { lookup, lookupStart, noteMissing, type Key } from './lookup.ts';
import { nodeOrder } from './node-order.ts';
import { search } from './search.ts';
import { sqlRows } from './sql.ts';
import { enterLevel, startNode, type Node, type Step } from './walk-nodes.ts';
import { stepsSql, walkSql } from './walk-sql.ts';

const DEEPEST = 64;

export async function traverse(context: Context, parameters: TraverseParameters): Promise<Found> {
  const order = nodeOrder(parameters.order_by);
  const only = parameters.table_name === undefined ? undefined : tableNamed(context, parameters.table_name).name;
  if (parameters.plan_mode || parameters.max_depth === 0) return statistics(context, parameters);
  const { nodes, sql, values } = await walk(context, parameters);
  const chosen = nodes.filter((node) => only === undefined || node.table === only).sort(order);
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

/** Where a walk begins, as SQL with its values: rows `key`, `name`, `node_key`. `asked` are the keys of a LOOKUP. */
type Start = { sql: string; values: Value[]; asked: Key[] };

/** A LOOKUP is part of the walk's own statement; any other query runs before it. */
async function startOf(context: Context, initial: Initial): Promise<Start> {
  if (initial.initial_query_type === 'LOOKUP') {
    const { sql, values, keys } = lookupStart(context, initial.initial_query);
    return { sql, values, asked: keys };
  }
  const labels = await labelsOf(context, initial);
  const sql = 'SELECT a.name AS key, a.name, a.node_key FROM unnest($1::text[], $2::text[]) AS a(name, node_key)';
  return { sql, values: [labels, labels.map(context.fold)], asked: [] };
}

/** The labels that a query answers, each once, in its order. */
async function labelsOf(context: Context, initial: Initial): Promise<string[]> {
  const found = await runInitial(context, initial);
  const column = ['name', 'label'].map((name) => found.columns.findIndex((candidate) => candidate.name === name)).find((at) => at >= 0);
  if (column === undefined) fail('bad-plan', 'The query that TRAVERSE starts from answers no labels', 'Let its SELECT answer the column `name`.');
  const seen = new Map<string, string>();
  for (const row of found.rows) {
    const label = row[column];
    if (typeof label === 'string' && !seen.has(context.fold(label))) seen.set(context.fold(label), label);
  }
  return [...seen.values()];
}

async function runInitial(context: Context, initial: Initial): Promise<Found> {
  switch (initial.initial_query_type) {
    case 'LOOKUP':
      return lookup(context, initial.initial_query);
    case 'FUZZY':
      return fuzzy(context, initial.initial_query);
    case 'SEARCH':
      return search(context, initial.initial_query);
    case 'SQL':
      return sqlRows(context, initial.initial_query);
  }
}

async function walk(context: Context, parameters: TraverseParameters): Promise<{ nodes: Node[]; sql: string; values: Value[] }> {
  const start = await startOf(context, parameters);
  const values = [...start.values, edgeTypes(parameters), Math.min(parameters.max_depth, DEEPEST)];
  const sql = walkSql(context.graph.walked, { start: start.sql, direction: parameters.direction, types: values.length - 1, depth: values.length });
  const { rows } = await context.query(sql, values, 'again');
  const starts = startsOf(context, start, rows[0]?.[1]);
  const visited = new Map(starts.map((node) => [node.key, node]));
  rows.slice(1).forEach(([depth, steps]) => enterLevel(visited, (steps ?? []) as Step[], Number(depth)));
  const nodes = [...visited.values()].filter((node) => node.depth > 0);
  if (rows.length > 0 && Number(rows.at(-1)?.[2]) > 0) context.notes.push(`The walk stopped at ${visited.size} nodes; name edge types or a smaller DEPTH.`);
  context.notes.push(`One statement; ${nodes.length} nodes reached from ${starts.length}.`);
  return { nodes, sql, values };
}

/** The first level of the walk's answer: rows `[key, name, node key]`, several where names are written differently. */
function startsOf(context: Context, start: Start, answered: unknown): Node[] {
  const found = (answered ?? []) as [string, string, string][];
  noteMissing(context, start.asked, new Set(found.map(([key]) => key)));
  if (found.length === 0) context.notes.push(NOWHERE);
  const starts = new Map<string, Node>();
  for (const [, label, key] of found) if (!starts.has(key)) starts.set(key, startNode(label, key));
  return [...starts.values()];
}

const NOWHERE = 'The start found nothing, so there is nowhere to go from.';

function edgeTypes(parameters: TraverseParameters): string[] {
  return parameters.edge_types.filter((type) => type !== '*').map(foldType);
}

async function load(context: Context, nodes: Node[]): Promise<unknown[]> {
  const sql = `SELECT a.ord, w.row FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS a(table_name, row_id, ord)
    CROSS JOIN LATERAL (${makeWholeRows(context.catalogue, 'a.table_name', 'a.row_id')}) w`;
  const { rows } = await context.query(sql, [nodes.map((node) => node.table ?? ''), nodes.map((node) => node.id ?? '')], 'again');
  const byOrder = new Map(rows.map(([ord, row]) => [Number(ord), row]));
  return nodes.map((_, i) => byOrder.get(i + 1));
}

/** PLAN: what edges leave (or reach) the start, without walking them. */
async function statistics(context: Context, parameters: TraverseParameters): Promise<Found> {
  const labels = await labelsOf(context, parameters);
  if (labels.length === 0) context.notes.push(NOWHERE);
  const { first } = context.graph.walked;
  const steps = stepsSql(context.graph.walked, { frontier: '$1::text[]', direction: parameters.direction, types: '$2::text[]' });
  const sql = `WITH ${first} steps AS (${steps})
    SELECT s.relation, s.direction, count(*) AS edges, count(DISTINCT s.node) AS nodes, round(avg(s.weight)::numeric, 4)::float8 AS average_weight,
      (array_agg(s.label ORDER BY s.weight DESC NULLS LAST, s.label COLLATE "C"))[1:3] AS examples
    FROM steps s GROUP BY s.relation, s.direction ORDER BY edges DESC, s.relation COLLATE "C", s.direction DESC`;
  const values = [labels.map(context.fold), edgeTypes(parameters)];
  const { columns, rows } = await context.query(sql, values, 'again');
  return { columns, rows, truncated: false, sql, parameters: values };
}
