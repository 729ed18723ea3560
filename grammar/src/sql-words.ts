/**
 * The little that the scanner knows of SQL: after which words an operand must follow, so that `category` in `AND category = 'x'` is a column
 * and in `… = 'x' CATEGORY note` the next clause. Whether the SQL is right, PostgreSQL's own parser says.
 */
import type { Token } from './scan.ts';
import { clauseByName, verbByName } from './language.ts';

const operandFollows = new Set(
  'SELECT WHERE AND OR NOT BETWEEN LIKE ILIKE SIMILAR TO IN IS FROM BY HAVING ON USING WHEN THEN ELSE CASE DISTINCT ANY ALL SOME ARRAY INTERVAL AS JOIN UNION INTERSECT EXCEPT RECURSIVE WITH OVER FILTER COLLATE AT ZONE ESCAPE SQL EXISTS ROW'.split(
    ' ',
  ),
);

/** Whether the token leaves its expression unfinished. */
export function expectsOperand(text: string, token: Token): boolean {
  if (token.kind === 'symbol') return !')]'.includes(text.charAt(token.start));
  return token.kind === 'word' && operandFollows.has(text.slice(token.start, token.end).toUpperCase());
}

const behind = {
  number: /\s*=?\s*[+-]?[.\d]/y,
  direction: /[\s=]+(outbound|inbound|both)\b/iy,
  string: /[\s=]*["'`]/y,
  edgeTypes: /[\s=]+["'`*[\w]/y,
  orderKeys: /\s+by\b/iy,
  none: /\s*($|;|--|#|[\r\n]|(depth|type|in|from|table|direction|order|limit|memo|plan|load)\b)/iy,
  table: /(?!\s*\()/y,
} as const;

/** Whether what follows a clause's word at `end` can be its value. */
export function valueCanFollow(text: string, word: string, end: number): boolean {
  const value = clauseByName.get(word === 'ORDER' ? 'ORDER BY' : word)?.value;
  const form = value === 'integer' || value === 'number' ? behind.number : value !== undefined && value in behind ? behind[value as keyof typeof behind] : undefined;
  if (form === undefined) return true;
  form.lastIndex = end;
  return form.test(text);
}

/** Whether a clause's word behind a finished expression begins that clause; `takers` are the verbs around the expression, outermost first. */
export function clauseStartsInSql(text: string, word: string, end: number, takers: readonly string[]): boolean {
  const entry = clauseByName.get(word === 'ORDER' ? 'ORDER BY' : word);
  if (entry === undefined) return false;
  if (takers.at(-1) === 'SQL') return ['depth', 'type', 'direction', 'memo', 'plan', 'load'].includes(entry.kind) && valueCanFollow(text, word, end);
  if (verbByName.get(takers.at(-1) ?? '')?.clauses.includes(entry.kind)) return entry.kind !== 'in' || valueCanFollow(text, word, end);
  return valueCanFollow(text, word, end);
}
