/**
 * What is no setting: the keys, in VS Code's SecretStorage and nowhere else, and what the person agreed may leave this machine, by the
 * endpoint's origin, so that a server that moves is asked about anew.
 */
import * as vscode from 'vscode';
import type { ModelTask, ServerAccess, ServerEntry } from '@rem/server/protocol';
import { z } from 'zod';

const keysName = 'rem.serverKeys';
const agreedName = 'rem.serverAgreed';
const keysSchema = z.record(z.string(), z.string());
const agreedSchema = z.record(z.string(), z.object({ requests: z.boolean(), contents: z.boolean() }));

export type Access = {
  of(entry: ServerEntry): Promise<ServerAccess>;
  setKey(name: string, key: string | undefined): Promise<void>;
  /** Asks once where something would leave this machine; false where the person does not want it. */
  agree(entry: ServerEntry, tasks: readonly ModelTask[]): Promise<boolean>;
  onChange: vscode.Event<void>;
};

export function openAccess({ secrets, globalState, subscriptions }: Pick<vscode.ExtensionContext, 'secrets' | 'globalState' | 'subscriptions'>): Access {
  const changed = new vscode.EventEmitter<void>();
  subscriptions.push(changed, secrets.onDidChange(({ key }) => { if (key === keysName) changed.fire(); }));
  const keys = async (): Promise<Record<string, string>> => keysSchema.catch({}).parse(parsed(await secrets.get(keysName)));
  const agreed = (): z.infer<typeof agreedSchema> => agreedSchema.catch({}).parse(globalState.get(agreedName));
  return {
    onChange: changed.event,
    async of(entry) {
      const key = (await keys())[entry.name];
      const allowed = agreed()[originOf(entry)];
      return { ...(key === undefined ? {} : { key }), ...(allowed ? { agreed: allowed } : {}) };
    },
    async setKey(name, key) {
      const { [name]: _, ...rest } = await keys();
      await secrets.store(keysName, JSON.stringify(key === undefined ? rest : { ...rest, [name]: key }));
    },
    async agree(entry, tasks) {
      const origin = originOf(entry);
      if (isLoopback(entry)) return true;
      const before = agreed()[origin] ?? { requests: false, contents: false };
      const wanted = { requests: before.requests || tasks.includes('rem_query'), contents: before.contents || tasks.some((task) => task !== 'rem_query') };
      if (wanted.requests === before.requests && wanted.contents === before.contents) return true;
      const yes = 'Send It';
      const chosen = await vscode.window.showWarningMessage(`Let REM send this to ${origin}?`, { modal: true, detail: whatIsSent(wanted.requests && !before.requests, wanted.contents && !before.contents) }, yes);
      if (chosen !== yes) return false;
      await globalState.update(agreedName, { ...agreed(), [origin]: wanted });
      changed.fire();
      return true;
    },
  };
}

function whatIsSent(requests: boolean, contents: boolean): string {
  return [
    ...(requests ? ['For queries: your request, the names of tables and columns, and labels that may be meant (names of people, projects, notes). Never what notes contain.'] : []),
    ...(contents ? ['For edges and moments: the text of the notes that are looked at.'] : []),
    'You are asked once for this address; "REM: Select Model" changes it.',
  ].join('\n\n');
}

export function originOf({ url }: ServerEntry): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

/** By its name alone, as the server decides it too; a doubtful one counts as another machine. */
export function isLoopback({ url }: ServerEntry): boolean {
  if (!URL.canParse(url)) return false;
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return host === 'localhost' || host.endsWith('.localhost') || /^127\.\d+\.\d+\.\d+$/.test(host) || host === '::1';
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}
