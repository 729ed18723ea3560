/**
 * Connection wiring: what the server announces, when it starts work, and which handlers answer. `createServer` is the door for a client
 * of any transport; `main.ts` gives it the process's own.
 */
import { existsSync } from 'node:fs';
import { loadSql } from '@rem/grammar';
import { resolveDates } from '@rem/model';
import {
  CodeLensRefreshRequest, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, TextDocuments, type Connection, type InitializeParams,
} from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { capabilitiesFor, registerForRem } from './capabilities.ts';
import { isRem, openDocuments, viewsOf, type Open } from './documents.ts';
import { createParts, type Progress } from './parts.ts';
import { initializationOptionsSchema, methods, settingsSchema, type InitializationOptions, type Settings } from './protocol.ts';
import { workspaceSchema } from './schema-file.ts';
import { realServices, type Services } from './services.ts';
import { keepKnowledge, safely, type Session } from './session.ts';
import { wireDiagnostics } from './wire/diagnostics.ts';
import { wireGhost } from './wire/ghost.ts';
import { wireLanguage } from './wire/language.ts';
import { createNoteProblems } from './wire/note-problems.ts';
import { wireNavigation } from './wire/navigation.ts';
import { wireRequests } from './wire/requests.ts';
import { wireStructure } from './wire/structure.ts';
import { createWriter } from './writing.ts';

export function createServer(connection: Connection, services: Services = realServices): void {
  const documents = new TextDocuments<Open>(openDocuments);
  const log = (line: string): void => connection.console.log(line);
  let client: InitializeParams['capabilities'] = {};
  let options: InitializationOptions = {};
  let settings: Settings = settingsSchema.parse({});
  let folders: string[] = [];
  let refresh = (): void => undefined;
  /** The client's settings are known: work that they could forbid may begin. */
  const settled = Promise.withResolvers<void>();
  const keeper = keepKnowledge(() => refresh());
  const notes = createNoteProblems(connection);
  const parts = createParts({
    services, keeper, log,
    notes: (folder, problems) => notes.tell(folder, problems),
    options: () => options,
    settings: () => settings,
    folder: () => folders[0],
    tell: (status) => void connection.sendNotification(methods.status, status),
    progress: (title) => startProgress(connection, client, title),
  });
  const session: Session = {
    connection, services, documents, parts, log,
    get folders() { return folders; },
    get options() { return options; },
    get client() { return client; },
    get settings() { return settings; },
    get documentation() { return options.documentationUri ?? ownDocumentation; },
    knowledge: keeper.knowledge,
    resolveDates(text) {
      const { timeZone, settings: { weekStart } } = keeper.knowledge();
      return resolveDates(text, { now: services.now(), timeZone, weekStart }).resolved;
    },
    refresh: () => refresh(),
  };

  connection.onInitialize((params) => {
    client = params.capabilities;
    options = readOptions(params.initializationOptions, log);
    folders = (params.workspaceFolders ?? []).flatMap(({ uri }) => pathOf(uri));
    if (folders.length === 0 && params.rootUri) folders = pathOf(params.rootUri);
    if (options.settings) takeSettings(options.settings);
    return { capabilities: capabilitiesFor(client, options), serverInfo: { name: 'rem', version: '0.1.0' } };
  });

  connection.onInitialized(safely(session, 'initialized', undefined, async () => {
    void loadSql().then(() => keeper.learn({}), (error: unknown) => log(`SQL checks are off: ${String(error)}`));
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration) void connection.client.register(DidChangeConfigurationNotification.type, { section: 'rem' });
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*.{rem,md,markdown,yaml,yml,json}' }] });
    }
    await registerForRem(connection, client);
    await pullSettings().finally(settled.resolve);
    await readSchemaFile();
  }));

  connection.onDidChangeConfiguration(safely(session, 'configuration', undefined, async (params: { settings: unknown }) => {
    if (client.workspace?.configuration) return pullSettings();
    const sent = params.settings;
    if (typeof sent === 'object' && sent !== null && 'rem' in sent) takeSettings(settingsSchema.catch(settings).parse(sent.rem));
  }));

  const pullSettings = async (): Promise<void> => {
    if (!client.workspace?.configuration) return;
    const sent: unknown = await connection.workspace.getConfiguration('rem');
    if (sent !== null) takeSettings(settingsSchema.catch(settings).parse(sent));
  };

  const takeSettings = (next: Settings): void => {
    if (JSON.stringify(next) === JSON.stringify(settings)) return;
    const moved = next.schemaFile !== settings.schemaFile;
    settings = next;
    keeper.learn({ settings: next });
    if (moved) void readSchemaFile();
  };

  /** A schema file that cannot be used is told once, and the schema stays what it was. */
  const readSchemaFile = async (): Promise<void> => {
    const found = await workspaceSchema(settings.schemaFile, folders);
    if (found?.read.kind === 'wrong') connection.window.showWarningMessage(`${found.file}: ${found.read.message} The schema stays as it was.`);
    else if (found || keeper.knowledge().schemaKnown) keeper.learnFile(found?.read.kind === 'schema' ? found.read.schema : undefined);
  };

  /** Work begins with the first document that holds REM, after the request that is being answered. */
  const startWork = (open: Open): void => {
    if (!isRem(open) && viewsOf(open, { embedded: settings.embedded.enabled }).length === 0) return;
    void settled.promise.then(() => setImmediate(() => parts.start()));
  };
  documents.onDidOpen(({ document }) => startWork(document));
  connection.onDidChangeWatchedFiles(safely(session, 'watchedFiles', undefined, ({ changes }) => {
    for (const { uri } of changes) navigation.changed(uri);
    if (changes.some(({ uri }) => uri.endsWith('.schema.json'))) void readSchemaFile();
    if (changes.some(({ uri }) => !uri.endsWith('.rem'))) parts.notesChanged();
  }));
  connection.onShutdown(() => parts.dispose());

  const diagnostics = wireDiagnostics(session, notes);
  wireLanguage(session);
  wireStructure(session);
  const navigation = wireNavigation(session);
  const writer = createWriter(session);
  wireGhost(session, writer);
  wireRequests(session, writer);
  refresh = () => {
    diagnostics.refresh();
    if (client.workspace?.inlayHint?.refreshSupport) void connection.languages.inlayHint.refresh().catch(() => undefined);
    if (client.workspace?.codeLens?.refreshSupport) void connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
  };
  documents.listen(connection);
  connection.listen();
}

/** In a clone the page lies beside the source; in a bundle the client says where. */
const ownPage = new URL('../../docs/problems.md', import.meta.url);
const ownDocumentation = existsSync(ownPage) ? ownPage.href : undefined;

function readOptions(sent: unknown, log: (line: string) => void): InitializationOptions {
  const read = initializationOptionsSchema.safeParse(sent ?? {});
  if (!read.success) log(`initializationOptions are not understood and left aside: ${read.error.message}`);
  return read.success ? read.data : {};
}

function pathOf(uri: string): string[] {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? [parsed.fsPath] : [];
}

const silent: Progress = { report: () => undefined, done: () => undefined };

async function startProgress(connection: Connection, client: InitializeParams['capabilities'], title: string): Promise<Progress> {
  if (!client.window?.workDoneProgress) return silent;
  try {
    const progress = await connection.window.createWorkDoneProgress();
    progress.begin(title, 0, undefined, false);
    return { report: (percent, message) => progress.report(percent, message), done: () => progress.done() };
  } catch {
    return silent;
  }
}
