/**
 * Runs statements. Text, version and connection are taken the moment the person asks, before anything asynchronous, so that what runs is
 * what was seen. Nothing here runs anything that the person did not ask to run.
 */
import * as vscode from 'vscode';
import type { AnswerSource, ExplainParams, RunAnswer, RunParams, StatementPlace } from '@rem/server/protocol';
import type { Connections } from '../connections/connections.ts';
import { editorOf, placeOf, rangeOf } from '../editor-place.ts';
import { flash } from '../flash.ts';
import type { History } from '../history.ts';
import { exportTab } from '../results/export.ts';
import { expandNode, openNodesNote } from '../results/node.ts';
import type { PanelAction, Results } from '../results/view.ts';
import type { Tab } from '../results/messages.ts';
import type { Server } from '../server.ts';
import { runningMark } from './running.ts';
import { statementsIn } from './statements.ts';

export type RunCommands = {
  run: (place?: unknown) => Promise<void>;
  runAll: () => Promise<void>;
  runText: (text: string) => Promise<void>;
  plan: (place?: unknown) => Promise<void>;
  explain: (place?: unknown) => Promise<void>;
  cancel: () => void;
  fromPanel: (action: PanelAction) => void;
};

type Sources = Map<number, { params: RunParams; source?: AnswerSource }>;

/** Rows that an export of everything brings at most. */
const exportLimit = 100_000;

export function runCommands(server: Server, results: Results, history: History, connections: Connections): RunCommands {
  const running = new Map<number, vscode.CancellationTokenSource>();
  const asked: Sources = new Map();
  const mark = runningMark();

  /** Answers false where the person cancelled it. */
  const execute = async (params: RunParams, text: string): Promise<boolean> => {
    const connection = connections.name();
    const tab = results.begin(text, connection);
    const cancel = new vscode.CancellationTokenSource();
    running.set(tab.id, cancel);
    mark(running.size);
    asked.set(tab.id, { params });
    if ('uri' in params) void server.plan(params).then((answer) => flash(answer.source));
    const answer = vscode.workspace.isTrusted ? await Promise.race([server.run(params, cancel.token), cancelledBy(cancel.token)]) : untrusted;
    running.delete(tab.id);
    mark(running.size);
    cancel.dispose();
    if (answer.source) asked.set(tab.id, { params, source: answer.source });
    results.finish(tab.id, { kind: 'run', answer }, answer.source?.text);
    history.add({ text: answer.source?.text ?? text, at: tab.at, connection, rows: rowCount(answer) });
    return !(answer.kind === 'failed' && answer.code === 'cancelled');
  };
  const runPlace = (place: StatementPlace): Promise<boolean> => execute(place, lineAt(place));
  const runText = async (text: string): Promise<void> => { await execute({ text }, text); };
  const plan = async (given?: unknown): Promise<void> => {
    const place = placeOf(given);
    if (!place) return noEditor();
    const tab = results.begin(lineAt(place), connections.name());
    asked.set(tab.id, { params: place });
    const answer = await server.plan(place);
    results.finish(tab.id, { kind: 'plan', answer }, answer.source?.text);
  };
  /** How the database would answer; the statement itself runs only where the person asks for real times. */
  const explainThis = async (params: ExplainParams, text: string): Promise<void> => {
    const tab = results.begin(text, connections.name());
    const cancel = new vscode.CancellationTokenSource();
    running.set(tab.id, cancel);
    const answer = vscode.workspace.isTrusted ? await Promise.race([server.explain(params, cancel.token), cancelledBy(cancel.token)]) : untrusted;
    running.delete(tab.id);
    cancel.dispose();
    asked.set(tab.id, { params, ...(answer.source && { source: answer.source }) });
    results.finish(tab.id, { kind: 'explain', answer }, answer.source?.text);
  };
  /** All rows of a result that was cut: they are asked for again, and go to the file without being drawn. */
  const everything = (tab: Tab) => async (token: vscode.CancellationToken): Promise<RunAnswer> =>
    tab.connection === connections.name() ? server.run({ text: tab.text, limit: exportLimit }, token) : elsewhere(tab);
  return {
    run: async (given) => {
      const place = placeOf(given);
      if (!place) return noEditor();
      await runPlace(place);
    },
    explain: async (given) => {
      const place = placeOf(given);
      return place ? explainThis(place, lineAt(place)) : noEditor();
    },
    runAll: async () => {
      const places = await statementsIn(vscode.window.activeTextEditor);
      if (places.length > 1 && !(await agreed(places.length))) return;
      if (places.length === 0) return noEditor();
      for (const place of places) if (!(await runPlace(place))) return;
    },
    runText,
    plan,
    cancel: () => { for (const source of running.values()) source.cancel(); },
    fromPanel: (action) => {
      switch (action.kind) {
        case 'cancel': return running.get(action.tab.id)?.cancel();
        case 'rerun': return void runText(action.tab.text);
        case 'measure': return void explainThis({ text: action.tab.text, measure: true }, action.tab.text);
        case 'export': return void exportTab(action.tab, action.format, everything(action.tab));
        case 'source': return showSource(asked.get(action.tab.id)?.source);
        case 'expand': return void expandNode(server, results, action.tab, action.label);
        case 'note': return void openNodesNote(server, action.label);
      }
    },
  };
}

/** The store is off here; its own message would speak of a setting. */
const untrusted: Extract<RunAnswer, { kind: 'failed' }> = {
  kind: 'failed', code: 'not-trusted', message: 'Statements run only in a workspace that you trust.', remedy: 'Choose "Workspaces: Manage Workspace Trust" in the command palette.',
};

/** The answer that a cancelled statement gets at once, however long the store takes to let go. */
function cancelledBy(token: vscode.CancellationToken): Promise<Extract<RunAnswer, { kind: 'failed' }>> {
  return new Promise((resolve) => token.onCancellationRequested(() => resolve({ kind: 'failed', code: 'cancelled', message: 'Cancelled.', remedy: 'Run it again when you want its rows.' })));
}

function elsewhere(tab: Tab): RunAnswer {
  return { kind: 'failed', code: 'other-connection', message: `These rows are from ${tab.connection}.`, remedy: 'Connect to it to export all of them, or export those that are shown.' };
}

/** Until the server says where the statement is, the tab is named by the cursor's line. */
function lineAt(place: StatementPlace): string {
  const document = vscode.workspace.textDocuments.find((other) => other.uri.toString() === place.uri);
  return document ? document.lineAt(document.positionAt(place.offset)).text.trim() : 'Statement';
}

function rowCount(answer: RunAnswer): number | undefined {
  return answer.kind === 'rows' ? answer.rows.length : undefined;
}

async function agreed(count: number): Promise<boolean> {
  const run = `Run ${count} Statements`;
  return (await vscode.window.showInformationMessage(`Run ${count} statements, one after the other?`, { modal: true }, run)) === run;
}

async function noEditor(): Promise<void> {
  await vscode.window.showInformationMessage('Open a file with REM statements and put the cursor into one.');
}

function showSource(source: AnswerSource | undefined): void {
  if (!source?.uri) return void vscode.window.showInformationMessage('This statement did not come from a file.');
  const selection = source.range ? rangeOf(source.range) : undefined;
  const column = editorOf(source.uri)?.viewColumn;
  void vscode.window.showTextDocument(vscode.Uri.parse(source.uri), { ...(selection && { selection }), ...(column && { viewColumn: column }) });
}
