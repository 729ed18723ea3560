/** The fitted parts that ship in `model/weights/`: word vectors, the emotion model, and the small models in one JSON file. Loaded once, about 30 ms. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { linearSchema } from './linear.ts';
import { readEmotionModel, type EmotionModel } from './labels/emotion-model.ts';
import { readWords, type Words } from './words.ts';

const boundarySchema = z.object({ weights: z.array(z.number()), length: z.object({ mean: z.number(), deviation: z.number().positive() }), trust: z.number(), toll: z.number() });

const smallSchema = z.object({
  note: z.string(),
  boundary: z.object({ features: z.array(z.string()), fine: boundarySchema, coarse: boundarySchema }),
  type: linearSchema,
  emotions: z.array(z.object({ tag: z.string(), model: linearSchema, threshold: z.number() })),
  topics: z.object({ model: linearSchema, threshold: z.number() }),
});

export type MomentModels = z.infer<typeof smallSchema> & { words: Words; emotionModel: EmotionModel };

export const momentFiles = { words: 'moment-words.bin', emotions: 'moment-emotions.bin', small: 'moment-models.json' } as const;

let loaded: MomentModels | undefined;

/** The models of `directory`, or of the program itself. Throws where a file of the program is missing or broken. */
export function momentModels(directory?: string): MomentModels {
  if (directory === undefined && loaded) return loaded;
  // A bundle has them beside itself, a clone in the package's folder.
  const folder = directory ?? [path.join(import.meta.dirname, 'moments'), path.resolve(import.meta.dirname, '../../weights')].find((each) => existsSync(path.join(each, momentFiles.small))) ?? import.meta.dirname;
  const words = readWords(path.join(folder, momentFiles.words));
  const small = smallSchema.parse(JSON.parse(readFileSync(path.join(folder, momentFiles.small), 'utf8')));
  const models = { ...small, words, emotionModel: readEmotionModel(path.join(folder, momentFiles.emotions), words) };
  if (directory === undefined) loaded = models;
  return models;
}
