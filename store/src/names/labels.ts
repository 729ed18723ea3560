/** Every label that a person may name, with the file it comes from where there is one. */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { Query } from '../backend/backend.ts';
import { graphSource } from '../schema/graph-source.ts';
import type { Catalogue } from '../schema/catalogue.ts';
import type { Label } from '../types.ts';

const MOST_LABELS = 200_000;

export async function allLabels(query: Query, catalogue: Catalogue): Promise<Label[]> {
  const { labels } = graphSource(catalogue);
  const from = catalogue.own ? `${labels} l LEFT JOIN rem_store.owned o USING (table_name, row_id)` : `${labels} l`;
  const place = catalogue.own ? 'o.root, o.path' : 'NULL::text AS root, NULL::text AS path';
  const { rows } = await query(
    `SELECT l.label, l.kind, table_name, ${place} FROM ${from} WHERE l.source IN ('name', 'alias') ORDER BY l.label COLLATE "C", table_name, row_id LIMIT ${MOST_LABELS}`,
  );
  return rows.map(([label, kind, table, root, path]) => ({ label: String(label), kind: String(kind), table: String(table), ...fileUri(root, path) }));
}

export function fileUri(root: unknown, path: unknown): { uri?: string } {
  return typeof root === 'string' && typeof path === 'string' ? { uri: pathToFileURL(join(root, path)).href } : {};
}
