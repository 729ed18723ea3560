/** Writes a result as CSV, JSON or Markdown: into a file that the person names, or into a new note. Streams, so that size is no matter. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as vscode from 'vscode';
import type { RunAnswer } from '@rem/server/protocol';
import type { ExportFormat, Tab } from './messages.ts';

type Rows = Extract<RunAnswer, { kind: 'rows' }>;

const endings = { csv: 'csv', json: 'json', markdown: 'md', note: 'md' } satisfies Record<ExportFormat, string>;

/** `everything` asks for all rows of a result that was cut. */
export async function exportTab(tab: Tab, format: ExportFormat, everything: (token: vscode.CancellationToken) => Promise<RunAnswer>): Promise<void> {
  if (tab.content.kind !== 'run' || tab.content.answer.kind !== 'rows') return;
  const shown = tab.content.answer;
  const extent = shown.truncated ? await askExtent(shown.rows.length) : 'shown';
  const place = extent && (await askPlace(format));
  if (!place) return;
  const answer = extent === 'all' ? await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: 'REM: exporting all rows', cancellable: true }, (_, token) => everything(token)) : shown;
  if (answer.kind === 'failed') return void vscode.window.showErrorMessage(`Nothing was exported: ${answer.message} ${answer.remedy}`);
  try {
    await pipeline(Readable.from(linesOf(tab, answer, format)), createWriteStream(place.fsPath));
  } catch (error) {
    return void vscode.window.showErrorMessage(`The result could not be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (extent === 'all' && answer.truncated) void vscode.window.showWarningMessage(`${answer.rows.length} rows were exported, and there are more. ${answer.notes.join(' ')}`);
  if (format === 'note') await vscode.window.showTextDocument(place);
  else vscode.window.setStatusBarMessage(`$(check) REM: ${answer.rows.length} rows exported`, 4000);
}

async function askExtent(shown: number): Promise<'shown' | 'all' | undefined> {
  const items = [
    { label: 'All rows', description: 'runs the statement again; the rows go straight to the file', extent: 'all' as const },
    { label: `The ${shown} rows that are shown`, extent: 'shown' as const },
  ];
  return (await vscode.window.showQuickPick(items, { title: 'REM: Export', placeHolder: 'There are more rows than are shown' }))?.extent;
}

function askPlace(format: ExportFormat): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    title: format === 'note' ? 'Save the result as a note' : 'Export the result',
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `result.${endings[format]}`) }),
  });
}

/** The text of an export, piece by piece. */
export function* linesOf(tab: Pick<Tab, 'text' | 'at' | 'connection'>, rows: Rows, format: ExportFormat): Generator<string> {
  switch (format) {
    case 'csv': return yield* csv(rows);
    case 'json': return yield* json(rows);
    case 'markdown': return yield* markdown(rows);
    case 'note':
      yield `# ${tab.text.split('\n')[0]}\n\n${new Date(tab.at).toLocaleString()} on ${tab.connection}\n\n\`\`\`rem\n${tab.text}\n\`\`\`\n\n`;
      return yield* markdown(rows);
  }
}

function* csv({ columns, rows }: Rows): Generator<string> {
  const line = (cells: string[]): string => `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
  yield line(columns.map((column) => column.name));
  for (const row of rows) yield line(row.map(plain));
}

function* json({ columns, rows }: Rows): Generator<string> {
  yield '[';
  for (const [index, row] of rows.entries()) {
    yield `${index > 0 ? ',' : ''}\n  ${JSON.stringify(Object.fromEntries(columns.map((column, at) => [column.name, row[at] ?? null])))}`;
  }
  yield '\n]\n';
}

function* markdown({ columns, rows }: Rows): Generator<string> {
  const line = (cells: string[]): string => `| ${cells.map((cell) => cell.replace(/[\\|]/g, '\\$&').replace(/\s*\n\s*/g, ' ')).join(' | ')} |\n`;
  yield line(columns.map((column) => column.name));
  yield line(columns.map(() => '---'));
  for (const row of rows) yield line(row.map(plain));
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
