/**
 * One document of a note file (YAML, JSON or the front matter of Markdown) -> rows. An engram's moments become rows of
 * `moments`, with an edge `has_moment` from the engram and `part_of` back to it, so that a traversal passes both ways.
 */
import type { z } from 'zod';
import type { NoteProblem } from '../types.ts';
import type { NoteEdge, NoteRow, NoteTable } from './note.ts';
import type { NoteProblemCode } from './problem.ts';
import { timestamp } from './timestamp.ts';
import { aliases as aliasList, COLUMNS, edge as edgeShape, saying, SPELLINGS } from './shape.ts';

/** `report` places a problem at the value that `keys` lead to. */
export type Source = {
  value: Record<string, unknown>;
  part: string;
  /** Name where the document has none. */
  fallbackName: string;
  /** Text below the front matter. */
  body?: string;
  links: string[];
  report: (code: NoteProblemCode, keys: (string | number)[], message: string) => void;
  problems: NoteProblem[];
};

const EDGE_KEYS = ['graph_edges', 'graph_paths'];
const KINDS: Record<string, NoteTable> = { entity: 'entities', engram: 'resources', resource: 'resources', moment: 'moments', file: 'files' };

export function documentRows(source: Source): NoteRow[] {
  const table = tableOf(source.value);
  const row = readRow(source, table, source.value, [], source.part);
  const moments = table === 'moments' ? [] : readMoments(source, row);
  return [{ ...row, edges: [...row.edges, ...linkEdges(source, row), ...moments.map(momentEdge)] }, ...moments];
}

/** True for YAML and JSON that is meant for the store; a workspace has other such files, which say nothing here. */
export function isNote(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = value as Record<string, unknown>;
  if (typeof keys['kind'] === 'string' && keys['kind'].toLowerCase() in KINDS) return true;
  return 'name' in keys && ['graph_edges', 'graph_paths', 'moments', 'entity_type', 'moment_type', 'resource_timestamp'].some((key) => key in keys);
}

function tableOf(value: Record<string, unknown>): NoteTable {
  const kind = KINDS[String(value['kind'] ?? '').toLowerCase()];
  if (kind) return kind;
  if ('entity_type' in value) return 'entities';
  return 'moment_type' in value ? 'moments' : 'resources';
}

function readRow(source: Source, table: NoteTable, value: Record<string, unknown>, at: (string | number)[], part: string): NoteRow {
  const columns: Record<string, unknown> = {};
  const extra: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (entry === null || HANDLED.has(key)) continue;
    const column = columnOf(table, key, value);
    const schema = (COLUMNS[table] as Record<string, z.ZodType>)[column];
    if (!schema) extra[key] = entry;
    else setColumn(columns, column, schema, entry, (code, message) => source.report(code, [...at, key], message));
  }
  return finish({ source, table, value, at, part, columns, extra });
}

const HANDLED = new Set(['kind', 'aliases', 'moments', ...EDGE_KEYS]);

/** Another runtime's spelling counts only where the table has the column and the note does not write it itself. */
function columnOf(table: NoteTable, key: string, value: Record<string, unknown>): string {
  const other = SPELLINGS[key];
  return other && other in COLUMNS[table] && !(other in value) ? other : key;
}

function setColumn(
  columns: Record<string, unknown>,
  column: string,
  schema: z.ZodType,
  value: unknown,
  report: (code: NoteProblemCode, message: string) => void,
): void {
  const read = schema.safeParse(value);
  if (read.success) columns[column] = read.data;
  else report(isDate(read.error) ? 'note-date' : 'note-value', `${column}: ${saying(read.error, value)}`);
}

function isDate(error: z.ZodError): boolean {
  return error.issues.some((issue) => issue.code === 'custom' && issue.params?.['date'] === true);
}

type Draft = {
  source: Source;
  table: NoteTable;
  value: Record<string, unknown>;
  at: (string | number)[];
  part: string;
  columns: Record<string, unknown>;
  extra: Record<string, unknown>;
};

function finish({ source, table, value, at, part, columns, extra }: Draft): NoteRow {
  const name = typeof columns['name'] === 'string' ? columns['name'] : source.fallbackName;
  const content = at.length === 0 && source.body !== undefined ? source.body : (columns['content'] ?? extra['content']);
  const text = typeof content === 'string' ? content : undefined;
  if (text !== undefined && text !== '') (hasContent(table) ? columns : extra)['content'] = text;
  columns['name'] = name;
  columns['metadata'] = { ...extra, ...(columns['metadata'] as object | undefined) };
  columns['created_at'] ??= columns['resource_timestamp'] ?? entityTime(extra);
  return {
    table,
    part,
    name,
    kind: kindOf(table, columns),
    aliases: readAliases(source, value, at),
    columns,
    edges: readEdges(source, value, at),
    fields: fieldsOf(name, columns, text),
  };
}

