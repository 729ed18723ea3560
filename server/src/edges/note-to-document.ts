/** Notes as the edge scorer takes them: from the store, and from the text of an open editor. */
import type { EdgeDocument } from '@rem/model';
import { readNote, type NoteRow, type NoteText } from '@rem/store';

/** A note of the memory, with what a suggestion shows of it. */
export type MemoryNote = { document: EdgeDocument; path: string; uri: string | undefined; summary: string };

export function fromStore({ id, label, kind, content, summary, created, thread, people, tags, aliases, vector, path, uri }: NoteText): MemoryNote {
  const bytes = vector === undefined ? undefined : Buffer.from(vector, 'base64');
  const document: EdgeDocument = {
    id, label, kind, content: content === '' ? summary : content, people, tags, aliases,
    ...(created === undefined ? {} : { created: created.replace(' ', 'T') }), ...(thread === undefined ? {} : { thread }),
    ...(bytes ? { vector: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)) } : {}),
  };
  return { document, path, uri, summary };
}

/** The note's own row (not its moments) as it stands in the editor; undefined where the text is no note or cannot be read. */
export function fromText(text: string, path: string): { document: EdgeDocument; edges: { dst: string; relation: string }[] } | undefined {
  const note = readNote(path, new TextEncoder().encode(text));
  const [row, ...more] = note?.rows ?? [];
  if (!note || note.broken || !row) return undefined;
  return { document: ofRow(row, more.filter(({ part }) => part.startsWith(`${row.part}/`)), path), edges: row.edges.map(({ dst, rel_type }) => ({ dst, relation: rel_type })) };
}

function ofRow(row: NoteRow, moments: readonly NoteRow[], path: string): EdgeDocument {
  const { columns } = row;
  const words = (value: unknown): string[] => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []);
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const metadata = typeof columns['metadata'] === 'object' && columns['metadata'] !== null ? (columns['metadata'] as Record<string, unknown>) : {};
  const content = text(columns['content']) || text(metadata['content']) || text(columns['summary']);
  const thread = ['thread', 'thread_id', 'series', 'conversation_id'].map((key) => metadata[key]).find((value) => typeof value === 'string');
  const people = [row, ...moments].flatMap((each) => [...namesIn(each.columns['present_persons'], 'name'), ...namesIn(each.columns['speakers'], 'speaker_identifier')]);
  const linked = row.edges.filter(({ properties }) => text(properties['dst_entity_type']).startsWith('person')).map(({ dst }) => dst);
  return {
    id: `editor/${path}`, label: row.name, kind: row.kind, aliases: row.aliases, content: [content, ...moments.map((moment) => [moment.name, text(moment.columns['summary'])].filter(Boolean).join('. '))].join('\n\n'),
    people: [...new Set([...people, ...linked])], tags: words(columns['tags']),
    ...(typeof columns['resource_timestamp'] === 'string' ? { created: columns['resource_timestamp'] } : {}), ...(thread === undefined ? {} : { thread: thread as string }),
  };
}

function namesIn(value: unknown, key: string): string[] {
  return Array.isArray(value) ? value.flatMap((item: unknown) => (typeof item === 'object' && item !== null && typeof (item as Record<string, unknown>)[key] === 'string' ? [(item as Record<string, string>)[key]!] : [])) : [];
}
