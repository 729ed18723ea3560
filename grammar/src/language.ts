/**
 * THE TABLE. Everything that is said about REM is said here once: the scanner, parser, printer, completion, hover, colours, decoding grammar
 * and the reference page all read it. To add a verb or a clause, add an entry, two fixtures, and run `npm run generate`.
 */
import type { ClauseKind } from './tree.ts';

/** What kind of value a clause takes; each has one reader in `read-clause.ts`. */
export type ValueKind = 'table' | 'predicate' | 'number' | 'integer' | 'name' | 'text' | 'string' | 'edgeTypes' | 'direction' | 'orderKeys' | 'none';

export type VerbName = 'LOOKUP' | 'FUZZY' | 'SEARCH' | 'SQL' | 'TRAVERSE';

type Entry = {
  syntax: string;
  /** One line, for lists. */
  summary: string;
  /** A paragraph, for hover and the reference page. */
  detail: string;
  /** A whole statement. */
  example: string;
};

export type VerbEntry = Entry & {
  name: VerbName;
  /** Other spellings, read but never printed. */
  aliases: readonly string[];
  /** Words that people coming from elsewhere write for it; only used to suggest this verb. */
  mistakenFor: readonly string[];
  /** The clauses that it takes, in the order of printing. */
  clauses: readonly ClauseKind[];
  /** What is inserted after the verb, as a snippet with `$1` where the caret goes. */
  snippet: string;
};

export type ClauseEntry = Entry & {
  kind: ClauseKind;
  name: string;
  aliases: readonly string[];
  /** Names in the `name=value` spelling, besides those above. */
  equals: readonly string[];
  value: ValueKind;
  /** What stands after the clause in a message: `Expected a number after LIMIT`. */
  expects: string;
  snippet: string;
};

export const verbs = [
  {
    name: 'LOOKUP',
    aliases: ['GET'],
    mistakenFor: ['SHOW', 'OPEN', 'FETCH'],
    clauses: [],
    syntax: 'LOOKUP key { "," key }    key = [ table ":" ] label',
    summary: 'Finds entities by their exact label, in every table.',
    detail: 'Takes labels as people write them, never ids. Several labels are separated by commas. A table before a colon narrows one label to that table. Costs one index access a label.',
    example: 'LOOKUP "Sarah Chen", "api-design-v2"',
    snippet: 'LOOKUP "$1"',
  },
  {
    name: 'FUZZY',
    aliases: [],
    mistakenFor: ['MATCH', 'LIKE', 'SIMILAR'],
    clauses: ['in', 'threshold', 'limit'],
    syntax: 'FUZZY text [ IN table ] [ THRESHOLD number ] [ LIMIT n ]',
    summary: 'Finds labels that look like a text: typing errors, part of a name.',
    detail: 'Compares labels by trigram similarity, best first. Without clauses it looks at all labels, with a threshold of 0.3, and answers 10.',
    example: 'FUZZY "Sara Chenn" THRESHOLD 0.4 LIMIT 5',
    snippet: 'FUZZY "$1"',
  },
  {
    name: 'SEARCH',
    aliases: [],
    mistakenFor: ['FIND', 'QUERY', 'ASK'],
    clauses: ['in', 'where', 'threshold', 'limit', 'field', 'category'],
    syntax: 'SEARCH text [ IN table ] [ WHERE condition ] [ THRESHOLD number ] [ LIMIT n ] [ FIELD column ] [ CATEGORY text ]',
    summary: 'Finds rows by meaning, optionally filtered.',
    detail: 'Compares the meaning of the text (its embedding) with the rows of one table, `resources` where none is named, and answers the 10 nearest.',
    example: 'SEARCH "database migration" IN resources WHERE category = \'note\' LIMIT 5',
    snippet: 'SEARCH "$1"',
  },
  {
    name: 'SQL',
    aliases: [],
    mistakenFor: ['LIST', 'COUNT', 'FILTER'],
    clauses: ['where', 'orderBy', 'limit'],
    syntax: 'SELECT … | WITH … SELECT … | SQL SELECT … | SQL table [ WHERE condition ] [ ORDER BY keys ] [ LIMIT n ]',
    summary: 'Finds rows by PostgreSQL conditions; only reads.',
    detail: 'One SELECT statement of PostgreSQL; the word SQL before it may be left out. The short form names a table and stands for SELECT * FROM that table.',
    example: 'SQL moments WHERE moment_type = \'meeting\' ORDER BY resource_timestamp DESC LIMIT 5',
    snippet: 'SQL ${1:moments} WHERE $2',
  },
  {
    name: 'TRAVERSE',
    aliases: [],
    mistakenFor: ['WALK', 'GRAPH', 'FOLLOW'],
    clauses: ['depth', 'type', 'in', 'direction', 'orderBy', 'limit', 'memo', 'plan', 'load'],
    syntax: 'TRAVERSE [ PLAN ] [ edge types ] WITH query { clause } | TRAVERSE key { clause }',
    summary: 'Follows graph edges from the rows of a first query.',
    detail: 'The query after WITH finds where to start; a text there is a LOOKUP. Edge types before WITH narrow the edges that are followed. Without clauses it follows outgoing edges of every type one step, newest first, and answers 9 nodes.',
    example: 'TRAVERSE manages WITH LOOKUP "Sarah Chen" DEPTH 2',
    snippet: 'TRAVERSE ${1:manages} WITH LOOKUP "$2"',
  },
] as const satisfies readonly VerbEntry[];

