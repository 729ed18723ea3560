/** Definition, references, rename and "who queries this label", over open documents, `.rem` files and notes. */
import { readFile } from 'node:fs/promises';
import {
  LSPErrorCodes, ResponseError, SymbolKind, type CallHierarchyIncomingCall, type CallHierarchyItem, type CallHierarchyOutgoingCall, type Location, type TextEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { isRem, viewsOf, type View } from '../documents.ts';
import { sameName, namesIn } from '../features/names.ts';
import { formatOf, noteNames, type NoteName } from '../features/note-names.ts';
import { renameIn, targetAt, usesIn, usesInNote, type Target } from '../features/references.ts';
import { symbols, titleOf } from '../features/symbols.ts';
import { toTextEdits } from '../convert.ts';
import { safely, viewAt, type Session } from '../session.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';

type Note = { uri: string; document: TextDocument; names: readonly NoteName[] };

export function wireNavigation(session: Session): { changed(uri: string): void } {
  const { connection } = session;
  const workspace = createWorkspace(() => session.folders);

  connection.onDefinition(safely(session, 'definition', null, async ({ textDocument, position }) => {
    const at = viewAt(session, textDocument.uri, position);
    const target = at && targetAt(at.view, at.offset);
    if (!at || !target) return null;
    if (target.kind === 'sql') return { uri: textDocument.uri, range: at.view.places.range(target.definition) };
    return target.kind === 'label' ? definitionOf(session, workspace, target.name) : null;
  }));

  connection.onReferences(safely(session, 'references', null, async ({ textDocument, position, context }) => {
    const at = viewAt(session, textDocument.uri, position);
    const target = at && targetAt(at.view, at.offset);
    if (!at || !target) return null;
    if (target.kind === 'sql') return usesIn(at.view, target).slice(context.includeDeclaration ? 0 : 1).map((span) => ({ uri: textDocument.uri, range: at.view.places.range(span) }));
    const { views, notes } = await everything(session, workspace);
    const inViews = views.flatMap((view) => usesIn(view, target).map((span) => ({ uri: view.uri, range: view.places.range(span) })));
    if (target.kind !== 'label') return inViews;
    return [...inViews, ...notes.flatMap((note) => usesInNote(note.names, target.name, context.includeDeclaration ? 'all' : 'reference').map((name) => locationIn(note, name)))];
  }));

  connection.onPrepareRename(safely(session, 'prepareRename', null, ({ textDocument, position }) => {
    const at = viewAt(session, textDocument.uri, position);
    const target = at && targetAt(at.view, at.offset);
    if (!at || !target || (target.kind !== 'label' && target.kind !== 'sql')) return null;
    return { range: at.view.places.range(target.span), placeholder: target.name };
  }));

  connection.onRenameRequest(async ({ textDocument, position, newName }) => {
    const at = viewAt(session, textDocument.uri, position);
    const target = at && targetAt(at.view, at.offset);
    if (!at || !target) return null;
    const name = newName.trim();
    if (name === '' || /[\n\r]/.test(name)) return new ResponseError(LSPErrorCodes.RequestFailed, 'A name is one line of text.');
    return safely(session, 'rename', null, () => rename(session, workspace, at.view, target, name))();
  });

  connection.onWorkspaceSymbol(safely(session, 'workspaceSymbol', [], async ({ query }) => {
    const wanted = query.toLowerCase();
    const { views } = await everything(session, workspace);
    const labels = session.knowledge().labels.starting(query, 200).labels.flatMap((label) => label.uri === undefined ? [] : [{
      name: label.label, kind: SymbolKind.Object, containerName: label.kind, location: { uri: label.uri, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
    }]);
    const statements = views.flatMap((view) => symbols(view).filter((symbol) => `${symbol.name} ${symbol.detail}`.toLowerCase().includes(wanted)).map((symbol) => ({
      name: symbol.name, kind: SymbolKind.Function, containerName: symbol.detail, location: { uri: view.uri, range: view.places.range(symbol.selection) },
    })));
    return [...labels, ...statements.slice(0, 500)];
  }));

  wireCallHierarchy(session, workspace);
  return { changed: (uri) => workspace.changed(uri) };
}

/** Open documents as they are, the others as they lie on disk. */
async function everything(session: Session, workspace: Workspace): Promise<{ views: View[]; notes: Note[] }> {
  const open = session.documents.all();
  const opened = new Set(open.map((document) => normal(document.uri)));
  const views = open.flatMap((document) => viewsOf(document, { embedded: session.settings.embedded.enabled }));
  const notes: Note[] = open.flatMap((document) => {
    const format = isRem(document) ? undefined : formatOf(URI.parse(document.uri).path);
    return format ? [{ uri: document.uri, document: document.document, names: noteNames(document.document.getText(), format) }] : [];
  });
  for (const file of await workspace.files()) {
    if (opened.has(normal(file.uri))) continue;
    if (file.kind === 'rem') views.push(file.view);
    else notes.push(file);
  }
  return { views, notes };
}

function normal(uri: string): string {
  return URI.parse(uri).toString();
}

function locationIn(note: Note, name: NoteName): Location {
  return { uri: note.uri, range: { start: note.document.positionAt(name.start), end: note.document.positionAt(name.end) } };
}

/** Where a note calls itself so; else the note that the store knows for it. */
async function definitionOf(session: Session, workspace: Workspace, label: string): Promise<Location[] | null> {
  const known = session.knowledge().labels.get(label);
  if (known?.uri !== undefined) return [await labelLocation(known.uri, known.label)];
  const { notes } = await everything(session, workspace);
  const found = notes.flatMap((note) => usesInNote(note.names, label, 'definition').map((name) => locationIn(note, name)));
  return found.length > 0 ? found : null;
}

/** The place of the name inside its note; the note's beginning where it is named otherwise (a file name, a heading below). */
async function labelLocation(uri: string, label: string): Promise<Location> {
  const file = URI.parse(uri).fsPath;
  const text = await readFile(file, 'utf8').catch(() => '');
  const format = formatOf(file);
  const name = format && noteNames(text, format).find((candidate) => candidate.role === 'definition' && sameName(candidate.name, label));
  const start = name?.start ?? Math.max(0, text.indexOf(label));
  const document = TextDocument.create(uri, '', 0, text);
  return { uri, range: { start: document.positionAt(start), end: document.positionAt(name?.end ?? start) } };
}

async function rename(session: Session, workspace: Workspace, view: View, target: Target, name: string): Promise<{ changes: Record<string, TextEdit[]> } | null> {
  const changes: Record<string, TextEdit[]> = {};
  const add = (uri: string, edits: TextEdit[]): void => {
    if (edits.length > 0) changes[uri] = [...(changes[uri] ?? []), ...edits];
  };
  if (target.kind === 'sql') {
    const edits = toTextEdits(view.places, renameIn(view, target, name));
    return edits ? { changes: { [view.uri]: edits } } : null;
  }
  if (target.kind !== 'label') return null;
  const { views, notes } = await everything(session, workspace);
  for (const other of views) add(other.uri, toTextEdits(other.places, renameIn(other, target, name)) ?? []);
  for (const note of notes) add(note.uri, usesInNote(note.names, target.name, 'all').map((use) => ({ range: locationIn(note, use).range, newText: use.write(name) })));
  return { changes };
}

// ---------------------------------------------------------------- who queries this label, and where it leads

function wireCallHierarchy(session: Session, workspace: Workspace): void {
  const { connection } = session;
  const nameOf = (item: CallHierarchyItem): string => (typeof item.data === 'string' ? item.data : item.name);

  connection.languages.callHierarchy.onPrepare(safely(session, 'prepareCallHierarchy', null, ({ textDocument, position }): CallHierarchyItem[] | null => {
    const at = viewAt(session, textDocument.uri, position);
    const target = at && targetAt(at.view, at.offset);
    if (!at || target?.kind !== 'label') return null;
    const range = at.view.places.range(target.span);
    return [{ name: target.name, kind: SymbolKind.Object, detail: session.knowledge().labels.get(target.name)?.kind ?? 'label', uri: textDocument.uri, range, selectionRange: range, data: target.name }];
  }));

  connection.languages.callHierarchy.onIncomingCalls(safely(session, 'incomingCalls', [], async ({ item }): Promise<CallHierarchyIncomingCall[]> => {
    const { views } = await everything(session, workspace);
    return views.flatMap((view) => {
      const uses = namesIn(view).filter((name) => name.kind === 'label' && sameName(name.text.value, nameOf(item)));
      return [...Map.groupBy(uses, (name) => name.statement)].map(([statement, names]) => {
        const range = view.places.range(statement);
        return { from: { name: titleOf(statement), kind: SymbolKind.Function, uri: view.uri, range, selectionRange: range }, fromRanges: names.map(({ text }) => view.places.range(text)) };
      });
    });
  }));

  connection.languages.callHierarchy.onOutgoingCalls(safely(session, 'outgoingCalls', [], async ({ item }): Promise<CallHierarchyOutgoingCall[]> => {
    const card = await session.parts.readyStore()?.card(nameOf(item));
    const edges = card && 'edges' in card ? card.edges.out : [];
    return Promise.all(edges.map(async (edge) => {
      const label = session.knowledge().labels.get(edge.label);
      const place = label?.uri === undefined ? { uri: item.uri, range: item.range } : await labelLocation(label.uri, label.label);
      return { to: { name: edge.label, kind: SymbolKind.Object, detail: edge.relation, uri: place.uri, range: place.range, selectionRange: place.range, data: edge.label }, fromRanges: [item.selectionRange] };
    }));
  }));
}
