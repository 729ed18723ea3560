/**
 * The statements and what they have to answer. `columns` are the ones that are compared (an answer may hold more); the
 * expected rows come from the reference or stand there in full.
 */
import { memory, type RefRow } from './memory.ts';
import * as ref from './reference.ts';

export type Case = { text: string; columns: string[]; rows: unknown[][]; anyOrder?: true };

const LOOKUP = ['key', 'name', 'table'];
const FUZZY = ['score', 'label', 'table'];
const SEARCH = ['score', 'name'];
const TRAVERSE = ['label', 'table', 'kind', 'relations', 'depth', 'path'];
const PLAN = ['relation', 'direction', 'edges', 'nodes'];

const lookup = (text: string, ...keys: string[]): Case => ({ text, columns: LOOKUP, rows: ref.lookup(...keys) });
const fuzzy = (text: string, words: string, options = {}): Case => ({ text, columns: FUZZY, rows: ref.fuzzy(words, options) });
const search = (text: string, words: string, options: Parameters<typeof ref.search>[1] = {}): Case => ({
  text,
  columns: SEARCH,
  rows: ref.search(words, options),
});
const walk = (text: string, starts: string[], options: Parameters<typeof ref.traverse>[1] = {}): Case => ({
  text,
  columns: TRAVERSE,
  rows: ref.traverse(starts, options),
});
const planned = (text: string, starts: string[], options = {}): Case => ({ text, columns: PLAN, rows: ref.planOf(starts, options) });
const sql = (text: string, columns: string[], rows: unknown[][]): Case => ({ text, columns, rows });

const first = (text: string): string => (text.split(' ')[0] as string).toLowerCase();
const after =
  (date: string) =>
  (row: RefRow): boolean =>
    Date.parse(row.resource_timestamp) >= Date.parse(date);
const [resources, entities, moments] = [ref.rows('resources'), ref.rows('entities'), ref.rows('moments')];
const people = entities.filter((row) => row.kind.startsWith('person'));

const lookups: Case[] = [
  ...[
    'Amara Diallo',
    'Björn Åkesson',
    'Elif Yıldız',
    "Liam O'Brien",
    'Grace Hopper-Lane',
    'Zoë Martin',
    'Ledger Rewrite',
    'Back Pressure',
    'Kick-off Heron',
    '日本語メモ',
    '100% Coverage?',
    'Under_score Note',
    'Nobody Known',
    'docs/setup.md',
  ].map((name) => lookup(`LOOKUP "${name}"`, name)),
  lookup('LOOKUP amara-diallo', 'amara-diallo'),
  lookup('LOOKUP api-gateway', 'api-gateway'),
  lookup('GET "API-Gateway"', 'API-Gateway'),
  lookup('LOOKUP "amara diallo"', 'amara diallo'),
  lookup('LOOKUP "ZOË MARTIN"', 'ZOË MARTIN'),
  lookup('LOOKUP "The Bird"', 'The Bird'),
  lookup('LOOKUP "the bird"', 'the bird'),
  lookup('LOOKUP "fuse pattern"', 'fuse pattern'),
  lookup('LOOKUP "Welcome Pack"', 'Welcome Pack'),
  lookup('LOOKUP "Amara the Great"', 'Amara the Great'),
  lookup('LOOKUP "kb/3.md"', 'kb/3.md'),
  lookup('LOOKUP "KB/4.MD"', 'KB/4.MD'),
  lookup('LOOKUP "Heron", "Mei Lin"', 'Heron', 'Mei Lin'),
  lookup('LOOKUP "Mei Lin", "nobody at all", Heron', 'Mei Lin', 'nobody at all', 'Heron'),
  lookup('LOOKUP ["Heron", "Carla Mendes", "Post-mortem"]', 'Heron', 'Carla Mendes', 'Post-mortem'),
  lookup('LOOKUP entities:"api-gateway"', 'entities:api-gateway'),
  lookup('LOOKUP resources:"api-gateway"', 'resources:api-gateway'),
  lookup('LOOKUP moments:"Heron"', 'moments:Heron'),
  lookup(`LOOKUP 'It''s "quoted"'`, 'It\'s "quoted"'),
  lookup('LOOKUP "  Heron  "', 'Heron'),
];

