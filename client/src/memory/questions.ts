/** What the side view asks the store, as ordinary read-only statements: what it shows, a person could have asked. */

type Table = { name: string; kind: string; columns: string };

/** The tables, the column that tells their rows apart, and what is shown of a row. */
export const tables = [
  { name: 'resources', kind: 'category', columns: 'name, summary, uri' },
  { name: 'entities', kind: 'entity_type', columns: 'name, summary' },
  { name: 'moments', kind: 'moment_type', columns: 'name, summary, uri' },
  { name: 'files', kind: 'mime_type', columns: 'name, uri' },
] as const satisfies readonly Table[];

export type TableName = (typeof tables)[number]['name'];

/** The kinds of a table's rows, the most frequent first. */
export function kinds(table: Table): string {
  return `SELECT ${table.kind} AS name, count(*) AS rows FROM ${table.name} GROUP BY ${table.kind} ORDER BY count(*) DESC, ${table.kind} LIMIT 100`;
}

/** The labels of one kind; null asks for rows without one. */
export function labels(table: Table, kind: string | null): string {
  const condition = kind === null ? `${table.kind} IS NULL` : `${table.kind} = '${kind.replaceAll("'", "''")}'`;
  return `SELECT ${table.columns} FROM ${table.name} WHERE ${condition} ORDER BY name LIMIT 1000`;
}

/** The newest moments first. */
export const recentMoments = 'SELECT name, summary, uri, resource_timestamp FROM moments ORDER BY resource_timestamp DESC NULLS LAST LIMIT 20';
