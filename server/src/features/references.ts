/**
 * References, definition and rename. A label lives in statements of every `.rem` file and in notes; a name that a SQL statement gives
 * itself lives in that statement.
 */
import { statementAt, type Span } from '@rem/grammar';
import type { View } from '../documents.ts';
import { innerSpan, nameAt, namesIn, sameName, writtenLike } from './names.ts';
import type { NoteName } from './note-names.ts';
import { sqlNameAt } from './sql-names.ts';

/** What the caret is on. `span` is what a rename would ask about. */
export type Target = { kind: 'label' | 'table' | 'edgeType'; name: string; span: Span } | { kind: 'sql'; name: string; span: Span; definition: Span; uses: Span[] };

export function targetAt(view: View, offset: number): Target | undefined {
  const name = nameAt(view, offset);
  if (name) return { kind: name.kind, name: name.text.value, span: innerSpan(view, name.text) };
  const statement = statementAt(view.parsed, offset);
  const own = statement && sqlNameAt(view, statement, offset);
  if (!own) return undefined;
  const span = [own.definition, ...own.uses].find((place) => place.start <= offset && offset <= place.end) ?? own.definition;
  return { kind: 'sql', name: own.name, span, definition: own.definition, uses: own.uses };
}

/** Places of the view that name the target, without quotes. */
export function usesIn(view: View, target: Target): Span[] {
  if (target.kind === 'sql') return [target.definition, ...target.uses];
  return namesIn(view).filter(({ kind, text }) => kind === target.kind && sameName(text.value, target.name)).map(({ text }) => innerSpan(view, text));
}

/** Places of a note that name the label; its own name only where it is asked for. */
export function usesInNote(names: readonly NoteName[], label: string, which: 'all' | 'definition' | 'reference'): NoteName[] {
  return names.filter(({ name, role }) => sameName(name, label) && (which === 'all' || which === role));
}

export type RenameEdit = Span & { text: string };

/** The edits of a view that give the target another name. */
export function renameIn(view: View, target: Target, name: string): RenameEdit[] {
  if (target.kind === 'sql') return [target.definition, ...target.uses].map(({ start, end }) => ({ start, end, text: sqlName(name) }));
  return namesIn(view)
    .filter(({ kind, text }) => kind === target.kind && sameName(text.value, target.name))
    .map(({ text }) => ({ start: text.start, end: text.end, text: writtenLike(view, text, name) }));
}

function sqlName(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
