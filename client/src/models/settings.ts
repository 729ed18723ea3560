/**
 * The model servers of this machine: which there are and which task asks which. Both settings are of the machine, never of a workspace, and
 * in a workspace that is not trusted they are not used at all.
 */
import * as vscode from 'vscode';
import { modelTasks, serverEntrySchema, type ModelTask, type ServerEntry } from '@rem/server/protocol';
import { z } from 'zod';

const useSchema = z.partialRecord(z.enum(modelTasks), z.string());

export type ServerSettings = { servers: ServerEntry[]; use: z.infer<typeof useSchema>; /** What is wrong with them, for people. */ problems: string[] };

/** What the person wrote, whatever the workspace: a workspace's own value is not looked at. */
export function serverSettings(): ServerSettings {
  const written = own<unknown[]>('model.servers') ?? [];
  const problems: string[] = [];
  const servers = (Array.isArray(written) ? written : []).flatMap((entry, at) => {
    const read = serverEntrySchema.safeParse(entry);
    if (read.success) return [read.data];
    problems.push(`rem.model.servers[${at}]: ${read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
    return [];
  });
  return { servers, use: useSchema.catch({}).parse(own('model.use') ?? {}), problems };
}

export async function addServer(entry: ServerEntry): Promise<void> {
  const { servers } = serverSettings();
  await write('model.servers', [...servers.filter(({ name }) => name !== entry.name), entry]);
}

/** `server` undefined: the embedded model. */
export async function chooseFor(tasks: readonly ModelTask[], server: string | undefined): Promise<void> {
  const { use } = serverSettings();
  const rest = Object.entries(use).filter(([task]) => !tasks.some((chosen) => chosen === task));
  await write('model.use', Object.fromEntries([...rest, ...(server === undefined ? [] : tasks.map((task) => [task, server] as const))]));
}

function own<T>(name: string): T | undefined {
  const found = vscode.workspace.getConfiguration('rem').inspect<T>(name);
  return found?.globalValue ?? found?.defaultValue;
}

async function write(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('rem').update(name, value, vscode.ConfigurationTarget.Global);
}
