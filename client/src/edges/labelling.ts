/**
 * Labelling pairs of notes: one pair at a time, both texts side by side, the scorer's opinion out of sight. Labels go as JSON lines into
 * `.rem/edge-labels.jsonl` of the workspace, so that work can be stopped and taken up anywhere.
 */
import * as vscode from 'vscode';
import { z } from 'zod';
import { relationNames, type EdgePair } from '@rem/server/protocol';
import { pageHtml } from '../results/page.ts';
import type { Server } from '../server.ts';
import { agreementReport, agreements, type EdgeLabel } from './agreement.ts';
import { appendLine, dropLine, readLines, workspaceFile } from './lines.ts';
import { fromLabellingSchema, type FromLabelling, type ToLabelling } from './messages.ts';

const labelsFile = '.rem/edge-labels.jsonl';
/** Pairs fetched at once; those the scorer is least sure of come first in each lot. */
const lot = 30;

const lineSchema = z.looseObject({ id: z.string(), source: z.string().default(''), target: z.string().default(''), affinity: z.number().min(0).max(1), relation: z.enum(relationNames).nullable(), labeller: z.string() });
type Line = z.infer<typeof lineSchema>;

export function edgeLabelling(context: vscode.ExtensionContext, server: Server): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('rem.edges.label', () => start(context, server, 'first')),
    vscode.commands.registerCommand('rem.edges.labelAgain', () => start(context, server, 'again')),
    vscode.commands.registerCommand('rem.edges.agreement', showAgreement),
  );
}

async function linesOf(): Promise<Line[]> {
  const file = workspaceFile(labelsFile);
  return (file ? await readLines(file) : []).flatMap((line) => {
    try {
      return [lineSchema.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}

async function showAgreement(): Promise<void> {
  const labels: EdgeLabel[] = await linesOf();
  const content = agreementReport(agreements(labels), labels);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }));
}

/** `again`: the second pass, over pairs that others have labelled, in another order and without their labels. */
async function start(context: vscode.ExtensionContext, server: Server, pass: 'first' | 'again'): Promise<void> {
  const file = workspaceFile(labelsFile);
  if (!file) return void vscode.window.showInformationMessage('Open a folder first: labels are kept in it.');
  const known = context.globalState.get<string>('rem.edges.labeller', '');
  const labeller = (await vscode.window.showInputBox({ title: 'REM: Label Edges', prompt: `Who labels? Labels are written to ${labelsFile}.`, value: known, validateInput: (value) => (value.trim() === '' ? 'A name, so that two passes can be told apart' : undefined) }))?.trim();
  if (labeller === undefined) return;
  await context.globalState.update('rem.edges.labeller', labeller);
  const panel = vscode.window.createWebviewPanel('rem.edges.label', 'REM: Label Edges', vscode.ViewColumn.Active, { enableScripts: true, retainContextWhenHidden: true, localResourceRoots: [vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview')] });
  const session = createSession({ server, file, labeller, pass, post: (message) => void panel.webview.postMessage(message) });
  panel.webview.onDidReceiveMessage((value: unknown) => {
    const message = fromLabellingSchema.safeParse(value);
    if (message.success) void session(message.data).catch((error: unknown) => server.log.error(`labelling: ${String(error)}`));
  });
  panel.webview.html = pageHtml(panel.webview, context.extensionUri, { script: 'label', title: 'REM: Label Edges' });
}

type Context = { server: Server; file: vscode.Uri; labeller: string; pass: 'first' | 'again'; post: (message: ToLabelling) => void };

function createSession({ server, file, labeller, pass, post }: Context): (message: FromLabelling) => Promise<void> {
  const queue: EdgePair[] = [];
  const history: { pair: EdgePair; line: object | undefined }[] = [];
  const passed = new Set<string>();
  let current: EdgePair | undefined;
  let mine = 0;

  const fetch = async (): Promise<string | undefined> => {
    const lines = await linesOf();
    const own = new Set(lines.filter((line) => line.labeller === labeller).map(({ id }) => id));
    mine = own.size;
    const done = new Set([...own, ...passed]);
    const others = lines.filter((line) => !done.has(line.id) && line.source !== '');
    const only = pass === 'again' ? [...new Map(others.map((line) => [line.id, line])).values()].sort((left, right) => hash(left.id + labeller) - hash(right.id + labeller)).slice(0, lot) : undefined;
    if (only?.length === 0) return undefined;
    const answer = await server.edgePairs({ count: lot, skip: [...done], ...(only ? { only: only.map(({ source, target }) => ({ source, target })) } : {}) });
    if (answer.kind === 'failed') return `${answer.message} ${answer.remedy}`;
    queue.push(...answer.pairs.filter(({ id }) => !done.has(id)));
    return undefined;
  };
  const show = (before?: { affinity: number; relation: string | null }): void => {
    if (!current) return;
    const { score: _, relation: __, ...pair } = current;
    post({ kind: 'pair', pair, done: mine, labeller, ...(before ? { before } : {}) });
  };
  const next = async (): Promise<void> => {
    const problem = queue.length === 0 ? await fetch() : undefined;
    current = queue.shift();
    if (current) show();
    else post({ kind: 'end', done: mine, message: problem ?? (pass === 'again' ? 'Every pair that others labelled has your label too.' : 'There is no pair left to label.') });
  };

  return async (message) => {
    switch (message.kind) {
      case 'ready': return current ? show() : next();
      case 'skip':
        if (!current || message.id !== current.id) return;
        passed.add(current.id);
        history.push({ pair: current, line: undefined });
        return next();
      case 'label': {
        if (!current || message.id !== current.id) return;
        const relation = relationNames.find((name) => name === message.relation) ?? null;
        const line = { id: current.id, source: current.source.path, target: current.target.label, affinity: Math.round(message.affinity * 20) / 20, relation: message.affinity >= 0.5 ? (relation ?? 'SEE_ALSO') : null, labeller, at: new Date().toISOString() };
        await appendLine(file, line);
        mine++;
        history.push({ pair: current, line });
        return next();
      }
      case 'back': {
        const last = history.pop();
        if (!last) return;
        if (current) queue.unshift(current);
        current = last.pair;
        passed.delete(last.pair.id);
        if (last.line) { await dropLine(file, last.line); mine--; }
        const before = lineSchema.safeParse(last.line);
        return show(before.success ? { affinity: before.data.affinity, relation: before.data.relation } : undefined);
      }
    }
  };
}

/** A fixed order that has nothing to do with the first one (FNV-1a). */
function hash(text: string): number {
  let value = 2_166_136_261;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return value;
}
