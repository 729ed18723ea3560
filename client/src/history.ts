/** The statements that ran, newest first, kept on this machine only and up to a bound. */
import * as vscode from 'vscode';
import { z } from 'zod';

const entrySchema = z.object({ text: z.string(), at: z.string(), connection: z.string(), rows: z.number().optional() });
export type HistoryEntry = { text: string; at: string; connection: string; rows: number | undefined };

export type History = {
  add: (entry: HistoryEntry) => void;
  /** Lets the person search what ran and run one again. */
  pick: (run: (text: string) => Promise<void>) => Promise<void>;
};

const key = 'rem.history';

export function openHistory(memory: vscode.Memento): History {
  const all = (): z.infer<typeof entrySchema>[] => z.array(entrySchema).catch([]).parse(memory.get(key, []));
  return {
    add: ({ rows, ...entry }) => {
      const size = vscode.workspace.getConfiguration('rem').get('history.size', 200);
      const others = all().filter((other) => other.text !== entry.text);
      void memory.update(key, [{ ...entry, ...(rows !== undefined && { rows }) }, ...others].slice(0, size));
    },
    pick: async (run) => {
      const entries = all();
      if (entries.length === 0) return void vscode.window.showInformationMessage('Nothing ran yet.');
      const clear = { label: '$(trash) Clear History', text: undefined };
      const items = entries.map(({ text, at, connection, rows }) => ({
        label: text.replace(/\s+/g, ' '), description: rows === undefined ? 'failed' : `${rows} rows`, detail: `${new Date(at).toLocaleString()} on ${connection}`, text,
      }));
      const chosen = await vscode.window.showQuickPick([...items, clear], { placeHolder: 'Run a statement again', matchOnDetail: true });
      if (chosen === clear) return void memory.update(key, []);
      if (chosen?.text !== undefined) await run(chosen.text);
    },
  };
}
