/** Requests about one document's structure: symbols, folds, selections, highlights, links, signatures, hints, typing. */
import { DocumentHighlightKind, FoldingRangeKind, InlayHintKind, SymbolKind, type DocumentSymbol, type InlayHint, type SelectionRange, type SignatureHelp, type TextEdit } from 'vscode-languageserver';
import { toSpan, toTextEdits } from '../convert.ts';
import { folds } from '../features/folding.ts';
import { formatFinished } from '../features/formatting.ts';
import { loadLayout } from '../layout.ts';
import { highlights } from '../features/highlights.ts';
import { inlayHints } from '../features/inlay-hints.ts';
import { links } from '../features/links.ts';
import { selections } from '../features/selection.ts';
import { signature } from '../features/signature.ts';
import { symbols, type RemSymbol } from '../features/symbols.ts';
import type { NoteMoments } from './moments.ts';
import { safely, viewAt, viewsIn, type Session } from '../session.ts';

const symbolKinds = {
  lookup: SymbolKind.Key, search: SymbolKind.Function, fuzzy: SymbolKind.Function, sql: SymbolKind.Struct, traverse: SymbolKind.Event, prose: SymbolKind.String, unknown: SymbolKind.Null,
} as const satisfies Record<RemSymbol['kind'], SymbolKind>;

export function wireStructure(session: Session, moments: NoteMoments): void {
  const { connection } = session;

  connection.onDocumentSymbol(safely(session, 'documentSymbol', [], ({ textDocument }): DocumentSymbol[] => [
    ...moments.symbols(textDocument.uri),
    ...viewsIn(session, textDocument.uri).flatMap((view) => symbols(view).map((symbol) => ({
      name: symbol.name, detail: symbol.detail, kind: symbolKinds[symbol.kind], range: view.places.range(symbol), selectionRange: view.places.range(symbol.selection),
    })))]));

  connection.onFoldingRanges(safely(session, 'foldingRange', [], ({ textDocument }) => [
    ...moments.folds(textDocument.uri),
    ...viewsIn(session, textDocument.uri).flatMap((view) => folds(view).map((fold) => {
      const { start, end } = view.places.range(fold);
      return { startLine: start.line, startCharacter: start.character, endLine: end.line, endCharacter: end.character, kind: fold.kind === 'comment' ? FoldingRangeKind.Comment : FoldingRangeKind.Region };
    }))]));

  connection.onSelectionRanges(safely(session, 'selectionRange', [], ({ textDocument, positions }): SelectionRange[] =>
    positions.map((position) => {
      const at = viewAt(session, textDocument.uri, position);
      const spans = at ? selections(at.view, at.offset) : [];
      const chain = spans.reduceRight<SelectionRange | undefined>((parent, span) => at && { range: at.view.places.range(span), ...(parent ? { parent } : {}) }, undefined);
      return chain ?? { range: { start: position, end: position } };
    })));

  connection.onDocumentHighlight(safely(session, 'documentHighlight', null, ({ textDocument, position }) => {
    const at = viewAt(session, textDocument.uri, position);
    return at ? highlights(at.view, at.offset).map((highlight) => ({ range: at.view.places.range(highlight), kind: highlight.kind === 'write' ? DocumentHighlightKind.Write : DocumentHighlightKind.Text })) : null;
  }));

  connection.onDocumentLinks(safely(session, 'documentLink', [], ({ textDocument }) =>
    viewsIn(session, textDocument.uri).flatMap((view) => links(view, session.knowledge()).map((link) => ({ range: view.places.range(link), target: link.target, tooltip: link.tooltip })))));

  connection.onSignatureHelp(safely(session, 'signatureHelp', null, ({ textDocument, position }): SignatureHelp | null => {
    const at = viewAt(session, textDocument.uri, position);
    const found = at && signature(at.view, at.offset);
    if (!found) return null;
    const parameters = found.parameters.map(({ start, end, documentation }) => ({ label: [start, end] as [number, number], documentation }));
    return { signatures: [{ label: found.label, documentation: found.documentation, parameters, activeParameter: found.active }], activeSignature: 0, activeParameter: found.active };
  }));

  connection.languages.inlayHint.on(safely(session, 'inlayHint', [], ({ textDocument, range }): InlayHint[] => {
    const knowledge = session.knowledge();
    if (!session.settings.inlayHints.enabled) return [];
    return viewsIn(session, textDocument.uri).flatMap((view) => {
      const span = toSpan(view.places, range, view.text.length);
      if (!span) return [];
      return inlayHints(view, span, knowledge, session.resolveDates)
        .map((hint) => ({ position: view.places.position(hint.offset), label: hint.text, tooltip: hint.tooltip, kind: InlayHintKind.Type, paddingLeft: true }));
    });
  }));

  connection.onDocumentOnTypeFormatting(safely(session, 'onTypeFormatting', [], async ({ textDocument, position }): Promise<TextEdit[]> => {
    const layOut = await loadLayout();
    const at = viewAt(session, textDocument.uri, position);
    return at ? (toTextEdits(at.view.places, formatFinished(at.view, at.offset, layOut)) ?? []) : [];
  }));
}
