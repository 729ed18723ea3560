/** Labelled pairs of notes, as `test-fixtures/edges` and the generator have them: documents with their split, pairs with affinity and relation. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { relations, type EdgeDocument } from '@rem/model';

const splits = ['train', 'dev', 'test'] as const;
export type Split = (typeof splits)[number];

export const labelledDocumentSchema = z.looseObject({
  id: z.string(), genre: z.string().default('note'), label: z.string(), kind: z.string().default('note'), created: z.string().optional(),
  world: z.string().default(''), people: z.array(z.string()).default([]), tags: z.array(z.string()).default([]), aliases: z.array(z.string()).default([]), content: z.string(), split: z.enum(splits),
});
export type LabelledDocument = z.infer<typeof labelledDocumentSchema>;

export const labelledPairSchema = z.looseObject({
  source: z.string(), target: z.string(), affinity: z.number().min(0).max(1), relation: z.enum(relations).nullable(), hard: z.string().optional(), labeller: z.string().default('generated'),
});
export type LabelledPair = z.infer<typeof labelledPairSchema>;

/** From this affinity on an edge is offered (the guideline). */
export const offered = 0.5;

/** Reads JSON lines; throws with file and line where one is not of the form. */
export function readLines<T>(file: string, schema: z.ZodType<T>): T[] {
  return readFileSync(file, 'utf8').split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const read = schema.safeParse(asJson(line));
    if (read.success) return [read.data];
    throw new Error(`${file}:${index + 1}: ${read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`);
  });
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The document as the scorer takes it: an entity has its kind, a document its genre. */
export function asEdgeDocument({ id, label, genre, kind, content, created, people, tags, aliases }: LabelledDocument): EdgeDocument {
  return { id, label, content, people, tags, aliases, kind: genre === 'entity' ? kind : genre, ...(created === undefined ? {} : { created }) };
}

/** Pairs whose two documents are both in the split; a pair across splits belongs to none. */
export function pairsOf<P extends LabelledPair>(pairs: readonly P[], documents: ReadonlyMap<string, LabelledDocument>, split: Split): P[] {
  return pairs.filter(({ source, target }) => documents.get(source)?.split === split && documents.get(target)?.split === split);
}