export const clauses = [
  {
    kind: 'in',
    name: 'IN',
    aliases: ['FROM', 'TABLE'],
    equals: ['table_name'],
    value: 'table',
    expects: 'a table',
    syntax: 'IN table',
    summary: 'The table to look in.',
    detail: 'SEARCH looks in `resources` without it, FUZZY and TRAVERSE everywhere.',
    example: 'SEARCH "sprint planning" IN moments',
    snippet: 'IN ${1:moments}',
  },
  {
    kind: 'where',
    name: 'WHERE',
    aliases: [],
    equals: [],
    value: 'predicate',
    expects: 'a condition',
    syntax: 'WHERE condition',
    summary: 'A PostgreSQL condition on the rows.',
    detail: 'Any condition of PostgreSQL that only reads, as it is or inside a string. It reaches up to the next clause.',
    example: "SEARCH \"deploy\" WHERE created_at > '2025-01-01' AND 'release' = ANY(tags)",
    snippet: 'WHERE $1',
  },
  {
    kind: 'threshold',
    name: 'THRESHOLD',
    aliases: ['MIN_SIMILARITY'],
    equals: [],
    value: 'number',
    expects: 'a number',
    syntax: 'THRESHOLD number',
    summary: 'The least similarity, from 0 to 1.',
    detail: 'FUZZY uses 0.3 without it, SEARCH what its runtime holds.',
    example: 'FUZZY "kowalsky" THRESHOLD 0.5',
    snippet: 'THRESHOLD ${1:0.5}',
  },
  {
    kind: 'limit',
    name: 'LIMIT',
    aliases: [],
    equals: [],
    value: 'integer',
    expects: 'a number',
    syntax: 'LIMIT n',
    summary: 'The most rows to answer.',
    detail: 'SEARCH and FUZZY answer 10 without it, TRAVERSE 9.',
    example: 'SEARCH "onboarding" LIMIT 3',
    snippet: 'LIMIT ${1:5}',
  },
  {
    kind: 'field',
    name: 'FIELD',
    aliases: [],
    equals: [],
    value: 'name',
    expects: 'a column',
    syntax: 'FIELD column',
    summary: 'The column whose meaning is compared.',
    detail: 'Without it the runtime compares the main text of the row.',
    example: 'SEARCH "release notes" FIELD summary',
    snippet: 'FIELD ${1:content}',
  },
  {
    kind: 'category',
    name: 'CATEGORY',
    aliases: [],
    equals: [],
    value: 'text',
    expects: 'a text',
    syntax: 'CATEGORY text',
    summary: 'Only rows of this category.',
    detail: 'Compares the `category` column; the same as a condition in WHERE.',
    example: 'SEARCH "release" CATEGORY "document"',
    snippet: 'CATEGORY "$1"',
  },
  {
    kind: 'depth',
    name: 'DEPTH',
    aliases: [],
    equals: ['max_depth'],
    value: 'integer',
    expects: 'a number',
    syntax: 'DEPTH n',
    summary: 'How many steps to follow edges.',
    detail: 'One step without it. DEPTH 0 is the same as PLAN. Beyond 4 steps a walk takes seconds.',
    example: 'TRAVERSE WITH LOOKUP "api-design-v2" DEPTH 3',
    snippet: 'DEPTH ${1:2}',
  },
  {
    kind: 'type',
    name: 'TYPE',
    aliases: [],
    equals: ['rel_type', 'rel_types', 'edge_types', 'edge_type'],
    value: 'edgeTypes',
    expects: 'an edge type',
    syntax: 'TYPE edge type { "," edge type }',
    summary: 'The edge types to follow.',
    detail: 'The same as edge types before WITH; `*` is every type.',
    example: 'TRAVERSE "Sarah Chen" TYPE manages, mentors',
    snippet: 'TYPE ${1:manages}',
  },
  {
    kind: 'direction',
    name: 'DIRECTION',
    aliases: [],
    equals: [],
    value: 'direction',
    expects: 'OUTBOUND, INBOUND or BOTH',
    syntax: 'DIRECTION OUTBOUND | INBOUND | BOTH',
    summary: 'Which way edges are followed.',
    detail: 'OUTBOUND from a node to what its edges name (without the clause), INBOUND to the nodes whose edges name it, BOTH either way.',
    example: 'TRAVERSE manages WITH LOOKUP "Sarah Chen" DIRECTION INBOUND',
    snippet: 'DIRECTION ${1|INBOUND,OUTBOUND,BOTH|}',
  },
  {
    kind: 'orderBy',
    name: 'ORDER BY',
    aliases: [],
    equals: ['order_by'],
    value: 'orderKeys',
    expects: 'a column',
    syntax: 'ORDER BY key [ ASC | DESC ] { "," key [ ASC | DESC ] }',
    summary: 'The order of the rows.',
    detail: 'In TRAVERSE a key may be a member of the edge: `edge.created_at`, `edge.weight`. The newest edges come first without it.',
    example: 'TRAVERSE WITH LOOKUP "Sarah Chen" ORDER BY edge.weight DESC',
    snippet: 'ORDER BY ${1:edge.weight} DESC',
  },
  {
    kind: 'memo',
    name: 'MEMO',
    aliases: [],
    equals: ['plan_memo'],
    value: 'string',
    expects: 'a text in quotes',
    syntax: 'MEMO "text"',
    summary: 'A note that is carried along with the answer.',
    detail: 'Agents keep here what they look for; it changes nothing in the answer.',
    example: 'TRAVERSE manages WITH LOOKUP "Sarah Chen" MEMO "looking for the team"',
    snippet: 'MEMO "$1"',
  },
  {
    kind: 'plan',
    name: 'PLAN',
    aliases: [],
    equals: [],
    value: 'none',
    expects: '',
    syntax: 'PLAN',
    summary: 'Statistics of the edges only, no walk.',
    detail: 'Tells which edge types leave the starting rows and how many; printed right after TRAVERSE.',
    example: 'TRAVERSE PLAN WITH LOOKUP "Sarah Chen"',
    snippet: 'PLAN',
  },
  {
    kind: 'load',
    name: 'LOAD',
    aliases: [],
    equals: [],
    value: 'none',
    expects: '',
    syntax: 'LOAD',
    summary: 'Answers the whole row of every node.',
    detail: 'Without it TRAVERSE answers labels, kinds, relations, depth and path.',
    example: 'TRAVERSE "Sarah Chen" DEPTH 2 LOAD',
    snippet: 'LOAD',
  },
] as const satisfies readonly ClauseEntry[];

