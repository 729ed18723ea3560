/** Document highlights: every place of the view that names the same thing as the one under the caret. */
import { statementAt, type Span } from '@rem/grammar';
import type { View } from '../documents.ts';
import { nameAt, namesIn, sameName } from './names.ts';
import { sqlNameAt } from './sql-names.ts';

export type Highlight = Span & { kind: 'text' | 'write' };

export function highlights(view: View, offset: number): Highlight[] {
  const name = nameAt(view, offset);
  if (name) {
    return namesIn(view)
      .filter((other) => other.kind === name.kind && sameName(other.text.value, name.text.value))
      .map(({ text }) => ({ start: text.start, end: text.end, kind: 'text' }));
  }
  const statement = statementAt(view.parsed, offset);
  const own = statement && sqlNameAt(view, statement, offset);
  return own ? [{ ...own.definition, kind: 'write' }, ...own.uses.map((use): Highlight => ({ ...use, kind: 'text' }))] : [];
}
