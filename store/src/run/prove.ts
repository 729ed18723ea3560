/**
 * The proof that a text of SQL only reads, from PostgreSQL's own syntax tree: one SELECT (or one condition), made only of
 * node kinds that are listed here, without INTO, row locks, parameters or statements inside. The functions it calls come
 * back, because only the database knows which of them may write.
 */
import { parsePostgres } from '@rem/grammar';
import { fail } from '../failed.ts';

export type Proof = { sql: string; functions: string[] };

const READS = new Set([
  'SelectStmt',
  'ResTarget',
  'ColumnRef',
  'A_Const',
  'A_Expr',
  'A_Star',
  'A_ArrayExpr',
  'A_Indices',
  'A_Indirection',
  'BoolExpr',
  'NullTest',
  'BooleanTest',
  'CaseExpr',
  'CaseWhen',
  'CoalesceExpr',
  'MinMaxExpr',
  'CollateClause',
  'RowExpr',
  'FuncCall',
  'NamedArgExpr',
  'SubLink',
  'TypeCast',
  'TypeName',
  'SQLValueFunction',
  'RangeVar',
  'RangeSubselect',
  'RangeFunction',
  'RangeTableSample',
  'RangeTableFunc',
  'RangeTableFuncCol',
  'JoinExpr',
  'Alias',
  'CommonTableExpr',
  'WithClause',
  'SortBy',
  'WindowDef',
  'GroupingSet',
  'GroupingFunc',
  'ColumnDef',
  'List',
  'String',
  'Integer',
  'Float',
  'Boolean',
  'BitString',
  'XmlExpr',
  'XmlSerialize',
  'SetToDefault',
  'JsonFuncExpr',
  'JsonTable',
  'JsonTableColumn',
  'JsonTablePathSpec',
  'JsonArgument',
  'JsonBehavior',
  'JsonValueExpr',
  'JsonFormat',
  'JsonOutput',
  'JsonReturning',
  'JsonKeyValue',
  'JsonObjectConstructor',
  'JsonArrayConstructor',
  'JsonArrayQueryConstructor',
  'JsonObjectAgg',
  'JsonArrayAgg',
  'JsonAggConstructor',
  'JsonIsPredicate',
  'JsonParseExpr',
  'JsonScalarExpr',
  'JsonSerializeExpr',
]);

/** A condition may hold nothing beside itself: no ORDER BY, LIMIT or UNION that would leave its brackets. */
const CONDITION_KEYS = new Set(['targetList', 'fromClause', 'whereClause', 'limitOption', 'op']);

export function proveSelect(text: string): Proof {
  const statement = single(text, text, 0);
  const functions = new Set<string>();
  walk(statement, functions);
  return { sql: text, functions: [...functions] };
}

const BEFORE_CONDITION = 'SELECT 1 FROM t WHERE ';

/** The text comes back in brackets on lines of its own, so that a comment at its end ends there. */
export function proveCondition(text: string): Proof {
  const statement = single(`${BEFORE_CONDITION}${text}`, text, BEFORE_CONDITION.length);
  const select = (statement as { SelectStmt: Record<string, unknown> }).SelectStmt;
  const alien = Object.keys(select).find((key) => !CONDITION_KEYS.has(key));
  if (alien !== undefined || select['whereClause'] === undefined || select['op'] !== 'SETOP_NONE') {
    refuse('A WHERE holds one condition and nothing after it');
  }
  const functions = new Set<string>();
  walk(select['whereClause'], functions);
  return { sql: `(\n${text}\n)`, functions: [...functions] };
}

function single(whole: string, text: string, shift: number): unknown {
  if (text.includes('\0')) fail('sql-error', 'The SQL holds a NUL character', 'Remove the character that cannot be seen.');
  if (text.length > 1_000_000) fail('too-large', 'The SQL is longer than a million characters', 'Write a shorter statement.');
  const tree = parsePostgres(whole);
  if (tree.kind === 'error') {
    throwAt(tree.message, Math.max(0, tree.at - shift));
  }
  if (tree.statements.length !== 1) refuse(tree.statements.length === 0 ? 'There is no statement' : 'Only one statement can run at a time');
  const statement = tree.statements[0]?.node;
  if (statement === undefined || !('SelectStmt' in statement)) refuse('Only SELECT can run here');
  return statement;
}

function throwAt(message: string, position: number): never {
  fail('sql-error', `${message} (at character ${position + 1})`, 'Correct the SQL and run it again.');
}

function refuse(message: string): never {
  fail('not-read-only', message, 'Write a single SELECT; statements here only read.');
}

/** Without recursion, because SQL may be nested as deep as it likes. */
function walk(root: unknown, functions: Set<string>): void {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    for (const [key, value] of Object.entries(node)) {
      checkNode(key);
      if (key === 'FuncCall') functions.add(functionName(value));
      open.push(value);
    }
  }
}

function checkNode(key: string): void {
  if (key === 'intoClause') refuse('SELECT INTO writes a table');
  if (key === 'lockingClause') refuse('FOR UPDATE and FOR SHARE lock rows');
  if (!/^[A-Z]/.test(key) || READS.has(key)) return;
  refuse(key === 'ParamRef' ? 'There are no parameters like $1 here' : `${key.replace(/Stmt$/, '').toUpperCase()} does not only read`);
}

function functionName(call: unknown): string {
  const names = (call as { funcname?: { String?: { sval?: string } }[] }).funcname ?? [];
  return names.at(-1)?.String?.sval ?? '';
}
