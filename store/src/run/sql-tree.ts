/** PostgreSQL's own parser. Call `loadSqlTree` once before; `parseSqlTree` throws nothing. */
import { loadModule, parseSync } from 'libpg-query';

export type SqlTree = { kind: 'tree'; statements: unknown[] } | { kind: 'error'; message: string; offset: number };

export const loadSqlTree = loadModule;

export function parseSqlTree(text: string): SqlTree {
  try {
    const { stmts } = parseSync(text) as { stmts?: { stmt?: unknown }[] };
    return { kind: 'tree', statements: (stmts ?? []).map((statement) => statement.stmt) };
  } catch (error) {
    const offset = (error as { sqlDetails?: { cursorPosition?: number } }).sqlDetails?.cursorPosition ?? 0;
    return { kind: 'error', message: error instanceof Error ? error.message : String(error), offset };
  }
}
