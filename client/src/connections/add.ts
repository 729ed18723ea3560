/** Asks for a PostgreSQL connection: its address, its password where the address has none, and how it is protected on the way. */
import * as vscode from 'vscode';
import { readConnection, withPassword, withTls, type ConnectionString, type Tls } from './connection-string.ts';

const title = 'REM: Add a PostgreSQL Connection';

/** The whole string; undefined where the person left. */
export async function askForConnection(): Promise<string | undefined> {
  const given = await vscode.window.showInputBox({
    title, prompt: 'Address of the database. It is kept in the secret storage of VS Code.', placeHolder: 'postgresql://user@host:5432/database', ignoreFocusOut: true,
    validateInput: (text) => { const read = readConnection(text); return 'problem' in read ? read.problem : undefined; },
  });
  const read = given === undefined ? undefined : readConnection(given);
  if (!read || 'problem' in read) return undefined;
  const password = read.hasPassword ? '' : await vscode.window.showInputBox({ title, password: true, ignoreFocusOut: true, prompt: `Password of ${read.user || 'the user'}. Empty where the server asks for none.` });
  if (password === undefined) return undefined;
  const text = withPassword(read.text, password);
  if (read.sslmode !== undefined) return text;
  const tls = await askForTls(read);
  return tls && withTls(text, tls);
}

async function askForTls({ local, name }: ConnectionString): Promise<Tls | undefined> {
  const verified = { label: '$(lock) TLS, server verified', description: 'by a certificate that this machine trusts', tls: 'verify-full' as const };
  const unverified = { label: '$(unlock) TLS, server not verified', description: 'encrypted; for a certificate of your own', tls: 'no-verify' as const };
  const none = { label: '$(circle-slash) No TLS', description: local ? 'the server is this machine' : 'password and rows are readable on the network', tls: 'disable' as const };
  const items = local ? [none, verified, unverified] : [verified, unverified, none];
  return (await vscode.window.showQuickPick(items, { title, placeHolder: `How to protect the way to ${name}`, ignoreFocusOut: true }))?.tls;
}
