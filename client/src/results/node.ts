/** What a node of the graph can be asked: its neighbours, and the note that it is from. Both are ordinary statements about its label. */
import * as vscode from 'vscode';
import type { Server } from '../server.ts';
import type { Tab } from './messages.ts';
import { openTarget } from './open-target.ts';
import type { Results } from './view.ts';

/** The neighbours over every kind of edge, from here and to here, join the graph. */
export async function expandNode(server: Server, results: Results, tab: Tab, label: string): Promise<void> {
  results.expanded(tab.id, label, await server.run({ text: `TRAVERSE WITH LOOKUP ${quoted(label)} DIRECTION BOTH LIMIT 50` }));
}

export async function openNodesNote(server: Server, label: string): Promise<void> {
  const answer = await server.run({ text: `LOOKUP ${quoted(label)}` });
  if (answer.kind === 'failed') return void vscode.window.showWarningMessage(`${answer.message} ${answer.remedy}`);
  const column = answer.columns.findIndex(({ name }) => name === 'uri');
  const uri = answer.rows.map((row) => row[column]).find((value) => typeof value === 'string' && value !== '');
  if (typeof uri === 'string') return openTarget(uri);
  void vscode.window.showInformationMessage(`"${label}" has no note of its own.`);
}

function quoted(label: string): string {
  return `"${label.replace(/[\\"]/g, '\\$&')}"`;
}
