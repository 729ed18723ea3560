/**
 * The merged model (see `merge/merge-adapter.ts`), made once for a base and an adapter and kept in the weights folder. It
 * is made in a process of its own, at low priority, started from the model process's entry so that a bundle needs no
 * second one. Where it cannot be made (no space, no right to write), base and adapter are used as they are.
 */
import { fork } from 'node:child_process';
import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { nodeOptions } from './process/child.ts';
import { MERGE } from './process/protocol.ts';
import { makeFolder, type Weights } from './weights.ts';

/** Milliseconds after which a merged model that nobody loaded is removed. */
const FORGOTTEN = 14 * 86_400_000;

export type MergeOptions = { hostPath: string; directory: string; log: (line: string) => void };

/** The path of the merged model, or undefined where there is none and none can be made. */
export async function mergedModel(base: Weights, adapter: Weights, options: MergeOptions): Promise<string | undefined> {
  if (await makeFolder(options.directory)) return undefined;
  const path = join(options.directory, `rem-query-${base.sha256.slice(0, 8)}-${adapter.sha256.slice(0, 8)}.q8_0.gguf`);
  if (await stat(path).then((found) => found.isFile(), () => false)) {
    await utimes(path, new Date(), new Date()).catch(() => {});
    return path;
  }
  const part = `${path}.${process.pid}.part`;
  const problem = await merge([base.path, adapter.path, part], options.hostPath);
  if (problem === undefined) await rename(part, path);
  else await rm(part, { force: true });
  if (problem !== undefined) options.log(`The adapter could not be merged into the base model (${problem}); both are used as they are.`);
  await removeForgotten(options.directory);
  return problem === undefined ? path : undefined;
}

function merge(paths: readonly string[], hostPath: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = fork(hostPath, [MERGE, ...paths], { ...nodeOptions(hostPath), stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let errors = '';
    child.stderr?.on('data', (piece: Buffer) => { errors = (errors + piece.toString()).slice(-500); });
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code) => resolve(code === 0 ? undefined : errors.trim().split('\n').at(-1) || `exit code ${code}`));
    try {
      if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // A system without priorities merges all the same.
    }
  });
}

async function removeForgotten(directory: string): Promise<void> {
  const names = (await readdir(directory).catch(() => [])).filter((name) => /^rem-query-.*\.(?:gguf|part)$/.test(name));
  for (const name of names) {
    const path = join(directory, name);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > FORGOTTEN) await rm(path, { force: true });
  }
}
