/**
 * Lenses: Run, Explain and Plan above each statement that can run, and Write query above a request comment that has no statement yet.
 */
import { requestAt, type Comment, type Span, type Statement } from '@rem/grammar';
import type { View } from '../documents.ts';
import { commands } from '../protocol.ts';

/** `offset` is inside the statement or the comment that the command is for. */
export type Lens = Span & { title: string; command: string; offset: number };

export function lenses(view: View): Lens[] {
  return [...view.parsed.tree.statements.flatMap(statementLenses), ...requestLenses(view)].sort((left, right) => left.start - right.start);
}

function statementLenses(statement: Statement): Lens[] {
  if (statement.broken || statement.kind === 'unknown') return [];
  const place = { start: statement.start, end: statement.end, offset: statement.start };
  return [
    { ...place, title: '▷ Run', command: commands.run },
    { ...place, title: 'Explain', command: commands.explain },
    { ...place, title: 'Plan', command: commands.plan },
  ];
}

/** One lens for each block of comment lines that ends without a statement below. */
function requestLenses(view: View): Lens[] {
  // Block comments are headings and licences more often than requests; the command still takes them.
  return lastOfBlocks(view.parsed.tree.comments, view.text).filter((comment) => comment.marker !== '/*').flatMap((comment) => {
    const found = requestAt(view.parsed, view.text, comment.end);
    if (!found || found.replaces) return [];
    return [{ start: found.span.start, end: found.span.end, title: '✎ Write query', command: commands.writeQuery, offset: comment.end }];
  });
}

/** The last comment of each run of comment lines that touch. */
function lastOfBlocks(comments: readonly Comment[], text: string): Comment[] {
  return comments.filter((comment, index) => {
    const next = comments[index + 1];
    return comment.ownLine && !(next?.ownLine && /^[^\S\n]*\r?\n?[^\S\n]*$/.test(text.slice(comment.end, next.start)));
  });
}
