/**
 * SQL at a target: the word SQL, WITH, the short form, words that a guard refuses, and what p8fs keeps of a SELECT.
 */
import type { Span, Sql } from '../tree.ts';
import { selectOf } from '../plan.ts';
import { foldSql } from '../sql-view.ts';
import { sqlIsLoaded } from '../checks/sql/postgres.ts';
import { renamedSql } from './columns.ts';
import { droppedParts } from './dropped.ts';
import { cannot, finding, said, type Aim, type Finding, type Said } from './finding.ts';

export function sqlFindings(statement: Sql, aim: Aim): Finding[] {
  const prefix = prefixFindings(statement, aim);
  const guard = guardFindings(statement, aim);
  return prefix.length > 0 ? [...prefix, ...guard] : [...guard, ...droppedFindings(statement, aim)];
}

function prefixFindings({ form, verb, table, sql }: Sql, { target, source }: Aim): Finding[] {
  const { name, unread } = target;
  if (verb !== undefined && !target.sql.prefix) return [finding('target-verb', verb, `${name} does not know SQL and ${unread}; it reads a bare SELECT`)];
  if (form === 'short' && table !== undefined) return [finding('target-verb', table, `${name} does not know the short form of SQL; write SELECT * FROM ${table.value}`)];
  const first = sql === undefined ? undefined : /^\w+/.exec(source.slice(sql.start))?.[0];
  if (sql === undefined || first?.toUpperCase() !== 'WITH' || target.sql.with) return [];
  return [finding('target-verb', { start: sql.start, end: sql.start + first.length }, `${name} does not know WITH and ${unread}; it reads a bare SELECT`)];
}

/** Words that a guard looks for by themselves, in names and in texts too. */
function guardFindings(statement: Sql, { target, source }: Aim): Finding[] {
  const { refuses, refusedIn } = target.sql;
  if (refusedIn === 'nowhere') return [];
  const from = refusedIn === 'sql' ? statement.start : source.search(/\bwhere\b/i);
  if (from < 0) return [];
  return [...source.slice(from).matchAll(new RegExp(`\\b(?:${refuses.join('|')})\\b`, 'gi'))].map((word) => {
    const start = from + word.index;
    return finding('target-guard', { start, end: start + word[0].length }, `${target.name} refuses SQL with the word ${word[0].toUpperCase()}, also inside a text`);
  });
}

/** What p8fs leaves out of a SELECT: it keeps the table, WHERE, ORDER BY and LIMIT. */
function droppedFindings(statement: Sql, { target }: Aim): Finding[] {
  if (target.sql.keeps === 'whole' || statement.sql === undefined || statement.form !== 'select' || !sqlIsLoaded()) return [];
  const { sql, start } = statement.sql;
  return droppedParts(sql).map(({ start: from, end, what }) => finding('target-select', { start: start + from, end: start + end }, `${target.name} drops ${what}: it keeps only the table, WHERE, ORDER BY and LIMIT`));
}

export function saySql(statement: Sql, aim: Aim): Said {
  const { target, source } = aim;
  const [guard] = guardFindings(statement, aim);
  if (guard !== undefined) return { kind: 'cannot', why: guard };
  if (statement.sql === undefined || statement.form === 'other') return cannot('target-verb', statement, `${target.name} only reads a SELECT`);
  const short = statement.form === 'short';
  const commented = statement.comments.length > 0 && target.sql.keeps === 'whole';
  const text = renamedSql(short ? selectOf(statement) : commented ? statement.sql.sql : foldSql(statement.sql.sql), undefined, aim);
  if (!target.sql.with && /^with\b/i.test(text)) return cannot('target-verb', { start: statement.sql.start, end: statement.sql.start + 4 }, `${target.name} knows no WITH before a SELECT`);
  if (target.sql.keeps === 'whole' || !sqlIsLoaded()) return said(text);
  const dropped = droppedParts(text);
  const lost = dropped.find(({ rows }) => rows);
  if (lost !== undefined) return cannot('target-select', short ? statement : wholeSql(source, statement.sql), `${target.name} drops ${lost.what}`);
  const [list] = dropped;
  return said(list === undefined ? text : `${text.slice(0, list.start)}*${text.slice(list.end)}`);
}

const wholeSql = (source: string, { start }: Span): Span => ({ start, end: start + (/^\w+/.exec(source.slice(start))?.[0].length ?? 1) });
