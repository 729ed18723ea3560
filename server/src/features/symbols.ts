/** Document symbols: one for each statement, named by what it asks for, with its request comment beside it. */
import { requestAt, type Span, type Statement } from '@rem/grammar';
import type { View } from '../documents.ts';

export type RemSymbol = Span & { name: string; kind: Statement['kind']; detail: string; selection: Span };

const nameLength = 60;

export function symbols(view: View): RemSymbol[] {
  return view.parsed.tree.statements.map((statement) => {
    const request = requestAt(view.parsed, view.text, statement.start);
    const belongs = request?.replaces?.start === statement.start;
    const start = belongs ? request.span.start : statement.start;
    return {
      start, end: statement.end, kind: statement.kind, name: titleOf(statement), detail: belongs ? shorten(request.request) : '',
      selection: { start: statement.start, end: statement.end },
    };
  });
}

export function titleOf(statement: Statement): string {
  const words = statement.source.slice(0, nameLength * 4).replace(/\s+/g, ' ').replace(/;\s*$/, '').trim();
  return shorten(words) || statement.kind;
}

function shorten(text: string): string {
  return text.length > nameLength ? `${text.slice(0, nameLength - 1)}…` : text;
}
