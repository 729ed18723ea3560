/**
 * The memory that the statements are asked of: read from test-fixtures/statements/memory.json, written out as notes of every
 * format for the store, and kept as plain rows for the reference, which shares no code with the store.
 */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export type RefEdge = { dst: string; rel_type: string; weight?: number; created_at?: string };
export type RefRow = {
  table: string;
  name: string;
  kind: string;
  aliases: string[];
  summary: string;
  content: string;
  category?: string;
  tags: string[];
  resource_timestamp: string;
  resource_ends_timestamp?: string;
  moment_type?: string;
  emotion_tags?: string[];
  topic_tags?: string[];
  location?: string;
  present_persons?: { id: string; name: string }[];
  ordinal?: number;
  uri?: string;
  metadata: Record<string, unknown>;
  edges: RefEdge[];
};

const FILE = resolve(import.meta.dirname, '../../../test-fixtures/statements/memory.json');

export const memory = JSON.parse(readFileSync(FILE, 'utf8')) as RefRow[];

/** A folder with one note a row: YAML entities, Markdown and JSON resources, YAML moments. */
export function writeNotes(rows: readonly RefRow[] = memory): string {
  const folder = mkdtempSync(join(tmpdir(), 'rem-notes-'));
  for (const table of ['entities', 'resources', 'moments']) mkdirSync(join(folder, table));
  rows.forEach((row, i) => {
    const { path, text } = note(row, i);
    writeFileSync(join(folder, path), text);
  });
  return folder;
}

function note(row: RefRow, i: number): { path: string; text: string } {
  const { table, kind, edges, content, aliases, ...rest } = row;
  const keys = { ...rest, ...(aliases.length > 0 ? { aliases } : {}), ...(table === 'entities' ? { entity_type: kind } : {}) };
  if (table === 'resources' && i % 2 === 0)
    return { path: `resources/${i}.md`, text: `---\n${lines({ ...keys, graph_edges: edges })}---\n\n${content}\n` };
  if (table === 'resources')
    return { path: `resources/${i}.json`, text: JSON.stringify({ kind: 'engram', ...keys, content, graph_paths: edges }, null, 2) };
  return { path: `${table}/${i}.yaml`, text: lines({ kind: table === 'entities' ? 'entity' : 'moment', ...keys, content, graph_edges: edges }) };
}

/** JSON values are YAML values. */
function lines(keys: Record<string, unknown>): string {
  return Object.entries(keys)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('');
}

/** Texts that share words are near: each word is a sum of a few directions that its hash chooses. An input of the tests, not a model. */
export function embedWords(text: string): Float32Array {
  const vector = new Float32Array(384);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const hash = createHash('sha256').update(word).digest();
    for (let i = 0; i < 12; i++) {
      const at = hash.readUInt16LE(2 * i) % 384;
      vector[at] = (vector[at] ?? 0) + ((hash[24 + (i % 8)] ?? 0) % 2 === 0 ? 1 : -1);
    }
  }
  return vector;
}

export const embed = async (texts: string[]): Promise<Float32Array[]> => texts.map(embedWords);
