/**
 * Annotation by keyboard alone: a request, what the model would answer, the right one chosen or written, and the next. Requests are the lines of the
 * open document (or the `request` of JSON lines); what was chosen goes as JSON lines into `.rem/query-labels.jsonl` of the workspace, in the form of the
 * project's own test requests, so that `rem eval query --data` and `rem-data from-feedback` read it. Taken up again, it goes on where it stopped.
 */
import * as vscode from 'vscode';
import { appendLine, dropLine, readLines, workspaceFile } from '../edges/lines.ts';
import type { Server } from '../server.ts';
import { requestOf, requestsIn } from './texts.ts';

const labelsFile = '.rem/query-labels.jsonl';

type Choice = vscode.QuickPickItem & { does: 'take' | 'write' | 'none' | 'skip' | 'back'; query?: string };

export async function annotateRequests(server: Server): Promise<void> {
  const file = workspaceFile(labelsFile);
  const document = vscode.window.activeTextEditor?.document;
  if (!file || !document) return void vscode.window.showInformationMessage('Open a folder, and in it a file with a request on each line.');
  const requests = requestsIn(document.getText());
  if (requests.length === 0) return void vscode.window.showInformationMessage('This file holds no requests: one on each line, or JSON lines with `request`.');
  const done = new Set((await readLines(file)).map(requestOf));
  const written: object[] = [];
  for (let at = 0; at < requests.length; ) {
    const request = requests[at]!;
    if (done.has(request)) { at++; continue; }
    const choice = await ask(server, request, `${at + 1} of ${requests.length}`, written.length > 0);
    if (choice === undefined) break;
    if (choice.does === 'back') {
      const last = written.pop();
      if (last) await dropLine(file, last);
      const before = last && requestOf(JSON.stringify(last));
      if (before !== undefined) { done.delete(before); at = requests.indexOf(before); }
      continue;
    }
    at++;
    if (choice.does === 'skip') continue;
    const line = { id: `a-${at}`, request, queries: choice.query === undefined ? [] : [choice.query], at: new Date().toISOString() };
    await appendLine(file, line);
    written.push(line);
    done.add(request);
  }
  if (written.length > 0) void vscode.window.showInformationMessage(`${written.length} requests were annotated in ${labelsFile}.`);
}

async function ask(server: Server, request: string, place: string, canGoBack: boolean): Promise<Choice | undefined> {
  const answer = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: 'REM: asking the model' }, (_, token) => server.generate({ request }, token));
  const offered = 'kind' in answer ? [] : answer.candidates?.length ? answer.candidates : answer.query === null ? [] : [{ query: answer.query, confidence: answer.confidence, explanation: answer.plan?.explanation ?? '' }];
  const items: Choice[] = [
    ...offered.map(({ query, confidence, explanation }, index): Choice => ({ label: `${index + 1}  ${query}`, detail: explanation, description: `${Math.round(confidence * 100)} %`, does: 'take', query })),
    { label: '$(edit) Write it', detail: 'Correct the first one, or write your own', does: 'write' },
    { label: '$(circle-slash) No query answers this', does: 'none' },
    { label: '$(arrow-right) Skip', does: 'skip' },
    ...(canGoBack ? [{ label: '$(arrow-left) Back', detail: 'Takes the last choice back', does: 'back' } satisfies Choice] : []),
  ];
  const choice = await vscode.window.showQuickPick(items, { title: `Annotate (${place}): ${request}`, placeHolder: 'Enter takes the marked one, Escape stops', matchOnDetail: true, ignoreFocusOut: true });
  if (choice?.does !== 'write') return choice;
  const query = await vscode.window.showInputBox({ title: `Annotate (${place}): ${request}`, value: offered[0]?.query ?? '', prompt: 'The query that answers it', ignoreFocusOut: true });
  return query === undefined || query.trim() === '' ? { label: 'skip', does: 'skip' } : { ...choice, query: query.trim() };
}
