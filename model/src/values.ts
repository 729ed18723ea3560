/** Where a generated statement holds values: what came from the request and can be garbled. Places are in its text. */
import type { Span, Statement } from '@rem/grammar';

export type Value = Span & { kind: 'key' | 'text' | 'constant' | 'category' | 'edgeType'; value: string };

export function valuesOf(statement: Statement, source: string): Value[] {
  const values: Value[] = [];
  collect(statement, source, values);
  return values.sort((a, b) => a.start - b.start);
}

function collect(statement: Statement, source: string, values: Value[]): void {
  switch (statement.kind) {
    case 'lookup':
      for (const { text } of statement.keys) values.push({ kind: 'key', start: text.start, end: text.end, value: text.value });
      break;
    case 'search': case 'fuzzy':
      if (statement.text) values.push({ kind: 'text', start: statement.text.start, end: statement.text.end, value: statement.text.value });
      break;
    case 'sql':
      if (statement.sql) values.push(...constantsIn(source, statement.sql));
      break;
    case 'traverse':
      for (const type of statement.edgeTypes?.types ?? []) values.push({ kind: 'edgeType', start: type.start, end: type.end, value: type.value });
      if (statement.from) collect(statement.from, source, values);
      break;
    default:
  }
  for (const clause of statement.clauses) {
    if (clause.kind === 'where' && clause.value) values.push(...constantsIn(source, clause.value));
    if (clause.kind === 'category' && clause.value) values.push({ kind: 'category', start: clause.value.start, end: clause.value.end, value: clause.value.value });
    if (clause.kind === 'type') for (const type of clause.value?.types ?? []) values.push({ kind: 'edgeType', start: type.start, end: type.end, value: type.value });
  }
}

/** SQL's string constants. */
function constantsIn(source: string, { start, end }: Span): Value[] {
  return [...source.slice(start, end).matchAll(/'((?:[^']|'')*)'/g)].map((found) => ({
    kind: 'constant', start: start + found.index, end: start + found.index + found[0].length, value: found[1]!.replaceAll("''", "'"),
  }));
}

/** The value as it is written at its place. */
export function written(kind: Value['kind'], value: string): string {
  if (kind === 'constant') return `'${value.replaceAll("'", "''")}'`;
  if (kind === 'edgeType' && /^[\p{L}_][\p{L}\p{N}_.@/+:-]*$/u.test(value)) return value;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
