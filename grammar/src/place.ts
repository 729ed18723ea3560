/**
 * Moving nodes: a statement is read once with places in its own text, and moved to where it stands in the document. Statements are moved by one function
 * for each kind of node: a document of thousands of them is moved with every edit, and copying by looping over members takes three times as long.
 */
import type { Fix, Problem } from './problem.ts';
import type { Clause, Comment, EdgeTypes, Key, Span, SqlText, Start, Statement, Text } from './tree.ts';

/** A copy of a node and all it holds, with every place moved by `by`; the node itself where there is nothing to move. For nodes of any shape. */
export function shift<T>(node: T, by: number): T {
  return by === 0 ? node : (moved(node, by) as T);
}

function moved(value: unknown, by: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.length === 0 ? value : value.map((item) => moved(item, by));
  const copy: Record<string, unknown> = { ...value };
  for (const key in copy) {
    const inner = copy[key];
    if (typeof inner === 'object') copy[key] = moved(inner, by);
    else if (key === 'start' || key === 'end') copy[key] = (inner as number) + by;
  }
  return copy;
}

/** A flat node moved: one that holds no further places. */
export const shiftFlat = <T extends Span>(node: T, by: number): T => (by === 0 ? node : { ...node, start: node.start + by, end: node.end + by });

export function shiftProblem(problem: Problem, by: number): Problem {
  if (by === 0) return problem;
  const copy = shiftFlat(problem, by);
  if (problem.fixes !== undefined) [copy.fix] = copy.fixes = problem.fixes.map((fix) => shiftFix(fix, by)) as [Fix, ...Fix[]];
  else if (problem.fix !== undefined) copy.fix = shiftFix(problem.fix, by);
  return copy;
}

const shiftFix = ({ title, edits }: Fix, by: number): Fix => ({ title, edits: edits.map((edit) => shiftFlat(edit, by)) });

/** A statement moved. */
export function shiftStatement<T extends Statement>(statement: T, by: number): T {
  return by === 0 ? statement : (movedStatement(statement, by) as T);
}

const flat = shiftFlat;
const maybe = <T extends Span>(node: T | undefined, by: number): T | undefined => (node === undefined ? undefined : flat(node, by));
const each = <T>(list: T[], by: number, move: (node: T, by: number) => T): T[] => (list.length === 0 ? list : list.map((node) => move(node, by)));

function movedStatement(statement: Statement, by: number): Statement {
  const copy = flat<Statement>(statement, by);
  copy.verb = maybe(copy.verb, by);
  copy.clauses = each(copy.clauses, by, movedClause);
  copy.comments = each<Comment>(copy.comments, by, flat);
  switch (copy.kind) {
    case 'lookup':
      copy.keys = copy.keys.map((key) => movedKey(key, by));
      break;
    case 'search':
    case 'fuzzy':
      copy.text = maybe(copy.text, by);
      break;
    case 'prose':
      copy.text = flat(copy.text, by);
      break;
    case 'sql':
      copy.sql = maybe<SqlText>(copy.sql, by);
      copy.table = maybe<Text>(copy.table, by);
      break;
    case 'traverse':
      copy.plan = maybe(copy.plan, by);
      copy.edgeTypes = copy.edgeTypes && movedTypes(copy.edgeTypes, by);
      copy.with = maybe(copy.with, by);
      copy.from = copy.from && (movedStatement(copy.from, by) as Start);
      break;
    case 'unknown':
      copy.word = flat(copy.word, by);
  }
  return copy;
}

const movedKey = (key: Key, by: number): Key => ({ table: maybe(key.table, by), text: flat(key.text, by), start: key.start + by, end: key.end + by });
const movedTypes = (types: EdgeTypes, by: number): EdgeTypes => ({ ...flat(types, by), types: types.types.map((type) => flat(type, by)) });

function movedClause(clause: Clause, by: number): Clause {
  const copy = flat(clause, by);
  copy.keyword = flat(copy.keyword, by);
  if (copy.kind === 'plan' || copy.kind === 'load' || copy.value === undefined) return copy;
  if (copy.kind === 'type') copy.value = movedTypes(copy.value, by);
  else if (copy.kind === 'orderBy') copy.value = { ...flat(copy.value, by), keys: copy.value.keys.map((key) => ({ ...flat(key, by), expression: flat(key.expression, by) })) };
  else copy.value = flat<Span>(copy.value, by) as never;
  return copy;
}
