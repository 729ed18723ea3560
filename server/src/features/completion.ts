/**
 * Completion: what the grammar expects at the offset, filled from the schema and the labels, in the order of likelihood. Texts are inserted
 * the way they have to be written there: a label with a space comes quoted, inside an open quote only its rest.
 */
import { expectedAt, parse, statementAt, statementBefore, type Expected, type Schema, type Statement } from '@rem/grammar';
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
  const sql = items.some((item) => item.kind === 'sql') && !isBehindQuoted(view, statement, offset) ? completeSql(view, openStatement(view, offset), offset, knowledge) : undefined;
  // Behind a SELECT these words are SQL's; and a word that waits for its number is followed by no clause.
  const ofSelect = sql !== undefined && statement?.kind === 'traverse' && statement.from?.kind === 'sql';
  const before = view.text.slice(Math.max(0, span.start - 20), span.start);
  const waits = sql !== undefined && /\b(?:LIMIT|OFFSET)\s+$/i.test(before);
  const place: Place = { span, typed: view.text.slice(span.start, offset) };
  // Without its number DEPTH could still be a name of the SELECT's, but it hardly is.
  if (ofSelect && /\bDEPTH\s+$/i.test(before)) return whole([plain(place, 'value', '2', 6, 'a number for DEPTH')]);
  // After an operator only a value can stand, so neither a clause nor another statement.
  const others = sql?.inside === 'operand' ? [] : items.filter((item) => item.kind !== 'sql' && !(item.kind === 'clause' && ((ofSelect && ['IN', 'ORDER BY', 'LIMIT'].includes(item.name)) || waits))).map((item) => suggestionsFor(item, place, view, offset, knowledge));
  const lists = [...(sql ? [sql] : []), ...others];
  const key = keyPlace(view, offset, place);
  // A bare key may go on with another word, which the grammar alone cannot tell from a clause.
  if (key.span.start < span.start && !items.some((item) => item.kind === 'label')) lists.push(labelSuggestions(key, knowledge.labels));
  return { items: readable(view, offset, distinct(lists.flatMap((list) => list.items))), complete: lists.every((list) => list.complete) };
}

/**
 * Words of the language after which the statement would read worse are left out: what may stand at a place is told word by word, and some words only fit
 * together. Names and values are not tried, which are many.
 */
function readable(view: View, offset: number, items: readonly Suggestion[]): Suggestion[] {
  const start = openStatement(view, offset)?.start ?? offset;
  const known = new Map<number, number>();
  const errorsBefore = (end: number): number => known.get(end) ?? known.set(end, errorsIn(view.text.slice(start, end))).get(end)!;
  return items.filter(({ kind, span, insert, snippet: isSnippet }) =>
    kind !== 'keyword' || span.start <= start || errorsIn(view.text.slice(start, span.start) + (isSnippet ? withoutStops(insert) : insert)) <= errorsBefore(offset));
}

/** Errors before the end of a text: what is missing at its end is what the person goes on with. */
function errorsIn(text: string): number {
  const end = text.trimEnd().length;
  return parse(text).problems.filter(({ code, severity, end: at }) => severity === 'error' && at < end && !code.startsWith('unclosed-')).length;
}

/** A snippet with its first choices taken. */
const withoutStops = (insert: string): string => insert.replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1').replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$\d+/g, 'x');

/** Whether the caret is behind the closing quote of a condition in a string. */
function isBehindQuoted(view: View, statement: Statement | undefined, offset: number): boolean {
  const sql = statement && sqlAt(statement, offset);
  return sql !== undefined && sql.quoted && offset === sql.end && sql.end > sql.start + 1 && /["'`]/.test(view.text.charAt(offset - 1));
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
