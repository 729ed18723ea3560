/** What is told beside a suggestion when it is looked at: the reference of a verb or clause, the columns of a table. */
import { language, type ClauseEntry, type Schema, type VerbEntry } from '@rem/grammar';
import { columnText, entryMarkdown, tableText } from './hover.ts';

export function suggestionMarkdown(kind: string, name: string, schema: Schema): string | undefined {
  if (kind === 'table') return tableText(name, schema);
  if (kind === 'column') return columnText(name, schema);
  if (kind !== 'keyword') return undefined;
  const entries: readonly (VerbEntry | ClauseEntry)[] = [...language.verbs, ...language.clauses];
  const entry = entries.find((candidate) => candidate.name === (name === 'SELECT' ? 'SQL' : name));
  return entry && entryMarkdown({ ...entry, title: entry.name });
}
