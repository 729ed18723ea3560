/**
 * TRAVERSE at a target: p8fs wants WITH and a LOOKUP or a quoted SEARCH; the token runtimes want a key right behind the verb.
 */
import { clauseOf } from '../checks/parts.ts';
import type { EdgeTypes, Key, Span, Start, Traverse } from '../tree.ts';
import { clauseFindings, repeatsDefault, sayClauses } from './clauses.ts';
import { cannot, finding, isCannot, said, type Aim, type Finding, type Said } from './finding.ts';
import { bracketFindings, keyFindings, sayKey } from './lookup.ts';
import { isTakenForClause, textFindings } from './positional.ts';
import { asPatternText, asWord } from './quoting.ts';

export function traverseFindings(statement: Traverse, aim: Aim): Finding[] {
  const { target } = aim;
  const { from } = statement;
  if (from === undefined) return [];
  const clauses = clauseFindings(statement, target.traverse, aim);
  return target.traverse.start === 'with' ? [...withFindings(statement, from, aim), ...clauses, ...depthBehindTable(statement, aim)] : [...keyStartFindings(statement, from, aim), ...clauses, ...tooManyTypes(statement, aim)];
}

// ---- TRAVERSE [PLAN] [edges] WITH LOOKUP key | WITH SEARCH "text"

function withFindings(statement: Traverse, from: Start, aim: Aim): Finding[] {
  const { name } = aim.target;
  const types = statement.edgeTypes;
  const written = types === undefined ? '' : aim.source.slice(types.start, types.end);
  const bracketed = types !== undefined && !/^[\w-]+(?:\s*,\s*[\w-]+)*$|^\*$/.test(written) ? [finding('target-clause', types, `${name} takes edge types as bare words with commas between them`)] : [];
  if (statement.with === undefined) return [finding('target-start', from, `${name} needs WITH LOOKUP before the key`), ...bracketed];
  return [...startFindings(from, aim), ...bracketed];
}

function startFindings(from: Start, aim: Aim): Finding[] {
  const { name } = aim.target;
  if (from.kind === 'fuzzy' || from.kind === 'sql') return [finding('target-start', startWord(from), `${name} starts a walk from a LOOKUP or a quoted SEARCH only`)];
  if (from.kind === 'search') return searchStart(from, aim);
  const [key, second] = from.keys;
  if (from.verb?.value.toUpperCase() !== 'LOOKUP') return [finding('target-start', from.verb ?? from, `${name} needs LOOKUP before the key`)];
  if (second !== undefined) return [finding('target-start', second, `${name} starts a walk from one key only`)];
  return key === undefined ? [] : [...bracketFindings(from, aim), ...keyFindings(key, 1, aim)];
}

function searchStart(from: Start & { kind: 'search' }, aim: Aim): Finding[] {
  const [clause] = from.clauses;
  const { name } = aim.target;
  if (clause !== undefined) return [finding('target-start', clause, `${name} takes nothing behind the text of the SEARCH that a walk starts from`)];
  if (from.text === undefined) return [];
  const exact = aim.source.slice(from.text.start, from.text.end) === asPatternText(from.text.value);
  return exact ? [] : [finding('target-start', from.text, `${name} needs the text of the SEARCH in double quotes, where only \\" is an escape`)];
}

const startWord = (from: Start): Span => from.verb ?? { start: from.start, end: from.start + (/^\w+/.exec(from.source)?.[0].length ?? 1) };

/** The pattern has one order of clauses. */
function depthBehindTable(statement: Traverse, { target }: Aim): Finding[] {
  const [depth, table] = [clauseOf(statement, 'depth'), clauseOf(statement, 'in')];
  if (depth === undefined || table === undefined || depth.start < table.start) return [];
  return [finding('target-clause', depth, `${target.name} reads DEPTH only before IN: here it ${target.traverse.other}`)];
}

// ---- TRAVERSE "key" …

function keyStartFindings(statement: Traverse, from: Start, aim: Aim): Finding[] {
  const { name } = aim.target;
  const before = statement.with;
  if (before !== undefined) {
    const place = { start: statement.plan?.start ?? statement.edgeTypes?.start ?? before.start, end: before.end };
    return [finding('target-start', place, `${name} wants the key right behind TRAVERSE: WITH and the words around it become part of the start key`)];
  }
  if (from.kind !== 'lookup') return [];
  const [key, second] = from.keys;
  if (statement.plan !== undefined) return [finding('target-start', statement.plan, `${name} takes PLAN for a part of the start key`)];
  if (second !== undefined) return [finding('target-start', second, `${name} starts a walk from one key only`)];
  return key === undefined ? [] : [...bracketFindings(from, aim), ...startKey(key, aim)];
}

