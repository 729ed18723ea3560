/**
 * What checks look at: the statement and, in a TRAVERSE, the query that it starts from.
 */
import type { ClauseKind, ClauseOf, Key, Statement } from '../tree.ts';

/** The statement, and the query that it starts from. */
export const queriesOf = (statement: Statement): Statement[] => (statement.kind === 'traverse' && statement.from !== undefined ? [statement, statement.from] : [statement]);

/** All clauses of one kind, those of the start included. */
export function clausesOf<K extends ClauseKind>(statement: Statement, kind: K): ClauseOf<K>[] {
  return queriesOf(statement).flatMap((query) => query.clauses.filter((clause): clause is ClauseOf<K> => clause.kind === kind));
}

/** The statement's own clause of one kind; the first, where it was given twice. */
export const clauseOf = <K extends ClauseKind>(statement: Statement, kind: K): ClauseOf<K> | undefined => statement.clauses.find((clause): clause is ClauseOf<K> => clause.kind === kind);

/** All keys that are looked up. */
export const keysOf = (statement: Statement): Key[] => queriesOf(statement).flatMap((query) => (query.kind === 'lookup' ? query.keys : []));
