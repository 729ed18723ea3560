/**
 * SEARCH and FUZZY at a target.
 */
import type { Fuzzy, Search, Text } from '../tree.ts';
import { clauseOf } from '../checks/parts.ts';
import { asPatternText, textFor } from './quoting.ts';
import { clauseFindings, sayClauses } from './clauses.ts';
import { cannot, finding, isCannot, said, type Aim, type Finding, type Said } from './finding.ts';
import { isTakenForClause, textFindings } from './positional.ts';
import type { ClauseForms } from './table.ts';

export function searchFindings(statement: Search | Fuzzy, aim: Aim): Finding[] {
  const { target } = aim;
  const forms = target[statement.kind];
  if (forms === undefined) return [unknownVerb(statement, aim)];
  const clauses = clauseFindings(statement, forms, aim);
  const text = statement.text === undefined || (clauses.length > 0 && target.strategy === 'patterns') ? [] : searchText(statement.text, statement.clauses.length > 0, forms, aim);
  return [...text, ...clauses, ...otherTable(statement, aim)];
}

const unknownVerb = (statement: Fuzzy | Search, { target, source }: Aim): Finding =>
  finding('target-verb', statement.verb ?? { start: statement.start, end: source.length }, `${target.name} does not know ${statement.kind.toUpperCase()} and ${target.unread}`);

function searchText(text: Text, followed: boolean, forms: ClauseForms, aim: Aim): Finding[] {
  const { target, source } = aim;
  if (target.strategy === 'tokens') return textFindings(text, text.value, forms, aim, 'target-text');
  const written = source.slice(text.start, text.end);
  if (text.quoted) return written === asPatternText(text.value) ? [] : [finding('target-text', text, `${target.name} reads a SEARCH text in double quotes, where only \\" is an escape`)];
  if (followed) return [finding('target-text', text, `${target.name} needs the text in double quotes when something follows`)];
  const colon = text.value.includes(':') && finding('target-text', text, `${target.name} takes what stands before the colon for a table, unless the text stands in double quotes`);
  if (colon) return [colon];
  return written === text.value ? [] : [finding('target-text', text, `${target.name} keeps the white space in a bare text`)];
}

/** Without a table the target looks somewhere else. */
function otherTable(statement: Search | Fuzzy, { target }: Aim): Finding[] {
  if (statement.kind === 'fuzzy' || target.search.table === 'resources' || clauseOf(statement, 'in') !== undefined || statement.verb === undefined) return [];
  return [finding('target-default', statement.verb, `${target.name} searches \`${target.search.table}\` where no table is named`)];
}

export function saySearch(statement: Search | Fuzzy, aim: Aim): Said {
  const { target } = aim;
  const forms = target[statement.kind];
  if (forms === undefined || statement.text === undefined) return { kind: 'cannot', why: unknownVerb(statement, aim) };
  const { text } = statement;
  const written = textFor(target, text.value);
  if (written === undefined) return cannot('target-text', text, `${target.name} has no quotes for this text`);
  if (target.strategy === 'tokens' && isTakenForClause(text.value, forms, aim)) return cannot('target-text', text, `${target.name} takes \`${text.value}\` for a clause, also inside quotes`);
  const clauses = sayClauses(statement, forms, aim);
  if (isCannot(clauses)) return clauses;
  const table = otherTable(statement, aim).length > 0 ? ` ${forms.clauses.in?.words[0]} resources` : '';
  return said(`${statement.kind.toUpperCase()} ${written}${table}${clauses.text}`);
}
