/** The connected database as the language's schema: tables, columns, the edge types and moment types that are really there. */
import { defaultSchema, type Schema } from '@rem/grammar';
import type { Query } from '../backend/backend.ts';
import { graphSource } from '../schema/graph-source.ts';
import { quoted, type Catalogue } from '../schema/catalogue.ts';
import type { TableCount } from '../types.ts';

const MOST_NAMES = 500;

export async function readSchema(query: Query, catalogue: Catalogue): Promise<Schema> {
  const edges = await query(
    `SELECT rel_type FROM ${graphSource(catalogue).edges} e GROUP BY rel_type ORDER BY count(*) DESC, rel_type LIMIT ${MOST_NAMES}`,
  );
  const found = edges.rows.map(([type]) => String(type));
  const moments = await momentTypes(query, catalogue);
  return {
    tables: catalogue.tables.map((table) => ({
      name: table.name,
      columns: table.columns.filter((column) => column.name !== table.roles.vector).map(withDoc(table.name)),
    })),
    edgeTypes: found.length > 0 ? found : defaultSchema.edgeTypes,
    momentTypes: [...new Set([...moments, ...defaultSchema.momentTypes])],
  };
}

function withDoc(table: string): (column: { name: string; type: string }) => { name: string; type: string; doc?: string } {
  const known = defaultSchema.tables.find((candidate) => candidate.name === table);
  return (column) => {
    const doc = known?.columns.find((candidate) => candidate.name === column.name)?.doc;
    return doc === undefined ? column : { ...column, doc };
  };
}

async function momentTypes(query: Query, catalogue: Catalogue): Promise<string[]> {
  const table = catalogue.tables.find((candidate) => candidate.columns.some((column) => column.name === 'moment_type'));
  if (!table) return [];
  const { rows } = await query(
    `SELECT moment_type::text FROM ${table.sql} WHERE moment_type IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${MOST_NAMES}`,
  );
  return rows.map(([type]) => String(type));
}

export async function tableCounts(query: Query, catalogue: Catalogue): Promise<TableCount[]> {
  const counts: TableCount[] = [];
  for (const table of catalogue.tables) {
    const alive = table.roles.deleted === undefined ? '' : ` WHERE ${quoted(table.roles.deleted)} IS NULL`;
    const { rows } = await query(`SELECT count(*) FROM ${table.sql}${alive}`);
    counts.push({ table: table.name, rows: Number(rows[0]?.[0]) });
  }
  return counts;
}
