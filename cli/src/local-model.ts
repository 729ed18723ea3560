/** The model on this machine, as the commands use it: opened when first asked, closed at the end, its failures in words. */
import type { ModelClient } from '@rem/model';
import type { Console } from './command.ts';

export type LocalModel = {
  /** The client. The base model loads with its first request or `ready`: embedding does not need it. */
  client(): Promise<ModelClient>;
  /** The function that the store embeds with. */
  embed(texts: string[], signal?: AbortSignal): Promise<Float32Array[]>;
  close(): Promise<void>;
};

export function localModel(io: Console): LocalModel {
  let opened: Promise<ModelClient> | undefined;
  const client = (): Promise<ModelClient> => (opened ??= import('@rem/model').then(({ openModel }) => openModel({ eager: false, hostPath: io.env.REM_MODEL_HOST, bundled: io.env.REM_MODEL_FILES ? [io.env.REM_MODEL_FILES] : undefined, log: io.env.REM_DEBUG ? (line) => io.err(`${line}\n`) : undefined })));
  return {
    client,
    async embed(texts, signal) {
      const vectors = await (await client()).embed(texts, signal);
      if ('kind' in vectors) throw new Error(`${vectors.message} ${vectors.remedy}`);
      return vectors;
    },
    async close() {
      await (await opened)?.dispose();
    },
  };
}
