/** Where the files lie that were fitted for this program and come with it: beside a bundle in `models`, in a clone in the package's `weights`. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders that may hold such files, the likelier first; some may not be there. None where a bundle of another module format does not know its place. */
export function ownFolders(): string[] {
  const here: string | undefined = import.meta.url;
  if (!here) return [];
  const folder = dirname(fileURLToPath(here));
  return [join(folder, 'models'), join(folder, '..', 'weights')];
}

/** The path of one of them, or undefined where it is not there. */
export function ownFile(name: string): string | undefined {
  return ownFolders().map((folder) => join(folder, name)).find((path) => existsSync(path));
}
