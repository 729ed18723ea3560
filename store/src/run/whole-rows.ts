/** A row of any table as JSON: one branch a table, without the vector and without rows that were deleted softly. */
import { labelled, quoted, type Catalogue, type Role, type TableShape } from '../schema/catalogue.ts';
import { alive, literal } from '../schema/graph-source.ts';

/** `table` and `id` are SQL expressions; the answer is a sub-select with `row`, and by their parts `name`, `summary` and `uri`. */
export function makeWholeRows(catalogue: Catalogue, table: string, id: string): string {
  const branches = labelled(catalogue).map((shape) => {
    const key = `t.${quoted(shape.roles.id as string)}`;
    const cast = shape.columns.find((column) => column.name === shape.roles.id)?.type === 'text' ? key : `${key}::text`;
    const row = shape.roles.vector === undefined ? 'to_jsonb(t)' : `to_jsonb(t) - ${literal(shape.roles.vector)}`;
    return `SELECT ${row} AS row, ${part(shape, 'name')}, ${part(shape, 'summary')}, ${part(shape, 'uri')} FROM ${shape.sql} t WHERE ${table} = ${literal(shape.name)} AND ${cast} = ${id}${alive(shape)}`;
  });
  return branches.length > 0
    ? branches.join(' UNION ALL ')
    : 'SELECT NULL::jsonb AS row, NULL::text AS name, NULL::text AS summary, NULL::text AS uri WHERE false';
}

function part(shape: TableShape, role: Role): string {
  const column = shape.roles[role];
  return column === undefined ? `NULL::text AS ${role}` : `t.${quoted(column)}::text AS ${role}`;
}