/** `entities` has no time of its own; what the note says is when it came to be. */
function entityTime(extra: Record<string, unknown>): string | undefined {
  const said = extra['resource_timestamp'];
  return typeof said === 'string' ? timestamp(said) : undefined;
}

function hasContent(table: NoteTable): boolean {
  return table === 'resources' || table === 'moments';
}

function kindOf(table: NoteTable, columns: Record<string, unknown>): string {
  const named = { entities: columns['entity_type'], moments: columns['moment_type'], resources: columns['category'], files: columns['category'] }[
    table
  ];
  return typeof named === 'string' && named !== '' ? named : { entities: 'entity', moments: 'moment', resources: 'resource', files: 'file' }[table];
}

function fieldsOf(name: string, columns: Record<string, unknown>, content: string | undefined): NoteRow['fields'] {
  const summary = typeof columns['summary'] === 'string' ? columns['summary'] : '';
  return [
    { name: 'name', text: name },
    { name: 'summary', text: summary },
    { name: 'content', text: content ?? '' },
  ].filter((field) => field.text.trim() !== '');
}

function readAliases(source: Source, value: Record<string, unknown>, at: (string | number)[]): string[] {
  if (value['aliases'] === undefined || value['aliases'] === null) return [];
  const read = aliasList.safeParse(value['aliases']);
  if (read.success) return read.data;
  source.report('note-value', [...at, 'aliases'], 'aliases: expected a list of names');
  return [];
}

function readEdges(source: Source, value: Record<string, unknown>, at: (string | number)[]): NoteEdge[] {
  return EDGE_KEYS.flatMap((key) => {
    const list = value[key];
    if (list === undefined || list === null) return [];
    if (Array.isArray(list)) return list.flatMap((item, i) => readEdge(source, item, [...at, key, i]));
    source.report('note-edge', [...at, key], `${key}: expected a list of edges`);
    return [];
  });
}

function readEdge(source: Source, item: unknown, at: (string | number)[]): NoteEdge[] {
  const read = edgeShape.safeParse(item);
  if (!read.success) {
    const issue = read.error.issues[0];
    source.report(isDate(read.error) ? 'note-date' : 'note-edge', [...at, ...((issue?.path ?? []) as (string | number)[])], saying(read.error, item));
    return [];
  }
  const { dst, target, rel_type, relation, type, weight, properties, created_at } = read.data;
  const to = dst ?? target;
  if (to === undefined) {
    source.report('note-edge', at, 'Expected `dst`, the label that the edge leads to');
    return [];
  }
  return [
    {
      dst: to,
      rel_type: rel_type ?? relation ?? type ?? 'references',
      weight: weight ?? null,
      properties: properties ?? {},
      ...(created_at === undefined ? {} : { created_at }),
    },
  ];
}

/** A link says `references`, once for each label, unless the note says so itself. */
function linkEdges(source: Source, row: NoteRow): NoteEdge[] {
  const said = new Set(row.edges.filter((edge) => edge.rel_type === 'references').map((edge) => edge.dst));
  return [...new Set(source.links)]
    .filter((dst) => !said.has(dst))
    .map((dst) => ({ dst, rel_type: 'references', weight: 0.5, properties: { source: 'link' } }));
}

function momentEdge(moment: NoteRow): NoteEdge {
  return { dst: moment.name, rel_type: 'has_moment', weight: 1, properties: { source: 'engram' } };
}

function readMoments(source: Source, parent: NoteRow): NoteRow[] {
  const list = source.value['moments'];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) {
    source.report('note-value', ['moments'], 'moments: expected a list');
    return [];
  }
  const seen = new Map<string, number>();
  return list.flatMap((item: unknown, i) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      source.report('note-value', ['moments', i], 'Expected a moment with a name');
      return [];
    }
    return [readMoment(source, parent, item as Record<string, unknown>, i, seen)];
  });
}

function readMoment(source: Source, parent: NoteRow, value: Record<string, unknown>, i: number, seen: Map<string, number>): NoteRow {
  const name = typeof value['name'] === 'string' && value['name'].trim() !== '' ? value['name'].trim() : `${parent.name} ${i + 1}`;
  const nth = seen.get(name) ?? 0;
  seen.set(name, nth + 1);
  const row = readRow(
    { ...source, fallbackName: name },
    'moments',
    value,
    ['moments', i],
    `${parent.part}/moment:${name}${nth > 0 ? `#${nth + 1}` : ''}`,
  );
  const back: NoteEdge = { dst: parent.name, rel_type: 'part_of', weight: 1, properties: { source: 'engram' } };
  return { ...row, edges: [...row.edges, back] };
}
