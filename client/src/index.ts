/**
 * The extension's entry: starts the language server, registers commands, the status bar entry and the results view. It knows VS Code and
 * the protocol; what a statement means, only the server knows.
 */
import * as vscode from 'vscode';
import { askCommand } from './commands/ask.ts';
import { fetchModel } from './commands/fetch-model.ts';
import { indexWorkspace } from './commands/index-workspace.ts';
import { pauseIndexing } from './commands/pause-indexing.ts';
import { runCommands } from './commands/run.ts';
import { writeQuery } from './commands/write-query.ts';
import { openConnections } from './connections/connections.ts';
import { edgeLabelling } from './edges/labelling.ts';
import { edgesView } from './edges/view.ts';
import { annotateRequests } from './feedback/annotate.ts';
import { openFeedback } from './feedback/feedback.ts';
import { openHistory } from './history.ts';
import { memoryView } from './memory/view.ts';
import { mcpServer } from './models/mcp.ts';
import { modelServers } from './models/models.ts';
import { languageModelTools } from './models/tools.ts';
import { momentsPanel } from './moments/panel.ts';
import { notebookController } from './notebook/controller.ts';
import { newNotebook } from './notebook/new.ts';
import { notebookType, serializer } from './notebook/serializer.ts';
import { createServer, type Server } from './server.ts';
import { resultsView } from './results/view.ts';
import { showMenu, statusBar } from './status-bar.ts';
import { remIsHere, whenRemComes } from './wake.ts';

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const started = createServer(context);
  server = started;
  const history = openHistory(context.globalState);
  const feedback = openFeedback(context, started.onOffered);
  const results = resultsView(context);
  const connections = openConnections(context, started);
  const run = runCommands(started, results, history, connections);
  results.onAction(run.fromPanel);
  const indexing = pauseIndexing(context, started);
  let begun: Promise<void> | undefined;
  const begin = (): Promise<void> => begun ??= beginWith(started, context);
  started.wakeBy(begin);
  const register = (id: string, command: (...args: unknown[]) => unknown): vscode.Disposable => vscode.commands.registerCommand(id, command);
  context.subscriptions.push(
    feedback,
    connections,
    memoryView(started, run.runText),
    modelServers(context, started),
    languageModelTools(started),
    mcpServer(context),
    notebookController(started),
    edgesView(context, started),
    momentsPanel(context, started),
    edgeLabelling(context, started),
    vscode.workspace.registerNotebookSerializer(notebookType, serializer),
    register('rem.newNotebook', newNotebook),
    register('rem.run', run.run),
    register('rem.runAll', run.runAll),
    register('rem.cancel', run.cancel),
    register('rem.plan', run.plan),
    register('rem.explain', run.explain),
    register('rem.writeQuery', (place) => writeQuery(started, place, feedback)),
    register('rem.ask', () => askCommand(started, run.runText, feedback)),
    register('rem.annotate', () => annotateRequests(started)),
    register('rem.connect', connections.pick),
    register('rem.index', () => indexWorkspace(started, connections)),
    register('rem.pauseIndexing', indexing.pause),
    register('rem.resumeIndexing', indexing.resume),
    register('rem.fetchModel', () => fetchModel(started)),
    register('rem.showResults', () => results.reveal()),
    register('rem.history', () => history.pick(run.runText)),
    register('rem.restart', () => started.restart()),
    register('rem.showLog', () => started.log.show()),
    register('rem.menu', () => showMenu(started)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.restart()),
  );
  // Listening comes first: a document may be opened while the files are looked through.
  const coming = whenRemComes(() => void begin());
  context.subscriptions.push(coming);
  if (!(await remIsHere())) return;
  coming.dispose();
  await begin();
}

/** What a window with REM has: the entry in the status bar, the memory view, the server. One that does not start leaves the commands, of which one starts it again. */
async function beginWith(started: Server, context: vscode.ExtensionContext): Promise<void> {
  void vscode.commands.executeCommand('setContext', 'rem.active', true);
  context.subscriptions.push(statusBar(started));
  await started.start().catch((error: unknown) => started.log.error(`The language server did not start: ${String(error)}`));
}

/** Both child processes end with the server, and the server with this. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
