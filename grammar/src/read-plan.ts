/**
 * Plans from outside (a model's answer, a file): checked member by member, and brought to the one form, so that equal queries are equal plans.
 */
import { parse } from './document.ts';
import { defaults } from './language.ts';
import { plan as planOf } from './plan.ts';
import type { Plan } from './plan-types.ts';
import { print } from './print.ts';
import { nearest } from './nearest.ts';

type Kind = 'string' | 'number' | 'integer' | 'boolean' | 'strings' | 'keys' | 'time' | 'query' | 'direction' | 'type';
type Members = Readonly<Record<string, { kind: Kind; needed?: true; usual?: unknown }>>;

const where: Members = { where_clause: { kind: 'string' }, time_filter: { kind: 'time' } };
const shapes: Readonly<Record<string, Members>> = {
  LOOKUP: { key: { kind: 'keys', needed: true } },
  FUZZY: {
    query_text: { kind: 'string', needed: true },
    table_name: { kind: 'string' },
    threshold: { kind: 'number', usual: defaults.fuzzy.threshold },
    limit: { kind: 'integer', usual: defaults.fuzzy.limit },
  },
  SEARCH: {
    query_text: { kind: 'string', needed: true },
    table_name: { kind: 'string', usual: defaults.search.table_name },
    ...where,
    threshold: { kind: 'number' },
    limit: { kind: 'integer', usual: defaults.search.limit },
    field: { kind: 'string' },
    category: { kind: 'string' },
  },
  SQL: { raw_query: { kind: 'string' }, table_name: { kind: 'string' }, select_fields: { kind: 'strings' }, ...where, order_by: { kind: 'string' }, limit: { kind: 'integer' } },
  TRAVERSE: {
    initial_query_type: { kind: 'type', usual: 'LOOKUP' },
    initial_query: { kind: 'query', needed: true },
    edge_types: { kind: 'strings', usual: [] },
    max_depth: { kind: 'integer', usual: defaults.traverse.max_depth },
    table_name: { kind: 'string' },
    direction: { kind: 'direction', usual: defaults.traverse.direction },
    order_by: { kind: 'string', usual: defaults.traverse.order_by },
    limit: { kind: 'integer', usual: defaults.traverse.limit },
    plan_mode: { kind: 'boolean', usual: false },
    plan_memo: { kind: 'string' },
    load: { kind: 'boolean' },
  },
};
const timeMembers = ['column', 'after', 'after_inclusive', 'before', 'before_inclusive'];
const intents = { LOOKUP: 'entity_lookup', FUZZY: 'fuzzy_match', SEARCH: 'semantic_search', SQL: 'structured_query', TRAVERSE: 'graph_traversal' } as const;

type Bag = Record<string, unknown>;
const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The plan that a value from outside says, or what is wrong with it, one sentence a mistake. */
export function readPlan(value: unknown): { plan: Plan } | { problems: string[] } {
  const problems: string[] = [];
  const rough = readRough(value, problems);
  if (rough === undefined || problems.length > 0) return { problems };
  const text = print(rough);
  const { tree, problems: found } = parse(text);
  const read = tree.statements.length === 1 ? planOf(tree.statements[0]!) : undefined;
  if (read === undefined || read.query_type !== rough.query_type) return { problems: found.length > 0 ? found.map((problem) => problem.message) : [`The plan cannot be written as one statement: ${text}`] };
  return { plan: read };
}

function readRough(value: unknown, problems: string[]): Plan | undefined {
  if (!isBag(value)) return void problems.push('A plan is a JSON object');
  const type = typeof value['query_type'] === 'string' ? value['query_type'].toUpperCase() : Object.entries(intents).find(([, intent]) => intent === value['intent'])?.[0];
  const shape = type === undefined ? undefined : shapes[type];
  if (type === undefined || shape === undefined) return void problems.push(`query_type must be ${Object.keys(shapes).join(', ')}`);
  const intent = intents[type as keyof typeof intents];
  if (value['intent'] !== undefined && value['intent'] !== intent) problems.push(`The intent of ${type} is ${intent}`);
  if (!isBag(value['parameters'])) return void problems.push('parameters must be an object');
  const parameters = readMembers(value['parameters'], shape, 'parameters', problems);
  return { intent, query_type: type, parameters: completed(type, parameters, problems), explanation: '' } as unknown as Plan;
}

