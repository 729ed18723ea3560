/**
 * Where a text ends and a clause begins. Behind a string that is plain; bare words need care, because `limit`, `in` and `where` are also
 * words of sentences. In capitals a clause's word counts; in small letters it counts where a whole clause follows.
 */
import { verbByName, type ClauseEntry } from './language.ts';
import { clauseWordAt, isSymbol, written, type ClauseWord, type Owners, type Reader } from './reader.ts';
import { valueCanFollow } from './sql-words.ts';

/** `nothing` before: right behind the verb; `bare` or `string`: behind such a text. */
export type Before = 'nothing' | 'bare' | 'string';

/** The clause that begins at a token, if one does there. */
export function clauseStart(reader: Reader, index: number, owners: Owners, before: Before): ClauseWord | undefined {
  const found = clauseWordAt(reader, index);
  if (found === undefined || found.equals || before === 'string') return found;
  const { entry, keyword } = found;
  const taken = takes(owners, entry);
  const capitals = keyword.value === keyword.value.toUpperCase();
  const fits = valueCanFollow(reader.source, entry.kind === 'orderBy' ? 'ORDER' : entry.name, entry.kind === 'orderBy' ? reader.tokens[index]!.end : keyword.end);
  if (before === 'nothing') return taken && fits && (capitals || isNumeric(entry)) ? found : undefined;
  if (!taken) return capitals && fits && entry.value !== 'none' ? found : undefined;
  return capitals || (fits && wholeClauseFollows(reader, index + found.length, entry)) ? found : undefined;
}

export const takes = (owners: Owners, entry: ClauseEntry): boolean => owners.some((owner) => verbByName.get(owner)!.clauses.includes(entry.kind));

const isNumeric = (entry: ClauseEntry): boolean => entry.value === 'number' || entry.value === 'integer';

/** For a clause with a one-word value: that the next word is the last one, or stands before another clause. */
function wholeClauseFollows(reader: Reader, valueIndex: number, entry: ClauseEntry): boolean {
  if (entry.value !== 'table' && entry.value !== 'name' && entry.value !== 'text' && entry.value !== 'edgeTypes') return true;
  let index = valueIndex;
  while (isSymbol(reader, reader.tokens[index + 1], ',')) index += 2;
  if (reader.tokens[index] === undefined) return false;
  return reader.tokens[index + 1] === undefined || isSymbol(reader, reader.tokens[index + 1], ']') || clauseWordAt(reader, index + 1) !== undefined;
}

/** Whether a word is written like a clause that the writer got wrong, for example `LIMT 5`. */
export const looksLikeClause = (reader: Reader, index: number): boolean => {
  const token = reader.tokens[index];
  return token?.kind === 'word' && /^[A-Z_]{3,}$/.test(written(reader, token));
};
