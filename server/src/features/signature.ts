/** Signature help: the shape of the verb, with the clause that is being written marked in it. */
import { language, statementAt, type Statement, type VerbEntry } from '@rem/grammar';
import type { View } from '../documents.ts';

/** `parameters` are stretches of `label`, as start and end offsets into it; `active` is one of them. */
export type Signature = { label: string; documentation: string; parameters: { start: number; end: number; documentation: string }[]; active: number };

const verbOfKind: Readonly<Record<Statement['kind'], string>> = {
  lookup: 'LOOKUP', search: 'SEARCH', fuzzy: 'FUZZY', sql: 'SQL', traverse: 'TRAVERSE', prose: '', unknown: '',
};

export function signature(view: View, offset: number): Signature | undefined {
  const statement = statementAt(view.parsed, offset) ?? statementAt(view.parsed, endOfTextBefore(view.text, offset));
  const verb = statement && language.verbs.find((entry: VerbEntry) => entry.name === verbOfKind[statement.kind]);
  if (!statement || !verb || (statement.verb && offset <= statement.verb.end)) return undefined;
  const parameters = parametersOf(verb);
  const clause = statement.clauses.findLast((candidate) => candidate.start <= offset);
  const entry = clause && language.clauses.find((candidate) => candidate.kind === clause.kind);
  const active = entry ? parameters.findIndex((parameter) => parameter.name === entry.name) : 0;
  return { label: verb.syntax, documentation: verb.summary, parameters: parameters.map(({ start, end, documentation }) => ({ start, end, documentation })), active: Math.max(0, active) };
}

/** On the same line, white space before the caret belongs to the statement that is being written. */
function endOfTextBefore(text: string, offset: number): number {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return offset - (line.length - line.trimEnd().length);
}

/** The verb's own text first, then each clause that its syntax shows. */
function parametersOf(verb: VerbEntry): { name: string; start: number; end: number; documentation: string }[] {
  const first = verb.name.length + 1;
  const firstEnd = verb.syntax.indexOf(' [', first);
  const own = { name: verb.name, start: first, end: firstEnd < 0 ? verb.syntax.length : firstEnd, documentation: verb.detail };
  const clauses = language.clauses.flatMap((entry) => {
    const found = new RegExp(`\\[ (${entry.name}\\b[^\\]]*)\\]`).exec(verb.syntax);
    return found?.[1] === undefined ? [] : [{ name: entry.name, start: found.index + 2, end: found.index + 2 + found[1].trimEnd().length, documentation: entry.detail }];
  });
  return [own, ...clauses.sort((left, right) => left.start - right.start)];
}
