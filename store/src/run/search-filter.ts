/** What a SEARCH asks of the rows themselves: its WHERE, times and category, as SQL that goes before the vectors are compared. */
import type { SearchParameters, TimeFilter } from '@rem/grammar';
import type { Value } from '../backend/backend.ts';
import { fail } from '../failed.ts';
import { alive } from '../schema/graph-source.ts';
import { quoted, SYNONYMS, type TableShape } from '../schema/catalogue.ts';
import { checkFunctions, readableColumns, type Context } from './context.ts';
import { proveCondition } from './prove.ts';

/** `narrow` where the statement itself says which rows. `$1` is the vector; `values` are those from `$2` on. */
export type Filter = { sql: string; values: Value[]; narrow: boolean };

export async function filterOf(context: Context, table: TableShape, parameters: SearchParameters): Promise<Filter> {
  const filter: Filter = {
    sql: `true${alive(table, quoted(table.name))}`,
    values: [],
    narrow: [parameters.where_clause, parameters.time_filter, parameters.category].some((part) => part !== undefined),
  };
  if (parameters.where_clause !== undefined) {
    const proof = proveCondition(parameters.where_clause);
    await checkFunctions(context.query, proof.functions);
    filter.sql += ` AND ${proof.sql}`;
  }
  if (parameters.time_filter) addTime(filter, table, parameters.time_filter);
  if (parameters.category !== undefined) addCategory(filter, table, parameters.category);
  return filter;
}

function addTime(filter: Filter, table: TableShape, time: TimeFilter): void {
  const column = quoted(columnNamed(table, time.column ?? 'created_at'));
  if (time.after !== undefined) filter.sql += ` AND ${column} ${time.after_inclusive ? '>=' : '>'} ${add(filter, time.after)}::timestamptz`;
  if (time.before !== undefined) filter.sql += ` AND ${column} ${time.before_inclusive ? '<=' : '<'} ${add(filter, time.before)}::timestamptz`;
}

function addCategory(filter: Filter, table: TableShape, category: string): void {
  filter.sql += ` AND ${quoted(columnNamed(table, 'category'))} = ${add(filter, category)}`;
}

/** A value's place in the statement. */
export function add(filter: Filter, value: Value): string {
  filter.values.push(value);
  return `$${filter.values.length + 1}`;
}

function columnNamed(table: TableShape, name: string): string {
  const synonyms = SYNONYMS.filter((pair) => pair.includes(name)).flat();
  const column = [name, ...synonyms].find((candidate) => table.columns.some((known) => known.name === candidate));
  return column ?? fail('unknown-name', `${table.name} has no column ‘${name}’`, `Columns of ${table.name}: ${readableColumns(table).join(', ')}.`);
}

/** The table as `t`, with the other runtime's spelling of its columns beside its own. */
function aliased(table: TableShape): string {
  const has = (name: string): boolean => table.columns.some((column) => column.name === name);
  const extra = SYNONYMS.flatMap(([a, b]) =>
    has(a) && !has(b) ? [`x.${quoted(a)} AS ${quoted(b)}`] : has(b) && !has(a) ? [`x.${quoted(b)} AS ${quoted(a)}`] : [],
  );
  return extra.length > 0 ? `(SELECT x.*, ${extra.join(', ')} FROM ${table.sql} x)` : table.sql;
}

/** The rows that pass, by themselves: in a WHERE only the table's own columns have names, also with the table's before them. */
export function filtered(table: TableShape, filter: Filter): string {
  return `(SELECT * FROM ${aliased(table)} AS ${quoted(table.name)} WHERE ${filter.sql})`;
}

export function selected(table: TableShape): string {
  return readableColumns(table)
    .map((name) => `t.${quoted(name)}`)
    .join(', ');
}
