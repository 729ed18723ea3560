/** SQL in its other forms: joins, common table expressions, windows, sets, the short form, types of every kind. */
import * as ref from '../reference.ts';
import { entities, moments, resources, sql, type Case } from './case.ts';

const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

export const sqlForms: Case[] = [
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