function startKey(key: Key, aim: Aim): Finding[] {
  const { traverse, name } = aim.target;
  if (key.table !== undefined) return [finding('target-key', key, `${name} takes \`${key.table.value}:\` for a part of the key`)];
  return textFindings(key.text, key.text.value, traverse, aim, 'target-key');
}

function tooManyTypes(statement: Traverse, { target }: Aim): Finding[] {
  const types = clauseOf(statement, 'type')?.value;
  const extra = types?.types[target.traverse.types];
  return extra === undefined ? [] : [finding('target-clause', extra, `${target.name} follows one relation at a time`)];
}

// ---- said in the target's way

export function sayTraverse(statement: Traverse, aim: Aim): Said {
  const { from } = statement;
  const { traverse, name } = aim.target;
  if (from === undefined) return cannot('target-start', statement, `${name} needs something to start from`);
  const planned = statement.plan ?? clauseOf(statement, 'plan');
  if (planned !== undefined && !traverse.plan) return cannot('target-clause', planned, `${name} has no PLAN`);
  const clauses = sayClauses(statementWithTypes(statement, aim), traverse, aim, ['plan', ...(traverse.start === 'with' ? (['type'] as const) : [])]);
  if (isCannot(clauses)) return clauses;
  const start = traverse.start === 'with' ? sayStart(from, aim) : sayStartKey(from, aim);
  if (isCannot(start)) return start;
  if (traverse.start === 'key') return said(`TRAVERSE ${start.text}${clauses.text}`);
  const types = sayTypes(statement, aim);
  if (isCannot(types)) return types;
  return said(['TRAVERSE', planned === undefined ? '' : 'PLAN', types.text, 'WITH', start.text].filter(Boolean).join(' ') + clauses.text);
}

/** Edge types before WITH are the clause TYPE where the target has no WITH. */
function statementWithTypes(statement: Traverse, { target }: Aim): Traverse {
  const types = statement.edgeTypes;
  if (types === undefined || types.all || target.traverse.start === 'with') return statement;
  const { start, end } = types;
  const keyword = { value: 'TYPE', quoted: false, start, end };
  return { ...statement, clauses: [...statement.clauses, { kind: 'type', keyword, equals: false, value: types, start, end }] };
}

function sayTypes(statement: Traverse, { target }: Aim): Said {
  const types: EdgeTypes | undefined = statement.edgeTypes ?? clauseOf(statement, 'type')?.value;
  if (types === undefined || types.all) return said('');
  const odd = types.types.find(({ value }) => !/^[\w-]+$/.test(value) || asWord(value) === undefined);
  return odd === undefined ? said(types.types.map(({ value }) => value).join(', ')) : cannot('target-clause', odd, `${target.name} takes edge types as bare words only`);
}

function sayStart(from: Start, aim: Aim): Said {
  const { name } = aim.target;
  if (from.kind === 'lookup') {
    const [key, second] = from.keys;
    if (key === undefined || second !== undefined) return cannot('target-start', second ?? from, `${name} starts a walk from one key only`);
    const text = sayKey(key, 1, aim);
    return isCannot(text) ? text : said(`LOOKUP ${text.text}`);
  }
  const kept = from.clauses.find((clause) => !repeatsDefault(from, clause));
  const text = from.kind === 'search' && from.text !== undefined ? asPatternText(from.text.value) : undefined;
  if (text === undefined || kept !== undefined) return cannot('target-start', kept ?? startWord(from), `${name} starts a walk from a LOOKUP or from a SEARCH of nothing but a text`);
  return said(`SEARCH ${text}`);
}

function sayStartKey(from: Start, aim: Aim): Said {
  const { name, traverse } = aim.target;
  if (from.kind !== 'lookup') return cannot('target-start', startWord(from), `${name} starts a walk from a key only`);
  const [key, second] = from.keys;
  if (key === undefined || second !== undefined) return cannot('target-start', second ?? from, `${name} starts a walk from one key only`);
  if (key.table !== undefined) return cannot('target-key', key, `${name} takes \`${key.table.value}:\` for a part of the key`);
  if (isTakenForClause(key.text.value, traverse, aim)) return cannot('target-key', key.text, `${name} takes \`${key.text.value}\` for a clause, also inside quotes`);
  return sayKeyToken(key, aim);
}

/** A comma is no separator here. */
function sayKeyToken(key: Key, aim: Aim): Said {
  const written = /[\r\n]/.test(key.text.value) ? undefined : `"${key.text.value.replace(/["\\]/g, '\\$&')}"`;
  return written === undefined ? cannot('target-key', key.text, `${aim.target.name} has no quotes for this key`) : said(written);
}
