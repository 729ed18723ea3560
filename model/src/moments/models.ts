/** The fitted parts that ship in `model/weights/`: word vectors, the emotion model, and the small models in one JSON file. Loaded once, about 30 ms. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ownFile } from '../own-files.ts';
import { linearSchema } from './linear.ts';
import { readEmotionModel, type EmotionModel } from './labels/emotion-model.ts';
import { typeModelSchema } from './labels/type.ts';
import { readWords, type Words } from './words.ts';

const boundarySchema = z.object({ weights: z.array(z.number()), length: z.object({ mean: z.number(), deviation: z.number().positive() }), trust: z.number(), toll: z.number() });

const smallSchema = z.object({
  note: z.string(),
  boundary: z.object({ features: z.array(z.string()), fine: boundarySchema, coarse: boundarySchema }),
  type: typeModelSchema,
  emotions: z.array(z.object({ tag: z.string(), model: linearSchema, threshold: z.number() })),
  topics: z.object({ model: linearSchema, threshold: z.number() }),
});

export type MomentModels = z.infer<typeof smallSchema> & { words: Words; emotionModel: EmotionModel };

export const momentFiles = { words: 'moment-words.bin', emotions: 'moment-emotions.bin', small: 'moment-models.json' } as const;

let loaded: MomentModels | undefined;

/** The models of `directory`, or of the program itself. Throws where a file of the program is missing or broken. */
export function momentModels(directory?: string): MomentModels {
  if (directory === undefined && loaded) return loaded;
  const at = (name: string): string => {
    const file = directory === undefined ? ownFile(name) : path.join(directory, name);
    if (file === undefined) throw new Error(`The program's own file ${name} is missing: reinstall it (in a checkout: git checkout model/weights).`);
    return file;
  };
  const words = readWords(at(momentFiles.words));
  const small = smallSchema.parse(JSON.parse(readFileSync(at(momentFiles.small), 'utf8')));
  const models = { ...small, words, emotionModel: readEmotionModel(at(momentFiles.emotions), words) };
  if (directory === undefined) loaded = models;
  return models;
}
