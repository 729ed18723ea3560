/**
 * The palette box: a request in the person's words, the queries that answer it with what each one means, and the person's choice of what
 * becomes of it. Nothing runs before that choice.
 */
import * as vscode from 'vscode';
import type { Failed, GenerateAnswer } from '@rem/server/protocol';
import type { Feedback } from '../feedback/feedback.ts';
import type { Server } from '../server.ts';

type Candidate = vscode.QuickPickItem & { query?: string };

const settleMs = 350;

export async function askCommand(server: Server, run: (text: string) => Promise<void>, feedback: Feedback): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const query = await chooseQuery(server, editor?.document.uri.toString(), feedback);
  if (query === undefined) return;
  const action = await chooseAction(query, editor);
  if (action === 'insert') await insert(query, editor);
  if (action === 'run') await run(query);
  if (action === 'copy') await vscode.env.clipboard.writeText(query);
}

/** Shows candidates while the person types; each keystroke stops the request before it. */
function chooseQuery(server: Server, uri: string | undefined, feedback: Feedback): Promise<string | undefined> {
  const box = vscode.window.createQuickPick<Candidate>();
  box.title = 'REM: Ask';
  box.placeholder = 'Say what you want to know, for example: who does Sarah Chen manage?';
  let current: vscode.CancellationTokenSource | undefined;
  let timer: NodeJS.Timeout | undefined;
  const generate = async (request: string): Promise<void> => {
    const source = new vscode.CancellationTokenSource();
    current = source;
    box.busy = true;
    const answer = await server.generate({ request, ...(uri && { uri }) }, source.token);
    if (source.token.isCancellationRequested) return;
    box.busy = false;
    box.items = candidates(answer);
  };
  box.onDidChangeValue((value) => {
    current?.cancel();
    clearTimeout(timer);
    box.items = [];
    const request = value.trim();
    box.busy = request !== '';
    if (request !== '') timer = setTimeout(() => void generate(request), settleMs);
  });
  const offered = (): string[] => box.items.flatMap(({ query }) => query ?? []);
  return new Promise((resolve) => {
    let taken = false;
    box.onDidAccept(() => {
      const query = box.selectedItems[0]?.query;
      if (query === undefined) return;
      feedback.keep('accept', { request: box.value.trim(), offered: offered(), query });
      taken = true;
      resolve(query);
      box.hide();
    });
    box.onDidHide(() => {
      if (!taken && offered().length > 0) feedback.keep('dismiss', { request: box.value.trim(), offered: offered(), query: null });
      current?.cancel();
      clearTimeout(timer);
      box.dispose();
      resolve(undefined);
    });
    box.show();
  });
}

/** What the model offers, best first; or why there is nothing. */
export function candidates(answer: GenerateAnswer | Failed): Candidate[] {
  if ('kind' in answer) return [{ label: `$(warning) ${answer.message}`, detail: answer.remedy, alwaysShow: true }];
  const found = answer.candidates ?? [];
  if (found.length > 0) return found.map(({ query, confidence, explanation }) => item(query, explanation, confidence));
  if (answer.query !== null) return [item(answer.query, answer.plan?.explanation ?? '', answer.confidence)];
  return [{ label: '$(info) No query found', detail: answer.reason ?? 'Say it in other words.', alwaysShow: true }];
}

function item(query: string, explanation: string, confidence: number): Candidate {
  return { label: query, detail: explanation, description: `${Math.round(confidence * 100)} %`, alwaysShow: true, query };
}

async function chooseAction(query: string, editor: vscode.TextEditor | undefined): Promise<'insert' | 'run' | 'copy' | undefined> {
  const where = editor ? 'into this file, at the cursor' : 'into a new file';
  const chosen = await vscode.window.showQuickPick([
    { label: '$(edit) Insert', description: where, action: 'insert' as const },
    { label: '$(play) Run', description: 'and show the rows', action: 'run' as const },
    { label: '$(copy) Copy', action: 'copy' as const },
  ], { title: query, placeHolder: 'What to do with this query?' });
  return chosen?.action;
}

async function insert(query: string, editor: vscode.TextEditor | undefined): Promise<void> {
  if (!editor || editor.document.isClosed) {
    const document = await vscode.workspace.openTextDocument({ language: 'rem', content: `${query}\n` });
    return void vscode.window.showTextDocument(document);
  }
  const line = editor.document.lineAt(editor.selection.active.line);
  const text = line.isEmptyOrWhitespace ? query : `\n${query}`;
  await editor.edit((builder) => builder.insert(line.range.end, text));
}
