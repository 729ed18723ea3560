/** Brings the notes of the workspace into the store, and says what could not be read. */
import * as vscode from 'vscode';
import type { Connections } from '../connections/connections.ts';
import type { Server } from '../server.ts';

export async function indexWorkspace(server: Server, connections: Connections): Promise<void> {
  if (!vscode.workspace.isTrusted) return askForTrust();
  if (server.status()?.paused && !(await resumed())) return;
  if (connections.foreign() && !(await agreed(connections.name()))) return;
  const progress = { location: vscode.ProgressLocation.Window, title: 'REM: indexing notes' };
  const answer = await vscode.window.withProgress(progress, () => server.index());
  if (answer.kind === 'failed') return void vscode.window.showWarningMessage(`${answer.message} ${answer.remedy}`);
  const status = server.status();
  const problems = status?.store.kind === 'ready' ? status.store.problems : [];
  if (problems.length === 0) return void vscode.window.setStatusBarMessage('$(check) REM: notes are in step', 4000);
  for (const problem of problems) server.log.warn(problem);
  const show = 'Show Log';
  const chosen = await vscode.window.showWarningMessage(`${problems.length} notes could not be read; the others are in step. First: ${problems[0]}`, show);
  if (chosen === show) server.log.show();
}

/** Resuming reads the notes too; asked for once more, the same run is waited for. */
async function resumed(): Promise<boolean> {
  const resume = 'Resume Indexing';
  const chosen = await vscode.window.showInformationMessage('Indexing is paused.', resume);
  if (chosen === resume) await vscode.commands.executeCommand('rem.resumeIndexing');
  return chosen === resume;
}

/** A database of the person's own is written into only when they say so. */
async function agreed(name: string): Promise<boolean> {
  const write = 'Write the Notes into It';
  return (await vscode.window.showWarningMessage(`Statements run on ${name}. Bring the notes of this workspace into this database?`, { modal: true }, write)) === write;
}

async function askForTrust(): Promise<void> {
  const manage = 'Manage Workspace Trust';
  const chosen = await vscode.window.showInformationMessage('Notes are read only in a workspace that you trust.', manage);
  if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}
