/**
 * Generated input for the laws: plans, token soups and edits.
 */
import fc from 'fast-check';
import { language, type Plan } from '../src/index.ts';

const label = fc.oneof(
  fc.constantFrom('Sarah Chen', "Siobhán O'Malley", 'api-design-v2', 'team/platform/oncall', 'limit', 'WITH', 'team:platform', 'https://x.y/z', 'a "b" c', 'back\\slash', '"', '漢字', 'two\nlines', '--', '/*', 'x;y', '[a]', ','),
  fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== ''),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }).filter((text) => text.trim() !== ''),
);
const name = fc.oneof(fc.constantFrom('resources', 'moments', 'my table', 'limit', 'a-b', 'Files'), fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/));
const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
const count = fc.integer({ min: 1, max: 1000 });
const optional = <T>(name_: string, value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> => fc.option(value, { nil: undefined }).map((one) => (one === undefined ? {} : { [name_]: one })) as fc.Arbitrary<Record<string, T>>;
const all = (...parts: fc.Arbitrary<object>[]): fc.Arbitrary<Record<string, unknown>> => fc.tuple(...parts).map((made) => Object.assign({}, ...made) as Record<string, unknown>);

const test = fc.constantFrom("category = 'note'", "name ILIKE '%it''s%'", "'x' = ANY(tags)", 'ordinal > 3', "metadata->>'a' = 'limit 5'", "category IN ('a', 'b')", 'summary IS NOT NULL', "ordinal BETWEEN 1 AND 5", "(a = 1 OR b = 2)", "NOT (limit = 3 AND category = 'in')");
const where = fc.oneof(fc.array(test, { minLength: 1, maxLength: 3 }).map((tests) => tests.join(' AND ')), fc.constantFrom("a = 1 OR category = 'x'", "a = 1 OR (b = 2 AND c = 3) OR d = 4"));
const date = fc.constantFrom('2025-01-01', '@last_week', '@7d', '2024-11-10 12:00');
const time = all(
  optional('column', fc.constantFrom('updated_at', 'resource_timestamp')),
  fc.oneof(
    all(fc.record({ after: date }), optional('after_inclusive', fc.constant(true))),
    all(fc.record({ before: date }), optional('before_inclusive', fc.constant(true))),
    all(fc.record({ after: date, before: date }), optional('before_inclusive', fc.constant(true))),
  ),
);

const key = fc.oneof(label, fc.tuple(fc.constantFrom('entities', 'files', 'my "t"', 'a-b', 'limit'), label).map(([table, one]) => ({ table, one })));
const lookup = fc.array(key, { minLength: 1, maxLength: 3 });
const fuzzy = all(fc.record({ query_text: label, threshold: share, limit: count }), optional('table_name', name));
const search = all(fc.record({ query_text: label, table_name: name, limit: count }), optional('where_clause', where), optional('time_filter', time), optional('threshold', share), optional('field', name), optional('category', label));
const select = fc.constantFrom('SELECT * FROM resources', "SELECT name, summary FROM moments WHERE moment_type = 'meeting' AND created_at > '@today' ORDER BY name DESC LIMIT 5", 'SELECT COUNT(*) FROM files GROUP BY category', 'WITH x AS (SELECT 1) SELECT * FROM x', "SELECT type, depth FROM t WHERE type = 'DEPTH 3' ORDER BY depth");

const lookupPlan = (quoteKey: (label: string, table?: string) => string) =>
  lookup.map((keys) => keys.map((one) => (typeof one === 'string' ? quoteKey(one) : quoteKey(one.one, one.table)))).map((keys) => ({ key: keys.length === 1 ? keys[0]! : keys }));

/** Plans as somebody outside could write them; `readPlan` brings them to the one form. */
export function roughPlans(quoteKey: (label: string, table?: string) => string): fc.Arbitrary<unknown> {
  const start = fc.oneof(
    lookupPlan(quoteKey).map((initial_query) => ({ initial_query_type: 'LOOKUP', initial_query })),
    search.map((initial_query) => ({ initial_query_type: 'SEARCH', initial_query })),
    fuzzy.map((initial_query) => ({ initial_query_type: 'FUZZY', initial_query })),
    select.map((raw_query) => ({ initial_query_type: 'SQL', initial_query: { raw_query } })),
  );
  const walk = all(
    start,
    fc.record({ edge_types: fc.array(fc.oneof(fc.constantFrom('manages', 'reports-to', 'plan', 'with', 'a b', 'x,y'), label), { maxLength: 3 }), direction: fc.constantFrom('outbound', 'inbound', 'both'), order_by: fc.constantFrom('edge.created_at DESC', 'edge.weight DESC, name', 'name'), limit: count }),
    fc.oneof(fc.record({ plan_mode: fc.constant(false), max_depth: fc.integer({ min: 1, max: 5 }) }), fc.constant({ plan_mode: true, max_depth: 0 })),
    optional('table_name', name),
    optional('plan_memo', label),
    optional('load', fc.constant(true)),
  );
  return fc.oneof(
    lookupPlan(quoteKey).map((parameters) => ({ query_type: 'LOOKUP', parameters })),
    fuzzy.map((parameters) => ({ query_type: 'FUZZY', parameters })),
    search.map((parameters) => ({ query_type: 'SEARCH', parameters })),
    select.map((raw_query) => ({ query_type: 'SQL', parameters: { raw_query } })),
    walk.map((parameters) => ({ query_type: 'TRAVERSE', parameters })),
  );
}

const pieces = [
  ...language.verbs.flatMap((verb) => [verb.name, ...verb.aliases, verb.example]),
  ...language.clauses.flatMap((clause) => [clause.name, ...clause.aliases, clause.example, clause.expects]),
  ...['SELECT', 'WITH', 'WITH x AS (', 'FROM t', '"', "'", '`', '"""', '```', "'''", '"x"', "'x'", '(', ')', '[', ']', ',', ';', '=', '*', '\\', '\\"', '$$', '$a$', '--', '-- c', '#', ' # c', '/*', '*/', '/* c */', '\n', '\n\n', '\r\n', '\r', '\t', ' ', '5', '0.5', '-1', 'limit=5', 'x:', ':', 'SERCH', 'who is it', "it's", 'é', '漢', '😀', '\ud800', '\u2028', '\u00a0', '\0', '@today', 'a-b', '::', '->>', '||', 'AND', 'OR', 'NOT IN', 'ASC'],
];

/** Words, quotes and brackets of the language in any order. */
export const soup: fc.Arbitrary<string> = fc.array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(' ', ' ', '', '\n')), { maxLength: 40 }).map((parts) => parts.map((part) => part.join('')).join(''));

export const anyText: fc.Arbitrary<string> = fc.oneof({ weight: 4, arbitrary: soup }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) });

/** Edits as shares of the text's length, so that they fit any text. */
export const edits = fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.nat(30), text: fc.oneof(fc.constantFrom(...pieces), soup) }), { minLength: 1, maxLength: 8 });

export type { Plan };
