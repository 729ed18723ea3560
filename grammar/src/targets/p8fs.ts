/**
 * p8fs (Python, November 2025): prefixes and regular expressions; what does not match becomes a SEARCH of the whole text.
 */
import { words, type TargetTable } from './table.ts';

export const p8fs = {
  name: 'p8fs',
  strategy: 'patterns',
  unread: 'searches `resources` for the whole line instead',
  readsProse: true,
  names: [],
  starts: [],
  unbalanced: 'kept',
  lookup: { words: ['LOOKUP', 'GET'], keyedTable: 'alone' },
  search: { table: 'resources', clauses: { in: words('IN') }, other: 'makes the whole rest of the line, quotes included, the search text' },
  fuzzy: undefined,
  sql: { prefix: false, with: false, keeps: 'rows', refuses: ['DELETE', 'UPDATE', 'DROP', 'INSERT', 'TRUNCATE', 'ALTER', 'CREATE'], refusedIn: 'where' },
  traverse: { start: 'with', types: Infinity, plan: true, clauses: { depth: words('DEPTH'), in: words('IN') }, other: 'is ignored or becomes part of the key' },
  columns: [{ name: 'graph_edges', there: 'graph_paths' }],
  members: {},
  tables: [],
} as const satisfies TargetTable;