const fuzzies: Case[] = [
  ...[
    'Amara',
    'Amra Dialo',
    'bjorn akesson',
    'Hiro Nakmura',
    'Haddad',
    'Ledger',
    'ledger rewrit',
    'Standup',
    'digest',
    'Retro',
    'gateway',
    'Heron',
    'Heron Launch',
    'zzzz',
    'On-call',
    'Cosine Distanse',
    'Kowalska Wanda',
    'Search',
    'setup',
    'Welcome',
  ].map((words) => fuzzy(`FUZZY "${words}"`, words)),
  ...[0, 0.1, 0.5, 0.7, 0.9, 1].map((threshold) => fuzzy(`FUZZY "Heron Mobile" THRESHOLD ${threshold}`, 'Heron Mobile', { threshold })),
  fuzzy('FUZZY "Standup" LIMIT 1', 'Standup', { limit: 1 }),
  fuzzy('FUZZY "heron" IN entities', 'heron', { table: 'entities' }),
  fuzzy('FUZZY "heron" IN moments THRESHOLD 0.2 LIMIT 2', 'heron', { table: 'moments', threshold: 0.2, limit: 2 }),
  fuzzy('FUZZY "review" IN resources', 'review', { table: 'resources' }),
  fuzzy('FUZZY Sara Lin', 'Sara Lin'),
];

const searches: Case[] = [
  ...[
    'gateway latency',
    'customer harbour night',
    'rollback of the migration',
    'coffee',
    'planet and desert',
    'pager alert window',
    'Weekly Digest',
    'onboarding',
    'budget design river',
    'quantum',
  ].map((words) => search(`SEARCH "${words}" LIMIT 5`, words, { limit: 5 })),
  ...['engineer who likes design', 'manager', 'circuit breaker', 'violin'].map((words) =>
    search(`SEARCH "${words}" IN entities LIMIT 4`, words, { table: 'entities', limit: 4 }),
  ),
  ...['outage', 'lunch', 'talk about copper'].map((words) => search(`SEARCH "${words}" IN moments LIMIT 3`, words, { table: 'moments', limit: 3 })),
  search('SEARCH "coffee garden"', 'coffee garden'),
  search('SEARCH "gateway" THRESHOLD 0.2', 'gateway', { threshold: 0.2 }),
  search('SEARCH "gateway" THRESHOLD 0.99', 'gateway', { threshold: 0.99 }),
  search('SEARCH "gateway" FIELD summary LIMIT 3', 'gateway', { field: 'summary', limit: 3 }),
  search('SEARCH "team charter" FIELD name LIMIT 3', 'team charter', { field: 'name', limit: 3 }),
  search('SEARCH "desert" FIELD content LIMIT 3', 'desert', { field: 'content', limit: 3 }),
  search('SEARCH "plan" CATEGORY "incident" LIMIT 5', 'plan', { where: (row) => row.category === 'incident', limit: 5 }),
  search(`SEARCH "plan" WHERE category = 'guide' LIMIT 5`, 'plan', { where: (row) => row.category === 'guide', limit: 5 }),
  search(`SEARCH "plan" WHERE category IN ('guide', 'note') AND ordinal > 5 LIMIT 5`, 'plan', {
    where: (row) => ['guide', 'note'].includes(row.category ?? '') && (row.ordinal ?? 0) > 5,
    limit: 5,
  }),
  search(`SEARCH "latency" WHERE resource_timestamp >= '2025-03-01' LIMIT 4`, 'latency', { where: after('2025-03-01'), limit: 4 }),
  search(`SEARCH "latency" WHERE created_at >= '2025-03-01' AND created_at < '2025-05-01' LIMIT 4`, 'latency', {
    where: (row) => after('2025-03-01')(row) && !after('2025-05-01')(row),
    limit: 4,
  }),
  search(`SEARCH "design" WHERE tags @> ARRAY['search'] LIMIT 4`, 'design', { where: (row) => row.tags.includes('search'), limit: 4 }),
  search(`SEARCH "design" WHERE (metadata->>'reviewed')::boolean LIMIT 4`, 'design', { where: (row) => row.metadata['reviewed'] === true, limit: 4 }),
  search(`SEARCH "design" WHERE name ILIKE '%digest%' OR name ILIKE '%review%'`, 'design', { where: (row) => /digest|review/i.test(row.name) }),
  search(`SEARCH "design" WHERE resources.ordinal BETWEEN 3 AND 6 -- a comment at the end`, 'design', {
    where: (row) => (row.ordinal ?? 0) >= 3 && (row.ordinal ?? 0) <= 6,
  }),
  search(`SEARCH "talk" IN moments WHERE moment_type = 'meeting' AND 'proud' = ANY(emotion_tags)`, 'talk', {
    table: 'moments',
    where: (row) => row.moment_type === 'meeting' && (row.emotion_tags ?? []).includes('proud'),
  }),
  search(`SEARCH "talk" IN moments WHERE resource_ends_timestamp - resource_timestamp > interval '90 minutes'`, 'talk', {
    table: 'moments',
    where: (row) => Date.parse(row.resource_ends_timestamp as string) - Date.parse(row.resource_timestamp) > 5_400_000,
  }),
  search(`SEARCH "likes" IN entities WHERE entity_type LIKE 'person/%' LIMIT 5`, 'likes', {
    table: 'entities',
    where: (row) => row.kind.startsWith('person/'),
    limit: 5,
  }),
  search(`SEARCH "likes" IN entities WHERE metadata @> '{"city": "Porto"}' LIMIT 6`, 'likes', {
    table: 'entities',
    where: (row) => row.metadata['city'] === 'Porto',
    limit: 6,
  }),
  search("search 'orange planet' limit=2 table=entities", 'orange planet', { table: 'entities', limit: 2 }),
];