/** Values in force where a statement does not say (dialect §3). */
export const defaults = {
  search: { table_name: 'resources', limit: 10 },
  fuzzy: { threshold: 0.3, limit: 10 },
  traverse: { max_depth: 1, direction: 'outbound', order_by: 'edge.created_at DESC', limit: 9 },
} as const;

export const directions = ['OUTBOUND', 'INBOUND', 'BOTH'] as const;

/** Words that are neither verbs nor clauses and yet no bare names: they stand between the parts of a statement. */
export const joiningWords = ['WITH', 'BY', 'ASC', 'DESC', 'SELECT'] as const;

export const verbByName: ReadonlyMap<string, VerbEntry> = byName(verbs);
export const clauseByName: ReadonlyMap<string, ClauseEntry> = byName(clauses);
/** In `name=value`, every name is lower case or upper case, with `_` for a space. */
export const clauseByEquals: ReadonlyMap<string, ClauseEntry> = new Map(
  clauses.flatMap((entry) => [entry.name, ...entry.aliases, ...entry.equals].map((name) => [name.toUpperCase(), entry] as const)),
);
export const clauseByKind = Object.fromEntries(clauses.map((entry) => [entry.kind, entry])) as unknown as Readonly<Record<ClauseKind, ClauseEntry>>;

/** Every word with a meaning in the language, upper case. A name that is one of them is written in quotes. */
export const keywords: ReadonlySet<string> = new Set(
  [...verbs, ...clauses].flatMap((entry) => [entry.name, ...entry.aliases]).flatMap((name) => name.split(' ')).concat(joiningWords, directions),
);

export const language = { verbs, clauses, defaults, directions, joiningWords } as const;

function byName<E extends { name: string; aliases: readonly string[] }>(entries: readonly E[]): Map<string, E> {
  return new Map(entries.flatMap((entry) => [entry.name, ...entry.aliases].map((name) => [name, entry] as const)));
}
