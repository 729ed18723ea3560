/**
 * What became of offered queries: taken, changed, turned down. Kept only where the setting says so, in one file of JSON lines in the extension's own
 * storage on this machine, and never sent. It can be looked at, exported for training (`rem-data from-feedback`) and deleted.
 */
import * as vscode from 'vscode';
import { ghostTaken, offeredSchema, type Offered } from '@rem/server/protocol';
import { appendLine, readLines } from '../edges/lines.ts';
import { becameOf, type Offer } from './texts.ts';

export type Feedback = {
  /** `offered`: what was shown, best first. `query`: what the person went on with, `null` where nothing was wanted. */
  keep(kind: 'accept' | 'edit' | 'dismiss', told: { request: string; offered: readonly string[]; query: string | null }): void;
  /** A query was written into this document: when the file is saved it is seen whether it still stands as it was. */
  written(told: Offered): void;
  dispose(): void;
};

/** Offers that one document may have open at once; the oldest are forgotten. */
const bound = 500;

export function openFeedback(context: vscode.ExtensionContext, onOffered: vscode.Event<Offered>): Feedback {
  const file = vscode.Uri.joinPath(context.globalStorageUri, 'feedback.jsonl');
  const open = new Map<string, Map<string, Offer>>();
  const isKept = (): boolean => vscode.workspace.getConfiguration('rem').get<string>('feedback.keep', 'off') === 'local';
  // One after the other: two choices at once must not overwrite each other's line.
  let writing: Promise<void> = Promise.resolve();
  const keep: Feedback['keep'] = (kind, told) => {
    if (!isKept()) return;
    writing = writing.then(() => appendLine(file, { at: new Date().toISOString(), kind, ...told })).catch(() => undefined);
  };
  const remember = ({ uri, request, query }: Offered, taken: boolean): void => {
    if (!isKept()) return;
    const offers = open.get(uri) ?? new Map<string, Offer>();
    open.set(uri, offers);
    if (!taken && offers.get(request)?.query === query) return;
    offers.delete(request);
    offers.set(request, { query, taken });
    for (const oldest of [...offers.keys()].slice(0, -bound)) offers.delete(oldest);
  };
  const written: Feedback['written'] = (told) => {
    keep('accept', { request: told.request, offered: [told.query], query: told.query });
    remember(told, true);
  };
  const look = (document: vscode.TextDocument, closes: boolean): void => {
    const offers = open.get(document.uri.toString());
    for (const [request, offer] of offers ?? []) {
      const became = becameOf(document.getText(), request, offer, closes);
      if (became.kind === 'open') continue;
      offers?.delete(request);
      if (became.kind === 'gone') continue;
      keep(became.kind, { request, offered: [offer.query], query: became.query });
      if (became.kind === 'accept') offers?.set(request, { ...offer, taken: true });
    }
    if (closes) open.delete(document.uri.toString());
  };
  const watching = [
    onOffered((offered) => remember(offered, false)),
    vscode.workspace.onDidSaveTextDocument((document) => look(document, false)),
    vscode.workspace.onDidCloseTextDocument((document) => look(document, true)),
  ];
  const commands = [
    vscode.commands.registerCommand(ghostTaken, (told: unknown) => {
      const offered = offeredSchema.safeParse(told);
      if (offered.success) written(offered.data);
    }),
    vscode.commands.registerCommand('rem.feedback.show', () => show(file, isKept())),
    vscode.commands.registerCommand('rem.feedback.export', () => writing.then(() => exportTo(file))),
    vscode.commands.registerCommand('rem.feedback.delete', () => writing.then(() => remove(file))),
  ];
  return {
    keep,
    written,
    dispose: () => vscode.Disposable.from(...watching, ...commands).dispose(),
  };
}

async function show(file: vscode.Uri, isKept: boolean): Promise<void> {
  const lines = await readLines(file);
  if (lines.length === 0) {
    const say = isKept ? 'Nothing has been kept yet.' : 'Nothing is kept: the setting rem.feedback.keep is off.';
    if ((await vscode.window.showInformationMessage(say, 'Open Setting')) !== undefined) await vscode.commands.executeCommand('workbench.action.openSettings', 'rem.feedback.keep');
    return;
  }
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'jsonl', content: `${lines.join('\n')}\n` }));
}

async function exportTo(file: vscode.Uri): Promise<void> {
  const lines = await readLines(file);
  if (lines.length === 0) return void vscode.window.showInformationMessage('There is no feedback to export.');
  const target = await vscode.window.showSaveDialog({ title: 'Export Feedback', filters: { 'JSON lines': ['jsonl'] }, saveLabel: 'Export' });
  if (!target) return;
  await vscode.workspace.fs.copy(file, target, { overwrite: true });
  void vscode.window.showInformationMessage(`${lines.length} choices were written to ${target.fsPath}.`);
}

async function remove(file: vscode.Uri): Promise<void> {
  const lines = await readLines(file);
  if (lines.length === 0) return void vscode.window.showInformationMessage('There is no feedback to delete.');
  const answer = await vscode.window.showWarningMessage(`Delete all ${lines.length} kept choices?`, { modal: true }, 'Delete');
  if (answer === 'Delete') await vscode.workspace.fs.delete(file);
}
