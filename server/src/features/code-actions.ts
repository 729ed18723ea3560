/** Quick fixes: every fix that a problem under the range brings along. */
import type { Edit, Problem, Span } from '@rem/grammar';
import type { View } from '../documents.ts';
import type { Knowledge } from '../knowledge.ts';
import { problemsOf } from './diagnostics.ts';

export type QuickFix = { title: string; edits: Edit[]; problem: Problem; preferred: boolean };

/** Problems under the span whose text could be a request: a query can be written in their place. */
export function openRequests(view: View, span: Span, knowledge: Knowledge): Problem[] {
  return problemsOf(view, knowledge).filter((problem) => problem.request !== undefined && problem.start <= span.end && span.start <= problem.end);
}

export function quickFixes(view: View, span: Span, knowledge: Knowledge): QuickFix[] {
  return problemsOf(view, knowledge)
    .filter((problem) => problem.start <= span.end && span.start <= problem.end)
    .flatMap((problem) => {
      const fixes = problem.fixes ?? (problem.fix ? [problem.fix] : []);
      return fixes.map((fix, index) => ({ title: fix.title, edits: fix.edits, problem, preferred: index === 0 }));
    });
}
