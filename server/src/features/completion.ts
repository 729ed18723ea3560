/**
 * Completion: what the grammar expects at the offset, filled from the schema and the labels, in the order of likelihood. Texts are inserted
 * the way they have to be written there: a label with a space comes quoted, inside an open quote only its rest.
 */
import { expectedAt, statementAt, statementBefore, type Expected, type Schema, type Statement } from '@rem/grammar';
import type { View } from '../documents.ts';
import type { Knowledge } from '../knowledge.ts';
import type { LabelBook } from '../labels.ts';
import { columnSuggestions, completeSql, sqlAt } from './completion-sql.ts';
import { nameAt } from './names.ts';
import { filterText, nameText, openQuote, plain, quotedText, unquoted, whole, type Place, type Suggestion, type Suggestions } from './suggestion.ts';

/** Labels that one answer holds at most. */
const labelLimit = 100;

export function complete(view: View, offset: number, knowledge: Knowledge): Suggestions {
  const statement = statementAt(view.parsed, offset);
  const constant = statement && sqlAt(statement, offset) && completeSql(view, statement, offset, knowledge);
  if (constant?.inside === 'constant') return constant;
  const { span, items } = expectedAt(view.parsed, offset);
  const sql = items.some((item) => item.kind === 'sql') ? completeSql(view, openStatement(view, offset), offset, knowledge) : undefined;
  const place: Place = { span, typed: view.text.slice(span.start, offset) };
  // After an operator only a value can stand, so neither a clause nor another statement.
  const others = sql?.inside === 'operand' ? [] : items.filter((item) => item.kind !== 'sql').map((item) => suggestionsFor(item, place, view, offset, knowledge));
  const lists = [...(sql ? [sql] : []), ...others];
  const key = keyPlace(view, offset, place);
  // A bare key may go on with another word, which the grammar alone cannot tell from a clause.
  if (key.span.start < span.start && !items.some((item) => item.kind === 'label')) lists.push(labelSuggestions(key, knowledge.labels));
  return { items: distinct(lists.flatMap((list) => list.items)), complete: lists.every((list) => list.complete) };
}

function suggestionsFor(item: Expected, place: Place, view: View, offset: number, knowledge: Knowledge): Suggestions {
  const { schema, labels } = knowledge;
  switch (item.kind) {
    case 'verb': return whole([snippet(item, place, 10)]);
    case 'clause': return whole([snippet(item, place, 30)]);
    case 'keyword': return whole([{ ...plain(place, 'keyword', item.name, 31), insert: item.insert }]);
    case 'value': return whole([{ ...plain(place, 'value', item.name, 5), insert: item.insert }]);
    case 'number': return whole([plain(place, 'value', item.insert, 6, `a number for ${item.clause}`)]);
    case 'table': return whole(tables(place, schema));
    case 'column': return whole(columnSuggestions(place, schema, item.tables));
    case 'edgeType': return whole(edgeTypes(place, schema));
    case 'label': return labelSuggestions(keyPlace(view, offset, place), labels);
    case 'text': return texts(view, offset, place, labels);
    case 'sql': return whole([]);
  }
}

function snippet(item: { name: string; summary: string; insert: string }, place: Place, rank: number): Suggestion {
  return { ...plain(place, 'keyword', item.name, rank, item.summary), insert: item.insert, snippet: item.insert.includes('$') };
}

function tables(place: Place, schema: Schema): Suggestion[] {
  return schema.tables.map((table) => ({
    ...plain(place, 'table', table.name, 4, 'table'), insert: nameText(table.name, place), filter: filterText(table.name, place), ...(table.doc ? { summary: table.doc } : {}),
  }));
}

function edgeTypes(place: Place, schema: Schema): Suggestion[] {
  return schema.edgeTypes.map((name) => ({ ...plain(place, 'edgeType', name, 3, 'edge type'), insert: nameText(name, place), filter: filterText(name, place) }));
}

/** A bare key may be several words: the whole key is replaced, not its last word. */
function keyPlace(view: View, offset: number, place: Place): Place {
  const name = openQuote(place) === '' ? nameAt(view, offset) : undefined;
  if (name?.kind !== 'label' || name.text.quoted || name.text.start > place.span.end) return place;
  const span = { start: name.text.start, end: Math.max(offset, name.text.end) };
  return { span, typed: view.text.slice(span.start, offset) };
}

function labelSuggestions(place: Place, book: LabelBook): Suggestions {
  const found = book.starting(unquoted(place), labelLimit);
  const items = found.labels.map((label, index): Suggestion => ({
    ...plain(place, 'label', label.label, 2 + index / 1000, `${label.kind} · ${label.table}`), insert: quotedText(label.label, place), filter: filterText(label.label, place),
  }));
  return { items, complete: found.complete };
}

/** A text to write: quotes for it; after FUZZY also the labels, which it is compared with. */
function texts(view: View, offset: number, place: Place, labels: LabelBook): Suggestions {
  const empty: Suggestion[] = place.typed === '' ? [{ ...plain(place, 'snippet', '"…"', 1, 'a text in quotes'), insert: '"$1"', snippet: true }] : [];
  const statement = openStatement(view, offset);
  const found = statement?.kind === 'fuzzy' ? labelSuggestions(place, labels) : whole([]);
  return { items: [...empty, ...found.items], complete: found.complete };
}

/** The statement that the caret is in, or behind. */
function openStatement(view: View, offset: number): Statement | undefined {
  return statementAt(view.parsed, offset) ?? statementBefore(view.parsed, offset);
}

function distinct(items: readonly Suggestion[]): Suggestion[] {
  return [...new Map(items.map((item) => [`${item.kind}\0${item.label}`, item])).values()];
}
