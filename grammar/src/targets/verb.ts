/**
 * The verb as the target knows it, and comments, which no runtime knows.
 */
import type { Statement } from '../tree.ts';
import { finding, type Aim, type Finding } from './finding.ts';

/** A verb that the target knows by another word only. */
export function verbFindings({ verb }: Statement, words: readonly string[], { target }: Aim): Finding[] {
  if (verb === undefined || words.includes(verb.value.toUpperCase())) return [];
  return [finding('target-verb', verb, `${target.name} does not know ${verb.value.toUpperCase()} and ${target.unread}; it knows ${words.join(' and ')}`)];
}

/** In SQL that is run as it is a comment reaches the database, which knows it; elsewhere it is read as words. */
export function commentFindings(statement: Statement, { target }: Aim): Finding[] {
  const sql = statement.kind === 'sql' && statement.form === 'select' && target.sql.keeps === 'whole' ? statement.sql : undefined;
  return statement.comments
    .filter(({ start, end }) => sql === undefined || start < sql.start || end > sql.end)
    .map((comment) => finding('target-comment', comment, `${target.name} knows no comments: it takes this for a part of the statement`));
}