const chain = ['Amara Diallo'];
const traversals: Case[] = [
  ...[1, 2, 3, 4].map((depth) =>
    walk(`TRAVERSE manages WITH LOOKUP "Amara Diallo" DEPTH ${depth} LIMIT 30`, chain, { types: ['manages'], depth, limit: 30 }),
  ),
  ...[1, 2, 3].map((depth) => walk(`TRAVERSE WITH LOOKUP "Heron" DEPTH ${depth} LIMIT 100`, ['Heron'], { depth, limit: 100 })),
  ...[1, 2, 3].map((depth) => walk(`TRAVERSE depends_on WITH LOOKUP "Heron" DEPTH ${depth}`, ['Heron'], { types: ['depends_on'], depth })),
  walk('TRAVERSE depends_on WITH LOOKUP "Heron" DEPTH 20 LIMIT 50', ['Heron'], { types: ['depends_on'], depth: 20, limit: 50 }),
  walk('TRAVERSE SEE_ALSO, PREREQUISITE WITH LOOKUP "Idempotency" DEPTH 2 LIMIT 20', ['Idempotency'], {
    types: ['SEE_ALSO', 'PREREQUISITE'],
    depth: 2,
    limit: 20,
  }),
  walk('TRAVERSE see-also WITH LOOKUP "Idempotency" DEPTH 3', ['Idempotency'], { types: ['SEE_ALSO'], depth: 3 }),
  walk('TRAVERSE reports_to WITH LOOKUP "Zoë Martin" DEPTH 4', ['Zoë Martin'], { types: ['reports-to'], depth: 4 }),
  walk('TRAVERSE WITH LOOKUP "Mei Lin" DIRECTION INBOUND LIMIT 50', ['Mei Lin'], { direction: 'inbound', limit: 50 }),
  walk('TRAVERSE WITH LOOKUP "Heron" DEPTH 2 DIRECTION INBOUND LIMIT 100', ['Heron'], { depth: 2, direction: 'inbound', limit: 100 }),
  walk('TRAVERSE WITH LOOKUP "Heron" DEPTH 2 DIRECTION BOTH LIMIT 200', ['Heron'], { depth: 2, direction: 'both', limit: 200 }),
  walk('TRAVERSE manages WITH LOOKUP "Dariusz Nowak" DEPTH 2 DIRECTION BOTH LIMIT 50', ['Dariusz Nowak'], {
    types: ['manages'],
    depth: 2,
    direction: 'both',
    limit: 50,
  }),
  walk('TRAVERSE knows WITH LOOKUP "Dariusz Nowak"', ['Dariusz Nowak'], { types: ['knows'] }),
  walk('TRAVERSE discusses WITH LOOKUP "Heron" DIRECTION INBOUND LIMIT 50', ['Heron'], { types: ['discusses'], direction: 'inbound', limit: 50 }),
  walk('TRAVERSE references WITH LOOKUP "Heron Launch Plan" DEPTH 4 LIMIT 50', ['Heron Launch Plan'], { types: ['references'], depth: 4, limit: 50 }),
  walk('TRAVERSE WITH LOOKUP "Heron Launch Plan", "Team Charter" DEPTH 2 LIMIT 60', ['Heron Launch Plan', 'Team Charter'], { depth: 2, limit: 60 }),
  walk('TRAVERSE WITH LOOKUP "Heron Launch Plan" DEPTH 2 IN entities LIMIT 60', ['Heron Launch Plan'], { depth: 2, table: 'entities', limit: 60 }),
  walk('TRAVERSE WITH LOOKUP "Heron Launch Plan" DEPTH 3 IN resources LIMIT 60', ['Heron Launch Plan'], { depth: 3, table: 'resources', limit: 60 }),
  walk('TRAVERSE WITH LOOKUP "Amara Diallo" DEPTH 2 ORDER BY edge.weight DESC LIMIT 12', chain, { depth: 2, order: ref.strongest, limit: 12 }),
  walk('TRAVERSE WITH LOOKUP "Amara Diallo" DEPTH 2 ORDER BY label LIMIT 12', chain, { depth: 2, order: ref.alphabetic, limit: 12 }),
  walk('TRAVERSE WITH LOOKUP "Amara Diallo" DEPTH 3 ORDER BY depth LIMIT 5', chain, { depth: 3, order: ref.nearest, limit: 5 }),
  walk('TRAVERSE WITH LOOKUP "Amara Diallo" DEPTH 2 LIMIT 1', chain, { depth: 2, limit: 1 }),
  walk('TRAVERSE WITH LOOKUP "the bird" DEPTH 1', ['Heron'], { depth: 1 }),
  walk('TRAVERSE WITH LOOKUP "api-gateway" DEPTH 2 LIMIT 60', ['api-gateway'], { depth: 2, limit: 60 }),
  walk('TRAVERSE WITH LOOKUP "nobody at all" DEPTH 2', []),
  walk('TRAVERSE "Carla Mendes" DEPTH 2', ['Carla Mendes'], { depth: 2 }),
  walk('TRAVERSE manages WITH FUZZY "Amara Dialo" LIMIT 1 DEPTH 1', chain, { types: ['manages'] }),
  walk(
    'TRAVERSE authored_by WITH SEARCH "Weekly Digest" LIMIT 2 DEPTH 1',
    ref.search('Weekly Digest', { limit: 2 }).map((row) => String(row[1])),
    { types: ['authored_by'] },
  ),
  walk(
    `TRAVERSE authored_by WITH SELECT name FROM resources WHERE category = 'incident' DEPTH 1 LIMIT 20`,
    resources.filter((row) => row.category === 'incident').map((row) => row.name),
    { types: ['authored_by'], limit: 20 },
  ),
  walk('TRAVERSE attended_by WITH LOOKUP "Mei Lin" DIRECTION INBOUND', ['Mei Lin'], { types: ['attended_by'], direction: 'inbound' }),
  walk('TRAVERSE nothing-like-it WITH LOOKUP "Heron" DEPTH 3', ['Heron'], { types: ['nothing-like-it'], depth: 3 }),
  planned('TRAVERSE PLAN WITH LOOKUP "Amara Diallo"', chain),
  planned('TRAVERSE PLAN manages WITH LOOKUP "Amara Diallo"', chain, { types: ['manages'] }),
  planned('TRAVERSE WITH LOOKUP "Heron" DEPTH 0', ['Heron']),
  planned('TRAVERSE PLAN WITH LOOKUP "Mei Lin" DIRECTION BOTH', ['Mei Lin'], { direction: 'both' }),
  planned('TRAVERSE PLAN WITH LOOKUP "Heron" DIRECTION INBOUND', ['Heron'], { direction: 'inbound' }),
];

