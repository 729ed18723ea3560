/**
 * Saving moments: the person chooses where, sees the difference, and only then anything is written, as one edit that Undo takes back. Into the store
 * means an engram in the workspace, which the store reads.
 */
import * as vscode from 'vscode';
import type { SaveTarget } from '@rem/server/protocol';
import type { Server } from '../server.ts';
import type { Draft } from './draft.ts';

const scheme = 'rem-moments';
const texts = new Map<string, string>();

/** Serves the text that is proposed, for the difference editor. */
export function proposals(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '' });
}

type Choice = vscode.QuickPickItem & { target: SaveTarget; store?: true };

export async function saveMoments(server: Server, document: vscode.TextDocument, draft: Draft, annotate: boolean): Promise<void> {
  const choice = annotate ? gold : await choose(document);
  if (!choice) return;
  const answer = await server.saveMoments({ uri: document.uri.toString(), target: choice.target, grain: draft.grain, edits: draft.edits, ...(draft.cuts && { cuts: draft.cuts }) });
  if (answer.kind === 'failed') return void vscode.window.showWarningMessage(`${answer.message} ${answer.remedy}`);
  const target = vscode.Uri.parse(answer.uri);
  const before = await textOf(target);
  const after = answer.append ? `${before ?? ''}${answer.text}` : answer.text;
  if (before === after) return void vscode.window.showInformationMessage('Nothing to save: the file says the same already.');
  if (!(await confirmed(target, before, after))) return;
  if (!(await write(target, before, after))) return void vscode.window.showWarningMessage('The file cannot be changed.');
  if (choice.store) await server.index();
  void vscode.window.setStatusBarMessage(`$(check) Moments saved into ${vscode.workspace.asRelativePath(target)}`, 5000);
}

const gold: Choice = { label: 'Gold labels', target: 'gold' };

async function choose(document: vscode.TextDocument): Promise<Choice | undefined> {
  const note = /\.(?:md|markdown|ya?ml)$/i.test(document.uri.path) || (/\.json$/i.test(document.uri.path) && /"(?:content|kind)"\s*:/.test(document.getText().slice(0, 20_000)));
  const choices: Choice[] = [
    ...(note ? [{ label: '$(note) Into this note', detail: 'The note’s own list of moments; comments and other keys stay.', target: 'note' } as const] : []),
    { label: '$(file-code) Engram beside the transcript', detail: 'A resource with its text and its moments.', target: 'engram' },
    { label: '$(database) Into the store', detail: 'An engram in this workspace, read by the store at once.', target: 'engram', store: true },
    { label: '$(list-tree) YAML', detail: 'A file with the moments alone.', target: 'yaml' },
    { label: '$(json) JSON', detail: 'A file with the moments alone.', target: 'json' },
  ];
  return vscode.window.showQuickPick(choices, { title: 'REM: Save Moments', placeHolder: 'Where the moments go. You see the difference before anything is written.' });
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

async function confirmed(target: vscode.Uri, before: string | undefined, after: string): Promise<boolean> {
  const [left, right] = ['before', 'after'].map((side) => target.with({ scheme, query: `${side}=${texts.size}` }));
  if (!left || !right) return false;
  texts.set(left.toString(), before ?? '');
  texts.set(right.toString(), after);
  const name = vscode.workspace.asRelativePath(target);
  await vscode.commands.executeCommand('vscode.diff', left, right, `${name}: moments to save`, { preview: true });
  const answer = await vscode.window.showInformationMessage(`Save the moments into ${name}?`, { modal: false }, 'Save', 'Cancel');
  await closeTabs(right);
  texts.delete(left.toString());
  texts.delete(right.toString());
  return answer === 'Save';
}

async function closeTabs(right: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.toString() === right.toString());
  await vscode.window.tabGroups.close(tabs, true);
}

/** One edit of the whole difference; a new file is made by the same edit, so that one Undo takes it away. */
async function write(target: vscode.Uri, before: string | undefined, after: string): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  if (before === undefined) edit.createFile(target, { contents: new TextEncoder().encode(after) });
  else {
    const document = await vscode.workspace.openTextDocument(target);
    if (document.getText() !== before) return false;
    const { start, removed, text } = difference(before, after);
    edit.replace(target, new vscode.Range(document.positionAt(start), document.positionAt(start + removed)), text);
  }
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  const document = await vscode.workspace.openTextDocument(target);
  return document.isDirty ? document.save() : true;
}

function difference(before: string, after: string): { start: number; removed: number; text: string } {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, removed: before.length - start - tail, text: after.slice(start, after.length - tail) };
}
