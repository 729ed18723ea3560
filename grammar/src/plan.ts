/**
 * From the tree to the plan (dialect §5): the same for every spelling of a query, with the defaults filled in.
 */
import { explain } from './explain.ts';
import { keyText } from './key.ts';
import { defaults } from './language.ts';
import type { FuzzyParameters, Initial, LookupParameters, Plan, SearchParameters, SqlParameters, TraverseParameters } from './plan-types.ts';
import { conditionOf, foldSql, simpleSelect } from './sql-view.ts';
import type { Clause, ClauseKind, ClauseOf, Fuzzy, Lookup, Prose, Search, Sql, SqlText, Start, Statement, Traverse } from './tree.ts';
import { quote } from './text.ts';

/** The plan of a statement; undefined where the statement has an error or starts with no verb. */
export function plan(statement: Statement): Plan | undefined {
  if (statement.broken || statement.kind === 'unknown') return undefined;
  const bare = planOf(statement);
  return bare && { ...bare, explanation: explain(bare) };
}

function planOf(statement: Exclude<Statement, { kind: 'unknown' }>): Plan | undefined {
  const explanation = '';
  switch (statement.kind) {
    case 'lookup':
      return { intent: 'entity_lookup', query_type: 'LOOKUP', parameters: lookup(statement), explanation };
    case 'fuzzy':
      return { intent: 'fuzzy_match', query_type: 'FUZZY', parameters: fuzzy(statement), explanation };
    case 'search':
    case 'prose':
      return { intent: 'semantic_search', query_type: 'SEARCH', parameters: search(statement), explanation };
    case 'sql':
      return statement.form === 'other' ? undefined : { intent: 'structured_query', query_type: 'SQL', parameters: sql(statement), explanation };
    case 'traverse':
      return { intent: 'graph_traversal', query_type: 'TRAVERSE', parameters: traverse(statement), explanation };
  }
}

const find = <K extends ClauseKind>(clauses: readonly Clause[], kind: K): ClauseOf<K> | undefined =>
  clauses.find((clause): clause is ClauseOf<K> => clause.kind === kind);

/** `{ name: value }`, or nothing where there is no value. */
const given = <K extends string, V>(name: K, value: V | undefined): { [key in K]?: V } => (value === undefined ? {} : ({ [name]: value } as { [key in K]: V }));

function lookup({ keys }: Lookup): LookupParameters {
  const labels = keys.map((key) => keyText(key.text.value, key.table?.value));
  return { key: labels.length === 1 ? labels[0]! : labels };
}

const fuzzy = ({ text, clauses }: Fuzzy): FuzzyParameters => ({
  query_text: text!.value,
  ...given('table_name', find(clauses, 'in')?.value?.value),
  threshold: find(clauses, 'threshold')?.value?.value ?? defaults.fuzzy.threshold,
  limit: find(clauses, 'limit')?.value?.value ?? defaults.fuzzy.limit,
});

const search = ({ text, clauses }: Search | Prose): SearchParameters => ({
  query_text: text!.value,
  table_name: find(clauses, 'in')?.value?.value ?? defaults.search.table_name,
  ...condition(find(clauses, 'where')?.value),
  ...given('threshold', find(clauses, 'threshold')?.value?.value),
  limit: find(clauses, 'limit')?.value?.value ?? defaults.search.limit,
  ...given('field', find(clauses, 'field')?.value?.value),
  ...given('category', find(clauses, 'category')?.value?.value),
});

const condition = (where: SqlText | undefined) => (where === undefined ? {} : conditionOf(where.sql));

function sql(statement: Sql): SqlParameters {
  const raw_query = statement.form === 'short' ? selectOf(statement) : foldSql(statement.sql!.sql);
  return { raw_query, ...simpleSelect(raw_query) };
}

/** The SELECT that the short form stands for. */
export function selectOf({ table, clauses }: Sql): string {
  const where = find(clauses, 'where')?.value?.sql;
  const order = find(clauses, 'orderBy')?.value?.sql;
  const limit = find(clauses, 'limit')?.value?.value;
  const name = /^[a-z_][a-z0-9_]*$/i.test(table!.value) ? table!.value : quote(table!.value);
  return [`SELECT * FROM ${name}`, where && `WHERE ${foldSql(where)}`, order && `ORDER BY ${order}`, limit !== undefined && `LIMIT ${limit}`].filter(Boolean).join(' ');
}

const initials = { lookup: 'LOOKUP', search: 'SEARCH', fuzzy: 'FUZZY', sql: 'SQL' } as const;

function initial(from: Start): Initial {
  const initial_query = from.kind === 'lookup' ? lookup(from) : from.kind === 'search' ? search(from) : from.kind === 'fuzzy' ? fuzzy(from) : sql(from);
  return { initial_query_type: initials[from.kind], initial_query } as Initial;
}

function traverse({ plan: mark, edgeTypes, from, clauses }: Traverse): TraverseParameters {
  const types = edgeTypes ?? find(clauses, 'type')?.value;
  const depth = find(clauses, 'depth')?.value?.value ?? defaults.traverse.max_depth;
  const plan_mode = mark !== undefined || depth === 0 || find(clauses, 'plan') !== undefined;
  return {
    ...initial(from!),
    edge_types: types === undefined || types.all ? [] : types.types.map((type) => type.value),
    max_depth: plan_mode ? 0 : depth,
    ...given('table_name', find(clauses, 'in')?.value?.value),
    direction: (find(clauses, 'direction')?.value?.value.toLowerCase() ?? defaults.traverse.direction) as TraverseParameters['direction'],
    order_by: orderText(find(clauses, 'orderBy')) ?? defaults.traverse.order_by,
    limit: find(clauses, 'limit')?.value?.value ?? defaults.traverse.limit,
    plan_mode,
    ...given('plan_memo', find(clauses, 'memo')?.value?.value),
    ...(find(clauses, 'load') === undefined ? {} : { load: true as const }),
  };
}

const orderText = (clause: ClauseOf<'orderBy'> | undefined): string | undefined =>
  clause?.value?.keys.map((key) => key.expression.value + (key.direction === undefined ? '' : ` ${key.direction}`)).join(', ');
