/**
 * p8 (Python): shlex tokens; the first is the verb, a clause takes one token, what is no clause is text.
 */
import { wordsOr, type TargetTable } from './table.ts';

export const p8 = {
  name: 'p8',
  strategy: 'tokens',
  unread: 'runs the whole text as SQL instead',
  readsProse: false,
  names: ['table', 'field', 'limit', 'threshold', 'min_similarity', 'depth', 'max_depth', 'type', 'rel_type'],
  starts: [],
  unbalanced: 'sql',
  lookup: { words: ['LOOKUP'], keyedTable: 'never' },
  search: {
    table: 'schemas',
    clauses: {
      in: wordsOr(['FROM'], 'table'),
      field: wordsOr(['FIELD'], 'field'),
      limit: wordsOr(['LIMIT'], 'limit'),
      threshold: wordsOr(['MIN_SIMILARITY'], 'threshold', 'min_similarity'),
      category: wordsOr(['CATEGORY']),
    },
    other: 'becomes part of the search text',
  },
  fuzzy: { clauses: { threshold: wordsOr(['THRESHOLD'], 'threshold', 'min_similarity'), limit: wordsOr(['LIMIT'], 'limit') }, other: 'becomes part of the text' },
  sql: { prefix: true, with: true, keeps: 'whole', refuses: ['DROP', 'TRUNCATE', 'ALTER', 'CREATE', 'GRANT', 'REVOKE'], refusedIn: 'sql' },
  traverse: {
    start: 'key',
    types: 1,
    plan: false,
    clauses: { depth: wordsOr(['DEPTH'], 'depth', 'max_depth'), type: wordsOr(['TYPE'], 'type', 'rel_type'), load: wordsOr(['LOAD']) },
    other: 'becomes part of the start key',
  },
  columns: [],
  members: { dst: 'target', rel_type: 'relation' },
  tables: ['schemas'],
} as const satisfies TargetTable;
