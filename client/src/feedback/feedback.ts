/**
 * What became of offered queries: taken, changed, turned down. Kept only where the setting says so, in one file of JSON lines in the extension's own
 * storage on this machine, and never sent. It can be looked at, exported for training (`rem-data from-feedback`) and deleted.
 */
import * as vscode from 'vscode';
import { appendLine, readLines } from '../edges/lines.ts';
import { statementUnder } from './texts.ts';

export type Feedback = {
  /** `offered`: what was shown, best first. `query`: what the person went on with, `null` where nothing was wanted. */
  keep(kind: 'accept' | 'edit' | 'dismiss', told: { request: string; offered: readonly string[]; query: string | null }): void;
  /** Looks, when the file is saved, whether the query that was written there still stands as it was. */
  watch(document: vscode.Uri, told: { request: string; query: string }): void;
  dispose(): void;
};

const bound = 5000;

export function openFeedback(context: vscode.ExtensionContext): Feedback {
  const file = vscode.Uri.joinPath(context.globalStorageUri, 'feedback.jsonl');
  const watched = new Map<string, { request: string; query: string }[]>();
  const isKept = (): boolean => vscode.workspace.getConfiguration('rem').get<string>('feedback.keep', 'off') === 'local';
  // One after the other: two choices at once must not overwrite each other's line.
  let writing: Promise<void> = Promise.resolve();
  const keep: Feedback['keep'] = (kind, told) => {
    if (!isKept()) return;
    writing = writing.then(() => appendLine(file, { at: new Date().toISOString(), kind, ...told })).catch(() => undefined);
  };
  const onSave = vscode.workspace.onDidSaveTextDocument((document) => {
    const key = document.uri.toString();
    for (const { request, query } of watched.get(key) ?? []) {
      const now = statementUnder(document.getText(), request);
      if (now === undefined || now === query) continue;
      keep('edit', { request, offered: [query], query: now === '' ? null : now });
      watched.set(key, (watched.get(key) ?? []).filter((other) => other.request !== request));
    }
  });
  const commands = [
    vscode.commands.registerCommand('rem.feedback.show', () => show(file, isKept())),
    vscode.commands.registerCommand('rem.feedback.export', () => writing.then(() => exportTo(file))),
    vscode.commands.registerCommand('rem.feedback.delete', () => writing.then(() => remove(file))),
  ];
  return {
    keep,
    watch(document, told) {
      if (!isKept()) return;
      const all = [...(watched.get(document.toString()) ?? []).filter((other) => other.request !== told.request), told];
      watched.set(document.toString(), all.slice(-bound));
    },
    dispose: () => vscode.Disposable.from(onSave, ...commands).dispose(),
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
