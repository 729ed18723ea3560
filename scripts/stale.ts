/** Tells whether something made from files is older than they are: by their contents, because a checkout changes times. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './bootstrap.mjs';

/** A hash over files and folders (relative to the project); one that is missing counts as such. `large` files count by size and time. */
export function fingerprint(inputs: readonly string[], large: readonly string[] = []): string {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesUnder)) hash.update(`${file}\0`).update(readFileSync(path.join(root, file))).update('\0');
  for (const file of large) hash.update(`${file}\0${existsSync(file) ? `${statSync(file).size} ${statSync(file).mtimeMs}` : 'absent'}\0`);
  return hash.digest('hex');
}

function filesUnder(input: string): string[] {
  const place = path.join(root, input);
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [input];
  return readdirSync(place).sort().filter((name) => name !== 'node_modules' && name !== 'dist').flatMap((name) => filesUnder(path.join(input, name)));
}

export function isFresh(stamp: string, now: string): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === now;
}

export function remember(stamp: string, now: string): void {
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}
