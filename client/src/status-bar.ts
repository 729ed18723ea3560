/** The entry in the status bar: what model and store are doing, why nothing was offered last, and a menu of what can be done about it. */
import * as vscode from 'vscode';
import type { ModelState, Status, StoreState, TaskServer } from '@rem/server/protocol';
import type { Server } from './server.ts';

export function statusBar(server: Server): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('rem.status', vscode.StatusBarAlignment.Right, 90);
  item.name = 'REM';
  item.command = 'rem.menu';
  const show = (status: Status | undefined): void => {
    const face = faceOf(status);
    item.text = face.text;
    item.backgroundColor = face.warns ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.tooltip = tooltipOf(status);
    item.accessibilityInformation = { label: `REM: ${sentences(status).join(' ')}` };
    item.show();
  };
  show(server.status());
  return vscode.Disposable.from(item, server.onStatus(show));
}

/** The short text, and whether the person can do something about it. The model is named first: it is what is missing most often. */
export function faceOf(status: Status | undefined): { text: string; warns: boolean } {
  if (!status) return { text: '$(loading~spin) REM', warns: false };
  const { model, store } = status;
  if (model.kind === 'absent') return { text: '$(cloud-download) REM: no model', warns: true };
  if (model.kind === 'fetching') return { text: `$(cloud-download) REM: model ${percent(model)}`, warns: false };
  if (model.kind === 'failed') return { text: '$(warning) REM: model failed', warns: true };
  const server = status.servers?.find(({ task }) => task === 'rem_query')?.state;
  const away = server && serverTexts[server.kind];
  if (away) return { text: `$(warning) REM: ${away}`, warns: true };
  if (store.kind === 'failed') return { text: '$(warning) REM: store failed', warns: true };
  if (store.kind === 'indexing' && store.stage !== 'embed') return { text: '$(sync~spin) REM: reading notes', warns: false };
  if (model.kind === 'loading' || model.kind === 'restarting' || store.kind === 'starting') return { text: '$(loading~spin) REM: starting', warns: false };
  if (model.kind === 'busy') return { text: '$(loading~spin) REM: writing', warns: false };
  if (status.paused) return { text: '$(debug-pause) REM: indexing paused', warns: false };
  const passing = server && passingTexts[server.kind];
  if (passing) return { text: passing, warns: false };
  if (status.lastReason) return { text: '$(info) REM: nothing offered', warns: false };
  return { text: '$(sparkle) REM', warns: false };
}

/** States of the server for queries that the person can do something about. */
const serverTexts: Readonly<Partial<Record<TaskServer['state']['kind'], string>>> = { unauthorised: 'key refused', 'wrong-model': 'wrong model', offline: 'server away', disabled: 'server off', slow: 'slow server' };

/** States of it that pass by themselves, or that the person should know and need not do anything about. */
const passingTexts: Readonly<Partial<Record<TaskServer['state']['kind'], string>>> = { connecting: '$(loading~spin) REM: connecting', busy: '$(watch) REM: server busy', unconstrained: '$(unverified) REM: answers checked' };

function tooltipOf(status: Status | undefined): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  for (const sentence of sentences(status)) text.appendText(sentence).appendMarkdown('\n\n');
  text.isTrusted = { enabledCommands: ['rem.pauseIndexing', 'rem.resumeIndexing'] };
  if (status?.paused) text.appendMarkdown('[Resume Indexing](command:rem.resumeIndexing)');
  else if (status?.store.kind === 'indexing') text.appendMarkdown('[Pause Indexing](command:rem.pauseIndexing)');
  return text;
}

function sentences(status: Status | undefined): string[] {
  if (!status) return ['Starting the language server.'];
  const last = status.lastReason ? [`Nothing was offered last: ${status.lastReason}`] : [];
  const servers = (status.servers ?? []).map(({ task, server, state, p50 }) => `Server for ${task}: ${server}. ${state.message} ${state.remedy}${p50 === undefined ? '' : ` Usually ${Math.round(p50)} ms.`}`.trim());
  return [modelSentence(status.model), ...servers, storeSentence(status.store), ...pausedSentence(status.paused), ...last];
}

function modelSentence(model: ModelState): string {
  switch (model.kind) {
    case 'off': return 'Model: off.';
    case 'loading': return 'Model: loading.';
    case 'restarting': return `Model: starting again. ${model.message}`;
    case 'fetching': return `Model: ${percent(model)} fetched.`;
    case 'ready': return `Model: ready (${model.name}).`;
    case 'busy': return 'Model: writing a query.';
    case 'absent': case 'failed': return `Model: ${model.message} ${model.remedy}`;
  }
}

function percent({ received, total }: { received: number; total: number }): string {
  return total > 0 ? `${Math.floor((100 * received) / total)} %` : '';
}

function storeSentence(store: StoreState): string {
  switch (store.kind) {
    case 'off': return vscode.workspace.isTrusted ? 'Store: off by setting.' : 'Store: off until you trust this workspace.';
    case 'starting': return 'Store: starting.';
    case 'indexing': return store.stage === 'embed'
      ? `Store: ready, except that searches by meaning know ${store.done} of ${store.total} texts so far.`
      : `Store: reading notes, ${store.done} of ${store.total}.`;
    case 'ready': return `Store: ready, ${store.labels} labels${store.problems.length > 0 ? `, ${store.problems.length} notes could not be read` : ''}.`;
    case 'failed': return `Store: ${store.message} ${store.remedy}`;
  }
}

function pausedSentence(paused: Status['paused']): string[] {
  if (!paused) return [];
  const { stage, done, total } = paused;
  const stood = stage === undefined ? '' : stage === 'embed' ? `; searches by meaning know ${done} of ${total} texts` : `; it stood at note ${done} of ${total}`;
  return [`Indexing: paused, so changes of notes are not read${stood}.`];
}

const menu = [
  { label: '$(comment-discussion) Ask…', command: 'rem.ask' },
  { label: '$(graph) Show Results', command: 'rem.showResults' },
  { label: '$(history) History…', command: 'rem.history' },
  { label: '$(sync) Index Workspace', command: 'rem.index' },
  { label: '$(debug-pause) Pause Indexing', command: 'rem.pauseIndexing', where: 'running' },
  { label: '$(debug-continue) Resume Indexing', command: 'rem.resumeIndexing', where: 'paused' },
  { label: '$(server) Select Model…', command: 'rem.selectModel' },
  { label: '$(plug) Reconnect Model Servers', command: 'rem.reconnectServers' },
  { label: '$(watch) Why Was This Slow', command: 'rem.whySlow' },
  { label: '$(cloud-download) Fetch Model', command: 'rem.fetchModel' },
  { label: '$(debug-restart) Restart', command: 'rem.restart' },
  { label: '$(output) Show Log', command: 'rem.showLog' },
] as const satisfies readonly { label: string; command: string; where?: 'running' | 'paused' }[];

export async function showMenu(server: Server): Promise<void> {
  const indexing = server.status()?.paused ? 'paused' : 'running';
  const items = menu.filter((item) => !('where' in item) || item.where === indexing);
  const chosen = await vscode.window.showQuickPick(items, { title: 'REM', placeHolder: sentences(server.status()).join(' ') });
  if (chosen) await vscode.commands.executeCommand(chosen.command);
}
