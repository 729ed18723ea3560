/** Type numbers -> the names people know. Types of extensions and the user's own are asked for once and kept. */
import type { Column } from '../types.ts';

const KNOWN: Record<number, string> = {
  16: 'boolean',
  17: 'bytea',
  18: 'char',
  19: 'name',
  20: 'bigint',
  21: 'smallint',
  23: 'integer',
  25: 'text',
  26: 'oid',
  114: 'json',
  700: 'real',
  701: 'double precision',
  705: 'text',
  1007: 'integer[]',
  1009: 'text[]',
  1015: 'varchar[]',
  1016: 'bigint[]',
  1022: 'double precision[]',
  1021: 'real[]',
  1042: 'char',
  1043: 'varchar',
  1082: 'date',
  1083: 'time',
  1114: 'timestamp',
  1184: 'timestamptz',
  1186: 'interval',
  1266: 'timetz',
  1700: 'numeric',
  2249: 'record',
  2950: 'uuid',
  2951: 'uuid[]',
  3802: 'jsonb',
  3807: 'jsonb[]',
  1003: 'name[]',
  1185: 'timestamptz[]',
};

type Field = { name: string; dataTypeID: number };

export type TypeNames = (fields: readonly Field[], ask: (oids: string[]) => Promise<unknown[][]>) => Promise<Column[]>;

/** `ask` answers rows `[number, name]` for types that are not known yet; it must use the connection that the fields came from. */
export function typeNames(): TypeNames {
  const names = new Map(Object.entries(KNOWN).map(([oid, name]) => [Number(oid), name]));
  return async (fields, ask) => {
    const unknown = [...new Set(fields.map((field) => field.dataTypeID).filter((oid) => !names.has(oid)))];
    if (unknown.length > 0) {
      for (const [oid, name] of await ask(unknown.map(String))) names.set(Number(oid), String(name));
    }
    return fields.map((field) => ({ name: field.name, type: names.get(field.dataTypeID) ?? 'unknown' }));
  };
}

export const TYPE_NAME_STATEMENT = 'SELECT oid::int8, format_type(oid, NULL) FROM pg_type WHERE oid = ANY($1::text[]::oid[])';
