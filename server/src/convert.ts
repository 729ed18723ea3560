/**
 * The one place where offsets become lines and columns and back. A feature speaks of spans inside a view's own text;
 * the functions here turn what it says into the protocol's shapes, through escapes and holes where the view is REM
 * inside another language.
 */
import type { Problem, SemanticToken, Span } from '@rem/grammar';
import {
  CompletionItemKind, DiagnosticSeverity, DiagnosticTag, InsertTextFormat, type CompletionItem, type Diagnostic, type Position, type Range, type SemanticTokensLegend, type TextEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Suggestion, SuggestionKind } from './features/suggestion.ts';

/** A stretch of a host document that holds REM: how its own offsets lie in the host and how text is written there. */
export type Region = {
  /** The REM text, escapes resolved, holes replaced by values. */
  text: string;
  /** Host offsets of the whole. */
  start: number;
  end: number;
  /** Host offset of a REM offset (0…text.length). */
  toHost(offset: number, side: 'start' | 'end'): number;
  /** REM offset of a host offset, undefined outside the region. */
  toRegion(hostOffset: number): number | undefined;
  /** The same text as it is written in the host at that place (escapes of its string, indentation of its fence); undefined where it cannot be. */
  encode(text: string): string | undefined;
  /** Whether a span may be replaced: false where it holds a value that only the host knows. */
  editable(span: Span): boolean;
  /** Whether a span touches a value that only the host knows, so that what is said about it is not sure. */
  touchesHole(span: Span): boolean;
};

/** How a view's offsets lie in its document. */
export type Places = {
  range(span: Span): Range;
  position(offset: number): Position;
  /** undefined where the position is outside the view. */
  offset(position: Position): number | undefined;
  /** The offset in the document's whole text. */
  hostOffset(offset: number): number;
  /** The offset in the view of one in the document's whole text, undefined outside. */
  viewOffset(hostOffset: number): number | undefined;
  encode(text: string): string | undefined;
  editable(span: Span): boolean;
  touchesHole(span: Span): boolean;
};

/** The places of a whole `.rem` document. `document` must not have changed since the view was made. */
export function placesOf(document: TextDocument): Places {
  return {
    range: (span) => ({ start: document.positionAt(span.start), end: document.positionAt(span.end) }),
    position: (offset) => document.positionAt(offset),
    offset: (position) => document.offsetAt(position),
    hostOffset: (offset) => offset,
    viewOffset: (hostOffset) => hostOffset,
    encode: (text) => text,
    editable: () => true,
    touchesHole: () => false,
  };
}

/** The places of a region inside another language's document. */
export function placesOfRegion(document: TextDocument, region: Region): Places {
  const start = (offset: number): Position => document.positionAt(region.toHost(offset, 'start'));
  return {
    // What ends with a line ends where the next one's own text begins, behind its indentation.
    range: (span) => ({ start: start(span.start), end: span.start === span.end || region.text[span.end - 1] === '\n' ? start(span.end) : document.positionAt(region.toHost(span.end, 'end')) }),
    position: start,
    offset: (place) => region.toRegion(document.offsetAt(place)),
    hostOffset: (offset) => region.toHost(offset, 'start'),
    viewOffset: region.toRegion,
    encode: region.encode,
    editable: region.editable,
    touchesHole: region.touchesHole,
  };
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
} as const;

/** Codes whose text is faded, because it has no effect. */
const unnecessary = new Set(['unused-suppression', 'clause-ignored']);

