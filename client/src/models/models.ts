/**
 * Model servers in the client: tells the language server which there are whenever it starts or something changes, says once when a
 * state changes, and offers the commands about them.
 */
import * as vscode from 'vscode';
import { serversAnswerSchema, serverMethods, type ModelTask, type ServerEntry, type TaskServer } from '@rem/server/protocol';
import type { Server } from '../server.ts';
import { openAccess, type Access } from './access.ts';
import { selectModel } from './select.ts';
import { serverSettings } from './settings.ts';
import { showSlow } from './slow.ts';

export function modelServers(context: vscode.ExtensionContext, server: Server): vscode.Disposable {
  const access = openAccess(context);
  let told = '';
  const apply = async (): Promise<void> => {
    if (!vscode.workspace.isTrusted) return;
    const { servers, use, problems } = serverSettings();
    const choice = { servers: await Promise.all(servers.map(async (settings) => ({ settings: withProxy(settings), access: await access.of(settings) }))), use };
    const text = JSON.stringify(choice);
    if (text === told || (told === '' && servers.length === 0)) return;
    told = text;
    for (const problem of problems) server.log.warn(problem);
    const answer = await server.secretly(serverMethods.useServers, serversAnswerSchema, choice);
    if (answer.kind === 'failed') void vscode.window.showWarningMessage(`REM: ${answer.message} ${answer.remedy}`);
  };
  const register = (id: string, command: () => unknown): vscode.Disposable => vscode.commands.registerCommand(id, command);
  return vscode.Disposable.from(
    server.onStarted(() => { told = ''; void apply(); }),
    vscode.workspace.onDidChangeConfiguration((event) => { if (event.affectsConfiguration('rem.model')) void apply(); }),
    access.onChange(() => void apply()),
    server.onStatus((status) => tellChanges(status?.servers ?? [])),
    register('rem.selectModel', () => selectModel(server, access)),
    register('rem.setServerKey', () => setKey(access)),
    register('rem.whySlow', () => showSlow(server)),
    register('rem.reconnectServers', () => server.ask(serverMethods.reconnectServers, serversAnswerSchema, {})),
  );
}

/** The proxy that VS Code itself goes through, where the server names none of its own. */
export function withProxy(entry: ServerEntry): ServerEntry {
  const proxy = vscode.workspace.getConfiguration('http').get<string>('proxy', '');
  return proxy === '' || 'proxy' in entry ? entry : { ...entry, proxy };
}

const states = new Map<ModelTask, TaskServer['state']['kind']>();
const fine = new Set<TaskServer['state']['kind']>(['ready', 'unconstrained', 'slow', 'connecting', 'busy']);

/** One message for a change that matters, however many requests fail; coming back is only shown in the status bar. */
function tellChanges(servers: readonly TaskServer[]): void {
  for (const { task, server, state } of servers) {
    const before = states.get(task);
    states.set(task, state.kind);
    if (before === state.kind || state.kind === 'connecting') continue;
    if (!fine.has(state.kind) && (before === undefined || fine.has(before))) void offerHelp(server, state);
    if (fine.has(state.kind) && before !== undefined && !fine.has(before)) vscode.window.setStatusBarMessage(`$(check) REM: ${server} is back`, 5000);
  }
}

async function offerHelp(server: string, { message, remedy }: TaskServer['state']): Promise<void> {
  const [again, other] = ['Try Again', 'Select Model…'];
  const chosen = await vscode.window.showWarningMessage(`REM asks the model on this machine instead of ${server}. ${message} ${remedy}`, again, other);
  if (chosen === again) await vscode.commands.executeCommand('rem.reconnectServers');
  if (chosen === other) await vscode.commands.executeCommand('rem.selectModel');
}

async function setKey(access: Access): Promise<void> {
  const { servers } = serverSettings();
  if (servers.length === 0) return void vscode.window.showInformationMessage('There is no model server yet. "REM: Select Model" adds one.');
  const chosen = await vscode.window.showQuickPick(servers.map(({ name, url }) => ({ label: name, description: url })), { title: 'REM: Key of a Model Server' });
  if (!chosen) return;
  const key = await vscode.window.showInputBox({ title: `REM: Key of ${chosen.label}`, password: true, ignoreFocusOut: true, prompt: 'Kept in the secret storage of VS Code. Empty: none.' });
  if (key !== undefined) await access.setKey(chosen.label, key === '' ? undefined : key);
}
