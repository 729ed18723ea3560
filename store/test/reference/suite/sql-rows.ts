/** SQL over one table: filters, sorts, groups, arrays, JSON, times. */
import * as ref from '../reference.ts';
import { after, entities, moments, resources, sql, type Case } from './case.ts';

const first = (text: string): string => (text.split(' ')[0] as string).toLowerCase();
const people = entities.filter((row) => row.kind.startsWith('person'));
const counted = (list: string[]): [string, number][] => [...new Set(list)].map((item) => [item, list.filter((other) => other === item).length]);
const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

export const sqlRows: Case[] = [
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
];
