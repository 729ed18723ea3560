/**
 * The names that a view uses, with their places: labels in keys, tables, edge types. References, highlights, rename, links and hints
 * all read this one list.
 */
import { statementAt, type Clause, type EdgeTypes, type Key, type Start, type Statement, type Text } from '@rem/grammar';
import type { View } from '../documents.ts';

export type NameKind = 'label' | 'table' | 'edgeType';
/** `text` spans what is written, quotes included; `statement` is where it stands. */
export type Name = { kind: NameKind; text: Text; statement: Statement };

/** A statement that an edit did not move is the same object in the next version, so its names are kept with it. */
const known = new WeakMap<Statement, readonly Name[]>();

export function namesIn(view: View): readonly Name[] {
  const names: Name[] = [];
  for (const statement of view.parsed.tree.statements) for (const name of keptNames(statement)) names.push(name);
  return names;
}

function keptNames(statement: Statement): readonly Name[] {
  let names = known.get(statement);
  if (names === undefined) known.set(statement, (names = namesOf(statement).sort((left, right) => left.text.start - right.text.start)));
  return names;
}

export function namesOf(statement: Statement): Name[] {
  const name = (kind: NameKind) => (text: Text): Name => ({ kind, text, statement });
  const found: Name[] = [];
  const addClauses = (clauses: readonly Clause[]): void => {
    for (const clause of clauses) {
      if (clause.kind === 'in' && clause.value) found.push(name('table')(clause.value));
      if (clause.kind === 'type' && clause.value) found.push(...clause.value.types.map(name('edgeType')));
    }
  };
  const addStart = (start: Start | Statement): void => {
    if (start.kind === 'lookup') found.push(...start.keys.flatMap((key: Key) => [...(key.table ? [name('table')(key.table)] : []), name('label')(key.text)]));
    if (start.kind === 'sql' && start.table) found.push(name('table')(start.table));
    addClauses(start.clauses);
  };
  addStart(statement);
  if (statement.kind === 'traverse') {
    const edges: EdgeTypes | undefined = statement.edgeTypes;
    if (edges) found.push(...edges.types.map(name('edgeType')));
    if (statement.from) addStart(statement.from);
  }
  return found;
}

/** The name under the offset; its end counts, since the caret stands there after typing. */
export function nameAt(view: View, offset: number): Name | undefined {
  const statement = statementAt(view.parsed, offset);
  return statement && keptNames(statement).find(({ text }) => text.start <= offset && offset <= text.end);
}

/** Labels, tables and edge types are the same where they differ only in case. */
export function sameName(left: string, right: string): boolean {
  return left.toLowerCase().normalize('NFC') === right.toLowerCase().normalize('NFC');
}

/** The span without the quotes around it. */
export function innerSpan(view: View, text: Text): { start: number; end: number } {
  if (!text.quoted) return { start: text.start, end: text.end };
  const written = view.text.slice(text.start, text.end);
  const quote = /^(?:"""|'''|```|["'`])/.exec(written)?.[0] ?? '';
  const closed = written.length >= quote.length * 2 && written.endsWith(quote);
  return { start: text.start + quote.length, end: text.end - (closed ? quote.length : 0) };
}

/** The name as it is written in place of `text`: in the same quotes, bare where it was bare and still can be. */
export function writtenLike(view: View, text: Text, name: string): string {
  const quote = text.quoted ? (/^(?:"""|'''|```|["'`])/.exec(view.text.slice(text.start, text.end))?.[0] ?? '"') : '';
  if (quote === '' && /^[\p{L}_\d][\p{L}\p{N}_.@/+:-]*$/u.test(name)) return name;
  const mark = quote || '"';
  const escaped = name.replaceAll('\\', '\\\\');
  return mark + (mark.length === 3 ? escaped : escaped.replaceAll(mark, `\\${mark}`)) + mark;
}
