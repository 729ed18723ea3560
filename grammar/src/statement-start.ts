/**
 * What kind of statement begins at an offset: one of the five verbs, SQL, a line of prose, or a word that was meant to be a verb.
 *
 * Prose is legal (an implicit search), so a first word is only taken for a misspelt verb where that is likely: a letter away from a verb,
 * or written like a verb, in capitals before a string or a clause.
 */
import { isNewline, isQuote, isWhite } from './characters.ts';
import { clauseByName, verbByName, verbs, type VerbName } from './language.ts';
import { distance, isOneAway } from './nearest.ts';
import { asciiWord } from './quotes.ts';

/** `verb` for `rem`, and for `sql` where the word SQL begins it; `nearest` is the verb that an unknown word was meant to be. */
export type Opening = { kind: 'rem' | 'sql' | 'prose' | 'unknown'; verb?: VerbName; nearest?: VerbName };

export function startOf(text: string, start: number): Opening {
  const word = asciiWord(text, start);
  const verb = verbByName.get(word);
  if (verb !== undefined && endsVerb(text, start + word.length)) return { kind: verb.name === 'SQL' ? 'sql' : 'rem', verb: verb.name };
  if (startsSql(text, start, word)) return { kind: 'sql' };
  const written = text.slice(start, start + word.length);
  return unknownVerb(word, written, restOfLine(text, start + word.length)) ?? { kind: 'prose' };
}

/** Whether a line that begins with its first word at `start` begins a new statement whatever came before. */
export function startsStatement(text: string, start: number): boolean {
  const word = asciiWord(text, start);
  return verbByName.has(word) && endsVerb(text, start + word.length);
}

/** Whether a line begins with a verb that is misspelt by one letter: it is meant to be a statement of its own. */
export function startsMisspelt(text: string, start: number): boolean {
  const word = asciiWord(text, start);
  return word.length > 3 && misspelt(word) !== undefined && /^\s+["'`\w]/.test(text.slice(start + word.length, start + word.length + 8));
}

function endsVerb(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at >= text.length || isWhite(code) || isNewline(code) || isQuote(code) || code === 91 || code === 59 || text.startsWith('/*', at) || text.startsWith('--', at);
}

/** How far behind a WITH is looked whether it begins a query. */
export const withWindow = 200;

/** The words behind WITH, over line breaks, up to a comment, a `;` or an empty line. */
function restOfWith(text: string, from: number): string {
  const near = text.slice(from, from + withWindow);
  return near.slice(0, /--|\/\*|\s#|;|(\r\n|\r|\n)[ \t]*([\r\n]|$)/.exec(near)?.index ?? near.length);
}

/** The line from an offset on, without a comment or a `;` behind its words. */
function restOfLine(text: string, from: number): string {
  const stop = /--|\/\*|\s#|;|[\r\n]/g;
  stop.lastIndex = from;
  return text.slice(from, stop.exec(text)?.index ?? text.length);
}

const withQuery = /^\s+(recursive\b\s*)?("[^"]*"|[\w$]+)\s*(\(|as\b)/i;
const otherSql =
  /^(insert\s+into|delete\s+from|update\s+\S+\s+set|merge\s+into|(drop|create|alter)\s+(table|index|view|schema|function|database|role|extension|type|sequence|trigger|materialized|unique|temp|temporary|or\s+replace)|truncate\s+table)\b/i;
const otherSqlInCapitals = /^(TRUNCATE|COPY|GRANT|REVOKE|EXPLAIN|VACUUM|ANALYZE|VALUES|CALL|DO|LOCK|INSERT|DELETE|DROP|ALTER)\s+[\w("$]/;

function startsSql(text: string, start: number, word: string): boolean {
  if (word === 'SELECT') return !/^(\w|-(?!-))/.test(text.slice(start + 6, start + 8));
  if (word === 'WITH') return withQuery.test(restOfWith(text, start + 4));
  if (word === '') return /^\(\s*select\b/i.test(text.slice(start, start + 20));
  const line = restOfLine(text, start).slice(0, 60);
  return otherSql.test(line) || otherSqlInCapitals.test(line);
}

/** Real words that are one letter away from a verb. */
const realWords = new Set(['STARCH', 'LOCKUP', 'HOOKUP', 'COOKUP', 'FIZZY', 'FUZZ', 'MUZZY']);

function unknownVerb(word: string, written: string, rest: string): Opening | undefined {
  if (word.length < 3 || !/^(\s|$|["'`[])/.test(rest)) return undefined;
  const near = misspelt(word);
  if (near !== undefined) return { kind: 'unknown', nearest: near };
  if (written !== word || !(/^\s*["'`[]/.test(rest) || hasClause(rest))) return undefined;
  const meant = nearestVerb(word);
  return meant === undefined ? { kind: 'unknown' } : { kind: 'unknown', nearest: meant };
}

/** The verb that a word is one letter away from. */
const misspelt = (word: string): VerbName | undefined =>
  realWords.has(word) ? undefined : verbs.find((verb) => verb.name.length > 3 && isOneAway(word, verb.name) && !word.startsWith(verb.name))?.name;

function nearestVerb(word: string): VerbName | undefined {
  const misread = verbs.find((verb) => (verb.mistakenFor as readonly string[]).includes(word));
  return (misread ?? verbs.find((verb) => distance(word, verb.name, 2) <= 2 && verb.name.length > 3))?.name;
}

/** Capitals that are a clause with something behind it: `LIMIT 5`, `IN resources`. */
const hasClause = (rest: string): boolean => [...rest.matchAll(/\b([A-Z_]+)\s+\S/g)].some((match) => clauseByName.has(match[1]!) || match[1] === 'WITH');
