/**
 * What the names in a SELECT stand for. PostgreSQL's scopes are followed: WITH queries, aliases, sub-selects, lateral functions, joins,
 * outer queries. A row source whose columns are not known for sure (a catalogue view, a function that returns records) is open: any
 * name may come from it, and so nothing is missing while one is in sight.
 */
import type { Column, Schema } from '../../schema.ts';
import { lookUp, missingOf, queriesInSight, type KnownColumn, type Missing, type Rows, type Scope } from './scope.ts';
import { isNode, listOf, nameOf, namesOf, nodeOf, textOf, type PgNode } from './postgres.ts';

export type SqlNames = { missing: Missing[]; columns: Map<PgNode, KnownColumn> };

/** Deeper nesting than anybody writes is not looked into. */
const deepest = 1500;

export function resolveNames(select: PgNode, schema: Schema): SqlNames {
  const names: SqlNames = { missing: [], columns: new Map() };
  const tables = new Map(schema.tables.map((table) => [table.name, table.columns]));
  const resolver = { schema, tables, names, depth: 0 };
  selectColumns(select, undefined, resolver);
  return names;
}

type Resolver = { schema: Schema; tables: ReadonlyMap<string, Column[]>; names: SqlNames; depth: number };

/** Follows one SELECT and says which columns it gives; undefined where that is not sure. */
function selectColumns(select: PgNode, outer: Scope | undefined, resolver: Resolver): KnownColumn[] | undefined {
  if (resolver.depth > deepest) return undefined;
  resolver.depth++;
  const scope: Scope = { rows: [], outer, queries: new Map() };
  withQueries(nodeOf(select['withClause']), scope, resolver);
  const columns = isNode(select['larg']) ? setColumns(select, scope, resolver) : plainColumns(select, scope, resolver);
  resolver.depth--;
  return columns;
}

function withQueries(clause: PgNode, scope: Scope, resolver: Resolver): void {
  for (const item of listOf(clause['ctes'])) {
    const query = nodeOf(item['CommonTableExpr']);
    const name = textOf(query['ctename']) ?? '';
    const aliases = namesOf(query['aliascolnames']);
    if (clause['recursive'] === true) scope.queries.set(name, undefined);
    const inner = nodeOf(query['ctequery'])['SelectStmt'];
    const found = isNode(inner) ? selectColumns(inner, scope, resolver) : undefined;
    const cyclic = query['search_clause'] !== undefined || query['cycle_clause'] !== undefined;
    scope.queries.set(name, cyclic ? undefined : renamed(found, aliases));
  }
}

/** UNION and its kin: the names come from the first branch; its ORDER BY sees only them, so nothing in it is looked up. */
function setColumns(select: PgNode, scope: Scope, resolver: Resolver): KnownColumn[] | undefined {
  const columns = selectColumns(nodeOf(select['larg']), scope, resolver);
  selectColumns(nodeOf(select['rarg']), scope, resolver);
  return columns;
}

function plainColumns(select: PgNode, scope: Scope, resolver: Resolver): KnownColumn[] | undefined {
  for (const item of listOf(select['fromClause'])) scope.rows.push(...sourceRows(item, scope, resolver));
  const targets = listOf(select['targetList']).map((item) => nodeOf(item['ResTarget']));
  const columns = outputColumns(targets, scope);
  const clauses = ['targetList', 'valuesLists', 'whereClause', 'havingClause', 'limitCount', 'limitOffset', 'windowClause'];
  for (const clause of clauses) expression(select[clause], scope, resolver);
  // GROUP BY, ORDER BY and DISTINCT ON see the names of the output too; where those are not sure, nothing is.
  const outputs: Rows = { alias: '', table: undefined, columns };
  for (const clause of ['groupClause', 'sortClause', 'distinctClause']) expression(select[clause], { ...scope, rows: [...scope.rows, outputs] }, resolver);
  return select['valuesLists'] === undefined ? columns : undefined;
}

function outputColumns(targets: PgNode[], scope: Scope): KnownColumn[] | undefined {
  const columns: KnownColumn[] = [];
  for (const target of targets) {
    const reference = nodeOf(nodeOf(target['val'])['ColumnRef']);
    const fields = listOf(reference['fields']);
    if (fields.some((field) => 'A_Star' in field)) {
      const rows = fields.length === 1 ? scope.rows : scope.rows.filter(({ alias }) => alias === nameOf(fields.at(-2)));
      if (rows.length === 0 || rows.some((row) => row.columns === undefined)) return undefined;
      columns.push(...rows.flatMap((row) => row.columns ?? []));
      continue;
    }
    const name = textOf(target['name']) ?? nameOf(fields.at(-1)) ?? outputName(nodeOf(target['val']));
    if (name === undefined) return undefined;
    columns.push({ ...(lookUp(fields, scope) ?? { type: undefined, table: undefined }), name });
  }
  return columns;
}

/** The column of `count(*)` is called `count`; of `x::text`, `x`. Of other expressions PostgreSQL makes names up: undefined where they are not plain. */
function outputName(value: PgNode): string | undefined {
  const { FuncCall: call, TypeCast: cast } = value;
  if (isNode(call)) return namesOf(call['funcname']).at(-1);
  if (isNode(cast) && isNode(cast['arg'])) return nameOf(listOf(nodeOf(cast['arg']['ColumnRef'])['fields']).at(-1)) ?? (isNode(cast['arg']['FuncCall']) ? outputName(cast['arg']) : undefined);
  if ('CoalesceExpr' in value) return 'coalesce';
  return ['A_Const', 'A_Expr', 'BoolExpr', 'NullTest'].some((kind) => kind in value) ? '?column?' : undefined;
}

