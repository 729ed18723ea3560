/**
 * What statements run on: the notes of the workspace, or a PostgreSQL database that the person named. Chosen by "REM: Connect…", told to
 * the server whenever it starts, shown in the status bar. What a database lacks is said once.
 */
import * as vscode from 'vscode';
import type { ConnectAnswer, Failed } from '@rem/server/protocol';
import type { Server } from '../server.ts';
import { askForConnection } from './add.ts';
import { tlsText } from './connection-string.ts';
import { openVault, type Connection, type Vault } from './vault.ts';

export type Connections = vscode.Disposable & {
  /** What to call the connection of a statement that starts now. */
  name: () => string;
  /** True for a database of the person's own, which notes are not written into without asking. */
  foreign: () => boolean;
  pick: () => Promise<void>;
};

export function openConnections(context: vscode.ExtensionContext, server: Server): Connections {
  const vault = openVault(context);
  const told = new Set<string>();
  const item = vscode.window.createStatusBarItem('rem.connection', vscode.StatusBarAlignment.Right, 89);
  let current: Connection | undefined;
  let failure: Failed | undefined;
  const name = (): string => current?.name ?? notesName();

  const show = (): void => {
    const warns = failure !== undefined || (current !== undefined && server.status()?.store.kind === 'failed');
    item.text = `$(${warns ? 'warning' : current ? 'database' : 'notebook'}) ${name()}`;
    item.tooltip = `REM: statements run on ${name()}. ${failure ? `${failure.message} ${failure.remedy}` : 'Choose another connection.'}`;
    item.backgroundColor = warns ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.show();
  };
  const use = async (chosen: Connection | undefined): Promise<ConnectAnswer> => {
    current = chosen;
    failure = undefined;
    show();
    const answer = await server.connect(chosen ? { kind: 'postgres', name: chosen.name, connection: chosen.text } : { kind: 'notes' });
    if (current === chosen) failure = answer.kind === 'failed' ? answer : undefined;
    show();
    return answer;
  };
  const choose = async (chosen: Connection | undefined): Promise<void> => {
    await vault.choose(chosen?.id);
    const working = { location: vscode.ProgressLocation.Window, title: `REM: connecting to ${chosen?.name ?? notesName()}` };
    const answer = await vscode.window.withProgress(working, () => use(chosen));
    if (answer.kind === 'failed') return mend(answer);
    void vscode.window.setStatusBarMessage(`$(check) REM: ${answer.tables} tables, ${answer.labels} labels on ${name()}`, 5000);
  };
  const mend = async ({ message, remedy }: Failed): Promise<void> => {
    const [again, other] = ['Try Again', 'Choose Another…'];
    const chosen = await vscode.window.showErrorMessage(`${name()} cannot be opened: ${message}. ${remedy}`.replace(/([.!?])\./g, '$1'), again, other);
    if (chosen === again) await choose(current);
    if (chosen === other) await pick();
  };
  const pick = async (): Promise<void> => {
    if (!vscode.workspace.isTrusted) return askForTrust();
    const action = await ask(await vault.all(), current);
    if (action?.kind === 'use') return choose(action.connection);
    if (action?.kind === 'remove') return remove(vault, current, choose);
    const text = action?.kind === 'add' ? await askForConnection() : undefined;
    const added = text === undefined ? undefined : await vault.add(text);
    if (added) await choose(added);
  };
  /** A server that starts knows no connection; it is told the one of this workspace. */
  const resume = async (): Promise<void> => {
    const id = vscode.workspace.isTrusted ? vault.chosen() : undefined;
    if (id === undefined) return;
    const chosen = (await vault.all()).find((other) => other.id === id);
    if (!chosen) await vault.choose(undefined);
    const answer = await use(chosen);
    if (answer.kind === 'failed') void mend(answer);
  };
  const notice = (): void => {
    show();
    const status = server.status();
    const notices = status?.store.kind === 'ready' ? (status.store.notices ?? []) : [];
    const news = notices.filter((text) => !told.has(`${status?.connection}\n${text}`));
    for (const text of news) told.add(`${status?.connection}\n${text}`);
    if (news.length > 0) void vscode.window.showInformationMessage(`${name()}: ${news.join(' ')}`);
  };
  show();
  item.command = 'rem.connect';
  item.name = 'REM connection';
  const all = vscode.Disposable.from(item, server.onStatus(notice), server.onStarted(() => void resume()));
  return { name, foreign: () => current !== undefined, pick, dispose: () => void all.dispose() };
}

type Action = { kind: 'use'; connection: Connection | undefined } | { kind: 'add' } | { kind: 'remove' };

async function ask(all: readonly Connection[], current: Connection | undefined): Promise<Action | undefined> {
  const mark = (chosen: boolean): string => (chosen ? ' $(check)' : '');
  const items: (vscode.QuickPickItem & { action?: Action })[] = [
    { label: `$(notebook) Notes of this workspace${mark(!current)}`, description: 'embedded, on this machine', action: { kind: 'use', connection: undefined } },
    ...all.map((connection) => ({ label: `$(database) ${connection.name}${mark(connection.id === current?.id)}`, description: `${connection.user ? `as ${connection.user}, ` : ''}${tlsText(connection.sslmode)}`, action: { kind: 'use' as const, connection } })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: '$(add) Add a PostgreSQL Connection…', action: { kind: 'add' } },
    ...(all.length > 0 ? [{ label: '$(trash) Remove a Connection…', action: { kind: 'remove' as const } }] : []),
  ];
  return (await vscode.window.showQuickPick(items, { title: 'REM: Connect', placeHolder: 'What statements run on' }))?.action;
}

async function remove(vault: Vault, current: Connection | undefined, choose: (chosen: undefined) => Promise<void>): Promise<void> {
  const items = (await vault.all()).map(({ id, name, user }) => ({ label: name, description: user, id }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'REM: Remove a Connection', placeHolder: 'The string is forgotten; the database stays as it is' });
  if (!chosen) return;
  await vault.remove(chosen.id);
  if (chosen.id === current?.id) await choose(undefined);
}

async function askForTrust(): Promise<void> {
  const manage = 'Manage Workspace Trust';
  const chosen = await vscode.window.showInformationMessage('A connection can be chosen only in a workspace that you trust.', manage);
  if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}

function notesName(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  return folder ? `notes of ${folder.name}` : 'no workspace';
}
