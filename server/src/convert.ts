/**
 * The one place where offsets become lines and columns and back. A feature speaks of spans inside a view's own text;
 * the functions here turn what it says into the protocol's shapes, through escapes and holes where the view is REM
 * inside another language.
 */
import type { Problem, Span } from '@rem/grammar';
import {
  DiagnosticSeverity, DiagnosticTag, type Diagnostic, type Position, type Range, type TextEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** A stretch of a host document that holds REM: how its own offsets lie in the host and how text is written there. */
export type Region = {
  /** The REM text, escapes resolved, holes replaced by values. */
  text: string;
  /** Host offset of a REM offset (0…text.length). */
  toHost(offset: number): number;
  /** REM offset of a host offset, undefined outside the region. */
  toRegion(hostOffset: number): number | undefined;
  /** The same text as it is written in the host at that place (escapes of its string, indentation of its fence). */
  encode(text: string): string;
  /** Whether a span may be replaced: false where it holds a value that only the host knows. */
  editable(span: Span): boolean;
};

/** How a view's offsets lie in its document. */
export type Places = {
  range(span: Span): Range;
  position(offset: number): Position;
  /** undefined where the position is outside the view. */
  offset(position: Position): number | undefined;
  encode(text: string): string;
  editable(span: Span): boolean;
};

/** The places of a whole `.rem` document. `document` must not have changed since the view was made. */
export function placesOf(document: TextDocument): Places {
  return {
    range: (span) => ({ start: document.positionAt(span.start), end: document.positionAt(span.end) }),
    position: (offset) => document.positionAt(offset),
    offset: (position) => document.offsetAt(position),
    encode: (text) => text,
    editable: () => true,
  };
}

/** The places of a region inside another language's document. */
export function placesOfRegion(document: TextDocument, region: Region): Places {
  const position = (offset: number): Position => document.positionAt(region.toHost(offset));
  return {
    range: (span) => ({ start: position(span.start), end: position(span.end) }),
    position,
    offset: (place) => region.toRegion(document.offsetAt(place)),
    encode: region.encode,
    editable: region.editable,
  };
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
} as const;

/** Codes whose text is faded, because it has no effect. */
const unnecessary = new Set(['unused-suppression', 'clause-ignored']);

export function toDiagnostic(places: Places, problem: Problem, docs: (code: string) => string | undefined): Diagnostic {
  const href = docs(problem.code);
  return {
    range: places.range(problem),
    severity: severities[problem.severity],
    code: problem.code,
    source: 'rem',
    message: problem.message,
    ...(href ? { codeDescription: { href } } : {}),
    ...(unnecessary.has(problem.code) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}

/** The edits in the host's text, or undefined where one of them would overwrite what only the host knows. */
export function toTextEdits(places: Places, edits: readonly (Span & { text: string })[]): TextEdit[] | undefined {
  if (!edits.every((edit) => places.editable(edit))) return undefined;
  return edits.map((edit) => ({ range: places.range(edit), newText: places.encode(edit.text) }));
}

/** The span of an LSP range inside the view; what lies outside is cut off, undefined where nothing is left. */
export function toSpan(places: Places, range: Range, length: number): Span | undefined {
  const start = places.offset(range.start);
  const end = places.offset(range.end);
  if (start === undefined && end === undefined) return undefined;
  return { start: start ?? 0, end: end ?? length };
}