const counted = (list: string[]): [string, number][] => [...new Set(list)].map((item) => [item, list.filter((other) => other === item).length]);
const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const sqls: Case[] = [
  sql('SELECT count(*) AS n FROM entities', ['n'], [[entities.length]]),
  sql('SELECT count(*) AS n FROM resources', ['n'], [[resources.length]]),
  sql('SELECT count(*) AS n FROM moments', ['n'], [[moments.length]]),
  sql(
    'SELECT name FROM entities ORDER BY name COLLATE "C" LIMIT 5',
    ['name'],
    [...entities]
      .sort(ref.byName)
      .slice(0, 5)
      .map((row) => [row.name]),
  ),
  sql(
    'SELECT name FROM resources ORDER BY resource_timestamp DESC, name LIMIT 4',
    ['name'],
    [...resources]
      .sort((a, b) => ref.byTime(b, a))
      .slice(0, 4)
      .map((row) => [row.name]),
  ),
  sql(
    'SELECT name, resource_timestamp FROM moments ORDER BY resource_timestamp',
    ['name', 'resource_timestamp'],
    [...moments].sort(ref.byTime).map((row) => [row.name, ref.instant(row.resource_timestamp)]),
  ),
  sql(
    `SELECT name FROM entities WHERE entity_type = 'project' ORDER BY name COLLATE "C"`,
    ['name'],
    entities
      .filter((row) => row.kind === 'project')
      .sort(ref.byName)
      .map((row) => [row.name]),
  ),
  sql(
    `SELECT name FROM entities WHERE entity_type LIKE 'person%' AND summary ILIKE 'designer%' ORDER BY name COLLATE "C"`,
    ['name'],
    people
      .filter((row) => first(row.summary) === 'designer')
      .sort(ref.byName)
      .map((row) => [row.name]),
  ),
  sql(
    'SELECT entity_type, count(*) AS n FROM entities GROUP BY entity_type ORDER BY n DESC, entity_type',
    ['entity_type', 'n'],
    counted(entities.map((row) => row.kind)).sort((a, b) => b[1] - a[1] || bytes(a[0], b[0])),
  ),
  sql(
    'SELECT category, count(*) AS n FROM resources GROUP BY 1 HAVING count(*) > 3 ORDER BY 1',
    ['category', 'n'],
    counted(resources.map((row) => row.category ?? ''))
      .filter(([, n]) => n > 3)
      .sort((a, b) => bytes(a[0], b[0])),
  ),
  sql(
    `SELECT name FROM resources WHERE tags @> ARRAY['release'] ORDER BY ordinal`,
    ['name'],
    resources.filter((row) => row.tags.includes('release')).map((row) => [row.name]),
  ),
  sql(
    `SELECT name FROM resources WHERE 'billing' = ANY(tags) ORDER BY ordinal`,
    ['name'],
    resources.filter((row) => row.tags.includes('billing')).map((row) => [row.name]),
  ),
  sql(
    `SELECT name, tags FROM resources WHERE tags && ARRAY['hiring', 'rota'] ORDER BY ordinal`,
    ['name', 'tags'],
    resources.filter((row) => row.tags.some((tag) => ['hiring', 'rota'].includes(tag))).map((row) => [row.name, row.tags]),
  ),
  sql(
    `SELECT name, (metadata->>'level')::int AS level FROM entities WHERE metadata->>'city' = 'Oslo' ORDER BY name COLLATE "C"`,
    ['name', 'level'],
    entities
      .filter((row) => row.metadata['city'] === 'Oslo')
      .sort(ref.byName)
      .map((row) => [row.name, row.metadata['level']]),
  ),
  sql(
    `SELECT name, metadata->'score' AS score FROM resources WHERE (metadata->>'score')::numeric >= 20 ORDER BY ordinal`,
    ['name', 'score'],
    resources.filter((row) => (row.metadata['score'] as number) >= 20).map((row) => [row.name, row.metadata['score']]),
  ),
  sql(
    `SELECT name FROM resources WHERE resource_timestamp BETWEEN '2025-02-01' AND '2025-04-01' ORDER BY ordinal`,
    ['name'],
    resources.filter((row) => after('2025-02-01')(row) && Date.parse(row.resource_timestamp) <= Date.parse('2025-04-01')).map((row) => [row.name]),
  ),
  sql(
    `SELECT date_trunc('month', resource_timestamp) AS month, count(*) AS n FROM resources GROUP BY 1 ORDER BY 1`,
    ['month', 'n'],
    counted(resources.map((row) => `${row.resource_timestamp.slice(0, 7)}-01T00:00:00.000Z`)).sort((a, b) => bytes(a[0], b[0])),
  ),
  sql(
    "SELECT name, location FROM moments WHERE location IS DISTINCT FROM 'Online' ORDER BY resource_timestamp",
    ['name', 'location'],
    [...moments]
      .filter((row) => row.location !== 'Online')
      .sort(ref.byTime)
      .map((row) => [row.name, row.location]),
  ),
  sql(
    `SELECT name FROM moments WHERE emotion_tags @> ARRAY['calm'] OR emotion_tags @> ARRAY['tired'] ORDER BY name COLLATE "C"`,
    ['name'],
    moments
      .filter((row) => row.emotion_tags?.some((tag) => ['calm', 'tired'].includes(tag)))
      .sort(ref.byName)
      .map((row) => [row.name]),
  ),
  sql(
    `SELECT name, jsonb_array_length(present_persons) AS n FROM moments ORDER BY name COLLATE "C" LIMIT 3`,
    ['name', 'n'],
    [...moments]
      .sort(ref.byName)
      .slice(0, 3)
      .map((row) => [row.name, row.present_persons?.length]),
  ),
  sql(
    `SELECT m.name, p->>'name' AS person FROM moments m, jsonb_array_elements(m.present_persons) p WHERE p->>'name' = 'Carla Mendes' ORDER BY m.name COLLATE "C"`,
    ['name', 'person'],
    moments
      .filter((row) => row.present_persons?.some((person) => person.name === 'Carla Mendes'))
      .sort(ref.byName)
      .map((row) => [row.name, 'Carla Mendes']),
  ),
  sql(
    "SELECT m.name, e.name AS who FROM moments m JOIN entities e ON e.name = m.present_persons->0->>'name' ORDER BY m.resource_timestamp LIMIT 4",
    ['name', 'who'],
    [...moments]
      .sort(ref.byTime)
      .slice(0, 4)
      .map((row) => [row.name, row.present_persons?.[0]?.name]),
  ),
  sql(
    'WITH big AS (SELECT name, length(content) AS n FROM resources) SELECT name FROM big ORDER BY n DESC, name COLLATE "C" LIMIT 3',
    ['name'],
    [...resources]
      .sort((a, b) => b.content.length - a.content.length || ref.byName(a, b))
      .slice(0, 3)
      .map((row) => [row.name]),
  ),
  sql(
    'SQL SELECT name FROM resources ORDER BY ordinal LIMIT 2',
    ['name'],
    resources.slice(0, 2).map((row) => [row.name]),
  ),
  sql(`SQL entities WHERE name = 'Heron'`, ['name', 'entity_type'], [['Heron', 'project']]),
  sql(
    'SQL resources ORDER BY ordinal DESC LIMIT 3',
    ['name'],
    [...resources]
      .reverse()
      .slice(0, 3)
      .map((row) => [row.name]),
  ),
  sql(
    `SELECT name, jsonb_array_length(graph_edges) AS n FROM entities WHERE entity_type = 'concept' ORDER BY name COLLATE "C"`,
    ['name', 'n'],
    entities
      .filter((row) => row.kind === 'concept')
      .sort(ref.byName)
      .map((row) => [row.name, row.edges.length]),
  ),
  sql(
    `SELECT DISTINCT (x->>'rel_type') COLLATE "C" AS rel FROM entities, jsonb_array_elements(graph_edges) x ORDER BY 1`,
    ['rel'],
    [...new Set(entities.flatMap((row) => row.edges.map((edge) => edge.rel_type)))].sort(bytes).map((rel) => [rel]),
  ),
  sql(
    `SELECT rank() OVER (ORDER BY ordinal DESC) AS place, name FROM resources ORDER BY 1 LIMIT 2`,
    ['place', 'name'],
    [...resources]
      .reverse()
      .slice(0, 2)
      .map((row, i) => [i + 1, row.name]),
  ),
  sql("SELECT 1 AS one, NULL AS none, true AS yes, 1.5 AS half, 'x' AS x", ['one', 'none', 'yes', 'half', 'x'], [[1, null, true, 1.5, 'x']]),
  sql(
    `SELECT * FROM (VALUES (1, 'a'), (2, 'b')) v`,
    ['column1', 'column2'],
    [
      [1, 'a'],
      [2, 'b'],
    ],
  ),
  sql(
    "SELECT ARRAY[1, 2, NULL] AS a, ARRAY['x,y', '\"q\"', '\\'] AS b",
    ['a', 'b'],
    [
      [
        [1, 2, null],
        ['x,y', '"q"', '\\'],
      ],
    ],
  ),
  sql('SELECT 9007199254740993::bigint AS big, 12::bigint AS small', ['big', 'small'], [['9007199254740993', 12]]),
  sql(`SELECT '{"a": [1, {"b": null}]}'::jsonb AS j`, ['j'], [[{ a: [1, { b: null }] }]]),
  sql(
    `SELECT date '2025-03-14' AS d, time '10:30' AS t, interval '1 day 2 hours' AS i`,
    ['d', 't', 'i'],
    [['2025-03-14', '10:30:00', '1 day 02:00:00']],
  ),
  sql(
    'SELECT name FROM entities UNION SELECT name FROM resources ORDER BY 1 LIMIT 1',
    ['name'],
    [[[...entities, ...resources].map((row) => row.name).sort((a, b) => (a < b ? -1 : 1))[0]]],
  ),
  sql(
    `SELECT CASE WHEN ordinal < 10 THEN 'early' ELSE 'late' END AS half, count(*) AS n FROM resources GROUP BY 1 ORDER BY 1`,
    ['half', 'n'],
    [
      ['early', resources.filter((row) => (row.ordinal ?? 0) < 10).length],
      ['late', resources.filter((row) => (row.ordinal ?? 0) >= 10).length],
    ],
  ),
  sql(`SELECT name FROM resources WHERE name = '日本語メモ' OR name LIKE '100\\%%'`, ['name'], [['日本語メモ'], ['100% Coverage?']]),
  sql(
    `SELECT name FROM entities WHERE name ~ '^[AB].*o' ORDER BY name COLLATE "C"`,
    ['name'],
    entities
      .filter((row) => /^[AB].*o/.test(row.name))
      .sort(ref.byName)
      .map((row) => [row.name]),
  ),
  sql('SELECT name FROM resources OFFSET 100', ['name'], []),
  sql('SELECT name FROM entities WHERE deleted_at IS NOT NULL', ['name'], []),
];

export const suite: Case[] = [...lookups, ...fuzzies, ...searches, ...traversals, ...sqls];

export const size = memory.length;
