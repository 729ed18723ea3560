/** Files of JSON lines in the workspace's `.rem` folder and in the extension's own storage: read, appended to, and rewritten without a line. */
import * as vscode from 'vscode';

export async function readLines(file: vscode.Uri): Promise<string[]> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file)).split('\n').filter((line) => line.trim() !== '');
  } catch {
    return [];
  }
}

export async function writeLines(file: vscode.Uri, lines: readonly string[]): Promise<void> {
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(file, '..'));
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')));
}

export async function appendLine(file: vscode.Uri, value: object): Promise<void> {
  await writeLines(file, [...(await readLines(file)), JSON.stringify(value)]);
}

/** Takes the last line of this value away. */
export async function dropLine(file: vscode.Uri, value: object): Promise<void> {
  const lines = await readLines(file);
  const at = lines.lastIndexOf(JSON.stringify(value));
  if (at >= 0) await writeLines(file, lines.toSpliced(at, 1));
}

/** A file of the workspace's own `.rem` folder; undefined without a folder. */
export function workspaceFile(name: string): vscode.Uri | undefined {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder && vscode.Uri.joinPath(folder.uri, ...name.split('/'));
}
