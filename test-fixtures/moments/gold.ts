/** The gold files beside the transcripts: their form, checked once at the border, and what the guideline allows in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const momentTypes = ['conversation', 'meeting', 'reflection', 'planning', 'problem_solving', 'learning', 'social', 'observation', 'accomplishment'] as const;
export const emotions = ['joy', 'excitement', 'warmth', 'pride', 'relief', 'frustration', 'disgust', 'anxiety', 'sadness', 'surprise', 'confusion', 'curiosity'] as const;
export const splits = ['train', 'dev', 'test'] as const;

const topic = z.string().regex(/^[\p{Ll}\d]+(?:-[\p{Ll}\d]+){0,2}$/u, 'a topic is kebab-case, of one to three words');
const person = z.strictObject({ name: z.string().min(1), role: z.enum(['speaker', 'addressed', 'mentioned']) });

const moment = z.strictObject({
  first: z.int().min(0),
  last: z.int().min(0),
  /** The first words of the first utterance: a reader that counts otherwise is noticed. */
  begins: z.string(),
  start: z.string().optional(),
  end: z.string().optional(),
  moment_type: z.enum(momentTypes),
  emotion_tags: z.array(z.enum(emotions)).max(3),
  topic_tags: z.array(topic).min(1).max(5),
  people: z.array(person),
  place: z.string().min(1).optional(),
  name: z.string().min(1),
  summary: z.string().min(1),
});

const gold = z.strictObject({ source: z.string().min(1), split: z.enum(splits), moments: z.array(moment).min(2) });

export type Gold = z.infer<typeof gold>;
export type GoldMoment = Gold['moments'][number];
/** `file`: the transcript's name in this folder; `name`: the same without its ending. */
export type Annotated = { name: string; file: string; gold: Gold; second?: Gold };

const folder = import.meta.dirname;

/** All transcripts of this folder with their labels, by name. */
export function annotated(): Annotated[] {
  const names = readdirSync(folder);
  const files = names.filter((name) => /\.(?:md|txt|vtt|srt|json)$/.test(name) && !/\.gold(?:-second)?\.json$/.test(name) && name !== 'guideline.md');
  return files.sort().map((file) => {
    const name = file.replace(/\.\w+$/, '');
    const second = `${name}.gold-second.json`;
    return { name, file, gold: readGold(`${name}.gold.json`), ...(names.includes(second) && { second: readGold(second) }) };
  });
}

function readGold(file: string): Gold {
  return gold.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
}
