/** FUZZY: typos, parts of names, accents, thresholds, tables. */
import { fuzzy as expected } from '../reference.ts';
import type { Case } from './case.ts';

const fuzzy = (text: string, words: string, options = {}): Case => ({ text, columns: ['score', 'label', 'table'], rows: expected(words, options) });

export const fuzzies: Case[] = [
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
