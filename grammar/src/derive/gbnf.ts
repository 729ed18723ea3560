/**
 * The decoding grammar: GBNF that llama.cpp and xgrammar both read, of exactly the sentences in the generated form (`docs/architecture.md`).
 *
 * It describes less than the parser reads: one spelling of each query, upper-case words, single spaces, strings in double quotes, dates as
 * words. Conditions know the columns of their table and what fits their types. Rules refer only to rules and never to themselves, repeats are
 * bounded or over single characters, so that no engine loops.
 */
import { isTableWord } from '../key.ts';
import { clauses, keywords, verbByName, type ClauseEntry } from '../language.ts';
import { defaultSchema, type Schema, type Table } from '../schema.ts';
import { isBareName, quote } from '../text.ts';
import { bareNameRules } from './bare-name.ts';
import { dateWordRule } from './date-words.ts';

/**
 * `schema` gives tables with typed columns; `tables` and `columns` give names only and then every comparison fits every column. Edge types are
 * any name unless `edgeTypes` are listed. `none`: the answer may also be NONE. `lead` stands before every sentence. `values`: the only things that strings
 * of the language may say (`texts`) and that constants of SQL may be (`constants`, between two `%` or none); without it, anything.
 */
export type GbnfOptions = {
  schema?: Pick<Schema, 'tables'>;
  tables?: string[];
  columns?: Record<string, string[]>;
  edgeTypes?: string[];
  none?: boolean;
  lead?: string;
  values?: { texts: readonly string[]; constants: readonly string[] };
};

/** More names than this become an open rule, and a check afterwards. */
const longList = 200;

export function gbnf(options: GbnfOptions = {}): string {
  const tables = tablesOf(options);
  const rules = new Map<string, string>();
  const root = ['lookup', 'fuzzy', 'search', 'select', 'traverse', ...(options.none ? [literal('NONE')] : [])].join(' | ');
  rules.set('root', options.lead ? `${literal(options.lead)} (${root})` : root);
  for (const [name, body] of [...statementRules(tables), ...wordRules(options), ...tables.flatMap((table, index) => tableRules(table, ruleName(table, index, tables)))]) rules.set(name, body);
  return `${[...used(rules)].map(([name, body]) => `${name} ::= ${body}`).join('\n')}\n`;
}

type Rule = [name: string, body: string];

const literal = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
const any = (items: readonly string[]): string => items.join(' | ');
const optional = (rule: string): string => `(${rule})?`;

function tablesOf({ schema, tables, columns }: GbnfOptions): Table[] {
  if (tables === undefined && columns === undefined) return (schema ?? defaultSchema).tables;
  const names = tables ?? Object.keys(columns ?? {});
  return names.map((name) => ({ name, columns: (columns?.[name] ?? []).map((column) => ({ name: column, type: knownTypes.get(column) ?? 'any' })) }));
}

const knownTypes = new Map(defaultSchema.tables.flatMap((table) => table.columns.map((column) => [column.name, column.type] as const)));

/** The rules that the root reaches, in the order of first use. */
function used(rules: ReadonlyMap<string, string>): Map<string, string> {
  const reached = new Map<string, string>();
  const visit = (name: string): void => {
    const body = rules.get(name);
    if (body === undefined || reached.has(name)) return;
    reached.set(name, body);
    const words = body.replace(/"(?:\\.|[^"\\])*"|\[(?:\\.|[^\]\\])*\]/g, ' ').match(/[a-z][a-z0-9-]*/g) ?? [];
    words.forEach(visit);
  };
  visit('root');
  return reached;
}

// ---- statements

/** Tables beyond this number are not told apart in conditions; the checks do that. */
const manyTables = 24;

const ruleName = (table: Table, index: number, tables: readonly Table[]): string =>
  /^[a-z][a-z0-9]*$/.test(table.name) && tables.filter((other) => other.name === table.name).length === 1 ? table.name : `t${index}`;

function statementRules(tables: readonly Table[]): Rule[] {
  const names = tables.slice(0, manyTables).map((table) => ruleName(table, tables.indexOf(table), tables));
  const tail = (kinds: readonly string[]): string => kinds.map((kind) => optional(`clause-${kind.toLowerCase()}`)).join(' ');
  const fuzzy = verbByName.get('FUZZY')!.clauses;
  return [
    ['lookup', '"LOOKUP " key (", " key){0,7}'],
    ['key', `string | (${any(tables.map((table) => literal(isTableWord(table.name) ? table.name : quote(table.name))))}) ":" string`],
    ['fuzzy', `"FUZZY " string ${tail(fuzzy)}`],
    ['search', any(names.map((name) => `search-${name}`))],
    ['select', any(names.map((name) => `select-${name}`))],
    ['traverse', '"TRAVERSE" (" " edge-types)? " WITH " walked | "TRAVERSE PLAN" (" " edge-types)? " WITH " planned'],
    ...walks('walked', 'clause-depth', tail, tail(walkClauses)),
    ...walks('planned', '" DEPTH 0"', tail, tail(walkClauses.filter((kind) => kind !== 'depth'))),
    ['edge-types', 'edge-type (", " edge-type){0,5}'],
    ...clauses.filter((entry) => entry.kind !== 'where' && entry.kind !== 'plan').map((entry): Rule => [`clause-${entry.kind.toLowerCase()}`, clauseRule(entry)]),
  ];
}

