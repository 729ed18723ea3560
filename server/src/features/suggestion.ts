/** What completion suggests, and how names are written at the place. */
import type { Span } from '@rem/grammar';

export type SuggestionKind = 'keyword' | 'table' | 'column' | 'label' | 'edgeType' | 'value' | 'function' | 'snippet';

export type Suggestion = {
  label: string;
  kind: SuggestionKind;
  detail?: string;
  /** Plain text; longer documentation is brought by `resolve`. */
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

/** `typed` is the text of `span` before the caret, an opening quote included. */
export type Place = { span: Span; typed: string };

export const whole = (items: Suggestion[]): Suggestions => ({ items, complete: true });

export function plain(place: Place, kind: SuggestionKind, name: string, rank: number, detail?: string): Suggestion {
  return { span: place.span, snippet: false, label: name, kind, insert: name, filter: name, rank, ...(detail === undefined ? {} : { detail }) };
}

/** The quote that the person has begun with, if any. */
export function openQuote(place: Place): string {
  return /^(?:"""|'''|```|["'`])/.exec(place.typed)?.[0] ?? '';
}

export function unquoted(place: Place): string {
  return place.typed.slice(openQuote(place).length);
}

/** The filter begins as the replaced text does, since clients compare the two. */
export function filterText(name: string, place: Place): string {
  return openQuote(place) + name;
}

/** A label, always quoted: in the quotes that are there, else in double ones. */
export function quotedText(label: string, place: Place): string {
  const quote = openQuote(place) || '"';
  const escaped = label.replaceAll('\\', '\\\\');
  return quote + (quote.length === 3 ? escaped : escaped.replaceAll(quote, `\\${quote}`)) + quote;
}

/** A table or an edge type: bare where it is one word and no quote is open. */
export function nameText(name: string, place: Place): string {
  return openQuote(place) === '' && /^[\p{L}_\d][\p{L}\p{N}_.@/+:-]*$/u.test(name) ? name : quotedText(name, place);
}
