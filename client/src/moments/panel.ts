/**
 * "REM: Preview Moments": a panel beside the transcript that follows it. Both ways: a moment that is chosen is shown in the text, the text's cursor marks
 * its moment. The person's changes live in a draft until they are saved.
 */
import * as vscode from 'vscode';
import { pageHtml } from '../results/page.ts';
import type { Server } from '../server.ts';
import { emptyDraft, followed, isEdited, withEdit, withMerge, withMove, withSplit, type Draft } from './draft.ts';
import { fromMomentsPageSchema, type FromMomentsPage, type Shown, type ToMomentsPage } from './messages.ts';
import { proposals, saveMoments } from './save.ts';

/** Milliseconds after the last key. */
const pause = 120;

type Open = { uri: vscode.Uri; refresh: () => Promise<void>; select: (offset: number) => void; save: (annotate: boolean) => Promise<void>; show: (annotate: boolean) => void };

export function momentsPanel(context: vscode.ExtensionContext, server: Server): vscode.Disposable {
  const panels = new Map<string, Open>();
  const preview = async (annotate: boolean, uri?: unknown, place?: unknown): Promise<void> => {
    const target = typeof uri === 'string' ? vscode.Uri.parse(uri) : uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
    if (!target) return void vscode.window.showInformationMessage('Open a transcript, a diary or a segments file first.');
    const key = target.toString();
    const panel = panels.get(key) ?? openPanel(context, server, await vscode.workspace.openTextDocument(target), () => panels.delete(key));
    panels.set(key, panel);
    panel.show(annotate);
    await panel.refresh();
    if (typeof place === 'number') panel.select(place);
  };
  const active = (): Open | undefined => panels.get(vscode.window.activeTextEditor?.document.uri.toString() ?? '') ?? [...panels.values()].at(-1);
  return vscode.Disposable.from(
    proposals(),
    vscode.commands.registerCommand('rem.moments.preview', (uri, place) => preview(false, uri, place)),
    vscode.commands.registerCommand('rem.moments.annotate', (uri) => preview(true, uri)),
    vscode.commands.registerCommand('rem.moments.save', async () => {
      if (!active()) await preview(false);
      await active()?.save(false);
    }),
  );
}

function openPanel(context: vscode.ExtensionContext, server: Server, document: vscode.TextDocument, closed: () => void): Open {
  const uri = document.uri.toString();
  const file = vscode.workspace.asRelativePath(document.uri);
  const panel = vscode.window.createWebviewPanel('rem.moments', `Moments: ${file.split('/').at(-1) ?? file}`, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, {
    enableScripts: true, retainContextWhenHidden: true, localResourceRoots: [vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview')],
  });
  const history: Draft[] = [];
  let draft: Draft = emptyDraft;
  let shown: Shown | undefined;
  let annotating = false;
  let timer: NodeJS.Timeout | undefined;
  let asked = 0;
  /** Where the page made the cursor go: it knows already. */
  let ownMove = false;
  const post = (message: ToMomentsPage): void => void panel.webview.postMessage(message);

  const refresh = async (): Promise<void> => {
    const mine = ++asked;
    const answer = await server.moments({ uri, grain: draft.grain, edits: draft.edits, ...(draft.cuts && { cuts: draft.cuts }) });
    if (mine !== asked) return;
    if (answer.kind === 'failed') return post({ kind: 'failed', message: answer.message, remedy: answer.remedy });
    shown = answer;
    post({ kind: 'moments', file, shown: answer, edited: isEdited(draft), canUndo: history.length > 0, annotate: annotating });
  };
  const become = (next: Draft): Promise<void> => {
    if (next === draft) return Promise.resolve();
    history.push(draft);
    if (history.length > 200) history.shift();
    draft = next;
    return refresh();
  };
  const starts = (): number[] => shown?.moments.map(({ start }) => start) ?? [];
  const place = (utterance: number): number | undefined => shown?.utterances[utterance]?.start;
  const reveal = async (at: number, focus: boolean): Promise<void> => {
    const moment = shown?.moments.find(({ start }) => start === at);
    if (!moment) return;
    ownMove = true;
    const range = new vscode.Range(document.positionAt(moment.start), document.positionAt(moment.end));
    const column = vscode.window.visibleTextEditors.find((editor) => editor.document === document)?.viewColumn ?? vscode.ViewColumn.One;
    const editor = await vscode.window.showTextDocument(document, { viewColumn: column, preserveFocus: !focus });
    editor.selection = new vscode.Selection(range.start, range.start);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    setTimeout(() => { ownMove = false; }, 200);
  };
  const save = (annotate: boolean): Promise<void> => saveMoments(server, document, draft, annotate || annotating);
  const receive = async (message: FromMomentsPage): Promise<void> => {
    switch (message.kind) {
      case 'ready': return refresh();
      case 'reveal': return reveal(message.at, message.focus);
      case 'move': {
        const to = place(message.to);
        return to === undefined ? undefined : become(withMove(draft, starts(), message.at, to));
      }
      case 'split': {
        const to = place(message.to);
        return to === undefined ? undefined : become(withSplit(draft, starts(), to));
      }
      case 'splitAtCursor': return become(withSplit(draft, starts(), cursorPlace()));
      case 'merge': return become(withMerge(draft, starts(), message.at));
      case 'edit': {
        const { kind: _, ...edit } = message;
        return become(withEdit(draft, dropUndefined(edit)));
      }
      case 'undo': {
        draft = history.pop() ?? draft;
        return refresh();
      }
      case 'reset': return become({ ...emptyDraft, grain: draft.grain });
      case 'grain': return become({ ...draft, grain: message.grain });
      case 'save': return save(false);
    }
  };
  /** The utterance under the text's cursor. */
  const cursorPlace = (): number => {
    const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
    const offset = editor ? document.offsetAt(editor.selection.active) : 0;
    return shown?.utterances.find(({ end }) => end > offset)?.start ?? 0;
  };

  const listeners = vscode.Disposable.from(
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = fromMomentsPageSchema.safeParse(value);
      if (message.success) void receive(message.data).catch((error: unknown) => server.log.error(`moments: ${String(error)}`));
    }),
    vscode.workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
      if (changed !== document || contentChanges.length === 0) return;
      draft = followed(draft, contentChanges.map(({ rangeOffset, rangeLength, text }) => ({ offset: rangeOffset, removed: rangeLength, added: text.length })));
      clearTimeout(timer);
      timer = setTimeout(() => void refresh(), pause);
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor.document === document && !ownMove) select(document.offsetAt(textEditor.selection.active));
    }),
    server.onStarted(() => void refresh()),
    server.onMomentsDescribed((described) => { if (described === uri) void refresh(); }),
  );
  const select = (offset: number): void => {
    const moment = shown?.moments.findLast(({ start }) => start <= offset);
    if (moment) post({ kind: 'select', at: moment.start });
  };
  panel.onDidDispose(() => {
    clearTimeout(timer);
    listeners.dispose();
    closed();
  });
  panel.webview.html = pageHtml(panel.webview, context.extensionUri, { script: 'moments', title: `Moments of ${escaped(file)}` });
  return {
    uri: document.uri, refresh, select, save,
    show: (annotate) => {
      annotating = annotate;
      panel.reveal(undefined, true);
    },
  };
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function dropUndefined<T extends object>(value: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}
