/** What the client told about itself: capabilities, options, folders, settings; and keeping step with the settings and the schema file. */
import type { ClientCapabilities, Connection, InitializeParams } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { initializationOptionsSchema, settingsSchema, type InitializationOptions, type Settings } from './protocol.ts';
import { workspaceSchema } from './schema-file.ts';
import type { KnowledgeKeeper } from './session.ts';

export type ClientState = { client: ClientCapabilities; options: InitializationOptions; folders: string[]; settings: Settings };

export const unknownClient = (): ClientState => ({ client: {}, options: {}, folders: [], settings: settingsSchema.parse({}) });

/** Takes over what the client says as it begins. */
export function greet(state: ClientState, params: InitializeParams, log: (line: string) => void): void {
  state.client = params.capabilities;
  state.options = readOptions(params.initializationOptions, log);
  const folders = (params.workspaceFolders ?? []).flatMap(({ uri }) => pathOf(uri));
  state.folders = folders.length > 0 || !params.rootUri ? folders : pathOf(params.rootUri);
}

export type SettingsFollower = {
  /** Settings that came with the options. */
  take(settings: Settings): void;
  /** Asks the client for its settings and reads the schema file. */
  pull(): Promise<void>;
  /** Settings as `workspace/didChangeConfiguration` brings them. */
  changed(sent: unknown): Promise<void>;
  schemaFileChanged(): Promise<void>;
};

export function followSettings(connection: Connection, state: ClientState, keeper: KnowledgeKeeper): SettingsFollower {
  /** A schema file that cannot be used is told once, and the schema stays what it was. */
  const schemaFileChanged = async (): Promise<void> => {
    const found = await workspaceSchema(state.settings.schemaFile, state.folders);
    if (found?.read.kind === 'wrong') connection.window.showWarningMessage(`${found.file}: ${found.read.message} The schema stays as it was.`);
    else if (found || keeper.knowledge().schemaKnown) keeper.learnFile(found?.read.kind === 'schema' ? found.read.schema : undefined);
  };
  const take = (next: Settings): void => {
    if (JSON.stringify(next) === JSON.stringify(state.settings)) return;
    const moved = next.schemaFile !== state.settings.schemaFile;
    state.settings = next;
    keeper.learn({ settings: next });
    if (moved) void schemaFileChanged();
  };
  const read = (sent: unknown): Settings => settingsSchema.catch(state.settings).parse(sent);
  const pull = async (): Promise<void> => {
    if (!state.client.workspace?.configuration) return;
    const sent: unknown = await connection.workspace.getConfiguration('rem');
    if (sent !== null) take(read(sent));
  };
  return {
    take, pull, schemaFileChanged,
    async changed(sent) {
      if (state.client.workspace?.configuration) await pull();
      else if (typeof sent === 'object' && sent !== null && 'rem' in sent) take(read(sent.rem));
    },
  };
}

function readOptions(sent: unknown, log: (line: string) => void): InitializationOptions {
  const read = initializationOptionsSchema.safeParse(sent ?? {});
  if (!read.success) log(`initializationOptions are not understood and left aside: ${read.error.message}`);
  return read.success ? read.data : {};
}

function pathOf(uri: string): string[] {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? [parsed.fsPath] : [];
}
