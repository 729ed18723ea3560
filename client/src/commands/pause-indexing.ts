/** Pausing and resuming the reading of notes and the making of vectors. Remembered for the workspace until it is resumed, also over a restart. */
import * as vscode from 'vscode';
import { methods, pauseIndexingAnswerSchema } from '@rem/server/protocol';
import type { Server } from '../server.ts';

const key = 'rem.indexing.paused';

/** What the server is told when it starts. */
export function indexingAtStart(workspaceState: vscode.Memento): 'running' | 'paused' {
  return workspaceState.get(key) === true ? 'paused' : 'running';
}

export type PauseIndexing = { pause: () => Promise<void>; resume: () => Promise<void> };

export function pauseIndexing(context: vscode.ExtensionContext, server: Server): PauseIndexing {
  // The palette offers the one of the two commands that does something.
  const show = (): void => void vscode.commands.executeCommand('setContext', key, indexingAtStart(context.workspaceState) === 'paused');
  const set = async (paused: boolean): Promise<boolean> => {
    const answer = await server.ask(methods.pauseIndexing, pauseIndexingAnswerSchema, { paused });
    if (answer.kind === 'failed') return void vscode.window.showWarningMessage(`${answer.message} ${answer.remedy}`), false;
    await context.workspaceState.update(key, answer.paused || undefined);
    show();
    return true;
  };
  show();
  return {
    pause: async () => {
      if (!(await set(true))) return;
      const resume = 'Resume';
      const chosen = await vscode.window.showInformationMessage('Indexing is paused: changes of notes are not read until you resume it.', resume);
      if (chosen === resume) await set(false);
    },
    resume: async () => {
      if (await set(false)) vscode.window.setStatusBarMessage('$(sync) REM: indexing goes on', 4000);
    },
  };
}
