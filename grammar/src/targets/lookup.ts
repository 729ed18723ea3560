/**
 * LOOKUP at a target: p8fs cuts at commas and strips the quotes; the token runtimes join the tokens and then cut at commas, so that quotes do not
 * keep a comma in a key.
 */
import type { Key, Lookup } from '../tree.ts';
import { cannot, finding, isCannot, said, type Aim, type Finding, type Said } from './finding.ts';
import { isTakenForClause, textFindings } from './positional.ts';
import { keyFor, stripQuotes } from './quoting.ts';
import { verbFindings } from './verb.ts';

export function lookupFindings(statement: Lookup, aim: Aim): Finding[] {
  const verb = verbFindings(statement, aim.target.lookup.words, aim);
  return [...verb, ...bracketFindings(statement, aim), ...statement.keys.flatMap((key) => keyFindings(key, statement.keys.length, aim))];
}

/** Keys in brackets, of a LOOKUP or of the start of a walk. */
export function bracketFindings({ keys: [first], start }: { keys: readonly Key[]; start: number }, { source, target }: Aim): Finding[] {
  const at = first === undefined ? -1 : source.slice(start, first.start).lastIndexOf('[');
  return at < 0 ? [] : [finding('target-key', { start: start + at, end: start + at + 1 }, `${target.name} keeps the brackets as part of the keys`)];
}

export function keyFindings(key: Key, count: number, aim: Aim): Finding[] {
  const unsayable = unsayableKey(key, count, aim);
  if (unsayable !== undefined) return [unsayable];
  const { text } = key;
  if (aim.target.strategy === 'tokens') return textFindings(text, text.value, undefined, aim, 'target-key');
  const read = stripQuotes(aim.source.slice(text.start, text.end));
  return read === text.value ? [] : [finding('target-key', text, `${aim.target.name} reads this key as \`${read}\``)];
}

/** What the target reads otherwise however it is written. */
function unsayableKey({ table, text, ...place }: Key, count: number, { target }: Aim): Finding | undefined {
  const { name } = target;
  if (text.value.includes(',')) return finding('target-key', text, `${name} splits the key at its comma, also inside quotes`);
  if (text.value.trim() !== text.value || text.value === '') return finding('target-key', text, `${name} drops the white space around the key`);
  const alone = target.lookup.keyedTable === 'alone' && count === 1;
  if (table !== undefined && !alone) return finding('target-key', place, `${name} takes \`${table.value}:\` for a part of the key`);
  if (table !== undefined && !/^[\w-]+$/.test(table.value)) return finding('target-key', place, `${name} takes only a bare word before the colon for a table`);
  if (alone && table === undefined && text.value.includes(':')) return finding('target-key', text, `${name} takes what stands before the colon for a table`);
  if (isTakenForClause(text.value, undefined, { target, source: '', schema: undefined })) return finding('target-key', text, `${name} takes a key with \`=\` for a parameter`);
  return undefined;
}

export function sayLookup({ keys }: Lookup, aim: Aim): Said {
  const written = keys.map((key) => sayKey(key, keys.length, aim));
  return written.find(isCannot) ?? said(`LOOKUP ${written.map((key) => (key.kind === 'said' ? key.text : '')).join(', ')}`);
}

export function sayKey(key: Key, count: number, aim: Aim): Said {
  const why = unsayableKey(key, count, aim);
  if (why !== undefined) return { kind: 'cannot', why };
  const text = keyFor(aim.target, key.text.value);
  if (text === undefined) return cannot('target-key', key.text, `${aim.target.name} has no quotes for this key`);
  return said(key.table === undefined ? text : `${key.table.value}:${text}`);
}
