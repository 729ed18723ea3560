/**
 * `unknown-table` outside SQL: the table of IN, of the short form of SQL, and before a key. A word before a `:` in a key may be part of the
 * label (`urn:isbn:…`), so it is only told where a table of nearly that name exists.
 */
import { nearest } from '../nearest.ts';
import type { Text } from '../tree.ts';
import { nameOrQuoted } from '../text.ts';
import type { Problem } from '../problem.ts';
import type { Check } from './index.ts';
import { clausesOf, keysOf, queriesOf } from './parts.ts';
import { report, suggestion } from './report.ts';

export const tables: Check = (statement, { schema }) => {
  if (schema === undefined) return [];
  const known = schema.tables.map(({ name }) => name);
  const inClauses = clausesOf(statement, 'in').flatMap(({ value }) => value ?? []);
  const short = queriesOf(statement).flatMap((query) => (query.kind === 'sql' && query.table !== undefined ? [query.table] : []));
  const hints = keysOf(statement).flatMap(({ table }) => (table !== undefined && nearest(table.value, known) !== undefined ? [table] : []));
  return [...inClauses, ...short, ...hints].flatMap((table) => unknownTable(table, known));
};

function unknownTable(table: Text, known: string[]): Problem[] {
  const name = table.value.replace(/^public\./i, '');
  if (name === '' || known.some((other) => other.toLowerCase() === name.toLowerCase()) || /^(pg_|information_schema\.)/i.test(name)) return [];
  const near = nearest(name, known);
  const { hint, fixes } = suggestion(near, table, near === undefined ? undefined : nameOrQuoted(near));
  return [report('unknown-table', table, `There is no table \`${name}\`.${hint || ` The tables are ${listed(known)}`}`, ...fixes)];
}

/** At most five names, in the words of a sentence. */
export const listed = (names: string[]): string => (names.length > 5 ? `${names.slice(0, 5).join(', ')}, …` : names.join(', '));
