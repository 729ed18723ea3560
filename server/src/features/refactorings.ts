/** Code actions that turn one statement into a related one. Each answers undefined where it does not apply. */
import { plan, statementAt, type Edit, type Span, type Statement } from '@rem/grammar';
import type { View } from '../documents.ts';

export type Refactoring = { title: string; edits: Edit[] };
type Maker = (view: View, statement: Statement) => Refactoring | undefined;

export function refactorings(view: View, span: Span): Refactoring[] {
  const statement = statementAt(view.parsed, span.start);
  if (!statement || statement.broken || span.end > statement.end) return [];
  return makers.flatMap((make) => make(view, statement) ?? []);
}

const lookupToFuzzy: Maker = (view, statement) => {
  if (statement.kind !== 'lookup' || statement.keys.length !== 1) return undefined;
  const [key] = statement.keys;
  if (!key) return undefined;
  return { title: 'Turn LOOKUP into FUZZY', edits: [{ ...spanOf(statement), text: `FUZZY ${written(view, key.text)}${key.table ? ` IN ${written(view, key.table)}` : ''}${ending(view, statement)}` }] };
};

const fuzzyToLookup: Maker = (view, statement) => {
  if (statement.kind !== 'fuzzy' || !statement.text) return undefined;
  return { title: 'Turn FUZZY into LOOKUP', edits: [{ ...spanOf(statement), text: `LOOKUP ${written(view, statement.text)}${ending(view, statement)}` }] };
};

const lookupToTraverse: Maker = (_, statement) => {
  if (statement.kind !== 'lookup' || statement.keys.length === 0) return undefined;
  return { title: 'Follow the edges: TRAVERSE', edits: [{ start: statement.start, end: statement.start, text: 'TRAVERSE WITH ' }] };
};

const addWhere: Maker = (_, statement) => {
  if (statement.kind !== 'search' || statement.clauses.some((clause) => clause.kind === 'where')) return undefined;
  const table = statement.clauses.findLast((clause) => clause.kind === 'in');
  const at = table?.end ?? statement.text?.end;
  return at === undefined ? undefined : { title: 'Add a WHERE', edits: [{ start: at, end: at, text: " WHERE created_at >= '@last_month'" }] };
};

const addLimit: Maker = (view, statement) => {
  const planned = statement.kind === 'lookup' || statement.clauses.some((clause) => clause.kind === 'limit') ? undefined : plan(statement);
  if (!planned || planned.query_type === 'LOOKUP') return undefined;
  if (planned.query_type === 'SQL' && (planned.parameters.limit !== undefined || /\b(?:limit|fetch)\b/i.test(planned.parameters.raw_query))) return undefined;
  const at = statement.end - ending(view, statement).length;
  return { title: 'Add a LIMIT', edits: [{ start: at, end: at, text: ' LIMIT 10' }] };
};

const expandShortForm: Maker = (view, statement) => {
  if (statement.kind !== 'sql' || statement.form !== 'short') return undefined;
  const planned = plan(statement);
  if (planned?.query_type !== 'SQL') return undefined;
  return { title: 'Write the SELECT out', edits: [{ ...spanOf(statement), text: planned.parameters.raw_query + ending(view, statement) }] };
};

const sortKeys: Maker = (view, statement) => {
  if (statement.kind !== 'lookup' || statement.keys.length < 2) return undefined;
  const sorted = [...statement.keys].sort((left, right) => left.text.value.localeCompare(right.text.value));
  if (sorted.every((key, index) => key === statement.keys[index])) return undefined;
  const edits = statement.keys.flatMap((key, index): Edit[] => {
    const other = sorted[index];
    return other && other !== key ? [{ ...spanOf(key), text: written(view, other) }] : [];
  });
  return { title: 'Sort the keys', edits };
};

const requestComment: Maker = (view, statement) => {
  const planned = plan(statement);
  const lineStart = view.text.lastIndexOf('\n', statement.start - 1) + 1;
  const above = view.text.slice(0, lineStart).trimEnd();
  if (!planned || view.text.slice(lineStart, statement.start).trim() !== '' || isCommentLine(above)) return undefined;
  return { title: 'Say in a comment what it asks for', edits: [{ start: lineStart, end: lineStart, text: `-- ${planned.explanation.replace(/\s+/g, ' ')}\n` }] };
};

const makers: readonly Maker[] = [lookupToFuzzy, fuzzyToLookup, lookupToTraverse, addWhere, addLimit, expandShortForm, sortKeys, requestComment];

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

function isCommentLine(text: string): boolean {
  return /^\s*(?:--|#|\/\*)|\*\/\s*$/.test(text.slice(text.lastIndexOf('\n') + 1));
}

/** The text as it stands there; bare words that are several get quotes. */
function written(view: View, span: Span): string {
  const text = view.text.slice(span.start, span.end);
  return /^["'`]|:/.test(text) || !/\s/.test(text) ? text : `"${text}"`;
}

/** The semicolon that ends the statement, if any, with white space before it. */
function ending(view: View, statement: Statement): string {
  return /\s*;?\s*$/.exec(view.text.slice(statement.start, statement.end))?.[0] ?? '';
}
