/**
 * The files of the workspace that are not open: statements and notes, found when somebody first asks, read again when they change on disk.
 * Nothing outside the folders is read, and no link is followed.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parse } from '@rem/grammar';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { placesOf } from './convert.ts';
import type { View } from './documents.ts';
import { formatOf, noteNames, type NoteName } from './features/note-names.ts';
import { sizeLimit } from './limits.ts';

export type WorkspaceFile = { uri: string; document: TextDocument } & ({ kind: 'rem'; view: View } | { kind: 'note'; names: readonly NoteName[] });

export type Workspace = {
  /** Every readable `.rem` file and note under the folders. */
  files(): Promise<readonly WorkspaceFile[]>;
  /** Forget one file, or what files there are. */
  changed(uri: string): void;
};

const mostFiles = 20_000;
const skipped = new Set(['node_modules', 'dist', 'out', '__pycache__']);

export function createWorkspace(folders: () => readonly string[]): Workspace {
  const cache = new Map<string, { stamp: string; file: WorkspaceFile | undefined }>();
  let listing: Promise<string[]> | undefined;

  const load = async (file: string): Promise<WorkspaceFile | undefined> => {
    const { mtimeMs, size } = await stat(file);
    const stamp = `${mtimeMs}/${size}`;
    const known = cache.get(file);
    if (known?.stamp === stamp) return known.file;
    const loaded = size > sizeLimit ? undefined : readAs(file, await readFile(file, 'utf8'));
    cache.set(file, { stamp, file: loaded });
    return loaded;
  };

  return {
    async files() {
      listing ??= Promise.all(folders().map(listFolder)).then((lists) => lists.flat().slice(0, mostFiles));
      const found: WorkspaceFile[] = [];
      const names = await listing;
      for (let at = 0; at < names.length; at += 64) {
        const batch = await Promise.allSettled(names.slice(at, at + 64).map(load));
        for (const result of batch) if (result.status === 'fulfilled' && result.value) found.push(result.value);
      }
      return found;
    },
    changed(uri) {
      listing = undefined;
      cache.delete(URI.parse(uri).fsPath);
    },
  };
}

async function listFolder(folder: string): Promise<string[]> {
  const files: string[] = [];
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined && files.length < mostFiles; next = waiting.pop()) {
    const entries = await readdir(next, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const file = path.join(next, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.') && !skipped.has(entry.name)) waiting.push(file);
      else if (entry.isFile() && (entry.name.endsWith('.rem') || formatOf(entry.name))) files.push(file);
    }
  }
  return files.sort();
}

function readAs(file: string, text: string): WorkspaceFile | undefined {
  const uri = URI.file(file).toString();
  const format = formatOf(file);
  const document = TextDocument.create(uri, format ?? 'rem', 0, text);
  if (format) return { uri, document, kind: 'note', names: noteNames(text, format) };
  const parsed = parse(text);
  return { uri, document, kind: 'rem', view: { uri, version: 0, kind: 'document', text, parsed, places: placesOf(document) } };
}