export function toDiagnostic(places: Places, problem: Problem, documentation: string | undefined): Diagnostic {
  return {
    range: places.range(problem),
    severity: severities[problem.severity],
    code: problem.code,
    source: 'rem',
    message: problem.message,
    ...(documentation === undefined ? {} : { codeDescription: { href: `${documentation}#${problem.code}` } }),
    ...(unnecessary.has(problem.code) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}

/** The edits in the host's text, or undefined where one of them would overwrite what only the host knows or cannot be written there. */
export function toTextEdits(places: Places, edits: readonly (Span & { text: string })[]): TextEdit[] | undefined {
  const converted = edits.flatMap((edit) => {
    const newText = places.editable(edit) ? places.encode(edit.text) : undefined;
    return newText === undefined ? [] : [{ range: places.range(edit), newText }];
  });
  return converted.length === edits.length ? converted : undefined;
}

/** The span of an LSP range inside the view; what lies outside is cut off, undefined where nothing is left. */
export function toSpan(places: Places, range: Range, length: number): Span | undefined {
  const start = places.offset(range.start);
  const end = places.offset(range.end);
  if (start === undefined && end === undefined) return undefined;
  return { start: start ?? 0, end: end ?? length };
}

const suggestionKinds = {
  keyword: CompletionItemKind.Keyword,
  table: CompletionItemKind.Class,
  column: CompletionItemKind.Field,
  label: CompletionItemKind.Reference,
  edgeType: CompletionItemKind.EnumMember,
  value: CompletionItemKind.Value,
  function: CompletionItemKind.Function,
  snippet: CompletionItemKind.Snippet,
} as const satisfies Record<SuggestionKind, CompletionItemKind>;

/** Nothing where the place only knows the host, or the text cannot be written there. */
export function toCompletionItem(places: Places, item: Suggestion): CompletionItem[] {
  const newText = places.editable(item.span) ? places.encode(item.insert) : undefined;
  const filterText = places.encode(item.filter);
  if (newText === undefined || filterText === undefined) return [];
  return [{
    label: item.label,
    kind: suggestionKinds[item.kind],
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    ...(item.summary === undefined ? {} : { documentation: item.summary }),
    filterText,
    sortText: item.rank.toFixed(3).padStart(7, '0'),
    textEdit: { range: places.range(item.span), newText },
    insertTextFormat: item.snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    data: { kind: item.kind, name: item.label },
  }];
}

/** The names that the protocol gives to the kinds of token, in the order of their numbers. */
const tokenTypes = {
  keyword: 'keyword', string: 'string', number: 'number', comment: 'comment', operator: 'operator', table: 'class', column: 'property',
  label: 'variable', edgeType: 'enumMember', function: 'function', text: 'string',
} as const satisfies Record<SemanticToken['kind'], string>;

const tokenNames = [...new Set(Object.values(tokenTypes))];
export const tokenLegend: SemanticTokensLegend = { tokenTypes: tokenNames, tokenModifiers: [] };

const tokenNumbers = Object.fromEntries(Object.entries(tokenTypes).map(([kind, name]) => [kind, tokenNames.indexOf(name)])) as Record<SemanticToken['kind'], number>;

/**
 * Five numbers a token, relative to the one before; a token over several lines becomes one a line. Tokens come in the order of the text, so the lines
 * are walked along with them: looking each place up would be most of the work.
 */
export function encodeTokens(document: TextDocument, tokens: readonly SemanticToken[]): number[] {
  const data: number[] = [];
  const startOf = (line: number): number => (line < document.lineCount ? document.offsetAt({ line, character: 0 }) : Number.MAX_SAFE_INTEGER);
  let line = tokens[0] === undefined ? 0 : document.positionAt(tokens[0].start).line;
  let [lineStart, nextLine] = [startOf(line), startOf(line + 1)];
  let last = { line: 0, character: 0 };
  const push = (from: number, to: number, kind: SemanticToken['kind']): void => {
    if (to <= from) return;
    const character = from - lineStart;
    data.push(line - last.line, line === last.line ? character - last.character : character, to - from, tokenNumbers[kind], 0);
    last = { line, character };
  };
  for (const { start, end, kind } of tokens) {
    let from = start;
    for (;;) {
      while (from >= nextLine) [lineStart, nextLine] = [nextLine, startOf(++line + 1)];
      if (end <= nextLine) break;
      push(from, endOfLine(document, lineStart, nextLine), kind);
      from = nextLine;
    }
    push(from, end === nextLine ? endOfLine(document, lineStart, nextLine) : end, kind);
  }
  return data;
}

/** Where a line ends without its line break, of which `next` is right behind. */
function endOfLine(document: TextDocument, start: number, next: number): number {
  const text = document.getText();
  let end = Math.min(next, text.length);
  while (end > start && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) end--;
  return end;
}

/** Where a problem of a note is. The store counts lines and columns from 1; a stretch over several lines is shown on its first one. */
export function noteRange(problem: { line: number; column: number; start: number; end: number }): Range {
  const start = { line: Math.max(0, problem.line - 1), character: Math.max(0, problem.column - 1) };
  return { start, end: { line: start.line, character: start.character + Math.max(1, problem.end - problem.start) } };
}
