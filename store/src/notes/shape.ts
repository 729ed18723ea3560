/**
 * The border between what stands in a note and what is stored. Each key has a schema; what does not fit becomes a
 * problem at its place and is left out, the rest of the note counts. Keys that are not known stay in `metadata`.
 */
import { z } from 'zod';
import { timestamp } from './timestamp.ts';

/** Numbers and booleans are words too where a word is meant (`name: 2024`). */
const word = z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value).trim());
const label = word
  .refine((value) => value !== '', 'Expected a name, found nothing')
  .refine((value) => value.length <= 400, 'A name has 400 characters at most');
const words = z
  .preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(word))
  .transform((list) => list.filter((item) => item !== ''));
const time = z.string().transform((value, context) => {
  const read = timestamp(value);
  if (read === undefined)
    context.addIssue({ code: 'custom', message: `Expected a time like 2024-11-10T09:00, found ‘${value.slice(0, 60)}’`, params: { date: true } });
  return read ?? '';
});
/** Some write a list where the column is text. */
const wordOrWords = z.union([word, z.array(word).transform((list) => list.join(', '))]);
const free = z.record(z.string(), z.unknown());
const count = z.number().int().nonnegative();

const COMMON = {
  name: label,
  tenant_id: word,
  user_id: word,
  metadata: free,
  tags: words,
  created_at: time,
  updated_at: time,
};

const TEXTS = { uri: word, content: word, summary: word, category: word };

export const COLUMNS = {
  resources: { ...COMMON, ...TEXTS, ordinal: z.number().int(), resource_timestamp: time, related_entities: z.unknown() },
  entities: { ...COMMON, entity_type: word, summary: word },
  moments: {
    ...COMMON,
    ...TEXTS,
    moment_type: word,
    resource_timestamp: time,
    resource_ends_timestamp: time,
    emotion_tags: words,
    topic_tags: words,
    present_persons: z.array(z.unknown()),
    speakers: z.array(z.unknown()),
    location: wordOrWords,
    background_sounds: wordOrWords,
    source_resource_ids: words,
  },
  files: { ...COMMON, uri: word, mime_type: word, size_bytes: count, processing_status: word, category: word },
} as const;

/** Other spellings of the runtimes -> the column. */
export const SPELLINGS: Record<string, string> = {
  starts_timestamp: 'resource_timestamp',
  ends_timestamp: 'resource_ends_timestamp',
  title: 'name',
  type: 'entity_type',
  description: 'summary',
};

export const edge = z
  .object({
    dst: label.optional(),
    target: label.optional(),
    rel_type: label.optional(),
    relation: label.optional(),
    type: label.optional(),
    weight: z.number().min(0, 'A weight lies between 0 and 1').max(1, 'A weight lies between 0 and 1').optional(),
    properties: free.nullish(),
    created_at: time.optional(),
  })
  .loose();

export const aliases = words;

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys and values',
  record: 'keys and values',
};

/** What was expected and what stands there, in the words of a writer of notes. */
export function saying(error: z.ZodError, value: unknown): string {
  const issue = error.issues[0];
  if (issue?.code === 'custom') return issue.message;
  const expected = issue?.code === 'invalid_type' ? KINDS[issue.expected] : issue?.code === 'invalid_union' ? 'text' : undefined;
  const at = (issue?.path ?? []).reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
  if (expected === undefined) return issue?.message ?? 'The value is not understood';
  return `Expected ${expected}, found ${found(at)}`;
}

function found(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'keys and values' : `‘${String(value).slice(0, 60)}’`;
}
