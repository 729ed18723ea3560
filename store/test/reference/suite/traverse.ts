/** TRAVERSE: depths, types, directions, cycles, orders, limits, every kind of start, and PLAN. */
import * as ref from '../reference.ts';
import { resources, type Case } from './case.ts';

const walk = (text: string, starts: string[], options: Parameters<typeof ref.traverse>[1] = {}): Case => ({
  text,
  columns: ['label', 'table', 'kind', 'relations', 'depth', 'path'],
  rows: ref.traverse(starts, options),
});
const planned = (text: string, starts: string[], options = {}): Case => ({
  text,
  columns: ['relation', 'direction', 'edges', 'nodes'],
  rows: ref.planOf(starts, options),
});

const chain = ['Amara Diallo'];
export const traversals: Case[] = [
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
  walk('TRAVERSE WITH LOOKUP "Bjorn Akesson" DEPTH 2 LIMIT 40', ['Björn Åkesson'], { depth: 2, limit: 40 }),
  planned('TRAVERSE PLAN WITH LOOKUP "Amara Diallo"', chain),
  planned('TRAVERSE PLAN manages WITH LOOKUP "Amara Diallo"', chain, { types: ['manages'] }),
  planned('TRAVERSE WITH LOOKUP "Heron" DEPTH 0', ['Heron']),
  planned('TRAVERSE PLAN WITH LOOKUP "Mei Lin" DIRECTION BOTH', ['Mei Lin'], { direction: 'both' }),
  planned('TRAVERSE PLAN WITH LOOKUP "Heron" DIRECTION INBOUND', ['Heron'], { direction: 'inbound' }),
];
