/**
 * remstack (`rem`, Python): shlex tokens; the first is the verb, a clause takes one token, what is no clause is text.
 */
import { wordsOr, type TargetTable } from './table.ts';

export const remstack = {
  name: 'remstack',
  strategy: 'tokens',
  unread: 'runs the whole text as SQL instead',
  readsProse: false,
  names: 'all',
  starts: ['FROM', 'WITH'],
  unbalanced: 'refused',
  lookup: { words: ['LOOKUP'], keyedTable: 'never' },
  search: {
    table: 'resources',
    clauses: {
      in: wordsOr(['IN', 'TABLE'], 'table'),
      where: wordsOr(['WHERE'], 'where'),
      threshold: wordsOr(['THRESHOLD'], 'threshold'),
      limit: wordsOr(['LIMIT'], 'limit'),
      field: wordsOr([], 'field'),
    },
    other: 'becomes part of the search text',
  },
  fuzzy: {
    clauses: { in: wordsOr(['IN', 'TABLE'], 'table'), threshold: wordsOr(['THRESHOLD'], 'threshold'), limit: wordsOr(['LIMIT'], 'limit') },
    other: 'becomes part of the text',
  },
  sql: { prefix: true, with: true, keeps: 'whole', refuses: [], refusedIn: 'nowhere' },
  traverse: {
    start: 'key',
    types: Infinity,
    plan: false,
    clauses: { type: wordsOr(['TYPE'], 'rel_type', 'rel_types'), depth: wordsOr(['DEPTH'], 'depth'), limit: wordsOr(['LIMIT'], 'limit') },
    other: 'becomes part of the start key',
  },
  columns: [
    { table: 'moments', name: 'resource_timestamp', there: 'starts_timestamp' },
    { table: 'moments', name: 'resource_ends_timestamp', there: 'ends_timestamp' },
  ],
  members: {},
  tables: [],
} as const satisfies TargetTable;
