/** The labels of a folder of notes: its store is brought up to date, without embeddings, and asked. */
import { statSync } from 'node:fs';
import path from 'node:path';
import type { Label } from '@rem/grammar';
import { storeDirectory } from '@rem/server';
import type { Console } from './command.ts';
import { Usage } from './options.ts';

export async function workspaceLabels(name: string, io: Console): Promise<Label[]> {
  const folder = path.resolve(io.cwd, name);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Usage(`--workspace ${name} is no folder.`);
  const { openStore } = await import('@rem/store');
  const store = await openStore({ directory: storeDirectory(io.env.REM_STORES, folder), owner: 'rem generate' });
  if ('kind' in store) throw new Usage(`${store.message} ${store.remedy}`);
  try {
    const report = await store.index(folder, { signal: io.signal });
    if (!('notes' in report)) io.err(`${report.message} ${report.remedy}\n`);
    const labels = await store.labels();
    if ('kind' in labels) throw new Usage(`${labels.message} ${labels.remedy}`);
    return labels;
  } finally {
    await store.close();
  }
}
