/** Other ways to answer the same, over the rows' own edges: what a walk is compared with, in time and in rows. */
import type { Query } from '../store/src/backend/backend.ts';

/** As runtimes do it: one query for each node that was reached. */
export async function frontierLoop(query: Query, start: string, types: string[]): Promise<string[]> {
  const seen = new Set([start]);
  let frontier = [start];
  for (let depth = 0; depth < 3; depth++) {
    const next: string[] = [];
    for (const node of frontier) {
      const { rows } = await query(
        `SELECT DISTINCT e->>'dst' FROM resources, jsonb_array_elements(graph_edges) e WHERE name = $1 AND e->>'rel_type' = ANY($2::text[])`,
        [node, types],
      );
      for (const [dst] of rows.filter(([name]) => !seen.has(String(name)))) {
        next.push(String(dst));
        seen.add(String(dst));
      }
    }
    frontier = next;
  }
  return [...seen].slice(1);
}

const RECURSIVE = `WITH RECURSIVE walk(name, depth) AS (
    SELECT $1::text, 0
    UNION SELECT e->>'dst', w.depth + 1 FROM walk w JOIN resources r ON r.name = w.name, jsonb_array_elements(r.graph_edges) e
    WHERE w.depth < 3 AND e->>'rel_type' = ANY($2::text[]))
  SELECT DISTINCT name FROM walk WHERE name <> $1`;

/** One statement, without an index of edges or labels. */
export async function plainRecursive(query: Query, start: string, types: string[]): Promise<string[]> {
  return (await query(RECURSIVE, [start, types])).rows.map(([found]) => String(found));
}

/** The ids of the ten nearest rows and their least score, every vector compared. */
export async function nearestExact(query: Query, vector: string, condition: string, native: boolean): Promise<{ ids: string[]; least: number }> {
  const score = native ? '1 - (e.embedding <=> $1::vector)' : '(SELECT sum(a * b) FROM unnest(e.embedding, $1::real[]) u(a, b))';
  const { rows } = await query(
    `SELECT d.id, d.score FROM (SELECT r.id, (${score})::float8 + 0 AS score FROM rem_store.embeddings e JOIN resources r ON r.id = e.row_id WHERE ${condition}) d
     ORDER BY 2 DESC LIMIT 10`,
    [vector],
  );
  return { ids: rows.map(([id]) => String(id)), least: Number(rows.at(-1)?.[1] ?? 0) };
}