/** A start with clauses of its own keeps them: what it could take stands behind a clause that only TRAVERSE takes. */
function walks(name: string, depth: string, tail: (kinds: readonly string[]) => string, behindLookup: string): Rule[] {
  const behind = `${depth} ${tail(afterDepth)} | clause-direction clause-orderby? clause-limit?`;
  return [
    [name, `lookup ${name}-lookup | (search | fuzzy) ${name}-found | select ${name}-select`],
    [`${name}-lookup`, behindLookup],
    [`${name}-found`, `(${behind} | clause-orderby clause-limit?)? ${tail(lastClauses)}`],
    [`${name}-select`, `(${behind})? ${tail(lastClauses)}`],
  ];
}

/** TYPE is written before WITH, PLAN behind TRAVERSE; WHERE is not TRAVERSE's. */
const walkClauses = verbByName.get('TRAVERSE')!.clauses.filter((kind) => kind !== 'type' && kind !== 'plan');
const lastClauses = ['memo', 'load'];
const afterDepth = walkClauses.filter((kind) => kind !== 'depth' && !lastClauses.includes(kind));

function clauseRule(entry: ClauseEntry): string {
  const value = { table: 'table', number: 'share', integer: entry.kind === 'depth' ? '[0-9]' : 'count', name: 'name', text: 'string', string: 'string', edgeTypes: 'edge-types', direction: any(['OUTBOUND', 'INBOUND', 'BOTH'].map(literal)), orderKeys: 'edge-order (", " edge-order){0,2}', predicate: 'string', none: '' }[entry.value];
  return value === '' ? literal(` ${entry.name}`) : `${literal(` ${entry.name} `)} ${value.includes(' | ') ? `(${value})` : value}`;
}

// ---- words

/** A name that is a word of the language is written in quotes. */
const keywordNames = [...keywords].flatMap((word) => [word, word.toLowerCase()]).map(literal).join(' | ');

function wordRules(options: GbnfOptions): Rule[] {
  const tables = tablesOf(options);
  const edges = options.edgeTypes?.filter((type) => type !== '') ?? [];
  const closed = edges.length > 0 && edges.length <= longList;
  const { texts, constants } = options.values ?? { texts: [], constants: [] };
  return [
    ['table', tables.length > longList ? 'bare-name | string' : any(tables.map((table) => literal(isBareName(table.name) ? table.name : quote(table.name))))],
    ['edge-type', closed ? any(edges.map((type) => literal(isBareName(type) ? type : quote(type)))) : 'bare-name | quoted-name'],
    ['quoted-name', `"\\"" (${keywordNames} | name-part* (odd-first | escape) (string-rest | escape)*) "\\""`],
    ['name-part', '[a-zA-Z0-9_.@/+:-]'],
    ['odd-first', '[^\\"\\\\\\n\\t\\u000d a-zA-Z0-9_.@/+:-]'],
    ['edge-order', '("edge.created_at" | "edge.weight" | "edge.rel_type" | "name" | "created_at") way?'],
    ['name', 'bare-name'],
    ['string', texts.length > 0 ? `"\\"" (${any(texts.map((text) => literal(quote(text).slice(1, -1))))}) "\\""` : '"\\"" (string-first | escape) (string-rest | escape)* "\\""'],
    ['string-first', '[^\\"\\\\\\n\\t\\u000d ]'],
    ['string-rest', '[^\\"\\\\\\n\\t\\u000d]'],
    ['escape', '"\\\\" [\\"\\\\]'],
    ['constant', constants.length > 0 ? `"'" "%"? (${any(constants.map((text) => literal(text.replaceAll("'", "''"))))}) "%"? "'"` : `"'" ([^'\\n\\t\\u000d] | "''")* "'"`],
    ['count', '[1-9] [0-9]{0,3}'],
    ['count-or-none', '"0" | count'],
    ['way', '" ASC" | " DESC"'],
    ['share', '"0" ("." [0-9]? [1-9])? | "1"'],
    ['number', '"-"? ("0" | [1-9] [0-9]{0,11}) ("." [0-9]{1,4})?'],
    ['compare', '" = " | " != " | " <> " | " < " | " <= " | " > " | " >= "'],
    ['constants', 'constant (", " constant){0,7}'],
    ['numbers', 'number (", " number){0,7}'],
    ['array', '"ARRAY[" constants "]"'],
    ['interval', '"INTERVAL \'" [1-9] [0-9]{0,3} " " ("minute" | "hour" | "day" | "week" | "month" | "year") "s"? "\'"'],
    ['time', `"'@" date-word "'"`],
    ['date-word', dateWordRule],
    ['period', '"\'hour\'" | "\'day\'" | "\'week\'" | "\'month\'" | "\'quarter\'" | "\'year\'"'],
    ['part', '"HOUR" | "DOW" | "ISODOW" | "DAY" | "WEEK" | "MONTH" | "QUARTER" | "YEAR" | "EPOCH"'],
    ['amount', `number | "pg_size_bytes('" ("0" | [1-9] [0-9]{0,4}) ("." [0-9]{1,2})? " " ("KB" | "MB" | "GB" | "TB") "')"`],
    ['amounts', 'amount (", " amount){0,7}'],
    ...bareNameRules(),
  ];
}

