/** Brings the default weights through the server, with a progress bar that can be cancelled. */
import * as vscode from 'vscode';
import type { ModelState } from '@rem/server/protocol';
import type { Server } from '../server.ts';

type Progress = vscode.Progress<{ message?: string; increment?: number }>;

export async function fetchModel(server: Server): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: 'REM: fetching the model', cancellable: true };
  const answer = await vscode.window.withProgress(options, async (progress, token) => {
    const listening = server.onStatus((status) => report(progress, status?.model));
    try {
      return token.isCancellationRequested ? undefined : await server.fetchModel(token);
    } finally {
      listening.dispose();
    }
  });
  if (answer?.kind === 'ready') return void vscode.window.setStatusBarMessage('$(check) REM: the model is ready', 4000);
  if (answer?.kind === 'failed' && 'code' in answer && answer.code === 'cancelled') return;
  if (answer && 'remedy' in answer) await vscode.window.showErrorMessage(`${answer.message} ${answer.remedy}`);
}

function report(progress: Progress, state: ModelState | undefined): void {
  if (state?.kind === 'fetching') progress.report({ message: `${megabytes(state.received)} of ${megabytes(state.total)} MB` });
  if (state?.kind === 'loading') progress.report({ message: 'loading' });
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
