/** Selection ranges: from the word under the caret outwards to the text, its clause, the statement, its comment, the whole. */
import { requestAt, statementAt, type Span, type Statement } from '@rem/grammar';
import type { View } from '../documents.ts';
import { innerSpan, namesOf } from './names.ts';

/** Smallest first, each inside the next. */
export function selections(view: View, offset: number): Span[] {
  const statement = statementAt(view.parsed, offset);
  const candidates: Span[] = [wordAt(view.text, offset), ...(statement ? inStatement(view, statement) : []), ...requestSpans(view, offset), { start: 0, end: view.text.length }];
  const around = candidates.filter((span) => span.start <= offset && offset <= span.end && span.end > span.start).sort((left, right) => left.end - left.start - (right.end - right.start));
  const chain: Span[] = [];
  for (const span of around) {
    const last = chain.at(-1);
    if (!last || (span.start <= last.start && span.end >= last.end && span.end - span.start > last.end - last.start)) chain.push(span);
  }
  return chain;
}

function wordAt(text: string, offset: number): Span {
  const before = /[\p{L}\p{N}_-]*$/u.exec(text.slice(Math.max(0, offset - 200), offset))?.[0].length ?? 0;
  const after = /^[\p{L}\p{N}_-]*/u.exec(text.slice(offset, offset + 200))?.[0].length ?? 0;
  return { start: offset - before, end: offset + after };
}

function inStatement(view: View, statement: Statement): Span[] {
  const names = namesOf(statement).flatMap(({ text }) => [innerSpan(view, text), text]);
  const clauses = statement.clauses.flatMap((clause) => ['value' in clause && clause.value ? clause.value : clause, clause]);
  const from = statement.kind === 'traverse' && statement.from ? [statement.from, ...statement.from.clauses] : [];
  const text = 'text' in statement && statement.text ? [innerSpan(view, statement.text), statement.text] : [];
  const sql = statement.kind === 'sql' && statement.sql ? brackets(view.text, statement.sql) : [];
  return [...names, ...clauses, ...from, ...text, ...sql, statement];
}

/** Every bracket pair of a SQL text, without and with its brackets. */
function brackets(text: string, span: Span): Span[] {
  const open: number[] = [];
  const found: Span[] = [span];
  for (let at = span.start; at < span.end; at++) {
    if (text[at] === '(') open.push(at);
    else if (text[at] === ')') {
      const start = open.pop();
      if (start !== undefined) found.push({ start: start + 1, end: at }, { start, end: at + 1 });
    }
  }
  return found;
}

function requestSpans(view: View, offset: number): Span[] {
  const request = requestAt(view.parsed, view.text, offset);
  if (!request) return [];
  return request.replaces ? [request.span, { start: request.span.start, end: request.replaces.end }] : [request.span];
}
