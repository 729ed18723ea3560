/**
 * Completion: what the grammar expects at the offset, filled from the schema and the labels, in the order of likelihood. Texts are inserted
 * the way they have to be written there: a label with a space comes quoted, inside an open quote only its rest.
 */
import { expectedAt, type Expected, type Schema, type Span } from '@rem/grammar';
import type { View } from '../documents.ts';
import type { Knowledge } from '../knowledge.ts';
import type { LabelBook } from '../labels.ts';

export type SuggestionKind = 'keyword' | 'table' | 'column' | 'label' | 'edgeType' | 'value' | 'function' | 'snippet';

export type Suggestion = {
  label: string;
  kind: SuggestionKind;
  detail?: string;
  /** Markdown-free text; longer documentation is brought by `resolve`. */
  summary?: string;
  /** Replaces `span`; a snippet (`$1`, `${1:x}`) where `snippet`. */
  insert: string;
  snippet: boolean;
  span: Span;
  /** What the typed text is compared with. */
  filter: string;
  /** Smaller comes first. */
  rank: number;
};

export type Suggestions = { items: Suggestion[]; complete: boolean };

/** Labels that one answer holds at most. */
const labelLimit = 100;

export function complete(view: View, offset: number, knowledge: Knowledge): Suggestions {
  const { span, prefix, items } = expectedAt(view.text, offset);
  const place: Place = { span, prefix, typed: view.text.slice(span.start, offset) };
  const lists = items.map((item) => suggestionsFor(item, place, knowledge));
  return { items: distinct(lists.flatMap((list) => list.items)), complete: lists.every((list) => list.complete) };
}

type Place = { span: Span; prefix: string; typed: string };

function suggestionsFor(item: Expected, place: Place, knowledge: Knowledge): Suggestions {
  switch (item.kind) {
    case 'verb': return whole([keyword(item, place, 10)]);
    case 'clause': return whole([keyword(item, place, 30)]);
    case 'value': return whole([{ ...base(place), label: item.name, kind: 'value', insert: item.insert, filter: item.name, rank: 5, ...(item.summary ? { summary: item.summary } : {}) }]);
    case 'table': return whole(tables(place, knowledge.schema));
    case 'column': return whole(columns(place, knowledge.schema));
    case 'edgeType': return whole(names(knowledge.schema.edgeTypes, 'edgeType', 'edge type', place));
    case 'momentType': return whole(names(knowledge.schema.momentTypes, 'value', 'moment type', place));
    case 'label': return labels(place, knowledge.labels);
    case 'number': return whole(item.insert === undefined ? [] : [{ ...base(place), label: item.insert, kind: 'value', insert: item.insert, filter: item.insert, rank: 6 }]);
    case 'text': return whole(texts(item.insert, place));
    case 'sql': return whole([]);
  }
}

const whole = (items: Suggestion[]): Suggestions => ({ items, complete: true });
const base = (place: Place): Pick<Suggestion, 'span' | 'snippet'> => ({ span: place.span, snippet: false });

function keyword(item: { name: string; summary: string; insert: string }, place: Place, rank: number): Suggestion {
  return { ...base(place), label: item.name, kind: 'keyword', detail: item.summary, insert: item.insert, snippet: item.insert.includes('$'), filter: item.name, rank };
}

function tables(place: Place, schema: Schema): Suggestion[] {
  return schema.tables.map((table) => ({
    ...base(place), label: table.name, kind: 'table', detail: 'table', insert: nameText(table.name, place), filter: filterText(table.name, place), rank: 4,
    ...(table.doc ? { summary: table.doc } : {}),
  }));
}

/** Columns of every table, each once; the detail says which tables have it where not all do. */
function columns(place: Place, schema: Schema): Suggestion[] {
  const owners = new Map<string, { type: string; tables: string[] }>();
  for (const table of schema.tables) {
    for (const column of table.columns) {
      const known = owners.get(column.name);
      if (known) known.tables.push(table.name);
      else owners.set(column.name, { type: column.type, tables: [table.name] });
    }
  }
  return [...owners].map(([name, { type, tables: of }]) => ({
    ...base(place), label: name, kind: 'column', detail: of.length === schema.tables.length ? type : `${type} · ${of.join(', ')}`, insert: name, filter: name, rank: 4,
  }));
}

function names(list: readonly string[], kind: SuggestionKind, detail: string, place: Place): Suggestion[] {
  return list.map((name) => ({ ...base(place), label: name, kind, detail, insert: nameText(name, place), filter: filterText(name, place), rank: 3 }));
}

function labels(place: Place, book: LabelBook): Suggestions {
  const found = book.starting(unquoted(place.typed), labelLimit);
  const items = found.labels.map((label, index) => ({
    ...base(place), label: label.label, kind: 'label' as const, detail: `${label.kind} · ${label.table}`, insert: quotedText(label.label, place), filter: filterText(label.label, place), rank: 2 + index / 1000,
  }));
  return { items, complete: found.complete };
}

function texts(insert: string | undefined, place: Place): Suggestion[] {
  if (place.typed !== '' || insert === undefined) return [];
  return [{ ...base(place), label: insert, kind: 'snippet', detail: 'text', insert: '"$1"', snippet: true, filter: insert, rank: 1 }];
}

/** The quote that the person has begun with, if any. */
function openQuote(place: Place): string {
  return /^(?:"""|'''|```|["'`])/.exec(place.typed)?.[0] ?? '';
}

function unquoted(typed: string): string {
  return typed.slice(/^(?:"""|'''|```|["'`])?/.exec(typed)?.[0].length ?? 0);
}

/** The filter begins as the replaced text does, since clients compare the two. */
function filterText(name: string, place: Place): string {
  return openQuote(place) + name;
}

/** A label, always quoted: in the quotes that are there, else in double ones. */
function quotedText(label: string, place: Place): string {
  const quote = openQuote(place) || '"';
  const escaped = label.replaceAll('\\', '\\\\');
  return quote + (quote.length === 3 ? escaped : escaped.replaceAll(quote, `\\${quote}`)) + quote;
}

/** A table or an edge type: bare where it is one word and no quote is open. */
function nameText(name: string, place: Place): string {
  return openQuote(place) === '' && /^[\p{L}_\d][\p{L}\p{N}_.@/+:-]*$/u.test(name) ? name : quotedText(name, place);
}

function distinct(items: readonly Suggestion[]): Suggestion[] {
  return [...new Map(items.map((item) => [`${item.kind}\0${item.label}`, item])).values()];
}
