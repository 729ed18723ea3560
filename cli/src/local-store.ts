/**
 * The store that a command works on. `--store` names a PostgreSQL (`postgres://…`), a store's own folder, or a folder of notes; without it
 * the store of the nearest folder upwards that has been indexed serves.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { storeDirectory } from '@rem/server';
import type { Failed, Store } from '@rem/store';
import type { Console } from './command.ts';
import type { LocalModel } from './local-model.ts';

/** `notes`: the folder of notes that has to be indexed before, where it is not yet. */
export type StorePlace = { kind: 'connection'; url: string } | { kind: 'directory'; directory: string; notes?: string };

export function placeOfStore(io: Console, option: string | undefined, from: string | undefined): StorePlace | Failed {
  if (option !== undefined) {
    if (/^postgres(?:ql)?:\/\//.test(option)) return { kind: 'connection', url: option };
    const directory = path.resolve(io.cwd, option);
    if (!isFolderOfNotes(directory)) return { kind: 'directory', directory };
    return { kind: 'directory', directory: storeDirectory(io.env.REM_STORES, directory), notes: directory };
  }
  for (const start of from === undefined ? [io.cwd] : [path.dirname(from), io.cwd]) {
    for (const folder of upwards(start)) {
      const directory = storeDirectory(io.env.REM_STORES, folder);
      if (existsSync(directory)) return { kind: 'directory', directory };
    }
  }
  return { kind: 'failed', code: 'no-folder', message: 'No notes have been indexed for this folder.', remedy: 'Index them first: rem index DIR. Or name a store: --store URL|DIR.' };
}

/** A store's own folder has PostgreSQL's files, a new one nothing; a folder of notes has something else. */
function isFolderOfNotes(directory: string): boolean {
  if (!existsSync(directory)) return false;
  const names = readdirSync(directory);
  return names.length > 0 && !names.includes('PG_VERSION') && !names.some((name) => existsSync(path.join(directory, name, 'PG_VERSION')));
}

function upwards(start: string): string[] {
  const folders = [start];
  for (let folder = start; path.dirname(folder) !== folder; folder = path.dirname(folder)) folders.push(path.dirname(folder));
  return folders;
}

export async function openAt(place: StorePlace, model: LocalModel, owner: string): Promise<Store | Failed> {
  const { openStore } = await import('@rem/store');
  const hostPath = process.env.REM_STORE_HOST;
  const shared = { embed: model.embed, owner, ...(hostPath === undefined ? {} : { hostPath }) };
  return openStore(place.kind === 'connection' ? { connection: place.url, ...shared } : { directory: place.directory, ...shared });
}
