/**
 * Runs the cells of a notebook. A cell with statements runs them one after the other; a cell that holds only a request comment gets the
 * query written into a new cell below, which is not run: nothing that a model wrote runs by itself.
 */
import * as vscode from 'vscode';
import type { RunAnswer, StatementPlace } from '@rem/server/protocol';
import { statementsOf } from '../commands/statements.ts';
import type { Server } from '../server.ts';
import { notebookType, outputOf } from './serializer.ts';

export function notebookController(server: Server): vscode.Disposable {
  const controller = vscode.notebooks.createNotebookController('rem-notebook', notebookType, 'REM');
  controller.supportedLanguages = ['rem'];
  controller.supportsExecutionOrder = true;
  let order = 0;
  controller.executeHandler = async (cells) => {
    for (const cell of cells) await runCell(controller.createNotebookCellExecution(cell), ++order, server);
  };
  return controller;
}

async function runCell(execution: vscode.NotebookCellExecution, order: number, server: Server): Promise<void> {
  const { document } = execution.cell;
  execution.executionOrder = order;
  execution.start(Date.now());
  await execution.clearOutput();
  const places = await statementsOf(document);
  const succeeded = places.length > 0 ? await runStatements(execution, places, server) : await writeBelow(execution, server);
  execution.end(succeeded, Date.now());
}

/** Stops at the first statement that fails, so that later ones do not run on wrong ground. */
async function runStatements(execution: vscode.NotebookCellExecution, places: readonly StatementPlace[], server: Server): Promise<boolean> {
  for (const place of places) {
    const answer = await server.run(place, execution.token);
    await execution.appendOutput(outputOf(answer));
    if (answer.kind === 'failed') return false;
  }
  return true;
}

async function writeBelow(execution: vscode.NotebookCellExecution, server: Server): Promise<boolean> {
  const { cell } = execution;
  const { document } = cell;
  if (document.getText().trim() === '') return true;
  const answer = await server.generate({ request: requestOf(document.getText()), uri: document.uri.toString() }, execution.token);
  if ('kind' in answer) return fail(execution, answer);
  if (answer.query === null) return fail(execution, { kind: 'failed', code: 'no-query', message: answer.reason ?? 'No query answers this request.', remedy: 'Say it in other words, or write the query.' });
  const edit = new vscode.WorkspaceEdit();
  const below = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, answer.query, 'rem');
  edit.set(cell.notebook.uri, [vscode.NotebookEdit.insertCells(cell.index + 1, [below])]);
  return vscode.workspace.applyEdit(edit);
}

async function fail(execution: vscode.NotebookCellExecution, answer: Extract<RunAnswer, { kind: 'failed' }>): Promise<false> {
  await execution.appendOutput(outputOf(answer));
  return false;
}

/** A request without its comment marks; the server folds its lines. */
const requestOf = (text: string): string => text.replace(/^\s*(?:--+|#+)\s?/gm, '').replace(/\/\*|\*\//g, ' ').trim();
