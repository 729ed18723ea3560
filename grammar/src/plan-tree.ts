/**
 * The tree that says what a plan says, for the printer: every place in it is 0, and defaults are left out, because they go without saying.
 */
import { keyParts } from './key.ts';
import { defaults } from './language.ts';
import type { FuzzyParameters, Initial, LookupParameters, Plan, SearchParameters, TraverseParameters } from './plan-types.ts';
import { conditionSql } from './sql-view.ts';
import type { Clause, ClauseKind, ClauseOf, Direction, Key, Lookup, OrderKey, Sql, SqlText, Start, Statement, Text } from './tree.ts';

const nowhere = { start: 0, end: 0 };
const text = (value: string): Text => ({ value, quoted: true, ...nowhere });
const base = (clauses: Clause[]) => ({ ...nowhere, source: '', verb: undefined, clauses, comments: [], broken: false });

export function statementOf(plan: Plan): Statement {
  switch (plan.query_type) {
    case 'LOOKUP':
      return lookup(plan.parameters);
    case 'FUZZY':
      return { kind: 'fuzzy', text: text(plan.parameters.query_text), ...base(fuzzyClauses(plan.parameters)) };
    case 'SEARCH':
      return { kind: 'search', text: text(plan.parameters.query_text), ...base(searchClauses(plan.parameters)) };
    case 'SQL':
      return select(plan.parameters.raw_query);
    case 'TRAVERSE':
      return traverse(plan.parameters);
  }
}

function lookup({ key }: LookupParameters): Lookup {
  return { kind: 'lookup', keys: (typeof key === 'string' ? [key] : key).map(keyOf), ...base([]) };
}

function keyOf(key: string): Key {
  const { table, label } = keyParts(key);
  return { table: table === undefined ? undefined : text(table), text: text(label), ...nowhere };
}

const select = (sql: string): Sql => ({ kind: 'sql', form: 'select', sql: { sql, quoted: true, ...nowhere }, table: undefined, ...base([]) });

/** A clause of one kind with its value; undefined values make no clause. */
function clause<K extends Exclude<ClauseKind, 'plan' | 'load'>>(kind: K, value: ClauseOf<K>['value']): Clause[] {
  return value === undefined ? [] : [{ kind, value, keyword: text(''), equals: false, ...nowhere } as unknown as Clause];
}

const unless = <T>(value: T | undefined, usual: unknown): T | undefined => (value === usual ? undefined : value);
const number = (value: number | undefined) => (value === undefined ? undefined : { value, ...nowhere });
const optionalText = (value: string | undefined) => (value === undefined ? undefined : text(value));
const condition = (sql: string | undefined): SqlText | undefined => (sql === undefined ? undefined : { sql, quoted: true, ...nowhere });

const fuzzyClauses = (parameters: FuzzyParameters): Clause[] => [
  ...clause('in', optionalText(parameters.table_name)),
  ...clause('threshold', number(unless(parameters.threshold, defaults.fuzzy.threshold))),
  ...clause('limit', number(unless(parameters.limit, defaults.fuzzy.limit))),
];

const searchClauses = (parameters: SearchParameters): Clause[] => [
  ...clause('in', optionalText(unless(parameters.table_name, defaults.search.table_name))),
  ...clause('where', condition(conditionSql(parameters))),
  ...clause('threshold', number(parameters.threshold)),
  ...clause('limit', number(unless(parameters.limit, defaults.search.limit))),
  ...clause('field', optionalText(parameters.field)),
  ...clause('category', optionalText(parameters.category)),
];

function traverse(parameters: TraverseParameters): Statement {
  const from = startOf(parameters);
  const direction = unless(parameters.direction, defaults.traverse.direction)?.toUpperCase() as Direction | undefined;
  const clauses: Clause[] = [
    ...clause('depth', number(parameters.plan_mode ? undefined : unless(parameters.max_depth, defaults.traverse.max_depth))),
    ...clause('in', optionalText(parameters.table_name)),
    ...clause('direction', direction && { value: direction, ...nowhere }),
    ...clause('orderBy', orderOf(unless(parameters.order_by, defaults.traverse.order_by))),
    ...clause('limit', number(unless(parameters.limit, defaults.traverse.limit))),
    ...clause('memo', optionalText(parameters.plan_memo)),
    ...(parameters.load ? [{ kind: 'load' as const, keyword: text(''), equals: false, ...nowhere }] : []),
  ];
  const types = parameters.edge_types.map(text);
  const edgeTypes = types.length === 0 ? undefined : { all: false, types, ...nowhere };
  return { kind: 'traverse', plan: parameters.plan_mode ? nowhere : undefined, edgeTypes, with: nowhere, from, ...base(clauses) };
}

function startOf(initial: Initial): Start {
  const query = initial.initial_query;
  switch (initial.initial_query_type) {
    case 'LOOKUP':
      return lookup(query as LookupParameters);
    case 'SEARCH':
      return { kind: 'search', text: text((query as SearchParameters).query_text), ...base(searchClauses(query as SearchParameters)) };
    case 'FUZZY':
      return { kind: 'fuzzy', text: text((query as FuzzyParameters).query_text), ...base(fuzzyClauses(query as FuzzyParameters)) };
    case 'SQL':
      return select((query as { raw_query: string }).raw_query);
  }
}

function orderOf(order: string | undefined) {
  if (order === undefined) return undefined;
  const key: OrderKey = { expression: text(order), direction: undefined, ...nowhere };
  return { keys: [key], sql: order, ...nowhere };
}
