/**
 * What the token runtimes take for text: every token that is no clause. A word of the text that is a clause's word there, or looks like
 * `name=value`, is taken for a clause, quotes or not.
 */
import type { Span } from '../tree.ts';
import { finding, type Aim, type Finding } from './finding.ts';
import { shlex, type ShlexToken } from './shlex.ts';
import type { ClauseForms } from './table.ts';

/** The place of a token that is taken for a clause, and what of it. */
function takenForClause(tokens: readonly ShlexToken[], forms: ClauseForms | undefined, aim: Aim): ShlexToken | undefined {
  const clauses = Object.values(forms?.clauses ?? {});
  const words = new Set([...clauses.flatMap((form) => form.words), ...(forms === undefined ? [] : aim.target.starts)]);
  const { names } = aim.target;
  return tokens.find(({ value }) => {
    const name = /^(\w+)=/.exec(value)?.[1]?.toLowerCase();
    return words.has(value.toUpperCase()) || (name !== undefined && (names === 'all' || names.includes(name)));
  });
}

/** Whether the tokens of a stretch are the value, joined by spaces, and none is taken for something else. */
export function textFindings(place: Span, value: string, forms: ClauseForms | undefined, aim: Aim, code: 'target-text' | 'target-key'): Finding[] {
  const { tokens } = shlex(aim.source, place.start, place.end);
  const name = aim.target.name;
  const taken = takenForClause(tokens, forms, aim);
  if (taken !== undefined) return [finding(code, taken, `${name} takes \`${taken.value}\` for a clause, also inside quotes`)];
  const read = tokens.map((token) => token.value).join(' ');
  return read === value ? [] : [finding(code, place, `${name} reads this as \`${read}\``)];
}

/** The same for a value that is to be written as one token. */
export function isTakenForClause(value: string, forms: ClauseForms | undefined, aim: Aim): boolean {
  return takenForClause([{ value, start: 0, end: 0 }], forms, aim) !== undefined;
}

/** An unbalanced quote stops the tokenizer. */
export function unbalancedFindings(aim: Aim, isBareSql: boolean): Finding[] {
  const { name, unbalanced } = aim.target;
  const at = unbalanced === 'kept' || (unbalanced === 'sql' && isBareSql) ? undefined : shlex(aim.source).unbalanced;
  if (at === undefined) return [];
  const does = unbalanced === 'sql' ? 'takes the whole text for SQL' : 'refuses the statement';
  return [finding('target-text', { start: at, end: at + 1 }, `${name} ${does}: this quote is not closed for it`)];
}
