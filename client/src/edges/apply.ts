/** Writes edges into a note and takes them back: one edit each, only for the text that it was made for, only when the person asked. */
import * as vscode from 'vscode';
import type { EdgeSuggestion } from '@rem/server/protocol';
import { rangeOf } from '../editor-place.ts';
import type { Server } from '../server.ts';

/** What has to be done to take a change back. */
export type Applied = { uri: vscode.Uri; at: number; inserted: string; replaced: string; saved: boolean };

/** The change, or why there is none. */
export async function applyEdges(server: Server, uri: string, edges: readonly EdgeSuggestion[]): Promise<Applied | string> {
  const target = vscode.Uri.parse(uri);
  const document = await vscode.workspace.openTextDocument(target);
  const answer = await server.writeEdges({ uri, edges: edges.map(({ label, relation, score }) => ({ label, relation, score })) });
  if (answer.kind === 'failed') return `${answer.message} ${answer.remedy}`;
  if (answer.version !== undefined && answer.version !== document.version) return 'The note changed in the meantime. Accept the edge again.';
  const range = rangeOf(answer.edit.range);
  const at = document.offsetAt(range.start);
  const replaced = document.getText(range);
  const change = new vscode.WorkspaceEdit();
  change.replace(target, range, answer.edit.newText);
  const wasDirty = document.isDirty;
  if (!(await vscode.workspace.applyEdit(change))) return 'The note cannot be changed.';
  const shown = vscode.window.visibleTextEditors.some((editor) => editor.document.uri.toString() === target.toString());
  // A note that nobody looks at is saved, or the edge would wait in a buffer that nobody sees.
  const saved = !shown && !wasDirty && (await document.save());
  return { uri: target, at, inserted: answer.edit.newText, replaced, saved };
}

/** Takes a change back where the text still stands as it was written. */
export async function takeBack({ uri, at, inserted, replaced, saved }: Applied): Promise<string | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + inserted.length));
  if (document.getText(range) !== inserted) return 'The note changed since; use the editor’s own undo.';
  const change = new vscode.WorkspaceEdit();
  change.replace(uri, range, replaced);
  if (!(await vscode.workspace.applyEdit(change))) return 'The note cannot be changed.';
  if (saved) await document.save();
  return undefined;
}
