/** Lights up the statement that runs for a moment, so that it is seen which one it was. */
import * as vscode from 'vscode';
import type { AnswerSource } from '@rem/server/protocol';
import { editorOf, rangeOf } from './editor-place.ts';

const decoration = vscode.window.createTextEditorDecorationType({
  backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
  overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.rangeHighlightForeground'),
  isWholeLine: true,
});
const shownFor = 450;

export function flash(source: AnswerSource | undefined): void {
  const editor = source?.uri ? editorOf(source.uri) : undefined;
  if (!editor || !source?.range) return;
  editor.setDecorations(decoration, [rangeOf(source.range)]);
  setTimeout(() => editor.setDecorations(decoration, []), shownFor);
}