// ---- one table: its columns, its conditions, its SELECT

type Family = 'text' | 'time' | 'array' | 'json' | 'number' | 'truth';

/** What may be compared with a column; a column of unknown type is in every family. */
function familyOf(type: string): Family[] {
  if (/\[\]$/.test(type)) return ['array'];
  if (/^(timestamp|timestamptz|date)/.test(type)) return ['time'];
  if (/^jsonb?$/.test(type)) return ['json'];
  if (/^(small|big)?int|^integer|^numeric|^real|^double|^float|^decimal/.test(type)) return ['number'];
  if (/^bool/.test(type)) return ['truth'];
  return type === 'any' ? ['text', 'time', 'array', 'json', 'number'] : ['text'];
}

const reserved =
  /^(all|analyse|analyze|and|any|array|as|asc|both|case|cast|check|collate|column|constraint|create|default|desc|distinct|do|else|end|except|false|fetch|for|foreign|from|grant|group|having|in|initially|intersect|into|lateral|leading|limit|not|null|offset|on|only|or|order|placing|primary|references|returning|select|some|symmetric|table|then|to|trailing|true|union|unique|user|using|variadic|when|where|window|with)$/;

/** A name in SQL. */
const sqlName = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) && !reserved.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

function tableRules(table: Table, id: string): Rule[] {
  const names = (wanted: Family): string[] => table.columns.filter((column) => familyOf(column.type).includes(wanted)).map((column) => literal(sqlName(column.name)));
  const has = (wanted: Family): boolean => names(wanted).length > 0;
  const rule = (family: Family): string => `${id}-${family}`;
  const families: Family[] = ['text', 'time', 'array', 'json', 'number', 'truth'];
  const from = literal(` FROM ${sqlName(table.name)}`);
  const where = `(" WHERE " ${id}-condition)?`;
  const measures = [has('number') ? rule('number') : '', has('time') ? rule('time') : '', has('time') ? `${rule('time')} " - " ${rule('time')}` : ''].filter(Boolean);
  const columns = table.columns.length > longList || table.columns.length === 0 ? 'plain-name' : any(table.columns.map((column) => literal(sqlName(column.name))));
  const field = has('text') ? any(table.columns.filter((column) => familyOf(column.type).includes('text') && isBareName(column.name)).map((column) => literal(column.name))) : 'name';
  const tail = verbByName.get('SEARCH')!.clauses.slice(2).map((kind) => optional(kind === 'field' ? `" FIELD " ${id}-field` : `clause-${kind}`));
  const inTable = `${literal(` IN ${isBareName(table.name) ? table.name : quote(table.name)}`)}${table.name === 'resources' ? '?' : ''}`;
  return [
    ...families.filter(has).map((family): Rule => [rule(family), any(names(family))]),
    ['plain-name', '[a-z] [a-z0-9_]*'],
    [`${id}-column`, columns],
    [`${id}-field`, field === '' ? 'name' : field],
    [`search-${id}`, `"SEARCH " string ${inTable} (" WHERE " ${id}-condition)? ${tail.join(' ')}`],
    [`${id}-condition`, `${id}-term ((" AND " | " OR ") ${id}-term){0,5}`],
    [`${id}-term`, `"NOT "? (${id}-test | "(" ${id}-group ")") | "NOT (" ${id}-test ")"`],
    [`${id}-group`, `${id}-inner ((" AND " | " OR ") ${id}-inner){1,4}`],
    [`${id}-inner`, `"NOT "? (${id}-test | "(" ${id}-test ((" AND " | " OR ") ${id}-test){1,3} ")")`],
    [`${id}-test`, any([`${id}-column " IS" " NOT"? " NULL"`, ...families.filter(has).flatMap((family) => tests(family, rule(family)))])],
    [`select-${id}`, `"SELECT " (${any([`${id}-list ${from} ${where} (${id}-group-by)? (${id}-order-by)?`, ...grouped(id, from, where, has)])}) (" LIMIT " count)?`],
    [`${id}-list`, `"*" | "DISTINCT "? ${id}-item (", " ${id}-item){0,5}`],
    [`${id}-item`, any([`${id}-column`, `${id}-aggregate`, ...values(id, has)])],
    [`${id}-aggregate`, any(['"COUNT(*)"', `"COUNT(DISTINCT " ${id}-column ")"`, ...(measures.length === 0 ? [] : [`("AVG(" | "MIN(" | "MAX(" | "SUM(") (${any(measures)}) ")"`])])],
    [`${id}-aggregates`, `${id}-aggregate (", " ${id}-aggregate){0,2}`],
    [`${id}-group-by`, `" GROUP BY " ${id}-key (", " ${id}-key){0,2} ${id}-having?`],
    [`${id}-having`, `" HAVING " ${id}-aggregate compare (number | interval)`],
    [`${id}-key`, any([`${id}-column`, ...values(id, has)])],
    [`${id}-order-by`, `" ORDER BY " ${id}-order (", " ${id}-order){0,2}`],
    [`${id}-order`, `(${any([`${id}-key`, `${id}-aggregate`, ...(has('time') ? [`${rule('time')} " - " ${rule('time')}`] : [])])}) way?`],
  ];
}

