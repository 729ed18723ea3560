/**
 * The pieces of SQL in a statement, each as a text that PostgreSQL's parser can be given, with the way back from its offsets to the
 * statement's. A condition is given as the WHERE of a SELECT; one that was written inside a string is given without the string's escapes.
 */
import type { SqlText, Statement } from '../../tree.ts';
import { writtenOffset } from '../../text.ts';
import { parsePostgres, sqlIsLoaded, type PgParsed } from './postgres.ts';
import { sqlName } from './words.ts';

/** `whole` is a statement; a `condition` and an `order` stand behind a SELECT of `table` that was put before them. */
export type SqlRegion = {
  form: 'whole' | 'condition' | 'order';
  text: string;
  /** Where the writer's own SQL starts in `text`. */
  from: number;
  table: string | undefined;
  /** The offset in the statement's text of an offset in `text`. */
  place: (offset: number) => number;
  parsed: PgParsed;
};

/** The statement that was asked for last: its checks ask one after the other, and PostgreSQL's trees are too large to be kept for every statement. */
let last: { statement: Statement; source: string; regions: SqlRegion[] } | undefined;

/** The SQL of a statement and of the query that a TRAVERSE starts from; nothing before `loadSql()`. */
export function sqlRegions(statement: Statement, source: string): SqlRegion[] {
  if (!sqlIsLoaded()) return [];
  if (last?.statement === statement && last.source === source) return last.regions;
  const regions = [...regionsOf(statement, source)];
  last = { statement, source, regions };
  return regions;
}

function* regionsOf(statement: Statement, source: string): Generator<SqlRegion> {
  if (statement.kind === 'traverse' && statement.from !== undefined) yield* regionsOf(statement.from, source);
  if (statement.kind === 'sql' && statement.form !== 'short' && statement.sql !== undefined) yield region('whole', statement.sql, source, '', undefined);
  const table = tableOf(statement);
  const before = `SELECT FROM ${sqlName(table ?? 'resources')}`;
  for (const clause of statement.clauses) {
    if (clause.kind === 'where' && clause.value !== undefined) yield region('condition', clause.value, source, `${before} WHERE `, table);
    if (clause.kind === 'orderBy' && clause.value !== undefined && statement.kind === 'sql') yield region('order', { ...clause.value, quoted: false }, source, `${before} ORDER BY `, table);
  }
}

function region(form: SqlRegion['form'], written: SqlText, source: string, before: string, table: string | undefined): SqlRegion {
  const text = before + written.sql;
  const raw = source.slice(written.start, written.end);
  const inside = (offset: number): number => (written.quoted ? writtenOffset(raw, offset) : Math.min(offset, raw.length));
  const place = (offset: number): number => written.start + inside(Math.max(0, offset - before.length));
  return { form, text, from: before.length, table, place, parsed: parsePostgres(text) };
}

/** The table whose rows a statement's conditions are about; undefined where a SELECT says so itself. */
export function tableOf(statement: Statement): string | undefined {
  if (statement.kind === 'sql') return statement.table?.value.toLowerCase();
  for (const clause of statement.clauses) if (clause.kind === 'in' && clause.value !== undefined) return clause.value.value.toLowerCase();
  return statement.kind === 'search' || statement.kind === 'prose' ? 'resources' : undefined;
}
