/**
 * What the server needs of the world outside, as functions, so that each can be real or left out. `realServices` are the model and the
 * store packages, loaded when they are first asked for: starting the server costs neither.
 */
import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import type { Generated, GenerateOptions, LabelIndex, RoutedModel } from '@rem/model';
import type { Failed, Store, StoreOptions } from '@rem/store';
import type { Label } from '@rem/grammar';
import type { InitializationOptions } from './protocol.ts';

export type Services = {
  now(): Date;
  openModel(options: InitializationOptions, log: (line: string) => void): Promise<RoutedModel>;
  openStore(options: StoreOptions): Promise<Store | Failed>;
  generate(request: string, options: GenerateOptions): Promise<Generated>;
  /** How the model's prompt begins for a request that is still being typed. */
  promptBeginning(typed: string, options: Pick<GenerateOptions, 'labels' | 'schema'>): Promise<string | undefined>;
  labelIndex(labels: readonly Label[]): Promise<LabelIndex>;
};

export const realServices: Services = {
  now: () => new Date(),
  async openModel(options, log) {
    const { openModel, routedModel } = await import('@rem/model');
    return routedModel(await openModel({
      hostPath: options.modelHostPath,
      bundled: options.modelDirectory ? [options.modelDirectory] : undefined,
      adapterPath: options.adapterPath,
      log,
    }));
  },
  openStore: async (options) => (await import('@rem/store')).openStore(options),
  generate: async (request, options) => (await import('@rem/model')).generate(request, options),
  promptBeginning: async (typed, options) => (await import('@rem/model')).promptBeginning(typed, options),
  labelIndex: async (labels) => (await import('@rem/model')).labelIndex(labels),
};

/** The folder of one workspace's store: outside the workspace, named after the workspace's path. */
export function storeDirectory(storage: string | undefined, workspace: string): string {
  const name = path.basename(workspace).replace(/[^\w.-]/g, '_') || 'root';
  const digest = createHash('sha256').update(path.resolve(workspace)).digest('hex').slice(0, 12);
  return path.join(storage ?? path.join(cacheDirectory(), 'stores'), `${name}-${digest}`);
}

function cacheDirectory(): string {
  if (process.platform === 'win32') return path.join(process.env.LOCALAPPDATA ?? path.join(os.homedir(), 'AppData', 'Local'), 'rem');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'rem');
  return path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'rem');
}
