/**
 * What is in sight at a place in SQL, and what a dotted name stands for there.
 */
import { nameOf, type PgNode } from './postgres.ts';

/** `table` is the schema's table that the rows come from, where they come straight from one. */
export type KnownColumn = { name: string; type: string | undefined; table: string | undefined };
export type Rows = { alias: string; table: string | undefined; columns: KnownColumn[] | undefined };
export type Scope = { rows: Rows[]; outer: Scope | undefined; queries: Map<string, KnownColumn[] | undefined> };

/** `node` is the reference (with its `location`), `part` which of its dotted names is meant; `known` what could have been written. */
export type Missing = { kind: 'table' | 'column' | 'source'; node: PgNode; part: number; name: string; known: () => string[] };

const systemColumns = new Set(['ctid', 'oid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax']);

/** The column that dotted names stand for; undefined also where that is not sure. */
export function lookUp(fields: PgNode[], scope: Scope | undefined): KnownColumn | undefined {
  const name = nameOf(fields.at(-1));
  const source = nameOf(fields.at(-2));
  for (let seen = scope; seen !== undefined; seen = seen.outer) {
    const rows = seen.rows.filter(({ alias }) => source === undefined || alias === source);
    const column = rows.flatMap((row) => row.columns ?? []).find((known) => known.name === name);
    if (column !== undefined) return column;
    if (source !== undefined && rows.length > 0) return undefined;
  }
  return undefined;
}

export function missingOf(node: PgNode, fields: PgNode[], scope: Scope): Missing | undefined {
  if (fields.length > 3) return undefined;
  const sources = rowsInSight(scope);
  const source = nameOf(fields.at(-2));
  const name = nameOf(fields.at(-1));
  const part = fields.length - 1;
  if (source !== undefined) {
    const rows = sources.find(({ alias }) => alias === source);
    if (rows === undefined) return fields.length > 2 || sources.some(hasColumn(source)) ? undefined : { kind: 'source', node, part: part - 1, name: source, known: () => sources.map(({ alias }) => alias).filter((alias) => alias !== '') };
    if (name === undefined || rows.columns === undefined || systemColumns.has(name)) return undefined;
    return { kind: 'column', node, part, name, known: () => columnNames([rows]) };
  }
  if (name === undefined || systemColumns.has(name) || sources.some((rows) => rows.columns === undefined || rows.alias === name)) return undefined;
  return sources.some(hasColumn(name)) ? undefined : { kind: 'column', node, part, name, known: () => columnNames(sources) };
}

const hasColumn = (name: string) => (rows: Rows): boolean => rows.columns === undefined || rows.columns.some((column) => column.name === name);
const columnNames = (rows: Rows[]): string[] => [...new Set(rows.flatMap((row) => row.columns ?? []).map(({ name }) => name))];
const rowsInSight = (scope: Scope | undefined): Rows[] => (scope === undefined ? [] : [...scope.rows, ...rowsInSight(scope.outer)]);

/** The WITH queries in sight. */
export const queriesInSight = (scope: Scope | undefined): string[] => (scope === undefined ? [] : [...scope.queries.keys(), ...queriesInSight(scope.outer)]);
