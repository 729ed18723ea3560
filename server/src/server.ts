/**
 * Connection wiring: what the server announces, when it starts work, and which handlers answer. `createServer` is the door for a client
 * of any transport; `main.ts` gives it the process's own.
 */
import { existsSync } from 'node:fs';
import { loadSql } from '@rem/grammar';
import { resolveDates } from '@rem/model';
import {
  CodeLensRefreshRequest, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, TextDocuments, type ClientCapabilities, type Connection,
} from 'vscode-languageserver';
import { capabilitiesFor, registerForRem } from './capabilities.ts';
import { followSettings, greet, unknownClient, type ClientState, type SettingsFollower } from './client-state.ts';
import { isRem, openDocuments, viewsOf, type Open } from './documents.ts';
import { createParts, type Progress } from './parts.ts';
import { methods } from './protocol.ts';
import { realServices, type Services } from './services.ts';
import { keepKnowledge, safely, type KnowledgeKeeper, type Session } from './session.ts';
import { wireDiagnostics } from './wire/diagnostics.ts';
import { wireEdges } from './wire/edges.ts';
import { wireGhost } from './wire/ghost.ts';
import { wireLanguage } from './wire/language.ts';
import { wireMoments } from './wire/moments.ts';
import { wireModelServers } from './wire/model-servers.ts';
import { createNoteProblems } from './wire/note-problems.ts';
import { wireNavigation } from './wire/navigation.ts';
import { wireRequests } from './wire/requests.ts';
import { wireStructure } from './wire/structure.ts';
import { createWriter } from './writing.ts';

export function createServer(connection: Connection, services: Services = realServices): void {
  const documents = new TextDocuments<Open>(openDocuments);
  const log = (line: string): void => connection.console.log(line);
  const state = unknownClient();
  let refresh = (): void => undefined;
  const keeper = keepKnowledge(() => refresh());
  const notes = createNoteProblems(connection);
  const parts = createParts({
    services, keeper, log,
    notes: (folder, problems) => notes.tell(folder, problems),
    options: () => state.options,
    settings: () => state.settings,
    folder: () => state.folders[0],
    tell: (status) => void connection.sendNotification(methods.status, status),
    progress: (title) => startProgress(connection, state.client, title),
  });
  const session = sessionOf({ connection, services, documents, parts, log }, state, keeper, () => refresh());
  const follower = followSettings(connection, state, keeper);

  wireLife(session, state, follower, keeper);
  const edges = wireEdges(session);
  const moments = wireMoments(session);
  const diagnostics = wireDiagnostics(session, notes, edges, moments);
  wireLanguage(session, edges, moments);
  wireStructure(session, moments);
  const navigation = wireNavigation(session);
  const writer = createWriter(session);
  wireGhost(session, writer, edges);
  wireRequests(session, writer);
  wireModelServers(session);
  connection.onDidChangeWatchedFiles(safely(session, 'watchedFiles', undefined, ({ changes }) => {
    for (const { uri } of changes) navigation.changed(uri);
    if (changes.some(({ uri }) => uri.endsWith('.schema.json'))) void follower.schemaFileChanged();
    if (changes.some(({ uri }) => !uri.endsWith('.rem'))) parts.notesChanged();
  }));
  refresh = () => {
    diagnostics.refresh();
    if (state.client.workspace?.inlayHint?.refreshSupport) void connection.languages.inlayHint.refresh().catch(() => undefined);
    if (state.client.workspace?.codeLens?.refreshSupport) void connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
  };
  documents.listen(connection);
  connection.listen();
}

function sessionOf(made: Pick<Session, 'connection' | 'services' | 'documents' | 'parts' | 'log'>, state: ClientState, keeper: KnowledgeKeeper, refresh: () => void): Session {
  return {
    ...made, refresh,
    get folders() { return state.folders; },
    get options() { return state.options; },
    get client() { return state.client; },
    get settings() { return state.settings; },
    get documentation() { return state.options.documentationUri ?? ownDocumentation; },
    knowledge: keeper.knowledge,
    resolveDates(text) {
      const { timeZone, settings: { weekStart } } = keeper.knowledge();
      return resolveDates(text, { now: made.services.now(), timeZone, weekStart }).resolved;
    },
  };
}

/** From the first word to the last: greeting, settings, the beginning of work, the end. */
function wireLife(session: Session, state: ClientState, follower: SettingsFollower, keeper: KnowledgeKeeper): void {
  const { connection, documents, parts, log } = session;
  /** The client's settings are known: work that they could forbid may begin. */
  const settled = Promise.withResolvers<void>();

  connection.onInitialize((params) => {
    greet(state, params, log);
    if (state.options.settings) follower.take(state.options.settings);
    return { capabilities: capabilitiesFor(state.client, state.options), serverInfo: { name: 'rem', version: '0.1.0' } };
  });
  connection.onInitialized(safely(session, 'initialized', undefined, async () => {
    void loadSql().then(() => keeper.learn({}), (error: unknown) => log(`SQL checks are off: ${String(error)}`));
    const { didChangeConfiguration, didChangeWatchedFiles } = state.client.workspace ?? {};
    if (didChangeConfiguration?.dynamicRegistration) void connection.client.register(DidChangeConfigurationNotification.type, { section: 'rem' });
    if (didChangeWatchedFiles?.dynamicRegistration) void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*.{rem,md,markdown,yaml,yml,json}' }] });
    await registerForRem(connection, state.client);
    await follower.pull().finally(settled.resolve);
    await follower.schemaFileChanged();
  }));
  connection.onDidChangeConfiguration(safely(session, 'configuration', undefined, ({ settings }: { settings: unknown }) => follower.changed(settings)));
  // Work begins with the first document that holds REM.
  documents.onDidOpen(({ document }) => {
    if (isRem(document) || viewsOf(document, { embedded: state.settings.embedded.enabled }).length > 0) void settled.promise.then(() => setImmediate(() => parts.start()));
  });
  connection.onShutdown(() => parts.dispose());
}

/** In a clone the page lies beside the source; in a bundle the client says where. */
const ownPage = new URL('../../docs/problems.md', import.meta.url);
const ownDocumentation = existsSync(ownPage) ? ownPage.href : undefined;

const silent: Progress = { report: () => undefined, done: () => undefined };

async function startProgress(connection: Connection, client: ClientCapabilities, title: string): Promise<Progress> {
  if (!client.window?.workDoneProgress) return silent;
  try {
    const progress = await connection.window.createWorkDoneProgress();
    progress.begin(title, 0, undefined, false);
    return { report: (percent, message) => progress.report(percent, message), done: () => progress.done() };
  } catch {
    return silent;
  }
}