/** The rows that one item of a FROM brings. */
function sourceRows(item: PgNode, scope: Scope, resolver: Resolver): Rows[] {
  if (isNode(item['RangeVar'])) return [tableRows(item['RangeVar'], scope, resolver)];
  if (isNode(item['JoinExpr'])) return joinRows(item['JoinExpr'], scope, resolver);
  if (isNode(item['RangeTableSample'])) return sourceRows(nodeOf(item['RangeTableSample']['relation']), scope, resolver);
  if (isNode(item['RangeSubselect'])) {
    const source = item['RangeSubselect'];
    const seen = source['lateral'] === true ? scope : { ...scope, rows: [] };
    const inner = nodeOf(nodeOf(source['subquery'])['SelectStmt']);
    return [aliased(nodeOf(source['alias']), selectColumns(inner, seen, resolver), '')];
  }
  if (isNode(item['RangeFunction'])) return [functionRows(item['RangeFunction'], scope, resolver)];
  for (const [kind, source] of Object.entries(item)) {
    expression(nodeOf(source)[kind === 'JsonTable' ? 'context_item' : 'docexpr'], scope, resolver);
    return [aliased(nodeOf(nodeOf(source)['alias']), undefined, '')];
  }
  return [];
}

function tableRows(table: PgNode, scope: Scope, resolver: Resolver): Rows {
  const name = textOf(table['relname']) ?? '';
  const space = textOf(table['schemaname']);
  const alias = nodeOf(table['alias']);
  for (let seen: Scope | undefined = scope; space === undefined && seen !== undefined; seen = seen.outer) {
    if (seen.queries.has(name)) return aliased(alias, seen.queries.get(name), name);
  }
  if (space !== undefined && space !== 'public') return aliased(alias, undefined, name);
  const columns = resolver.tables.get(name);
  if (columns?.length === 0) return aliased(alias, undefined, name);
  if (columns === undefined && !name.startsWith('pg_')) {
    const known = (): string[] => [...resolver.tables.keys(), ...queriesInSight(scope)];
    resolver.names.missing.push({ kind: 'table', node: table, part: space === undefined ? 0 : 1, name, known });
  }
  return { ...aliased(alias, columns?.map((column) => ({ name: column.name, type: column.type, table: name })), name), table: name };
}

function joinRows(join: PgNode, scope: Scope, resolver: Resolver): Rows[] {
  const left = sourceRows(nodeOf(join['larg']), scope, resolver);
  const right = sourceRows(nodeOf(join['rarg']), { ...scope, rows: [...scope.rows, ...left] }, resolver);
  const rows = [...left, ...right];
  const columns = rows.some((row) => row.columns === undefined) ? undefined : rows.flatMap((row) => row.columns ?? []);
  expression(join['quals'], { ...scope, rows: [...scope.rows, ...rows] }, resolver);
  const using = textOf(nodeOf(join['join_using_alias'])['aliasname']);
  if (isNode(join['alias'])) return [aliased(join['alias'], columns, '')];
  return using === undefined ? rows : [...rows, { alias: using, table: undefined, columns: undefined }];
}

/** Functions that give one column, named after the alias, the function, or `value`; any other is open. */
const oneColumn = new Set(['unnest', 'generate_series', 'generate_subscripts', 'jsonb_array_elements', 'jsonb_array_elements_text', 'json_array_elements', 'json_array_elements_text', 'jsonb_object_keys', 'json_object_keys', 'jsonb_path_query', 'regexp_split_to_table', 'string_to_table']);

function functionRows(source: PgNode, scope: Scope, resolver: Resolver): Rows {
  expression(source['functions'], scope, resolver);
  const alias = nodeOf(source['alias']);
  const calls = listOf(source['functions']).map((item) => nodeOf(listOf(nodeOf(item['List'])['items'])[0]?.['FuncCall']));
  const name = namesOf(calls[0]?.['funcname']).at(-1) ?? '';
  const columnNames = namesOf(alias['colnames']);
  const single = calls.length === 1 && oneColumn.has(name) && (name !== 'unnest' || listOf(calls[0]?.['args']).length === 1) && source['coldeflist'] === undefined;
  const given = textOf(alias['aliasname']) ?? name;
  if (!single) return { alias: given, table: undefined, columns: undefined };
  const columns = [...columnNames, given, name, 'value', 'ordinality'].map((column) => ({ name: column, type: undefined, table: undefined }));
  return { alias: given, table: undefined, columns };
}

function aliased(alias: PgNode, columns: KnownColumn[] | undefined, name: string): Rows {
  return { alias: textOf(alias['aliasname']) ?? name, table: undefined, columns: renamed(columns, namesOf(alias['colnames'])) };
}

function renamed(columns: KnownColumn[] | undefined, names: string[]): KnownColumn[] | undefined {
  return columns?.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
}

/** Looks every column reference of an expression up; a SELECT inside it has this scope as its outer one. */
function expression(value: unknown, scope: Scope, resolver: Resolver): void {
  if (typeof value !== 'object' || value === null || resolver.depth > deepest) return;
  resolver.depth++;
  for (const [kind, inner] of Object.entries(value)) {
    if (kind === 'SelectStmt' && isNode(inner)) selectColumns(inner, scope, resolver);
    else if (kind === 'ColumnRef' && isNode(inner)) reference(inner, scope, resolver);
    else expression(inner, scope, resolver);
  }
  resolver.depth--;
}

function reference(node: PgNode, scope: Scope, { names }: Resolver): void {
  const fields = listOf(node['fields']);
  const found = lookUp(fields, scope);
  if (found !== undefined) names.columns.set(node, found);
  const missing = found === undefined ? missingOf(node, fields, scope) : undefined;
  if (missing !== undefined) names.missing.push(missing);
}
