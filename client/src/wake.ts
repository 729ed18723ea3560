/**
 * When a window has to do with REM. VS Code activates the extension for every Markdown, Python, TypeScript and JavaScript file, as any of them may hold
 * statements; the server is started for those that do. A window without REM costs a look at the documents it opens.
 */
import * as vscode from 'vscode';

const hosts = new Set(['markdown', 'python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact']);
const files = '{**/*.rem,**/*.remnb,**/rem.schema.json,**/*.engram.yaml}';
/** What no host holds REM without: the word itself (a fence, a tag, a call, a marker), edges in a note, or a string that begins with a verb. */
const sign = /\brem\b|_rem\b|\bgraph_(?:edges|paths):|["'`]\s*(?:LOOKUP|FUZZY|SEARCH|TRAVERSE|SQL)\s/i;

/** The workspace has files of REM, or a document that is open holds it. */
export async function remIsHere(): Promise<boolean> {
  if (vscode.workspace.textDocuments.some(holdsRem) || vscode.workspace.notebookDocuments.some((notebook) => notebook.notebookType === 'rem-notebook')) return true;
  return (await vscode.workspace.findFiles(files, '**/node_modules/**', 1)).length > 0;
}

/** Calls `wake` once, when a document that holds REM is opened or REM is written into one. */
export function whenRemComes(wake: () => void): vscode.Disposable {
  const once = (): void => { listeners.dispose(); wake(); };
  const listeners = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => { if (holdsRem(document)) once(); }),
    vscode.workspace.onDidOpenNotebookDocument(({ notebookType }) => { if (notebookType === 'rem-notebook') once(); }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (hosts.has(document.languageId) && contentChanges.some(({ range }) => sign.test(document.lineAt(Math.min(range.start.line, document.lineCount - 1)).text))) once();
    }),
  );
  return listeners;
}

function holdsRem(document: vscode.TextDocument): boolean {
  return document.languageId === 'rem' || (hosts.has(document.languageId) && sign.test(document.getText()));
}
