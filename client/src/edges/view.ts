/** The view of suggested edges in the panel, and the commands that fill it: for the open note, or for every note with progress and cancel. */
import * as vscode from 'vscode';
import { edgeCommands, edgeSuggestionSchema, type EdgeNotesAnswer } from '@rem/server/protocol';
import { pageHtml } from '../results/page.ts';
import type { Server } from '../server.ts';
import { createEdgeList } from './list.ts';
import { fromEdgeListSchema, type FromEdgeList, type ToEdgeList } from './messages.ts';
import { recalibrateEdges } from './recalibrate.ts';

const viewId = 'rem.edges';

type EdgeNote = Extract<EdgeNotesAnswer, { kind: 'notes' }>['notes'][number];

export function edgesView(context: vscode.ExtensionContext, server: Server): vscode.Disposable {
  const choices = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'edge-choices.jsonl');
  const list = createEdgeList(server, choices);
  let view: vscode.WebviewView | undefined;
  let busy = false;
  const draw = (message?: string): void => {
    const state: ToEdgeList = { kind: 'rows', title: list.title(), rows: list.rows(), busy, canUndo: list.canUndo(), ...(message === undefined ? {} : { message }) };
    void view?.webview.postMessage(state);
    void vscode.commands.executeCommand('setContext', 'rem.edges.canUndo', list.canUndo());
  };
  const tell = (problem: string | undefined): void => {
    draw(problem);
    if (problem !== undefined && !view?.visible) void vscode.window.showWarningMessage(problem);
  };

  const handle = async (message: FromEdgeList): Promise<void> => {
    switch (message.kind) {
      case 'ready': return draw();
      case 'preview': return preview(list.rows().find((row) => row.id === message.id)?.suggestion.uri);
      case 'accept': return tell(await list.accept([message.id]));
      case 'acceptAbove': return tell(await acceptAbove(list.above(message.score), list.accept));
      case 'hide': return tell(await list.hide(message.id, 'hidden'));
      case 'hideForEver': return tell(await list.hide(message.id, 'hidden for ever'));
      case 'undo': return tell(await list.undo());
    }
  };
  const provider: vscode.WebviewViewProvider = {
    resolveWebviewView(resolved) {
      view = resolved;
      resolved.webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview')] };
      resolved.webview.onDidReceiveMessage((value: unknown) => {
        const message = fromEdgeListSchema.safeParse(value);
        if (message.success) void handle(message.data);
      });
      resolved.onDidDispose(() => { view = undefined; });
      resolved.webview.html = pageHtml(resolved.webview, context.extensionUri, { script: 'edges', title: 'REM Edges' });
    },
  };

  const ofNote = async (given: unknown): Promise<void> => {
    const uri = typeof given === 'string' ? given : vscode.window.activeTextEditor?.document.uri.toString();
    if (uri === undefined) return ofWorkspace();
    await vscode.commands.executeCommand(`${viewId}.focus`);
    busy = true;
    draw();
    const answer = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: 'REM: looking for edges' }, (_, token) => server.edges({ uri, limit: 20 }, token));
    busy = false;
    if (answer.kind === 'failed') return tell(`${answer.message} ${answer.remedy}`);
    list.begin(answer.label);
    list.add({ uri, path: answer.path, label: answer.label }, answer.suggestions);
    draw(answer.suggestions.length === 0 ? 'No note is sure enough to be suggested here.' : undefined);
  };
  const ofWorkspace = async (): Promise<void> => {
    const notes = await server.edgeNotes();
    if (notes.kind === 'failed') return tell(`${notes.message} ${notes.remedy}`);
    await vscode.commands.executeCommand(`${viewId}.focus`);
    list.begin('Workspace');
    busy = true;
    draw();
    const told = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: 'REM: suggesting edges', cancellable: true }, (progress, token) => throughNotes(notes.notes, progress, token));
    busy = false;
    tell(told);
  };
  /** Fills the list note by note; answers what has to be said at the end. */
  const throughNotes = async (notes: readonly EdgeNote[], progress: vscode.Progress<{ increment: number; message: string }>, token: vscode.CancellationToken): Promise<string | undefined> => {
    const problems: string[] = [];
    for (const [index, note] of notes.entries()) {
      progress.report({ increment: 100 / notes.length, message: `${index + 1} of ${notes.length}` });
      const answer = await server.edges({ uri: note.uri, limit: 5 }, token);
      if (token.isCancellationRequested) return `Stopped after ${index} of ${notes.length} notes. What was found so far is in the list.`;
      if (answer.kind === 'edges') list.add(note, answer.suggestions);
      else problems.push(`${note.path}: ${answer.message} ${answer.remedy}`);
      if (index % 10 === 9) draw();
    }
    return problems.length === 0 ? undefined : `${problems.length} of ${notes.length} notes could not be looked at. ${problems[0]}`;
  };
  const accepted = async (uri: unknown, edges: unknown): Promise<void> => {
    const read = edgeSuggestionSchema.array().safeParse(edges);
    if (typeof uri === 'string' && read.success) for (const edge of read.data) await list.record('accepted', vscode.workspace.asRelativePath(vscode.Uri.parse(uri), false), edge);
  };
  const showChoices = async (): Promise<void> => {
    const document = await vscode.workspace.openTextDocument(choices).then((open) => open, () => undefined);
    if (!document) return void vscode.window.showInformationMessage('No edge was accepted or hidden yet.');
    await vscode.window.showTextDocument(document);
  };

  return vscode.Disposable.from(
    vscode.window.registerWebviewViewProvider(viewId, provider, { webviewOptions: { retainContextWhenHidden: true } }),
    vscode.commands.registerCommand('rem.edges.suggest', ofNote),
    vscode.commands.registerCommand(edgeCommands.show, ofNote),
    vscode.commands.registerCommand('rem.edges.suggestWorkspace', ofWorkspace),
    vscode.commands.registerCommand(edgeCommands.accepted, accepted),
    vscode.commands.registerCommand('rem.edges.undo', async () => tell(await list.undo())),
    vscode.commands.registerCommand('rem.edges.choices', showChoices),
    vscode.commands.registerCommand('rem.edges.recalibrate', () => recalibrateEdges(server, choices)),
  );
}

async function acceptAbove(ids: readonly string[], accept: (ids: readonly string[]) => Promise<string | undefined>): Promise<string | undefined> {
  if (ids.length === 0) return 'No suggestion is as sure as that.';
  const write = `Write ${ids.length} Edges`;
  const chosen = ids.length < 10 ? write : await vscode.window.showWarningMessage(`Write ${ids.length} edges into their notes?`, { modal: true }, write);
  return chosen === write ? accept(ids) : undefined;
}

/** The other note beside, without taking the focus from the list. */
async function preview(uri: string | undefined): Promise<void> {
  if (uri === undefined) return;
  try {
    await vscode.window.showTextDocument(vscode.Uri.parse(uri), { preview: true, preserveFocus: true, viewColumn: vscode.ViewColumn.Beside });
  } catch {
    void vscode.window.showInformationMessage('This note is not there any more. Run "REM: Index Workspace".');
  }
}