function readMembers(bag: Bag, shape: Members, path: string, problems: string[]): Bag {
  for (const name of Object.keys(bag)) {
    if (name in shape) continue;
    const meant = nearest(name, Object.keys(shape));
    problems.push(`${path}.${name} is unknown${meant === undefined ? '' : `; did you mean ${meant}?`}`);
  }
  const read: Bag = {};
  for (const [name, { kind, needed, usual }] of Object.entries(shape)) {
    const value = bag[name] ?? undefined;
    if (value === undefined && needed) problems.push(`${path}.${name} is missing`);
    const result = value === undefined ? usual : readMember(value, kind, `${path}.${name}`, problems, bag);
    if (result !== undefined) read[name] = result;
  }
  return read;
}

function readMember(value: unknown, kind: Kind, path: string, problems: string[], bag: Bag): unknown {
  const wrong = (expected: string): undefined => void problems.push(`${path} must be ${expected}`);
  switch (kind) {
    case 'string':
      return typeof value === 'string' && value.trim() !== '' ? value : wrong('a text');
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : wrong('a number');
    case 'integer':
      return Number.isInteger(value) ? value : wrong('a whole number');
    case 'boolean':
      return typeof value === 'boolean' ? value || undefined : wrong('true or false');
    case 'strings':
      return isTexts(value) ? value.filter((item) => item !== '*' || kind !== 'strings' || path.endsWith('select_fields')) : wrong('a list of texts');
    case 'keys':
      return typeof value === 'string' && value !== '' ? value : isTexts(value) && value.length > 0 ? (value.length === 1 ? value[0] : value) : wrong('a text or a list of texts');
    case 'direction':
      return typeof value === 'string' && /^(outbound|inbound|both)$/i.test(value) ? value.toLowerCase() : wrong('outbound, inbound or both');
    case 'type':
      return typeof value === 'string' && /^(lookup|search|fuzzy|sql)$/i.test(value) ? value.toUpperCase() : wrong('LOOKUP, SEARCH, FUZZY or SQL');
    case 'time':
      return readTime(value, path, problems);
    case 'query':
      return readInitial(value, bag['initial_query_type'], path, problems);
  }
}

const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');

function readTime(value: unknown, path: string, problems: string[]): unknown {
  if (!isBag(value)) return void problems.push(`${path} must be an object with after and before`);
  for (const [name, member] of Object.entries(value)) {
    const fits = name.endsWith('_inclusive') ? member === true : typeof member === 'string' && !member.includes("'");
    if (!timeMembers.includes(name) || !fits) problems.push(`${path}.${name} is ${timeMembers.includes(name) ? 'no date' : 'unknown'}`);
  }
  if (typeof value['column'] === 'string' && !/^[a-z_]\w*$/i.test(value['column'])) problems.push(`${path}.column is no column`);
  return value['after'] === undefined && value['before'] === undefined ? undefined : value;
}

/** The start of a TRAVERSE: its parameters, or for short the key or the text. */
function readInitial(value: unknown, type: unknown, path: string, problems: string[]): unknown {
  const name = typeof type === 'string' ? type.toUpperCase() : 'LOOKUP';
  const shape = shapes[name];
  if (shape === undefined || name === 'TRAVERSE') return undefined;
  const member = name === 'LOOKUP' ? 'key' : name === 'SQL' ? 'raw_query' : 'query_text';
  const bag = isBag(value) ? value : { [member]: value };
  return completed(name, readMembers(bag, shape, path, problems), problems);
}

/** SQL parameters without the whole query: it follows from the others. */
function completed(type: string, parameters: Bag, problems: string[]): Bag {
  if (type !== 'SQL' || parameters['raw_query'] !== undefined) return parameters;
  if (parameters['table_name'] === undefined) problems.push('SQL needs raw_query or table_name');
  const { table_name, select_fields, where_clause, order_by, limit } = parameters;
  const fields = isTexts(select_fields) && select_fields.length > 0 ? select_fields.join(', ') : '*';
  const parts = [`SELECT ${fields} FROM ${String(table_name)}`, where_clause && `WHERE ${String(where_clause)}`, order_by && `ORDER BY ${String(order_by)}`, limit !== undefined && `LIMIT ${String(limit)}`];
  return { raw_query: parts.filter(Boolean).join(' ') };
}
