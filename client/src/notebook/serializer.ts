/** Notebook files as VS Code sees them. */
import * as vscode from 'vscode';
import { runAnswerSchema, type RunAnswer } from '@rem/server/protocol';
import { readNotebook, writeNotebook, type StoredCell } from './format.ts';

export const notebookType = 'rem-notebook';
export const resultMime = 'application/vnd.rem.result+json';

export const serializer: vscode.NotebookSerializer = {
  deserializeNotebook: (content) => {
    const { cells, problem } = readNotebook(new TextDecoder().decode(content));
    if (problem !== undefined) void vscode.window.showWarningMessage(problem);
    return new vscode.NotebookData(cells.map(toCell));
  },
  serializeNotebook: (data) => new TextEncoder().encode(writeNotebook(data.cells.map(fromCell))),
};

function toCell(cell: StoredCell): vscode.NotebookCellData {
  if (cell.kind === 'text') return new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, cell.text, 'markdown');
  const data = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, cell.text, 'rem');
  data.outputs = cell.results.map(outputOf);
  return data;
}

function fromCell(cell: vscode.NotebookCellData): StoredCell {
  if (cell.kind === vscode.NotebookCellKind.Markup) return { kind: 'text', text: cell.value };
  return { kind: 'query', text: cell.value, results: (cell.outputs ?? []).flatMap(resultOf) };
}

/** One answer as an output: drawn by our renderer, and as plain JSON for anything else that shows notebooks. */
export function outputOf(answer: RunAnswer): vscode.NotebookCellOutput {
  return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.json(answer, resultMime)]);
}

function resultOf(output: vscode.NotebookCellOutput): RunAnswer[] {
  const item = output.items.find(({ mime }) => mime === resultMime);
  if (!item) return [];
  const read = runAnswerSchema.safeParse(JSON.parse(new TextDecoder().decode(item.data)));
  return read.success ? [read.data] : [];
}