/** Groups with a name of their own: one per tag, one per period. The name in the list, the grouping and the order is the same. */
function grouped(id: string, from: string, where: string, has: (family: Family) => boolean): string[] {
  const rest = (name: string): string => `" GROUP BY ${name}" ${id}-having? (" ORDER BY " ("${name}" | ${id}-aggregate) way?)?`;
  const tags = ['tag', 'topic', 'emotion', 'label'].map((name) => `"${name}, " ${id}-aggregates ${from} ", unnest(" ${id}-array ") AS ${name}" ${where} ${rest(name)}`);
  const periods = ['hour', 'day', 'week', 'month', 'quarter', 'year'].map(
    (name) => `"date_trunc('${name}', " ${id}-time ") AS ${name}, " ${id}-aggregates ${from} ${where} ${rest(name)}`,
  );
  return [...(has('array') ? tags : []), ...(has('time') ? periods : [])];
}

/** Expressions of one row that are worth selecting and grouping by. */
const values = (id: string, has: (family: Family) => boolean): string[] => [
  ...(has('time') ? [`"date_trunc(" period ", " ${id}-time ")"`, `"EXTRACT(" part " FROM " ${id}-time ")"`] : []),
  ...(has('array') ? [`"unnest(" ${id}-array ")"`, `"array_length(" ${id}-array ", 1)"`] : []),
  ...(has('json') ? [`${id}-json "->>" constant`] : []),
];

function tests(family: Family, column: string): string[] {
  switch (family) {
    case 'text':
      return [`${column} compare constant`, `${column} " NOT"? (" LIKE " | " ILIKE ") constant`, `${column} " NOT"? " IN (" constants ")"`, `"lower(" ${column} ")" compare constant`, `"length(" ${column} ")" compare count-or-none`];
    case 'time':
      return [
        `${column} compare time`,
        `${column} " BETWEEN " time " AND " time`,
        `${column} " - " ${column} compare interval`,
        `"EXTRACT(" part " FROM " ${column} ")" compare number`,
        `"EXTRACT(" part " FROM " ${column} ") IN (" numbers ")"`,
      ];
    case 'array':
      return [`constant (" = ANY(" | " != ALL(") ${column} ")"`, `${column} (" @> " | " && ") array`, `("array_length(" ${column} ", 1)" | "cardinality(" ${column} ")" | "COALESCE(cardinality(" ${column} "), 0)") compare count-or-none`];
    case 'json':
      return [`${column} "->>" constant (compare constant | " NOT"? (" LIKE " | " ILIKE ") constant | " IS" " NOT"? " NULL")`, `${column} "::text" " NOT"? " ILIKE " constant`, `${column} (" @> " | " ? ") constant`, `"jsonb_array_length(" ${column} ")" compare count-or-none`];
    case 'number':
      return [`${column} compare amount`, `${column} " BETWEEN " amount " AND " amount`, `${column} " NOT"? " IN (" amounts ")"`];
    case 'truth':
      return [`${column} " = " ("true" | "false")`, column];
  }
}
