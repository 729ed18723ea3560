/**
 * Clauses: whether the target reads one as it is written, and how it writes one. A clause that only repeats the default can be left out.
 */
import { clauseByKind, defaults } from '../language.ts';
import { foldSql } from '../sql-view.ts';
import type { Clause, ClauseKind, Statement } from '../tree.ts';
import { tableOf } from '../checks/sql/region.ts';
import { sqlText } from '../checks/sql/words.ts';
import { cannot, finding, type Aim, type Finding, type Said } from './finding.ts';
import { asToken, asWord, textFor } from './quoting.ts';
import { renamedSql } from './columns.ts';
import { shlex } from './shlex.ts';
import type { ClauseForm, ClauseForms } from './table.ts';

export function clauseFindings(statement: Statement, forms: ClauseForms, aim: Aim): Finding[] {
  return statement.clauses.flatMap((clause) => {
    const form = forms.clauses[clause.kind];
    const does = form === undefined ? undefined : unreadForm(clause, form, aim);
    if (form !== undefined && does === undefined) return [];
    return [finding('target-clause', clause, `${aim.target.name} does not read \`${wordOf(clause)}\`: ${does ?? `it ${forms.other}`}`)];
  });
}

/** `LIMIT`, or `limit=` where it was written so. */
const wordOf = ({ keyword, equals }: Clause): string => (equals ? `${keyword.value}=` : keyword.value.toUpperCase());

/** What is wrong with the way of writing a clause that the target knows. */
function unreadForm(clause: Clause, form: ClauseForm, { source, target }: Aim): string | undefined {
  const written = clause.keyword.value;
  if (clause.equals) return form.equals.includes(written.toLowerCase()) ? valueForm(clause, source, target.strategy) : insteadOf(form);
  if (!form.words.includes(written.toUpperCase())) return insteadOf(form);
  return valueForm(clause, source, target.strategy);
}

const insteadOf = ({ words, equals }: ClauseForm): string => `write ${words[0] ?? `${equals[0]}=`} instead`;

/** Where a clause takes one token, its value has to be one. */
function valueForm(clause: Clause, source: string, strategy: string): string | undefined {
  if (clause.kind === 'plan' || clause.kind === 'load' || clause.value === undefined) return undefined;
  if (strategy === 'patterns') return clause.kind === 'in' && !/^\w+$/.test(source.slice(clause.value.start, clause.value.end)) ? 'it takes a bare word for the table' : undefined;
  const from = clause.equals ? clause.keyword.end + 1 : clause.value.start;
  const { tokens } = shlex(source, from, clause.end);
  const [token] = tokens;
  return tokens.length === 1 && (token?.value === meaningOf(clause) || isNumber(token?.value, meaningOf(clause))) ? undefined : `it takes one token, ${clause.kind === 'type' ? 'so no space may stand between the relations' : 'so its value must stand in quotes'}`;
}

/** `0.30` is 0.3. */
const isNumber = (written: string | undefined, value: string | undefined): boolean => value !== undefined && /^[+-]?[\d.]+$/.test(written ?? '') && Number(written) === Number(value);

function meaningOf(clause: Exclude<Clause, { kind: 'plan' | 'load' }>): string | undefined {
  switch (clause.kind) {
    case 'where':
    case 'orderBy':
      return clause.value?.sql;
    case 'type':
      return clause.value?.types.map(({ value }) => value).join(',');
    case 'threshold':
    case 'limit':
    case 'depth':
      return clause.value === undefined ? undefined : String(clause.value.value);
    default:
      return clause.value?.value;
  }
}

