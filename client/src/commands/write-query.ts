/** Writes the query for the request comment at the cursor, by command: for a comment that was left, or one above an existing statement. */
import * as vscode from 'vscode';
import type { GenerateAnswer } from '@rem/server/protocol';
import { placeOf, rangeOf } from '../editor-place.ts';
import type { Feedback } from '../feedback/feedback.ts';
import type { Server } from '../server.ts';

export async function writeQuery(server: Server, given: unknown, feedback: Feedback): Promise<void> {
  const place = placeOf(given);
  if (!place) return void vscode.window.showInformationMessage('Put the cursor into a comment that says what you want to know.');
  const progress = { location: vscode.ProgressLocation.Window, title: 'REM: writing a query' };
  const answer = await vscode.window.withProgress(progress, (_, token) => server.generate(place, token));
  if ('kind' in answer) return void vscode.window.showWarningMessage(`${answer.message} ${answer.remedy}`);
  if (!answer.edit) return void vscode.window.showInformationMessage(answer.reason ?? 'No query was found for this comment.');
  const document = await apply(place.uri, answer, answer.edit);
  if (!document || answer.query === null) return;
  feedback.written({ uri: document.toString(), request: answer.request, query: answer.query });
}

/** The edit fits only the text it was made for; after a change the person decides anew. */
async function apply(uri: string, answer: GenerateAnswer, edit: NonNullable<GenerateAnswer['edit']>): Promise<vscode.Uri | undefined> {
  const document = vscode.workspace.textDocuments.find((other) => other.uri.toString() === uri);
  if (!document || document.version !== answer.version) {
    void vscode.window.showInformationMessage('The text changed while the query was written. Ask again.');
    return undefined;
  }
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, rangeOf(edit.range), edit.newText);
  return (await vscode.workspace.applyEdit(change)) ? document.uri : undefined;
}
