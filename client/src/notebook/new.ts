/** Opens a notebook with one request and one query to begin with; it is a file only once the person saves it. */
import * as vscode from 'vscode';
import { notebookType } from './serializer.ts';

export async function newNotebook(): Promise<void> {
  const cell = (kind: vscode.NotebookCellKind, text: string, language: string): vscode.NotebookCellData => new vscode.NotebookCellData(kind, text, language);
  const data = new vscode.NotebookData([
    cell(vscode.NotebookCellKind.Markup, '# Untitled\n\nText, requests and queries. Run a cell with Ctrl+Enter; its result is kept with the notebook.', 'markdown'),
    cell(vscode.NotebookCellKind.Code, '-- what did we learn last week?', 'rem'),
    cell(vscode.NotebookCellKind.Code, 'SELECT name, resource_timestamp FROM moments ORDER BY resource_timestamp DESC LIMIT 5', 'rem'),
  ]);
  await vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument(notebookType, data));
}
