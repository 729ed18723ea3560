/** Where the parts of the installed extension lie, and where it may keep things. */
import path from 'node:path';
import * as vscode from 'vscode';

export type Places = {
  server: string; modelHost: string; storeHost: string; mcp: string;
  /** The package's own model files: adapter and embeddings always, the weights in the large package. */
  models: string;
  /** A folder for weights that the person named; undefined: the machine's cache. */
  ownModels: string | undefined;
  storage: string;
  /** The page with a heading for each problem's code. */
  documentation: vscode.Uri;
};

export function places(context: vscode.ExtensionContext): Places {
  const dist = (name: string): string => context.asAbsolutePath(path.join('dist', name));
  const asked = vscode.workspace.getConfiguration('rem').get<string>('model.directory', '');
  return {
    server: dist('server.mjs'), modelHost: dist('model-host.mjs'), storeHost: dist('store-host.mjs'), mcp: dist('mcp.mjs'), models: dist('models'),
    ownModels: asked === '' ? undefined : asked,
    storage: path.join(context.globalStorageUri.fsPath, 'stores'),
    documentation: vscode.Uri.joinPath(context.extensionUri, 'docs', 'problems.md'),
  };
}
