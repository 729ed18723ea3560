/**
 * "Select Model": the embedded model, the servers that the person has, those found on this machine when asked for, and one by its address.
 * Each candidate is tried on twenty built-in requests before it is chosen: how many became valid queries, how many of the right kind, how fast.
 */
import * as vscode from 'vscode';
import { detectedAnswerSchema, modelTasks, serverMethods, trialAnswerSchema, type ModelTask, type ServerEntry, type TrialAnswer } from '@rem/server/protocol';
import type { Server } from '../server.ts';
import type { Access } from './access.ts';
import { addServer, chooseFor, serverSettings } from './settings.ts';

type Choice = { kind: 'embedded' } | { kind: 'server'; entry: ServerEntry } | { kind: 'detect' } | { kind: 'address' };
type Item = vscode.QuickPickItem & { choice?: Choice };

const title = 'REM: Select Model';

export async function selectModel(server: Server, access: Access): Promise<void> {
  if (!vscode.workspace.isTrusted) return void vscode.window.showInformationMessage('A model can be selected in a workspace that you trust.');
  const choice = await pick(await itemsFor(access), 'Which model answers?');
  if (!choice) return;
  const candidate = choice.kind === 'detect' ? await detect(server) : choice.kind === 'address' ? await askForAddress() : choice;
  if (candidate) await tryAndChoose(server, access, candidate);
}

async function itemsFor(access: Access): Promise<Item[]> {
  const { servers, use } = serverSettings();
  const usedFor = (name: string | undefined): string => modelTasks.filter((task) => use[task] === name).map((task) => taskNames[task]).join(', ');
  const rows = await Promise.all(servers.map(async (entry): Promise<Item> => {
    const { key } = await access.of(entry);
    return { label: `$(server) ${entry.name}`, description: entry.url, detail: [entry.kind, ...(key ? ['with a key'] : []), ...(usedFor(entry.name) ? [`answers ${usedFor(entry.name)}`] : [])].join(' · '), choice: { kind: 'server', entry } };
  }));
  return [
    { label: '$(chip) Model on this machine', description: 'SmolLM2-135M with the REM adapter', detail: usedFor(undefined) ? `answers ${usedFor(undefined)}` : '', choice: { kind: 'embedded' } },
    ...rows,
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: '$(search) Look for servers on this machine', detail: 'vLLM, llama.cpp, Ollama, LM Studio, rem serve; asks their usual ports once', choice: { kind: 'detect' } },
    { label: '$(add) Add a server by its address…', choice: { kind: 'address' } },
  ];
}

async function pick(items: readonly Item[], placeHolder: string): Promise<Choice | undefined> {
  return (await vscode.window.showQuickPick([...items], { title, placeHolder, matchOnDescription: true, ignoreFocusOut: true }))?.choice;
}

async function detect(server: Server): Promise<Choice | undefined> {
  const looking = { location: vscode.ProgressLocation.Notification, title: 'REM: looking for model servers', cancellable: true };
  const answer = await vscode.window.withProgress(looking, (_, token) => server.ask(serverMethods.detectServers, detectedAnswerSchema, {}, token));
  if (answer.kind === 'failed') return void vscode.window.showWarningMessage(`${answer.message} ${answer.remedy}`);
  if (answer.servers.length === 0) return void vscode.window.showInformationMessage('No model server answers on the usual ports of this machine. Add one by its address.');
  const items = answer.servers.flatMap(({ kind, url, product, models, adapters }): Item[] => {
    const entry = (model: string | undefined, adapter?: string): ServerEntry => ({ name: [product, adapter ?? model].filter(Boolean).join(' '), kind, url, ...(model === undefined ? {} : { model }), ...(adapter === undefined ? {} : { adapters: { rem_query: adapter } }) });
    const row = (label: string, made: ServerEntry, detail: string): Item => ({ label: `$(server) ${label}`, description: url, detail, choice: { kind: 'server', entry: made } });
    return [...adapters.map((adapter) => row(adapter, entry(undefined, adapter), `${product}, adapter`)), ...models.map((model) => row(model, entry(kind === 'llama.cpp' || kind === 'rem' ? undefined : model), product))];
  });
  return pick(items, 'Which of these?');
}

async function askForAddress(): Promise<Choice | undefined> {
  const kinds = [
    { label: 'OpenAI-compatible', detail: 'vLLM, llama_cpp.server, LM Studio and others, by completions', speaks: 'openai' as const },
    { label: 'OpenAI-compatible, by chat', detail: 'models that were not trained for REM; the language is explained to them', speaks: 'openai-chat' as const },
    { label: 'llama.cpp server', speaks: 'llama.cpp' as const }, { label: 'Ollama', speaks: 'ollama' as const }, { label: 'REM service', detail: 'rem serve, or a service that answers POST /generate', speaks: 'rem' as const },
  ];
  const chosen = await vscode.window.showQuickPick(kinds, { title, placeHolder: 'What kind of server is it?', ignoreFocusOut: true });
  if (!chosen) return undefined;
  const url = await vscode.window.showInputBox({ title, prompt: 'Its address. A key is asked for apart.', placeHolder: 'https://models.example.com', ignoreFocusOut: true, validateInput: addressProblem });
  if (!url) return undefined;
  const name = await vscode.window.showInputBox({ title, prompt: 'What to call it', value: new URL(url).host, ignoreFocusOut: true, validateInput: (text) => (text.trim() === '' ? 'Give it a name.' : undefined) });
  return name ? { kind: 'server', entry: { name: name.trim(), kind: chosen.speaks, url } } : undefined;
}

function addressProblem(text: string): string | undefined {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) return 'Write it as https://host or http://127.0.0.1:8000.';
  return new URL(text).username || new URL(text).password ? 'Leave user and password out; the key is kept apart.' : undefined;
}

const taskNames: Readonly<Record<ModelTask, string>> = { rem_query: 'queries', edge: 'edges', moment: 'moments' };

async function tryAndChoose(server: Server, access: Access, choice: Choice): Promise<void> {
  const entry = choice.kind === 'server' ? choice.entry : undefined;
  if (entry && !await access.agree(entry, ['rem_query'])) return;
  const trying = { location: vscode.ProgressLocation.Notification, title: `REM: trying ${entry?.name ?? 'the model on this machine'} on 20 requests`, cancellable: true };
  const params = entry ? { server: { settings: entry, access: await access.of(entry) } } : {};
  const answer = await vscode.window.withProgress(trying, (_, token) => server.secretly(serverMethods.tryServer, trialAnswerSchema, params, token));
  const items = modelTasks.map((task) => ({ label: taskNames[task], task, picked: task === 'rem_query' }));
  const tasks = await vscode.window.showQuickPick(items, { title: `REM: ${sentence(answer)}`, placeHolder: `Use ${entry?.name ?? 'the model on this machine'} for…`, canPickMany: true, ignoreFocusOut: true });
  if (!tasks || tasks.length === 0) return;
  const chosen = tasks.map(({ task }) => task);
  if (entry && !await access.agree(entry, chosen)) return;
  if (entry) await addServer(entry);
  await chooseFor(chosen, entry?.name);
}

/** The trial in one line: what a person needs to choose. */
export function sentence(answer: TrialAnswer): string {
  if (answer.kind === 'failed') return `${answer.message} ${answer.remedy}`;
  const { asked, valid, fitting, p50, p95, reason } = answer;
  return `${valid} of ${asked} valid, ${fitting} of the right kind, ${p50} ms in the middle, ${p95} ms at most of 95 %${valid < asked && reason ? ` (${reason})` : ''}`;
}
