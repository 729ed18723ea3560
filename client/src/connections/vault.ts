/**
 * The connection strings, kept in VS Code's SecretStorage and nowhere else. Which one a workspace uses is remembered by its number, which
 * says nothing about it.
 */
import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';
import { z } from 'zod';
import { readConnection, type ConnectionString } from './connection-string.ts';

const secretKey = 'rem.connections';
const chosenKey = 'rem.connection';
const storedSchema = z.array(z.object({ id: z.string(), text: z.string() }));

export type Connection = ConnectionString & { id: string };

export type Vault = {
  all(): Promise<Connection[]>;
  /** A string that is there already keeps its place. */
  add(text: string): Promise<Connection | undefined>;
  remove(id: string): Promise<void>;
  /** The one that this workspace uses; undefined: its own notes. */
  chosen(): string | undefined;
  choose(id: string | undefined): Promise<void>;
};

export function openVault({ secrets, workspaceState }: Pick<vscode.ExtensionContext, 'secrets' | 'workspaceState'>): Vault {
  const stored = async (): Promise<z.infer<typeof storedSchema>> => storedSchema.catch([]).parse(parsed(await secrets.get(secretKey)));
  const store = (list: z.infer<typeof storedSchema>): Thenable<void> => secrets.store(secretKey, JSON.stringify(list));
  const all = async (): Promise<Connection[]> => (await stored()).flatMap(({ id, text }) => {
    const read = readConnection(text);
    return 'problem' in read ? [] : [{ ...read, id }];
  });
  return {
    all,
    add: async (text) => {
      const list = await stored();
      const id = list.find((other) => other.text === text)?.id ?? randomUUID();
      await store([...list.filter((other) => other.id !== id), { id, text }]);
      return (await all()).find((other) => other.id === id);
    },
    remove: async (id) => store((await stored()).filter((other) => other.id !== id)),
    chosen: () => chosenConnection(workspaceState),
    choose: async (id) => workspaceState.update(chosenKey, id),
  };
}

export function chosenConnection(memory: vscode.Memento): string | undefined {
  return z.string().optional().catch(undefined).parse(memory.get(chosenKey));
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
}
