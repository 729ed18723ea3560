/**
 * The printer: a statement, or a plan, as REM text in its one spelling: upper-case words, single spaces, strings in double quotes, the
 * clauses of a verb in the order of the table, those of TRAVERSE last.
 *
 * A statement is printed from what was written, comments included, and one with an error is left as it is: nobody's words are lost. A plan
 * is printed without the defaults.
 */
import { isTableWord } from './key.ts';
import { clauseByKind, verbByName, type VerbName } from './language.ts';
import type { Plan } from './plan-types.ts';
import { statementOf } from './plan-tree.ts';
import { scanStatement } from './scan.ts';
import { sourceOf } from './quotes.ts';
import { startOf } from './statement-start.ts';
import { foldSql } from './sql-view.ts';
import { isBareName, nameOrQuoted, quote } from './text.ts';
import type { Clause, ClauseKind, Comment, EdgeTypes, Key, Span, Sql, SqlText, Start, Statement, Traverse } from './tree.ts';

/** A stretch of printed text, and where in the source it ended: comments are put behind the part that they followed. */
type Part = { text: string; end: number };

/** `folded` writes SQL on one line, `asWritten` keeps its lines. */
export type SqlLayout = 'folded' | 'asWritten';

export function print(value: Statement | Plan): string {
  return 'intent' in value ? printStatement(statementOf(value), 'folded') : printStatement(value, 'folded');
}

