/**
 * Lets the scores follow what the person accepted and hid: the choices go to the server, the numbers that come back are written into the workspace
 * where the person wants them. Choices that were learnt from are set aside, because the next ones are made by other scores.
 */
import * as vscode from 'vscode';
import { z } from 'zod';
import { methods, recalibrateEdgesAnswerSchema } from '@rem/server/protocol';
import type { Server } from '../server.ts';
import { readLines, workspaceFile, writeLines } from './lines.ts';

const numbersFile = '.rem/edge-weights.json';
const choiceSchema = z.object({ score: z.number(), related: z.boolean() });

export async function recalibrateEdges(server: Server, choicesFile: vscode.Uri): Promise<void> {
  const lines = await readLines(choicesFile);
  const answer = await server.ask(methods.recalibrateEdges, recalibrateEdgesAnswerSchema, { choices: lines.flatMap(choiceOf) });
  if (answer.kind === 'failed') return void vscode.window.showWarningMessage(`${answer.message} ${answer.remedy}`);
  const file = workspaceFile(numbersFile);
  if (!file) return void vscode.window.showWarningMessage('No folder is open, so there is nowhere to keep the numbers.');
  const use = `Write ${numbersFile}`;
  const told = `${answer.choices} choices, ${answer.related} accepted: the scores’ mean error would go from ${answer.before.toFixed(2)} to ${answer.after.toFixed(2)}.`;
  if ((await vscode.window.showInformationMessage(told, use)) !== use) return;
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(file, '..'));
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(answer.text));
  await vscode.workspace.getConfiguration('rem').update('edges.weights', numbersFile, vscode.ConfigurationTarget.Workspace);
  await setAside(choicesFile, lines);
}

function choiceOf(line: string): z.infer<typeof choiceSchema>[] {
  try {
    const read = choiceSchema.safeParse(JSON.parse(line));
    return read.success ? [read.data] : [];
  } catch {
    return [];
  }
}

async function setAside(choicesFile: vscode.Uri, learnt: readonly string[]): Promise<void> {
  const file = vscode.Uri.joinPath(choicesFile, '..', 'edge-choices-learnt.jsonl');
  await writeLines(file, [...(await readLines(file)), ...learnt]);
  await writeLines(choicesFile, (await readLines(choicesFile)).slice(learnt.length));
}
