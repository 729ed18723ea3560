/** The statements of a selection, or of the whole file: the server's document symbols say where each one is. */
import * as vscode from 'vscode';
import type { StatementPlace } from '@rem/server/protocol';

export async function statementsIn(editor: vscode.TextEditor | undefined): Promise<StatementPlace[]> {
  if (!editor) return [];
  const { document, selection } = editor;
  const { version } = document;
  const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>('vscode.executeDocumentSymbolProvider', document.uri);
  return (symbols ?? [])
    .filter((symbol) => selection.isEmpty || selection.intersection(symbol.range))
    .map((symbol) => ({ uri: document.uri.toString(), version, offset: document.offsetAt(symbol.range.start) }));
}
