// Reads the edge data of this folder, for its test and for the agreement of its two passes: documents, pairs and relations.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const relations = ['SEE_ALSO', 'PREREQUISITE', 'CONTINUATION', 'MENTIONS_PERSON', 'MENTIONS_PROJECT', 'MENTIONS_CONCEPT'] as const;
export const splits = ['train', 'dev', 'test'] as const;

export type Split = (typeof splits)[number];
export type EdgeDocument = {
  id: string; world: string; genre: string; label: string; kind: string; created?: string; people: string[]; tags: string[]; content: string; split: Split;
};
export type EdgePair = { source: string; target: string; affinity: number; relation: string | null; hard?: string; labeller: string };

/** From here on an edge is offered (guideline.md). */
export const offeredFrom = 0.5;

export const readDocuments = (): EdgeDocument[] => readLines('documents.jsonl') as EdgeDocument[];
export const readPairs = (name: 'pairs.jsonl' | 'pairs-second.jsonl'): EdgePair[] => readLines(name) as EdgePair[];
export const pairKey = (pair: EdgePair): string => `${pair.source} ${pair.target}`;

function readLines(name: string): unknown[] {
  const text = readFileSync(join(import.meta.dirname, name), 'utf8');
  return text.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown);
}
