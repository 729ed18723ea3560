/**
 * FUZZY: labels and aliases by trigrams of their folded forms, so that case and accents do not count. The score is the similarity of the whole label, or 0.9 of that of the words of
 * it that fit best, so that a part of a name finds it and the whole name stands above. With pg_trgm an index finds the
 * candidates; without it the store compares every label itself, which answers the same, more slowly.
 */
import type { FuzzyParameters } from '@rem/grammar';
import { tableNamed, type Context, type Found } from './context.ts';
import { byCodePoint } from './text-order.ts';
import { strictWordSimilarity, trigrams, similarity } from './trigrams.ts';

const COLUMNS = [
  { name: 'score', type: 'real' },
  { name: 'label', type: 'text' },
  { name: 'kind', type: 'text' },
  { name: 'table', type: 'text' },
  { name: 'id', type: 'text' },
  { name: 'name', type: 'text' },
];
const PART = 0.9;
/**
 * What the words of a label that fit best score at least, where the whole label scores one: never less, except that pg_trgm misses the best
 * run of words by a little where trigrams repeat in a label. So one question to the index finds what either score lets through.
 */
const SURE = 0.95;

export async function fuzzy(context: Context, parameters: FuzzyParameters): Promise<Found> {
  const table = parameters.table_name === undefined ? '' : tableNamed(context, parameters.table_name).name;
  const limit = Math.min(parameters.limit, context.cap);
  return context.backend.capabilities.trigrams ? byIndex(context, parameters, table, limit) : bySight(context, parameters, table, limit);
}

/** Scores that are asked for before the threshold is: the higher one, the fewer labels the index lets through. For few labels one question is quicker. */
const STEPS = [0.6, 0.45];
const MANY_LABELS = 5_000;

/** What reaches a score is found whole, so the first step that brings as many rows as are wanted brings the best ones. */
async function byIndex(context: Context, parameters: FuzzyParameters, table: string, limit: number): Promise<Found> {
  const { threshold } = parameters;
  const text = context.fold(parameters.query_text);
  const steps = (context.catalogue.labels ?? 0) < MANY_LABELS ? [] : STEPS;
  for (const step of steps.filter((score) => score > threshold)) {
    const found = await reaching(context, { text, table, threshold: step, limit });
    if (found.rows.length >= limit) return found;
  }
  return reaching(context, { text, table, threshold, limit });
}

type Asked = { text: string; table: string; threshold: number; limit: number };

async function reaching(context: Context, { text, table, threshold, limit }: Asked): Promise<Found> {
  // The operator takes its threshold from a setting, which holds for this transaction only. What it costs is unknown to the planner, which
  // would rather compare every label, by way of the table or of another index, than ask the index of trigrams.
  await context.query(
    `SELECT set_config('pg_trgm.strict_word_similarity_threshold', $1, true), set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`,
    [atMost(SURE * threshold)],
    'again',
  );
  const candidates = threshold > 0 ? 'l.key %>> $1' : 'true';
  const sql = `WITH scored AS (
    SELECT greatest(similarity(l.key, $1), ${PART} * strict_word_similarity($1, l.key))::float8 AS score, l.label, l.kind, l.table_name, l.row_id, l.rank, l.name
    FROM ${context.graph.labels} l WHERE ${candidates} AND l.source IN ('name', 'alias') AND ($2 = '' OR l.table_name = $2)
  ), best AS (SELECT DISTINCT ON (table_name, row_id) * FROM scored ORDER BY table_name, row_id, score DESC, rank, label)
  SELECT round(score::numeric, 4)::float8 AS score, label, kind, table_name AS "table", row_id AS id, name FROM best WHERE round(score::numeric, 4) >= $3::float8
  ORDER BY 1 DESC, label COLLATE "C", table_name, row_id LIMIT $4::int`;
  const values = [text, table, threshold, limit];
  const { rows } = await context.query(sql, values, 'again');
  return { columns: COLUMNS, rows, truncated: false, sql, parameters: values };
}

/** The operator compares in single precision; a little less lets through what the rounded score decides. */
function atMost(threshold: number): string {
  return String(Math.max(0, Math.min(1, threshold) - 0.0002));
}

async function bySight(context: Context, parameters: FuzzyParameters, table: string, limit: number): Promise<Found> {
  const sql = `SELECT l.label, l.kind, l.table_name, l.row_id, l.rank, l.name, l.key FROM ${context.graph.labels} l WHERE l.source IN ('name', 'alias') AND ($1 = '' OR l.table_name = $1)`;
  const { rows } = await context.query(sql, [table]);
  const asked = trigrams(context.fold(parameters.query_text));
  const best = new Map<string, { row: unknown[]; rank: number }>();
  for (const [label, kind, tableName, id, rank, name, key] of rows as [string, string, string, string, number, string, string][]) {
    const score = Math.round(1e4 * Math.max(similarity(asked, trigrams(key)), PART * strictWordSimilarity(asked, key))) / 1e4;
    const known = best.get(`${tableName}\n${id}`);
    if (score >= parameters.threshold && (!known || score > (known.row[0] as number) || (score === known.row[0] && rank < known.rank))) {
      best.set(`${tableName}\n${id}`, { row: [score, label, kind, tableName, id, name], rank });
    }
  }
  const sorted = [...best.values()]
    .map((item) => item.row)
    .sort(byScore)
    .slice(0, limit);
  return { columns: COLUMNS, rows: sorted, truncated: false, sql, parameters: [table] };
}

function byScore(a: unknown[], b: unknown[]): number {
  return (b[0] as number) - (a[0] as number) || [1, 3, 4].reduce((order, at) => order || byCodePoint(String(a[at]), String(b[at])), 0);
}
