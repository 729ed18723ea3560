/** Where the parts of the installed extension lie, and where it may keep things. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

export type Places = {
  server: string; modelHost: string; storeHost: string;
  /** The folder of the weights: a setting's, the package's own, or the one that Fetch Model fills. */
  models: string; adapter: string | undefined; storage: string;
};

export function places(context: vscode.ExtensionContext): Places {
  const dist = (name: string): string => context.asAbsolutePath(path.join('dist', name));
  const storage = context.globalStorageUri.fsPath;
  return {
    server: dist('server.mjs'), modelHost: dist('model-host.mjs'), storeHost: dist('store-host.mjs'),
    models: modelFolder(dist('models'), path.join(storage, 'models')),
    adapter: undefined,
    storage: path.join(storage, 'stores'),
  };
}

function modelFolder(packaged: string, fetched: string): string {
  const asked = vscode.workspace.getConfiguration('rem').get<string>('model.directory', '');
  if (asked !== '') return asked;
  return existsSync(packaged) ? packaged : fetched;
}
