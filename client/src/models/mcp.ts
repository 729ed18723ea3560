/**
 * REM's MCP server for assistants in VS Code, where this VS Code (1.101 and later) takes such: `rem mcp` from this package, over the store of the first
 * workspace folder. Only in a workspace that is trusted; the assistant's host asks the person before it starts and before each run.
 */
import * as vscode from 'vscode';
import { places } from '../places.ts';

type Definition = { cwd?: vscode.Uri };
type Modern = {
  lm?: { registerMcpServerDefinitionProvider?(id: string, provider: { provideMcpServerDefinitions(): Definition[] }): vscode.Disposable };
  McpStdioServerDefinition?: new (label: string, command: string, args: string[], env: Record<string, string>, version: string) => Definition;
};

export function mcpServer(context: vscode.ExtensionContext): vscode.Disposable {
  const { lm, McpStdioServerDefinition: Stdio } = vscode as unknown as Modern;
  if (!lm?.registerMcpServerDefinitionProvider || !Stdio) return new vscode.Disposable(() => undefined);
  return lm.registerMcpServerDefinitionProvider('rem.mcp', {
    provideMcpServerDefinitions() {
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      if (!vscode.workspace.isTrusted || folder?.scheme !== 'file') return [];
      const { mcp, modelHost, storeHost, models, storage, ownModels } = places(context);
      const env = { ELECTRON_RUN_AS_NODE: '1', REM_MODEL_HOST: modelHost, REM_STORE_HOST: storeHost, REM_MODEL_FILES: models, REM_STORES: storage, ...(ownModels === undefined ? {} : { REM_MODEL_DIR: ownModels }) };
      const definition = new Stdio('REM', process.execPath, [mcp], env, '0.1.0');
      definition.cwd = folder;
      return [definition];
    },
  });
}
