/**
 * Runs statements. Text, version and connection are taken the moment the person asks, before anything asynchronous, so that what runs is
 * what was seen. Nothing here runs anything that the person did not ask to run.
 */
import * as vscode from 'vscode';
import type { AnswerSource, RunAnswer, RunParams, StatementPlace } from '@rem/server/protocol';
import { editorOf, placeOf, rangeOf } from '../editor-place.ts';
import { flash } from '../flash.ts';
import type { History } from '../history.ts';
import type { PanelAction, Results } from '../results/view.ts';
import type { Tab } from '../results/messages.ts';
import type { Server } from '../server.ts';
import { statementsIn } from './statements.ts';

export type RunCommands = {
  run: (place?: unknown) => Promise<void>;
  runAll: () => Promise<void>;
  runText: (text: string) => Promise<void>;
  plan: (place?: unknown) => Promise<void>;
  cancel: () => void;
  fromPanel: (action: PanelAction) => void;
};

type Sources = Map<number, { params: RunParams; source?: AnswerSource }>;

export function runCommands(server: Server, results: Results, history: History): RunCommands {
  const running = new Map<number, vscode.CancellationTokenSource>();
  const asked: Sources = new Map();

  const execute = async (params: RunParams, text: string): Promise<void> => {
    const connection = connectionName();
    const tab = results.begin(text, connection);
    const cancel = new vscode.CancellationTokenSource();
    running.set(tab.id, cancel);
    asked.set(tab.id, { params });
    if ('uri' in params) void server.plan(params).then((answer) => flash(answer.source));
    const answer = vscode.workspace.isTrusted ? await server.run(params, cancel.token) : untrusted;
    running.delete(tab.id);
    cancel.dispose();
    if (answer.source) asked.set(tab.id, { params, source: answer.source });
    results.finish(tab.id, { kind: 'run', answer }, answer.source?.text);
    history.add({ text: answer.source?.text ?? text, at: tab.at, connection, rows: rowCount(answer) });
  };
  const runPlace = (place: StatementPlace): Promise<void> => execute(place, lineAt(place));
  const runText = (text: string): Promise<void> => execute({ text }, text);
  const plan = async (given?: unknown): Promise<void> => {
    const place = placeOf(given);
    if (!place) return noEditor();
    const tab = results.begin(lineAt(place), connectionName());
    asked.set(tab.id, { params: place });
    const answer = await server.plan(place);
    results.finish(tab.id, { kind: 'plan', answer }, answer.source?.text);
  };
  return {
    run: async (given) => {
      const place = placeOf(given);
      return place ? runPlace(place) : noEditor();
    },
    runAll: async () => {
      const places = await statementsIn(vscode.window.activeTextEditor);
      if (places.length > 1 && !(await agreed(places.length))) return;
      for (const place of places) await runPlace(place);
    },
    runText,
    plan,
    cancel: () => { for (const source of running.values()) source.cancel(); },
    fromPanel: (action) => {
      switch (action.kind) {
        case 'cancel': return running.get(action.tab.id)?.cancel();
        case 'rerun': return void runText(action.tab.text);
        case 'source': return showSource(asked.get(action.tab.id)?.source);
        case 'expand': return void expand(server, results, action.tab, action.label);
      }
    },
  };
}

/** The store is off here; its own message would speak of a setting. */
const untrusted: RunAnswer = {
  kind: 'failed', code: 'not-trusted', message: 'Statements run only in a workspace that you trust.', remedy: 'Choose "Workspaces: Manage Workspace Trust" in the command palette.',
};

/** Until the server says where the statement is, the tab is named by the cursor's line. */
function lineAt(place: StatementPlace): string {
  const document = vscode.workspace.textDocuments.find((other) => other.uri.toString() === place.uri);
  return document ? document.lineAt(document.positionAt(place.offset)).text.trim() : 'Statement';
}

function connectionName(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  return folder ? `notes of ${folder.name}` : 'no workspace';
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

/** The neighbours of a node of the graph, over every kind of edge. */
async function expand(server: Server, results: Results, tab: Tab, label: string): Promise<void> {
  const answer = await server.run({ text: `TRAVERSE WITH LOOKUP "${label.replace(/[\\"]/g, '\\$&')}"` });
  results.expanded(tab.id, label, answer);
}
