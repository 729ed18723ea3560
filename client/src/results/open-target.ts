/** Opens the note behind a row, where it is a file of the workspace. Rows come from the store, so nothing else is opened for them. */
import path from 'node:path';
import * as vscode from 'vscode';

/** `target` is a path relative to the workspace, or a `file:` URI inside it. */
export async function openTarget(target: string): Promise<void> {
  const uri = insideWorkspace(target);
  if (!uri) return void vscode.window.showInformationMessage(`"${target}" is not a note of this workspace.`);
  try {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  } catch {
    void vscode.window.showInformationMessage(`"${target}" is not there any more. Run "REM: Index Workspace" to bring the store in step.`);
  }
}

function insideWorkspace(target: string): vscode.Uri | undefined {
  const clean = target.replace(/#.*$/, '');
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const uri = clean.startsWith('file:') ? vscode.Uri.parse(clean) : vscode.Uri.joinPath(folder.uri, clean);
    const relative = path.posix.relative(folder.uri.path, uri.path);
    if (relative !== '' && !relative.startsWith('..')) return uri.with({ scheme: folder.uri.scheme, authority: folder.uri.authority });
  }
  return undefined;
}
