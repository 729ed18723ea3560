/** The statements of a document or of a selection in it: the server's document symbols say where each one is. */
import * as vscode from 'vscode';
import type { StatementPlace } from '@rem/server/protocol';

export async function statementsIn(editor: vscode.TextEditor | undefined): Promise<StatementPlace[]> {
  if (!editor) return [];
  return statementsOf(editor.document, editor.selection.isEmpty ? undefined : editor.selection);
}

/** All statements of a document, or those that touch `within`. The version is taken before anything asynchronous. */
export async function statementsOf(document: vscode.TextDocument, within?: vscode.Range): Promise<StatementPlace[]> {
  const { version } = document;
  const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>('vscode.executeDocumentSymbolProvider', document.uri);
  return (symbols ?? [])
    .filter((symbol) => !within || within.intersection(symbol.range))
    .map((symbol) => ({ uri: document.uri.toString(), version, offset: document.offsetAt(symbol.range.start) }));
}
