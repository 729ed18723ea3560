/**
 * Targets: what the runtime that a statement is written for would refuse or read otherwise, said at the place, and the nearest statement that it reads
 * right. The runtimes are tables (`p8fs.ts`, `remstack.ts`, `p8.ts`); what is here reads them.
 */
import { dateWordsIn } from '../checks/date-words.ts';
import type { Check, CheckContext, Target } from '../checks/index.ts';
import { report, replace } from '../checks/report.ts';
import { parse } from '../document.ts';
import { shiftStatement } from '../place.ts';
import type { Fix, Problem } from '../problem.ts';
import type { Schema } from '../schema.ts';
import type { Statement } from '../tree.ts';
import { columnFindings } from './columns.ts';
import { finding, type Aim, type Finding, type Said } from './finding.ts';
import { lookupFindings, sayLookup } from './lookup.ts';
import { unbalancedFindings } from './positional.ts';
import { textFor } from './quoting.ts';
import { saySearch, searchFindings } from './search.ts';
import { schemaFor } from './schema.ts';
import { saySql, sqlFindings } from './select.ts';
import { targetTables } from './tables.ts';
import { sayTraverse, traverseFindings } from './traverse.ts';
import { commentFindings, verbFindings } from './verb.ts';

/** `same`: the target reads it right as it stands. `rewritten`: `text` means the same there. `cannot`: it has no such statement. */
export type Rewritten = { kind: 'same' | 'rewritten'; text: string } | { kind: 'cannot'; problem: Problem };

/** A statement for a target; undefined where it has errors. Places of the problem are in the statement's own text. SQL is looked into after `loadSql()`. */
export function rewrite(statement: Statement, target: Target, schema?: Schema): Rewritten | undefined {
  if (statement.broken || statement.kind === 'unknown') return undefined;
  if (target === 'canonical') return { kind: 'same', text: statement.source };
  const own = statement.start === 0 ? statement : shiftStatement(statement, -statement.start);
  const aim = { target: targetTables[target], source: statement.source, schema: schemaFor(target, schema) };
  const found = own.kind === 'sql' && own.form === 'other' ? [finding('target-verb', own, `${target} only runs a SELECT`)] : findings(own, aim, target);
  if (found.length === 0) return { kind: 'same', text: statement.source };
  const said = proven(say(own, aim, found), found[0], aim, target);
  return said.kind === 'said' ? { kind: 'rewritten', text: said.text } : { kind: 'cannot', problem: problemOf(said.why, noOther(target)) };
}

/** The check: every place where the target reads something else, with the rewriting as the fix. */
export const targets: Check = (statement, { source, schema, target }) => {
  if (target === 'canonical' || statement.broken || statement.kind === 'unknown' || (statement.kind === 'sql' && statement.form === 'other')) return [];
  const aim = { target: targetTables[target], source, schema };
  const found = findings(statement, aim, target);
  if (found.length === 0) return [];
  const said = proven(say(statement, aim, found), found[0], aim, target);
  if (said.kind === 'cannot') return found.map((one) => problemOf(one, noOther(target)));
  const fix = replace(`Rewrite for ${target}`, { start: 0, end: source.length }, said.text);
  return found.map((one) => problemOf(one, '', fix));
};

const noOther = (target: Target): string => `. ${target} has no other way to say it`;

/** What was said is read again: only what the target then reads without a word is given out. */
function proven(said: Said, first: Finding | undefined, { target, schema }: Aim, name: Target): Said {
  if (said.kind === 'cannot' || first === undefined) return said;
  const { tree, problems } = parse(said.text);
  const [statement, more] = tree.statements;
  const [why] = statement === undefined ? [] : findings(statement, { target, source: said.text, schema }, name);
  if (statement !== undefined && more === undefined && problems.length === 0 && why === undefined) return said;
  return { kind: 'cannot', why: why === undefined ? first : { ...why, place: first.place } };
}

const problemOf = ({ code, place, message }: Finding, more: string, ...fixes: Fix[]): Problem => report(code, place, message + more, ...fixes);

function findings(statement: Statement, aim: Aim, target: Target): Finding[] {
  const { source } = aim;
  const unbalanced = unbalancedFindings(aim, statement.kind === 'sql' && statement.verb === undefined);
  if (unbalanced.length > 0) return unbalanced;
  const context: CheckContext = { source, schema: aim.schema, target };
  const dates = dateWordsIn(statement, context).map((word) => finding('target-date-word', word, `${target} does not know date words and compares with the text \`${word.value}\`: write the date`));
  return [...byKind(statement, aim), ...commentFindings(statement, aim), ...columnFindings(statement, aim), ...dates];
}

function byKind(statement: Statement, aim: Aim): Finding[] {
  const { target } = aim;
  switch (statement.kind) {
    case 'lookup':
      return lookupFindings(statement, aim);
    case 'search':
    case 'fuzzy':
      return searchFindings(statement, aim);
    case 'sql':
      return sqlFindings(statement, aim);
    case 'traverse':
      return traverseFindings(statement, aim);
    case 'prose':
      return target.readsProse ? [] : [finding('target-verb', statement.text, `${target.name} ${target.unread}: a line needs a verb there`)];
    case 'unknown':
      return verbFindings(statement, [], aim);
  }
}

function say(statement: Statement, aim: Aim, found: readonly Finding[]): Said {
  const word = found.find(({ code }) => code === 'target-date-word');
  if (word !== undefined) return { kind: 'cannot', why: word };
  switch (statement.kind) {
    case 'lookup':
      return sayLookup(statement, aim);
    case 'search':
    case 'fuzzy':
      return saySearch(statement, aim);
    case 'sql':
      return saySql(statement, aim);
    case 'traverse':
      return sayTraverse(statement, aim);
    default:
      return sayProse(statement, aim);
  }
}

/** A line of prose is an implicit SEARCH. */
function sayProse(statement: Statement, aim: Aim): Said {
  const text = statement.kind === 'prose' ? textFor(aim.target, statement.text.value) : undefined;
  const table = aim.target.search.table === 'resources' ? '' : ' FROM resources';
  return text === undefined ? { kind: 'cannot', why: finding('target-verb', statement, 'A line needs a verb there') } : { kind: 'said', text: `SEARCH ${text}${table}` };
}

