/** The model files that go into the packages: our own adapter, the outline model and the embeddings always, the fetched weights into the large one. */
import { globSync } from 'node:fs';
import path from 'node:path';
import { baseWeights, findWeights, modelDirectory } from '@rem/model';
import { root } from './bootstrap.mjs';

/** Absolute paths. `weights` is empty where nothing was fetched. */
export type ModelFiles = { always: string[]; weights: string[] };

export async function packagedModels(): Promise<ModelFiles> {
  const always = globSync(['model/weights/*.gguf', 'model/weights/rem-sketch.bin'], { cwd: root }).sort().map((file) => path.join(root, file));
  const fetched = await findWeights(baseWeights, [modelDirectory()]);
  return { always, weights: fetched.kind === 'weights' ? [fetched.path] : [] };
}