/** Whether a statement without this clause means the same. */
export function repeatsDefault(statement: Statement, clause: Clause): boolean {
  switch (clause.kind) {
    case 'memo':
      return true;
    case 'in':
      return statement.kind === 'search' && clause.value?.value === defaults.search.table_name;
    case 'limit':
      return statement.kind !== 'sql' && statement.kind !== 'lookup' && clause.value?.value === (statement.kind === 'traverse' ? defaults.traverse.limit : defaults.search.limit);
    case 'threshold':
      return statement.kind === 'fuzzy' && clause.value?.value === defaults.fuzzy.threshold;
    case 'depth':
      return clause.value?.value === defaults.traverse.max_depth;
    case 'direction':
      return clause.value?.value === 'OUTBOUND';
    case 'orderBy':
      return statement.kind === 'traverse' && clause.value?.sql.toLowerCase() === defaults.traverse.order_by.toLowerCase();
    case 'type':
      return clause.value?.all === true;
    default:
      return false;
  }
}

const order: readonly ClauseKind[] = ['type', 'in', 'where', 'threshold', 'limit', 'field', 'category', 'depth', 'direction', 'orderBy', 'memo', 'plan', 'load'];

/** The clauses in the target's words, or the first that it cannot say. `moved` are kinds that are said elsewhere in the statement. */
export function sayClauses(statement: Statement, forms: ClauseForms, aim: Aim, moved: readonly ClauseKind[] = []): Said {
  const parts: string[] = [];
  const clauses = withCategory(statement, forms);
  for (const clause of [...clauses].sort((a, b) => rank(a, aim) - rank(b, aim))) {
    if (moved.includes(clause.kind)) continue;
    const form = forms.clauses[clause.kind];
    const value = form === undefined ? undefined : valueFor(clause, statement, aim);
    if (form !== undefined && value !== undefined) parts.push(written(form, value));
    else if (!repeatsDefault(statement, clause)) {
      return cannot('target-clause', clause, `${aim.target.name} reads no ${clauseByKind[clause.kind].name} here: it ${forms.other}`);
    }
  }
  return { kind: 'said', text: parts.map((part) => ` ${part}`).join('') };
}

/** p8fs wants DEPTH before IN. */
const rank = ({ kind }: Clause, { target }: Aim): number => (target.strategy === 'patterns' && kind === 'in' ? order.length : order.indexOf(kind));

const written = ({ words, equals }: ClauseForm, value: string): string => (words[0] === undefined ? `${equals[0]}=${value}` : `${words[0]} ${value}`.trim());

function valueFor(clause: Clause, statement: Statement, aim: Aim): string | undefined {
  switch (clause.kind) {
    case 'plan':
    case 'load':
      return '';
    case 'where':
      return clause.value === undefined ? undefined : asToken(foldSql(renamedSql(clause.value.sql, tableOf(statement), aim)));
    case 'type':
      return typesFor(clause.value?.types.map(({ value }) => value) ?? [], aim);
    case 'category':
    case 'memo':
      return clause.value === undefined ? undefined : textFor(aim.target, clause.value.value);
    case 'in':
    case 'field':
      return clause.value === undefined ? undefined : asWord(clause.value.value);
    default:
      return meaningOf(clause);
  }
}

/** Relations joined by commas, without spaces; undefined where the target takes fewer, or one would not be read. */
function typesFor(types: readonly string[], { target }: Aim): string | undefined {
  if (types.length === 0 || types.length > target.traverse.types || types.some((type) => !/^[\w-]+$/.test(type))) return undefined;
  return types.join(',');
}

/** Where the target has conditions and no CATEGORY, the category is one of the conditions. */
function withCategory(statement: Statement, { clauses: forms }: ClauseForms): readonly Clause[] {
  const category = statement.clauses.find((clause) => clause.kind === 'category');
  if (category?.kind !== 'category' || category.value === undefined || forms.category !== undefined || forms.where === undefined) return statement.clauses;
  const where = statement.clauses.find((clause) => clause.kind === 'where');
  const condition = `category = ${sqlText(category.value.value)}`;
  const before = where?.kind === 'where' && where.value !== undefined ? where.value : undefined;
  const sql = before === undefined ? condition : `(${before.sql}) AND ${condition}`;
  const span = { start: category.start, end: category.end };
  const joined: Clause = { ...category, kind: 'where', value: { ...(before ?? span), sql, quoted: false } };
  return [...statement.clauses.filter((clause) => clause.kind !== 'category' && clause.kind !== 'where'), joined];
}
