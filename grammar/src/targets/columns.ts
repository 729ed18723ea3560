/**
 * Columns, and members of edges, that the target names otherwise.
 */
import { isNode, listOf, nameOf, nodeOf, numberOf, offsetOfByte, parsePostgres, constantOf, sqlIsLoaded, walk, type PgNode } from '../checks/sql/postgres.ts';
import { resolveNames } from '../checks/sql/names.ts';
import { sqlRegions } from '../checks/sql/region.ts';
import { nameParts, sqlName, sqlText } from '../checks/sql/words.ts';
import type { Span, Statement } from '../tree.ts';
import { finding, type Aim, type Finding } from './finding.ts';

/** A stretch of SQL that has another name at the target. */
type Renamed = Span & { name: string; there: string };

export function columnFindings(statement: Statement, aim: Aim): Finding[] {
  return sqlRegions(statement, aim.source).flatMap((region) =>
    renamesIn(region.text, aim).map(({ start, end, name, there }) => {
      const place = { start: region.place(start), end: region.place(end) };
      return finding('target-column', place, `${aim.target.name} has no \`${name}\` here: it is called ${there}`);
    }),
  );
}

/** A condition (or, without a table, a whole SELECT) with the names that the target has. */
export function renamedSql(sql: string, table: string | undefined, aim: Aim): string {
  const before = table === undefined ? '' : `SELECT FROM ${sqlName(table)} WHERE `;
  const edits = sqlIsLoaded() ? renamesIn(before + sql, aim) : [];
  let text = before + sql;
  for (const { start, end, there } of edits.reverse()) text = text.slice(0, start) + there + text.slice(end);
  return text.slice(before.length);
}

function renamesIn(text: string, aim: Aim): Renamed[] {
  const { columns, members } = aim.target;
  const parsed = columns.length + Object.keys(members).length > 0 ? parsePostgres(text) : undefined;
  if (parsed?.kind !== 'tree') return [];
  const root = parsed.statements.map(({ node }) => node);
  const known = aim.schema === undefined ? undefined : resolveNames(nodeOf(root[0]?.['SelectStmt']), aim.schema).columns;
  const hasEdges = text.includes('graph_edges');
  const found: Renamed[] = [];
  for (const node of walk(root)) {
    if (isNode(node['ColumnRef'])) found.push(...renamedColumn(node['ColumnRef'], known?.get(node['ColumnRef'])?.table, text, aim));
    if (hasEdges && isNode(node['A_Expr'])) found.push(...renamedMember(node['A_Expr'], text, aim));
  }
  return found.sort((a, b) => a.start - b.start);
}

function renamedColumn(reference: PgNode, table: string | undefined, text: string, { target }: Aim): Renamed[] {
  const fields = listOf(reference['fields']);
  const name = nameOf(fields.at(-1));
  const column = target.columns.find((other) => other.name === name && (other.table === undefined || other.table === table));
  const part = nameParts(text, offsetOfByte(text, numberOf(reference['location']) ?? 0))[fields.length - 1];
  return column === undefined || part === undefined ? [] : [{ ...part, name: column.name, there: column.there }];
}

/** `edge->>'dst'`. */
function renamedMember(expression: PgNode, text: string, { target }: Aim): Renamed[] {
  const operator = nameOf(listOf(expression['name'])[0]);
  const name = constantOf(expression['rexpr']);
  const there = name === undefined || !Object.hasOwn(target.members, name) ? undefined : target.members[name];
  if (name === undefined || there === undefined || (operator !== '->' && operator !== '->>')) return [];
  const start = offsetOfByte(text, numberOf(nodeOf(nodeOf(expression['rexpr'])['A_Const'])['location']) ?? 0);
  return [{ start, end: start + sqlText(name).length, name, there: sqlText(there) }];
}
