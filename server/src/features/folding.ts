/** Folding: statements and runs of comment lines that take more than one line, and `-- region` to `-- endregion`. */
import type { Comment, Span } from '@rem/grammar';
import type { View } from '../documents.ts';

export type Fold = Span & { kind: 'comment' | 'region' };

export function folds(view: View): Fold[] {
  const { statements, comments } = view.parsed.tree;
  const regions = statements.map(({ start, end }): Fold => ({ start, end, kind: 'region' }));
  return [...regions, ...markedRegions(comments), ...commentRuns(view, comments.filter((comment) => comment.ownLine))]
    .filter(({ start, end }) => view.text.slice(start, end).trimEnd().includes('\n'))
    .sort((left, right) => left.start - right.start);
}

function commentRuns(view: View, comments: readonly Span[]): Fold[] {
  const runs: Fold[] = [];
  for (const { start, end } of comments) {
    const last = runs.at(-1);
    if (last && /^[^\S\n]*\n[^\S\n]*$/.test(view.text.slice(last.end, start))) last.end = end;
    else runs.push({ start, end, kind: 'comment' });
  }
  return runs;
}

function markedRegions(comments: readonly Comment[]): Fold[] {
  const open: Comment[] = [];
  return comments.flatMap((comment): Fold[] => {
    if (/^#?region\b/.test(comment.text)) open.push(comment);
    const start = /^#?endregion\b/.test(comment.text) ? open.pop() : undefined;
    return start ? [{ start: start.start, end: comment.end, kind: 'region' }] : [];
  });
}
