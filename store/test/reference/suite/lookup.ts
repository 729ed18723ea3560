/** LOOKUP: names, aliases, addresses, case, accents, lists, tables. */
import { lookup as expected } from '../reference.ts';
import type { Case } from './case.ts';

const lookup = (text: string, ...keys: string[]): Case => ({ text, columns: ['key', 'name', 'table'], rows: expected(...keys) });

export const lookups: Case[] = [
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
  lookup('LOOKUP "zoe martin"', 'zoe martin'),
  lookup('LOOKUP "Bjorn Akesson"', 'Bjorn Akesson'),
  lookup('LOOKUP "Elif Yildiz"', 'Elif Yildiz'),
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
