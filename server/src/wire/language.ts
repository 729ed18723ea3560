/** Language requests on the wire: positions to views and offsets, features, and their answers back to the protocol's shapes. */
import { CodeActionKind, type CodeAction, type CodeLens, type Hover, type TextEdit } from 'vscode-languageserver';
import { encodeTokens, toCompletionItem, toDiagnostic, toSpan, toTextEdits } from '../convert.ts';
import { quickFixes } from '../features/code-actions.ts';
import { lenses } from '../features/code-lens.ts';
import { complete } from '../features/completion.ts';
import { formatSpan, formatView } from '../features/formatting.ts';
import { cardMarkdown, hover } from '../features/hover.ts';
import { semanticTokens } from '../features/semantic-tokens.ts';
import { safely, viewAt, viewsIn, type Session } from '../session.ts';

export function wireLanguage(session: Session): void {
  const { connection, documents } = session;

  connection.onCompletion(safely(session, 'completion', null, ({ textDocument, position }) => {
    const at = viewAt(session, textDocument.uri, position);
    if (!at) return null;
    const { items, complete: whole } = complete(at.view, at.offset, session.knowledge());
    return { isIncomplete: !whole, items: items.flatMap((item) => toCompletionItem(at.view.places, item)) };
  }));

  connection.onHover(safely(session, 'hover', null, async ({ textDocument, position }): Promise<Hover | null> => {
    const at = viewAt(session, textDocument.uri, position);
    const found = at && hover(at.view, at.offset, session.knowledge());
    if (!at || !found) return null;
    const range = at.view.places.range(found);
    const card = found.label === undefined ? undefined : await session.parts.readyStore()?.card(found.label);
    return { range, contents: { kind: 'markdown', value: card ? cardMarkdown(card) : found.markdown } };
  }));

  connection.onCodeAction(safely(session, 'codeAction', [], ({ textDocument, range, context }): CodeAction[] => {
    if (context.only && !context.only.some((kind) => CodeActionKind.QuickFix.startsWith(kind))) return [];
    return viewsIn(session, textDocument.uri).flatMap((view) => {
      const span = toSpan(view.places, range, view.text.length);
      return span ? quickFixes(view, span, session.knowledge()).flatMap(({ title, edits, problem, preferred }): CodeAction[] => {
        const changes = toTextEdits(view.places, edits);
        if (!changes) return [];
        return [{ title, kind: CodeActionKind.QuickFix, isPreferred: preferred, diagnostics: [toDiagnostic(view.places, problem, session.documentation)], edit: { changes: { [textDocument.uri]: changes } } }];
      }) : [];
    });
  }));

  connection.onCodeLens(safely(session, 'codeLens', [], ({ textDocument }): CodeLens[] => {
    if (!session.settings.codeLens.enabled) return [];
    return viewsIn(session, textDocument.uri).flatMap((view) => lenses(view).map((lens) => ({
      range: view.places.range(lens),
      command: { title: lens.title, command: lens.command, arguments: [{ uri: view.uri, version: view.version, offset: view.places.hostOffset(lens.offset) }] },
    })));
  }));

  connection.languages.semanticTokens.on(safely(session, 'semanticTokens', { data: [] }, ({ textDocument }) => {
    const open = documents.get(textDocument.uri);
    const [view] = viewsIn(session, textDocument.uri);
    return { data: open && view?.kind === 'document' ? encodeTokens(open.document, semanticTokens(view)) : [] };
  }));

  connection.onDocumentFormatting(safely(session, 'formatting', [], ({ textDocument }): TextEdit[] =>
    viewsIn(session, textDocument.uri).flatMap((view) => toTextEdits(view.places, formatView(view)) ?? []),
  ));

  connection.onDocumentRangeFormatting(safely(session, 'rangeFormatting', [], ({ textDocument, range }): TextEdit[] =>
    viewsIn(session, textDocument.uri).flatMap((view) => {
      const span = toSpan(view.places, range, view.text.length);
      return span ? (toTextEdits(view.places, formatSpan(view, span)) ?? []) : [];
    }),
  ));
}
