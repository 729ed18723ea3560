/** What a hover shows of a label: its row in short, and the strongest edges in both directions. */
import { records, type Query } from '../backend/backend.ts';
import { foldOf } from '../schema/fold.ts';
import { graphSource } from '../schema/graph-source.ts';
import { makeWholeRows } from '../run/whole-rows.ts';
import type { Catalogue } from '../schema/catalogue.ts';
import type { CardEdge, LabelCard } from '../types.ts';
import { fileUri } from './labels.ts';

const EDGES = 12;

export async function cardOf(query: Query, catalogue: Catalogue, label: string): Promise<LabelCard | undefined> {
  const { labels, edges } = graphSource(catalogue);
  const place = catalogue.own
    ? '(SELECT jsonb_build_array(o.root, o.path) FROM rem_store.owned o WHERE o.table_name = l.table_name AND o.row_id = l.row_id)'
    : 'NULL::jsonb';
  const found = await query(
    `SELECT l.table_name, l.row_id, l.kind, l.node_key, ${place} AS place, w.row, w.name, w.summary,
       ARRAY(SELECT a.label FROM ${labels} a WHERE a.table_name = l.table_name AND a.row_id = l.row_id AND a.source = 'alias' AND a.node_key = l.node_key) AS aliases
     FROM ${labels} l CROSS JOIN LATERAL (${makeWholeRows(catalogue, 'l.table_name', 'l.row_id')}) w
     WHERE l.key = $1 ORDER BY (l.label = $2) DESC, l.rank, array_position(ARRAY['entities', 'resources', 'moments', 'files'], l.table_name), l.row_id LIMIT 1`,
    [foldOf(catalogue)(label), label],
  );
  const hit = records(found)[0];
  if (!hit) return undefined;
  const row = (hit['row'] ?? {}) as Record<string, unknown>;
  const key = String(hit['node_key']);
  const out = await edgesOf(query, `SELECT e.dst AS label, e.rel_type, e.weight FROM ${edges} e WHERE e.src_key = $1`, key);
  const into = await edgesOf(
    query,
    `SELECT e.src_label AS label, e.rel_type, e.weight FROM ${edges} e WHERE e.dst_key IN (SELECT $1 UNION SELECT l.key FROM ${labels} l WHERE l.node_key = $1)`,
    key,
  );
  const [root, path] = (hit['place'] ?? []) as unknown[];
  return {
    label: String(hit['name'] ?? label),
    kind: String(hit['kind']),
    table: String(hit['table_name']),
    ...fileUri(root, path),
    ...(typeof hit['summary'] === 'string' ? { summary: hit['summary'] } : {}),
    tags: strings(row['tags']),
    aliases: strings(hit['aliases']),
    edges: { out: out.edges, in: into.edges, outTotal: out.total, inTotal: into.total },
  };
}

async function edgesOf(query: Query, sql: string, key: string): Promise<{ edges: CardEdge[]; total: number }> {
  const { rows } = await query(
    `SELECT label, rel_type, weight, count(*) OVER () FROM (${sql}) x ORDER BY weight DESC NULLS LAST, label COLLATE "C", rel_type LIMIT ${EDGES}`,
    [key],
  );
  return {
    edges: rows.map(([label, relation, weight]) => ({
      label: String(label),
      relation: String(relation),
      weight: typeof weight === 'number' ? weight : null,
    })),
    total: Number(rows[0]?.[3] ?? 0),
  };
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