/** `breakAt` columns and more, or a line comment inside, put every part on its own line. */
export function printStatement(statement: Statement, sql: SqlLayout, breakAt = Infinity, newline = '\n'): string {
  if (statement.broken || statement.kind === 'unknown' || statement.kind === 'prose') return statement.source;
  const parts = partsOf(statement, sql);
  const commented = parts.filter((part) => /--|#|\/\*/.test(part.text));
  const inside = statement.comments.filter((comment) => !commented.some((part) => part.text.includes(commentSource(statement, comment))));
  if (inside.length > 0) return withComments(statement, parts, inside, newline);
  const line = parts.map((part) => part.text).join(' ');
  return line.length < breakAt || line.includes('\n') ? line : parts.map((part) => part.text).join(`${newline}  `);
}

const commentSource = (statement: Statement, comment: Comment): string => statement.source.slice(comment.start - statement.start, comment.end - statement.start).trimEnd();

function withComments(statement: Statement, parts: readonly Part[], comments: readonly Comment[], newline: string): string {
  const behind = parts.map(() => [] as Comment[]);
  for (const comment of comments) {
    const ended = parts.filter((part) => part.end <= comment.start).map((part) => part.end);
    const index = ended.length === 0 ? 0 : parts.findIndex((part) => part.end === Math.max(...ended));
    behind[index]!.push(comment);
  }
  let text = '';
  let begins = true;
  const put = (words: string): void => {
    text += (begins ? '' : ' ') + words;
    begins = false;
  };
  parts.forEach((part, index) => {
    put(part.text);
    for (const comment of behind[index]!) {
      put(commentSource(statement, comment));
      if (comment.marker === '/*') continue;
      text += `${newline}  `;
      begins = true;
    }
  });
  return text.trimEnd();
}

// ---- statements

function partsOf(statement: Exclude<Statement, { kind: 'prose' | 'unknown' }>, sql: SqlLayout): Part[] {
  switch (statement.kind) {
    case 'sql':
      return sqlParts(statement, sql);
    case 'traverse':
      return traverseParts(statement, sql);
    default:
      return [...startHead(statement), ...clauseParts(statement.clauses, verbName[statement.kind], statement, sql)];
  }
}

const verbName = { lookup: 'LOOKUP', search: 'SEARCH', fuzzy: 'FUZZY', sql: 'SQL', traverse: 'TRAVERSE' } as const satisfies Record<string, VerbName>;

function startHead(start: Exclude<Start, Sql>): Part[] {
  if (start.kind !== 'lookup') return [{ text: `${verbName[start.kind]} ${quote(start.text!.value)}`, end: start.text!.end }];
  return start.keys.map((key, index) => ({
    text: (index === 0 ? 'LOOKUP ' : '') + printKey(key) + (index < start.keys.length - 1 ? ',' : ''),
    end: key.end,
  }));
}

const printKey = ({ table, text }: Key): string => (table === undefined ? '' : `${isTableWord(table.value) ? table.value : quote(table.value)}:`) + quote(text.value);

function sqlParts(statement: Sql, layout: SqlLayout): Part[] {
  const sql = statement.sql!;
  if (statement.form === 'short') {
    return [{ text: `SQL ${sqlName(statement.table!.value)}`, end: statement.table!.end }, ...clauseParts(statement.clauses, 'SQL', statement, layout)];
  }
  const between = statement.comments.some((comment) => comment.start < sql.start);
  const text = printSql(sql, statement, layout);
  const needed = between || startOf(text, 0).kind !== 'sql';
  return [...(needed ? [{ text: 'SQL', end: statement.verb?.end ?? 0 }] : []), { text, end: sql.end }];
}

/** In the short form the table is read by SQL's rules, where `-` is no letter. */
const sqlName = (name: string): string => (/^[\p{L}_][\p{L}\p{N}_$]*$/u.test(name) && isBareName(name) ? name : quote(name));

/** Comments inside SQL are part of it and keep its lines. */
function printSql(sql: SqlText, statement: { comments: readonly Comment[] }, layout: SqlLayout): string {
  const comments = statement.comments.some((comment) => comment.start >= sql.start && comment.end <= sql.end);
  return comments || layout === 'asWritten' ? sql.sql.replace(/[^\S\r\n]+(?=\r?\n)/g, '') : foldSql(sql.sql);
}

function traverseParts(statement: Traverse, layout: SqlLayout): Part[] {
  const from = statement.from!;
  const planned = statement.plan !== undefined || statement.clauses.some((clause) => clause.kind === 'plan');
  const short = statement.with === undefined;
  const type = statement.clauses.find((clause) => clause.kind === 'type');
  const types = statement.edgeTypes ?? (short ? undefined : type?.value);
  const head = ['TRAVERSE', planned ? 'PLAN' : '', types === undefined ? '' : printEdgeTypes(types)].filter(Boolean).join(' ');
  const start = from.kind === 'sql' ? sqlParts(from, 'folded') : [...startHead(from), ...clauseParts(from.clauses, verbName[from.kind], statement, layout)];
  const own = ownClauses(statement, short);
  const [first, ...rest] = start;
  const opening: Part = short
    ? { text: `${head} ${first!.text.replace(/^LOOKUP /, '')}`, end: first!.end }
    : { text: `WITH ${first!.text}`, end: first!.end };
  const heads = short ? [opening] : [{ text: head, end: types?.end ?? statement.with!.start }, opening];
  return [...heads, ...rest, ...keepOwner(from, own, planned), ...clauseParts(own, 'TRAVERSE', statement, layout)];
}

const ownClauses = (statement: Traverse, short: boolean): Clause[] =>
  statement.clauses.filter((clause) => clause.kind !== 'plan' && (short || clause.kind !== 'type'));

/** A clause that the start could take as well goes to the TRAVERSE only behind one that it alone takes: DEPTH, with its default. */
function keepOwner(from: Start, own: readonly Clause[], planned: boolean): Part[] {
  const first = verbByName.get('TRAVERSE')!.clauses.find((kind) => own.some((clause) => clause.kind === kind));
  const taken: readonly ClauseKind[] = from.kind === 'sql' ? ['in', 'limit', 'orderBy'] : verbByName.get(verbName[from.kind])!.clauses;
  return first !== undefined && taken.includes(first) ? [{ text: planned ? 'DEPTH 0' : 'DEPTH 1', end: from.end }] : [];
}

const printEdgeTypes = (types: EdgeTypes): string => (types.all ? '*' : types.types.map((type) => nameOrQuoted(type.value)).join(', '));

// ---- clauses

function clauseParts(clauses: readonly Clause[], verb: VerbName, statement: { comments: readonly Comment[] } & Span, layout: SqlLayout): Part[] {
  const order = verbByName.get(verb)!.clauses;
  return [...clauses]
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map((clause) => ({ text: printClause(clause, verb, statement, layout), end: clause.end }));
}

function printClause(clause: Clause, verb: VerbName, statement: { comments: readonly Comment[] }, layout: SqlLayout): string {
  const { name } = clauseByKind[clause.kind];
  return clause.kind === 'plan' || clause.kind === 'load' ? name : `${name} ${printValue(clause, verb, statement, layout)}`;
}

function printValue(clause: Exclude<Clause, { kind: 'plan' | 'load' }>, verb: VerbName, statement: { comments: readonly Comment[] }, layout: SqlLayout): string {
  switch (clause.kind) {
    case 'in':
    case 'field':
      return nameOrQuoted(clause.value!.value);
    case 'category':
    case 'memo':
      return quote(clause.value!.value);
    case 'threshold':
    case 'limit':
    case 'depth':
      return String(clause.value!.value);
    case 'direction':
      return clause.value!.value;
    case 'type':
      return printEdgeTypes(clause.value!);
    case 'orderBy':
      return clause.value!.keys.map((key) => key.expression.value + (key.direction === undefined ? '' : ` ${key.direction}`)).join(', ');
    case 'where':
      return printCondition(clause.value!, verb, statement, layout);
  }
}

/** A condition stands bare, unless it would then be read differently (a word in it looks like the next clause); then in a string. */
function printCondition(value: SqlText, verb: VerbName, statement: { comments: readonly Comment[] }, layout: SqlLayout): string {
  if (!value.quoted) return printSql(value, statement, layout);
  const folded = foldSql(value.sql);
  return readsAsCondition(folded, verb) ? folded : quote(folded);
}

export function readsAsCondition(sql: string, verb: VerbName): boolean {
  const text = `${verb === 'SQL' ? 'SQL t' : 'SEARCH "x"'} WHERE ${sql} LIMIT 1`;
  const scanned = scanStatement(sourceOf(text), 0);
  const limit = scanned.tokens.at(-2);
  const first = text.indexOf('WHERE ') + 6;
  const inside = scanned.tokens.filter((token) => token.start >= first && token.end <= text.length - 8);
  const quotedAlone = inside.length === 1 && inside[0]!.kind === 'string';
  return !quotedAlone && scanned.end === text.length && scanned.openBrackets.length === 0 && limit?.word === 'LIMIT' && (verb === 'SQL' || inside.every((token) => token.sql)) && inside.every((token) => !token.unclosed);
}
