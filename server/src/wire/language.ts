/** Language requests on the wire: positions to views and offsets, features, and their answers back to the protocol's shapes. */
import type { Span } from '@rem/grammar';
import { CodeActionKind, type CodeAction, type CodeLens, type CompletionItem, type Hover, type TextEdit } from 'vscode-languageserver';
import { z } from 'zod';
import { toCompletionItem, toDiagnostic, toSpan, toTextEdits } from '../convert.ts';
import type { View } from '../documents.ts';
import { openRequests, quickFixes } from '../features/code-actions.ts';
import { lenses } from '../features/code-lens.ts';
import { suggestionMarkdown } from '../features/completion-docs.ts';
import { complete } from '../features/completion.ts';
import { formatSpan, formatView } from '../features/formatting.ts';
import { cardMarkdown, hover } from '../features/hover.ts';
import { refactorings, type Refactoring } from '../features/refactorings.ts';
import { wireTokens } from './tokens.ts';
import type { NoteEdges } from './edges.ts';
import type { NoteMoments } from './moments.ts';
import { loadLayout, type Layout } from '../layout.ts';
import { labelCard, type FullCard } from '../label-card.ts';
import { commands } from '../protocol.ts';
import { safely, viewAt, viewsIn, type Session } from '../session.ts';

const emptyItem: CompletionItem = { label: '' };
/** What `toCompletionItem` put into an item, as it comes back. */
const suggestionData = z.object({ kind: z.string(), name: z.string() });

export function wireLanguage(session: Session, edges: NoteEdges, moments: NoteMoments): void {
  const { connection } = session;

  connection.onCompletion(safely(session, 'completion', null, ({ textDocument, position }) => {
    const at = viewAt(session, textDocument.uri, position);
    if (!at) return null;
    const { items, complete: whole } = complete(at.view, at.offset, session.knowledge());
    return { isIncomplete: !whole, items: items.flatMap((item) => toCompletionItem(at.view.places, item)) };
  }));

  connection.onCompletionResolve(safely(session, 'completionItem/resolve', emptyItem, async (item): Promise<CompletionItem> => {
    const data = suggestionData.safeParse(item.data);
    if (!data.success) return item;
    const { kind, name } = data.data;
    const card = kind === 'label' ? await cardOf(session, name) : undefined;
    const value = card ? cardMarkdown(card) : suggestionMarkdown(kind, name, session.knowledge().schema);
    return value === undefined ? item : { ...item, documentation: { kind: 'markdown', value } };
  }));

  connection.onHover(safely(session, 'hover', null, async ({ textDocument, position }): Promise<Hover | null> => {
    const at = viewAt(session, textDocument.uri, position);
    const found = at && hover(at.view, at.offset, session.knowledge(), session.resolveDates);
    if (!at) return edges.hover(textDocument.uri, position);
    if (!found) return null;
    const range = at.view.places.range(found);
    const card = found.label === undefined ? undefined : await cardOf(session, found.label);
    return { range, contents: { kind: 'markdown', value: card ? cardMarkdown(card) : found.markdown } };
  }));

  connection.onCodeAction(safely(session, 'codeAction', [], async ({ textDocument, range, context }): Promise<CodeAction[]> => {
    const wanted = (kind: string): boolean => !context.only || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
    const holdsRem = viewsIn(session, textDocument.uri).some(({ kind }) => kind === 'embedded');
    const layOut = holdsRem && wanted(CodeActionKind.RefactorRewrite) ? await loadLayout() : undefined;
    const inNote = edges.actions(textDocument.uri, range).filter(({ kind }) => kind !== undefined && wanted(kind));
    return [...inNote, ...viewsIn(session, textDocument.uri).flatMap((view) => {
      const span = toSpan(view.places, range, view.text.length);
      if (!span) return [];
      return [...(wanted(CodeActionKind.QuickFix) ? fixesIn(session, view, span) : []), ...(wanted(CodeActionKind.RefactorRewrite) ? rewritesIn(view, span, layOut) : [])];
    })];
  }));

  connection.onCodeLens(safely(session, 'codeLens', [], ({ textDocument }): CodeLens[] => {
    if (!session.settings.codeLens.enabled) return [];
    return [...edges.lenses(textDocument.uri), ...moments.lenses(textDocument.uri), ...viewsIn(session, textDocument.uri).flatMap((view) => lenses(view).map((lens) => ({
      range: view.places.range(lens),
      command: { title: lens.title, command: lens.command, arguments: [{ uri: view.uri, version: view.version, offset: view.places.hostOffset(lens.offset) }] },
    })))];
  }));

  wireTokens(session);

  connection.onDocumentFormatting(safely(session, 'formatting', [], async ({ textDocument }): Promise<TextEdit[]> => {
    const layOut = await loadLayout();
    return viewsIn(session, textDocument.uri).flatMap((view) => toTextEdits(view.places, formatView(view, layOut)) ?? []);
  }));

  connection.onDocumentRangeFormatting(safely(session, 'rangeFormatting', [], async ({ textDocument, range }): Promise<TextEdit[]> => {
    const layOut = await loadLayout();
    return viewsIn(session, textDocument.uri).flatMap((view) => {
      const span = toSpan(view.places, range, view.text.length);
      return span ? (toTextEdits(view.places, formatSpan(view, span, layOut)) ?? []) : [];
    });
  }));
}

/** The card where the store is open; a store that fails here must not cost the hover. */
async function cardOf(session: Session, label: string): Promise<FullCard | undefined> {
  const store = session.parts.readyStore();
  return store && labelCard(store, label, session.knowledge()).catch(() => undefined);
}

function fixesIn(session: Session, view: View, span: Span): CodeAction[] {
  const requests = openRequests(view, span, session.knowledge()).map((problem): CodeAction => ({
    title: 'Write a query for this line', kind: CodeActionKind.QuickFix, diagnostics: [toDiagnostic(view.places, problem, session.documentation)],
    command: { title: 'Write a query for this line', command: commands.writeQuery, arguments: [{ uri: view.uri, version: view.version, offset: view.places.hostOffset(problem.start) }] },
  }));
  return [...ownFixes(session, view, span), ...requests];
}

function ownFixes(session: Session, view: View, span: Span): CodeAction[] {
  return quickFixes(view, span, session.knowledge()).flatMap(({ title, edits, problem, preferred }): CodeAction[] => {
    const changes = toTextEdits(view.places, edits);
    if (!changes) return [];
    return [{ title, kind: CodeActionKind.QuickFix, isPreferred: preferred, diagnostics: [toDiagnostic(view.places, problem, session.documentation)], edit: { changes: { [view.uri]: changes } } }];
  });
}

function rewritesIn(view: View, span: Span, layOut: Layout | undefined): CodeAction[] {
  return [...refactorings(view, span), ...layOutOf(view, layOut)].flatMap(({ title, edits }): CodeAction[] => {
    const changes = toTextEdits(view.places, edits);
    return changes ? [{ title, kind: CodeActionKind.RefactorRewrite, edit: { changes: { [view.uri]: changes } } }] : [];
  });
}

/** Inside another language the editor's own formatter has the document, so the layout of REM is offered as an action. */
function layOutOf(view: View, layOut: Layout | undefined): Refactoring[] {
  const edits = view.kind === 'embedded' && layOut ? formatView(view, layOut) : [];
  return edits.length > 0 ? [{ title: 'Lay out this REM', edits }] : [];
}
