/**
 * The same notes in differently seeded stores: beside the whole workspace, copies that lack a third of its notes, chosen by a seed. A query that
 * means something else may give the same rows once, but hardly in three stores. A copy starts from the whole store's files, so that nothing is embedded again.
 */
import { cpSync, existsSync, globSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Share of the notes that a copy keeps. */
const KEPT = 2 / 3;

export type SeededPlace = { directory: string; notes: string };

/** Copies the closed store of `directory` and the notes it keeps; both stand beside it and are made anew. */
export function seededPlace(directory: string, folder: string, seed: number): SeededPlace {
  const place = { directory: `${directory}-seed-${seed}`, notes: `${directory}-seed-${seed}-notes` };
  for (const old of Object.values(place)) rmSync(old, { recursive: true, force: true });
  if (existsSync(directory)) cpSync(directory, place.directory, { recursive: true });
  const random = seeded(seed);
  for (const file of globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort()) {
    if (path.extname(file) === '.md' && random() >= KEPT) continue;
    mkdirSync(path.dirname(path.join(place.notes, file)), { recursive: true });
    cpSync(path.join(folder, file), path.join(place.notes, file));
  }
  return place;
}

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
