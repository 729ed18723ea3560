/** SEARCH: by meaning, with filters, thresholds, fields and tables. */
import { search as expected } from '../reference.ts';
import { after, type Case } from './case.ts';

const search = (text: string, words: string, options: Parameters<typeof expected>[1] = {}): Case => ({ text, columns: ['score', 'name'], rows: expected(words, options) });

export const searches: Case[] = [
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
