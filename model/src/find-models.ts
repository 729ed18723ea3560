/** Which files the model process loads: what was asked for, what a bundle brings, what this package brings, what was fetched. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failed, isFailed, type Failed } from './failed.ts';
import type { OpenModelOptions } from './model-client.ts';
import { ownFolders } from './own-files.ts';
import { ADAPTER_NAME, baseWeights, embeddingWeights, findWeights, hashOf, modelDirectory, type Weights } from './weights.ts';

export type Models = { base: Weights | Failed; adapter: Weights | Failed | undefined; embedding: Weights | Failed };

export async function findModels(options: OpenModelOptions): Promise<Models> {
  const brought = [...options.bundled ?? [], ...foldersBesideHost(options.hostPath), ...ownFolders()];
  const folders = [...brought, options.directory ?? modelDirectory()];
  const [base, embedding] = await Promise.all([findWeights(baseWeights, folders), findWeights(embeddingWeights, folders)]);
  return { base, adapter: await findAdapter(options.adapterPath, folders), embedding: isFailed(embedding) ? embeddingProblem(embedding) : embedding };
}

/** Undefined: none is there, the base model works alone (badly). */
async function findAdapter(wanted: string | null | undefined, folders: readonly string[]): Promise<Weights | Failed | undefined> {
  if (wanted === null) return undefined;
  if (wanted !== undefined && !existsSync(wanted)) {
    return failed('adapter-missing', `The adapter ${wanted} is not there.`, 'Correct the setting, or leave it empty for the one that comes with the extension.');
  }
  const path = wanted ?? folders.map((folder) => join(folder, ADAPTER_NAME)).find((candidate) => existsSync(candidate));
  if (path === undefined) return undefined;
  const sha256 = await hashOf(path).catch(() => undefined);
  return sha256 ? { kind: 'weights', path, sha256 } : failed('adapter-damaged', `The adapter ${path} cannot be read.`, 'Restore the file.');
}

function embeddingProblem(problem: Failed): Failed {
  return { ...problem, remedy: 'It comes with the extension: reinstall it (in a checkout: git checkout model/weights).' };
}

/** The process's entry: a bundle names its own, else this package's source. */
export function hostPathOf(options: OpenModelOptions): string | Failed {
  const path = options.hostPath ?? ownPath('./process/host.ts');
  if (path !== undefined && existsSync(path)) return path;
  return failed('process-not-started', `The model process ${path ?? ''} is not there.`, 'Reinstall the extension.');
}

function foldersBesideHost(hostPath: string | undefined): string[] {
  return hostPath === undefined ? [] : [join(dirname(hostPath), 'weights'), join(dirname(hostPath), '..', 'weights')];
}

/** Undefined inside a bundle of another module format, where a module does not know its place. */
function ownPath(relative: string): string | undefined {
  const here: string | undefined = import.meta.url;
  return here ? fileURLToPath(new URL(relative, here)) : undefined;
}
