/** The statement or request that a command means: the one a lens names, or the one under the cursor, with the version that was seen. */
import * as vscode from 'vscode';
import { statementPlaceSchema, type StatementPlace } from '@rem/server/protocol';

/** Undefined where no editor is open and `given` names none. Reads the editor at once, before anything asynchronous. */
export function placeOf(given: unknown): StatementPlace | undefined {
  const named = statementPlaceSchema.safeParse(given);
  if (named.success) return named.data;
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { document, selection } = editor;
  return { uri: document.uri.toString(), version: document.version, offset: document.offsetAt(selection.active) };
}

/** The visible editor of a document, if any. */
export function editorOf(uri: string): vscode.TextEditor | undefined {
  return vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri);
}

export type PlainRange = { start: { line: number; character: number }; end: { line: number; character: number } };

export function rangeOf(range: PlainRange): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}
