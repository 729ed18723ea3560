/**
 * The explanation of a plan: one plain English sentence, written from the plan and never by a model.
 */
import type { Initial, LookupParameters, FuzzyParameters, Plan, SearchParameters, SqlParameters, TimeFilter, TraverseParameters } from './plan-types.ts';

export function explain(plan: Plan): string {
  switch (plan.query_type) {
    case 'LOOKUP':
      return sentence([lookup(plan.parameters)]);
    case 'FUZZY':
      return sentence([fuzzy(plan.parameters), ...fuzzyClauses(plan.parameters), results(plan.parameters.limit)]);
    case 'SEARCH':
      return sentence([search(plan.parameters), ...searchClauses(plan.parameters), results(plan.parameters.limit)]);
    case 'SQL':
      return sentence(sql(plan.parameters));
    case 'TRAVERSE':
      return sentence(traverse(plan.parameters));
  }
}

const sentence = (parts: readonly string[]): string => {
  const text = parts.filter((part) => part !== '').join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};

const quoted = (text: string): string => `"${text}"`;
const results = (limit: number): string => `${limit} ${limit === 1 ? 'result' : 'results'} at most`;
const list = (items: readonly string[], joining: string): string => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${joining} ${items.at(-1)}`);

function lookup({ key }: LookupParameters): string {
  const keys = typeof key === 'string' ? [key] : key;
  return `lookup of ${list(keys.map(quoted), 'and')} by ${keys.length === 1 ? 'its exact label' : 'their exact labels'}`;
}

const fuzzy = ({ query_text, table_name }: FuzzyParameters): string => `fuzzy match of labels${table_name === undefined ? '' : ` in ${table_name}`} with ${quoted(query_text)}`;
const fuzzyClauses = ({ threshold }: FuzzyParameters): string[] => [`similarity ${threshold} or more`];

const search = ({ table_name, query_text }: SearchParameters): string => `semantic search of ${table_name} for ${quoted(query_text)}`;

const searchClauses = (parameters: SearchParameters): string[] => [
  ...conditions(parameters),
  parameters.category === undefined ? '' : `of category ${quoted(parameters.category)}`,
  parameters.field === undefined ? '' : `compared by ${parameters.field}`,
  parameters.threshold === undefined ? '' : `similarity ${parameters.threshold} or more`,
];

const conditions = ({ where_clause, time_filter }: { where_clause?: string; time_filter?: TimeFilter }): string[] => [
  where_clause === undefined ? '' : `where ${where_clause}`,
  time_filter === undefined ? '' : times(time_filter),
];

const happened: Readonly<Record<string, string>> = {
  created_at: 'created',
  updated_at: 'updated',
  deleted_at: 'deleted',
  resource_timestamp: 'dated',
  resource_ends_timestamp: 'ended',
  starts_timestamp: 'started',
  ends_timestamp: 'ended',
};

function times({ column = 'created_at', after, after_inclusive, before, before_inclusive }: TimeFilter): string {
  const from = after === undefined ? [] : [`${after_inclusive ? 'on or after' : 'after'} ${dateInWords(after)}`];
  const to = before === undefined ? [] : [`${before_inclusive ? 'on or before' : 'before'} ${dateInWords(before)}`];
  return `${happened[column] ?? `with ${column}`} ${[...from, ...to].join(' and ')}`;
}

const months = 'January February March April May June July August September October November December'.split(' ');
const units: Readonly<Record<string, string>> = { h: 'hour', d: 'day', w: 'week', m: 'month', y: 'year' };

/** `2024-11-10` as `10 November 2024`, `@7d` as `7 days ago`, `@last_week` as `last week`. */
function dateInWords(value: string): string {
  const date = /^(\d{4})-(\d\d)(?:-(\d\d))?(?:[ T](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/.exec(value.replace(/^@/, ''));
  const month = months[Number(date?.[2]) - 1];
  if (date !== null && month !== undefined) return [date[3] === undefined ? '' : `${Number(date[3])} `, month, ` ${date[1]}`, date[4] === undefined ? '' : ` ${date[4]}`].join('');
  const ago = /^@(\d+)([hdwmy])$/.exec(value);
  if (ago !== null) return `${ago[1]} ${units[ago[2]!]}${ago[1] === '1' ? '' : 's'} ago`;
  return value.replace(/^@/, '').replaceAll('_', ' ');
}

function sql({ table_name, select_fields, order_by, limit, raw_query, ...condition }: SqlParameters): string[] {
  if (table_name === undefined) return [`SQL query ${raw_query}`];
  const fields = select_fields === undefined || select_fields.join() === '*' ? '' : ` for ${list(select_fields, 'and')}`;
  return [`SQL query of ${table_name}${fields}`, ...conditions(condition), order_by === undefined ? '' : `ordered by ${order(order_by)}`, limit === undefined ? '' : results(limit)];
}

const order = (keys: string): string => keys.replace(/\bDESC\b/gi, 'descending').replace(/\bASC\b/gi, 'ascending');

function traverse(parameters: TraverseParameters): string[] {
  const { edge_types, max_depth, direction, table_name, order_by, limit, plan_mode, plan_memo, load } = parameters;
  const edges = `${edge_types.length === 0 ? 'all' : list(edge_types, 'and')} edges`;
  const way = direction === 'outbound' ? 'from' : direction === 'inbound' ? 'towards' : 'from and towards';
  const steps = plan_mode ? '' : `${max_depth} ${max_depth === 1 ? 'step' : 'steps'} deep`;
  return [
    `${plan_mode ? 'statistics of' : 'traversal of'} ${edges} ${way} the ${start(parameters)}`,
    steps,
    table_name === undefined ? '' : `only rows of ${table_name}`,
    plan_mode || order_by === 'edge.created_at DESC' ? '' : `ordered by ${order(order_by)}`,
    load ? 'with whole rows' : '',
    plan_mode ? '' : results(limit),
    plan_memo === undefined ? '' : `memo ${quoted(plan_memo)}`,
  ];
}

function start(initial: Initial): string {
  switch (initial.initial_query_type) {
    case 'LOOKUP': {
      const { key } = initial.initial_query;
      return `lookup of ${list((typeof key === 'string' ? [key] : key).map(quoted), 'and')}`;
    }
    case 'FUZZY':
      return [fuzzy(initial.initial_query), ...fuzzyClauses(initial.initial_query)].join(', ');
    case 'SEARCH':
      return [search(initial.initial_query), ...searchClauses(initial.initial_query), results(initial.initial_query.limit)].filter(Boolean).join(', ');
    case 'SQL':
      return sql(initial.initial_query).filter(Boolean).join(', ');
  }
}
