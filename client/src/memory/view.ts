/**
 * The side view of the memory: tables with their counts, kinds, labels, and the newest moments. It asks only for what is unfolded, and asks
 * again when the store says that it changed.
 */
import * as vscode from 'vscode';
import type { RunAnswer } from '@rem/server/protocol';
import { openTarget } from '../results/open-target.ts';
import type { Server } from '../server.ts';
import { kinds, labels, recentMoments, tables } from './questions.ts';

type Row = Record<string, unknown>;
type Node =
  | { kind: 'table'; table: (typeof tables)[number]; rows: number }
  | { kind: 'other'; name: string; rows: number }
  | { kind: 'kind'; table: (typeof tables)[number]; name: string | null; rows: number }
  | { kind: 'moments' }
  | { kind: 'label'; row: Row }
  | { kind: 'message'; text: string; remedy: string };

export function memoryView(server: Server, run: (text: string) => Promise<void>): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView('rem.memory', { treeDataProvider: provider(server, changed.event), showCollapseAll: true });
  let last = '';
  const refresh = (): void => {
    const now = JSON.stringify(server.status()?.store);
    if (now !== last && server.status()?.store.kind !== 'indexing') changed.fire();
    last = now;
  };
  return vscode.Disposable.from(
    view,
    changed,
    server.onStatus(refresh),
    vscode.commands.registerCommand('rem.memory.refresh', () => changed.fire()),
    vscode.commands.registerCommand('rem.memory.open', (node: Node) => openNode(node, run)),
    vscode.commands.registerCommand('rem.memory.lookup', (node: Node) => lookup(node, run)),
  );
}

function provider(server: Server, onDidChangeTreeData: vscode.Event<void>): vscode.TreeDataProvider<Node> {
  const ask = async (text: string, toNode: (row: Row) => Node[]): Promise<Node[]> => {
    const answer = await server.run({ text, limit: 1000 });
    return answer.kind === 'failed' ? [{ kind: 'message', text: answer.message, remedy: answer.remedy }] : recordsOf(answer).flatMap(toNode);
  };
  const label = (row: Row): Node[] => [{ kind: 'label', row }];
  return {
    onDidChangeTreeData,
    getTreeItem: itemOf,
    getChildren: async (node) => {
      if (!node) return ['ready', 'indexing'].includes(server.status()?.store.kind ?? '') ? roots(server) : [];
      if (node.kind === 'table') return ask(kinds(node.table), (row) => [{ kind: 'kind', table: node.table, name: typeof row['name'] === 'string' ? row['name'] : null, rows: Number(row['rows']) }]);
      if (node.kind === 'kind') return ask(labels(node.table, node.name), label);
      return node.kind === 'moments' ? ask(recentMoments, label) : [];
    },
  };
}

/** The tables of the connection: those of notes unfold, others tell their rows. */
async function roots(server: Server): Promise<Node[]> {
  const answer = await server.counts();
  if (answer.kind === 'failed') return [{ kind: 'message', text: answer.message, remedy: answer.remedy }];
  const nodes = answer.tables.map(({ table: name, rows }): Node => {
    const table = tables.find((known) => known.name === name);
    return table ? { kind: 'table', table, rows } : { kind: 'other', name, rows };
  });
  return answer.tables.some(({ table }) => table === 'moments') ? [...nodes, { kind: 'moments' }] : nodes;
}

function recordsOf(answer: Extract<RunAnswer, { kind: 'rows' }>): Row[] {
  return answer.rows.map((row) => Object.fromEntries(answer.columns.map((column, at) => [column.name, row[at]])));
}

const icons = { resources: 'note', entities: 'symbol-class', moments: 'history', files: 'files' } as const;

function itemOf(node: Node): vscode.TreeItem {
  const folded = vscode.TreeItemCollapsibleState.Collapsed;
  switch (node.kind) {
    case 'table': return item(node.table.name, icons[node.table.name], node.rows > 0 ? folded : vscode.TreeItemCollapsibleState.None, { description: String(node.rows) });
    case 'other': return item(node.name, 'table', vscode.TreeItemCollapsibleState.None, { description: String(node.rows) });
    case 'kind': return item(node.name ?? 'without a kind', 'symbol-enum-member', folded, { description: String(node.rows) });
    case 'moments': return item('recent moments', 'clock', folded, {});
    case 'message': return item(node.text, 'warning', vscode.TreeItemCollapsibleState.None, { tooltip: node.remedy });
    case 'label': return labelItem(node);
  }
}

function labelItem(node: Extract<Node, { kind: 'label' }>): vscode.TreeItem {
  const { name, summary, resource_timestamp: time } = node.row;
  const description = typeof time === 'string' ? new Date(time).toLocaleString() : undefined;
  return item(String(name), 'circle-small', vscode.TreeItemCollapsibleState.None, {
    ...(description !== undefined && { description }),
    ...(typeof summary === 'string' && { tooltip: summary }),
    // Without it a screen reader reads the whole summary in place of the name.
    accessibilityInformation: { label: `${String(name)} ${description ?? ''}`.trim() },
    contextValue: 'label',
    command: { command: 'rem.memory.open', title: 'Open', arguments: [node] },
  });
}

function item(label: string, icon: string, state: vscode.TreeItemCollapsibleState, more: Partial<vscode.TreeItem>): vscode.TreeItem {
  return Object.assign(new vscode.TreeItem(label, state), { iconPath: new vscode.ThemeIcon(icon), ...more });
}

/** The note behind a label, or where there is none the label looked up. */
async function openNode(node: Node, run: (text: string) => Promise<void>): Promise<void> {
  if (node.kind !== 'label') return;
  const { uri } = node.row;
  return typeof uri === 'string' && uri !== '' ? openTarget(uri) : lookup(node, run);
}

async function lookup(node: Node, run: (text: string) => Promise<void>): Promise<void> {
  if (node.kind === 'label') await run(`LOOKUP "${String(node.row['name']).replace(/[\\"]/g, '\\$&')}"`);
}
