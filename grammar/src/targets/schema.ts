/**
 * The schema that a target's statements are written against: the known one, with the names that the runtime has besides.
 */
import type { Target } from '../checks/index.ts';
import type { Schema, Table } from '../schema.ts';
import { targetTables } from './tables.ts';
import type { TargetTable } from './table.ts';

const known = new WeakMap<Schema, Map<Target, Schema>>();

export function schemaFor(target: Target, schema: Schema | undefined): Schema | undefined {
  if (schema === undefined || target === 'canonical') return schema;
  const made = known.get(schema) ?? new Map<Target, Schema>();
  known.set(schema, made);
  const before = made.get(target) ?? extended(schema, targetTables[target]);
  made.set(target, before);
  return before;
}

/** Of the runtime's own tables nothing is known but the name: a table without columns is open. */
function extended(schema: Schema, target: TargetTable): Schema {
  const tables = schema.tables.map((table) => ({ ...table, columns: [...table.columns, ...renamedColumns(table, target)] }));
  const more = target.tables.filter((name) => tables.every((table) => table.name !== name)).map((name): Table => ({ name, columns: [] }));
  return { ...schema, tables: [...tables, ...more] };
}

function renamedColumns(table: Table, { columns }: TargetTable): Table['columns'] {
  return columns.flatMap(({ table: only, name, there }) => {
    const column = only === undefined || only === table.name ? table.columns.find((other) => other.name === name) : undefined;
    return column === undefined || table.columns.some((other) => other.name === there) ? [] : [{ ...column, name: there }];
  });
}
