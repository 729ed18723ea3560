/** "Why was this slow": the last requests to models, each with where its time went, as a page to read. */
import * as vscode from 'vscode';
import { serverMethods, slowAnswerSchema, type SlowAnswer } from '@rem/server/protocol';
import type { Server } from '../server.ts';

export async function showSlow(server: Server): Promise<void> {
  const answer = await server.ask(serverMethods.slow, slowAnswerSchema, {});
  if (answer.kind === 'failed') return void vscode.window.showWarningMessage(`${answer.message} ${answer.remedy}`);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: slowPage(answer) });
  await vscode.window.showTextDocument(document, { preview: true });
}

/** A Markdown table, newest first, with the largest part of each request named. */
export function slowPage({ records }: Extract<SlowAnswer, { kind: 'records' }>): string {
  if (records.length === 0) return '# Requests to models\n\nNo model was asked yet.\n';
  const rows = records.map(({ server, task, at, total, outcome, firstText, timings }) => {
    const cells = timings
      ? [ms(timings.queue), ms(timings.prompt), ms(timings.generate), `${timings.cachedTokens} of ${timings.promptTokens}`, largest(timings)]
      : ['', '', '', '', outcome];
    return `| ${[new Date(at).toLocaleTimeString(), plain(server), task, ms(total), firstText === undefined ? '' : ms(firstText), ...cells].join(' | ')} |`;
  });
  return [
    '# Requests to models', '',
    '| at | model | task | total | first text | queue | prompt | writing | prompt tokens known before | what took longest |', '|---|---|---|---:|---:|---:|---:|---:|---:|---|', ...rows, '',
    'queue: others were served first. prompt: the request was read; tokens known before cost nothing. writing: the answer was written.', '',
  ].join('\n');
}

function largest({ queue, prompt, generate }: { queue: number; prompt: number; generate: number }): string {
  const [name] = [['waiting in the queue', queue], ['reading the prompt', prompt], ['writing', generate]].sort((a, b) => Number(b[1]) - Number(a[1]))[0]!;
  return String(name);
}

const ms = (value: number): string => `${Math.round(value)} ms`;
const plain = (text: string): string => text.replace(/[|\\`\n]/g, ' ');
