/**
 * The notes as texts with their vectors, for whoever compares notes with each other outside the database. First the stamps of all notes,
 * which is cheap; then the texts of those whose stamp changed.
 */
import { records, type Backend, type Query } from '../backend/backend.ts';
import { fileUri } from '../names/labels.ts';
import type { NoteStamp, NoteText } from '../types.ts';

/** Rows that a note or an entity has of its own: moments inside an engram belong to the engram. */
const OWN = `o.table_name <> 'files' AND position('/' in o.part) = 0`;
/** Pieces of the content that make a note's vector, as the edge scorer cuts them. */
const PIECES = 4;

export async function noteStamps(query: Query): Promise<NoteStamp[]> {
  const { rows } = await query(
    `SELECT o.table_name, o.row_id, concat_ws('/', left(o.hash, 16), left(o.embedded, 16), extract(epoch from coalesce(r.updated_at, m.updated_at, e.updated_at)), o.path)
     FROM rem_store.owned o LEFT JOIN resources r ON o.table_name = 'resources' AND r.id = o.row_id
     LEFT JOIN moments m ON o.table_name = 'moments' AND m.id = o.row_id LEFT JOIN entities e ON o.table_name = 'entities' AND e.id = o.row_id
     WHERE ${OWN} ORDER BY o.root, o.path, o.part`,
  );
  return rows.map(([table, id, stamp]) => ({ id: `${String(table)}/${String(id)}`, stamp: String(stamp) }));
}

export async function noteTexts(query: Query, { capabilities }: Pick<Backend, 'capabilities'>, ids: readonly string[]): Promise<NoteText[]> {
  const keys = ids.map((id) => id.slice(id.indexOf('/') + 1));
  const notes = records(await query(
    `SELECT o.table_name, o.row_id, o.root, o.path, o.part, coalesce(r.name, m.name, e.name) AS name, coalesce(r.category, m.moment_type, e.entity_type) AS kind,
            coalesce(r.summary, m.summary, e.summary) AS summary, coalesce(r.content, m.content, e.metadata->>'content') AS content,
            coalesce(r.resource_timestamp, m.resource_timestamp)::text AS created, to_json(coalesce(r.tags, m.topic_tags, e.tags))::text AS tags,
            coalesce(m.present_persons, '[]')::text AS persons, coalesce(m.speakers, '[]')::text AS speakers,
            coalesce(r.metadata, m.metadata, e.metadata)::text AS metadata, coalesce(r.graph_edges, m.graph_edges, e.graph_edges)::text AS edges,
            (SELECT json_agg(l.label) FROM rem_store.labels l WHERE l.table_name = o.table_name AND l.row_id = o.row_id AND l.source = 'alias')::text AS aliases
     FROM rem_store.owned o LEFT JOIN resources r ON o.table_name = 'resources' AND r.id = o.row_id
     LEFT JOIN moments m ON o.table_name = 'moments' AND m.id = o.row_id LEFT JOIN entities e ON o.table_name = 'entities' AND e.id = o.row_id
     WHERE o.row_id = ANY($1::text[]) AND ${OWN}`,
    [keys],
  ));
  const vectors = await vectorsOf(query, capabilities.vector, keys);
  const inside = await momentsInside(query, keys);
  return notes.map((note) => toText(note, vectors.get(`${String(note['table_name'])}/${String(note['row_id'])}`), inside.get(String(note['row_id'])) ?? []));
}

type Inside = { name: string; summary: string; persons: string[] };

async function momentsInside(query: Query, keys: readonly string[]): Promise<Map<string, Inside[]>> {
  const found = records(await query(
    `SELECT o.row_id, m.name, m.summary, coalesce(m.present_persons, '[]')::text AS persons, coalesce(m.speakers, '[]')::text AS speakers
     FROM rem_store.owned o JOIN rem_store.owned i ON i.root = o.root AND i.path = o.path AND i.table_name = 'moments' AND starts_with(i.part, o.part || '/')
     JOIN moments m ON m.id = i.row_id WHERE o.row_id = ANY($1::text[]) AND position('/' in o.part) = 0 ORDER BY o.row_id, m.resource_timestamp, m.name`,
    [keys],
  ));
  return Map.groupBy(found.map((row) => ({ of: String(row['row_id']), name: text(row['name']), summary: text(row['summary']), persons: [...names(row['persons'], 'name'), ...names(row['speakers'], 'speaker_identifier')] })), (row) => row.of);
}

/** One unit vector a note: the mean of its content's first pieces, or of all it has where there is no content. */
async function vectorsOf(query: Query, native: boolean, keys: readonly string[]): Promise<Map<string, Float32Array>> {
  const part = `field = 'content' AND chunk < ${PIECES}`;
  const { rows } = native
    ? await query(`SELECT table_name, row_id, coalesce(avg(embedding) FILTER (WHERE ${part}), avg(embedding))::text FROM rem_store.embeddings WHERE row_id = ANY($1::text[]) GROUP BY 1, 2`, [keys])
    : await query(`SELECT table_name, row_id, to_json(embedding)::text FROM rem_store.embeddings WHERE row_id = ANY($1::text[]) AND (${part} OR field <> 'content') ORDER BY field = 'content'`, [keys]);
  const sums = new Map<string, Float32Array>();
  for (const [table, id, value] of rows) {
    const key = `${String(table)}/${String(id)}`;
    const vector = Float32Array.from(JSON.parse(String(value)) as number[]);
    const sum = sums.get(key);
    sums.set(key, sum ? sum.map((number, at) => number + (vector[at] ?? 0)) : vector);
  }
  return new Map([...sums].map(([key, sum]) => [key, unit(sum)]));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((number) => number / length);
}

function toText(note: Record<string, unknown>, vector: Float32Array | undefined, inside: readonly Inside[]): NoteText {
  const metadata = object(note['metadata']);
  const edges = array(note['edges']).flatMap((edge) => {
    const { dst, rel_type, properties } = object(edge);
    return typeof dst === 'string' ? [{ dst, relation: text(rel_type), entity: text(object(properties)['dst_entity_type']) }] : [];
  });
  const persons = [...names(note['persons'], 'name'), ...names(note['speakers'], 'speaker_identifier'), ...edges.filter(({ entity }) => entity.startsWith('person')).map(({ dst }) => dst), ...inside.flatMap((moment) => moment.persons)];
  const series = ['thread', 'thread_id', 'series', 'conversation_id'].map((key) => metadata[key]).find((value) => typeof value === 'string');
  const own = [text(note['content']) === '' ? text(note['summary']) : text(note['content']), ...inside.map(({ name, summary }) => [name, summary].filter(Boolean).join('. '))];
  return {
    id: `${String(note['table_name'])}/${String(note['row_id'])}`,
    label: text(note['name']), table: text(note['table_name']), kind: text(note['kind']), path: text(note['path']), ...fileUri(note['root'], note['path']),
    aliases: array(note['aliases']).map(text), summary: text(note['summary']), content: own.filter((part) => part !== '').join('\n\n'),
    ...(typeof note['created'] === 'string' ? { created: note['created'] } : {}), ...(typeof series === 'string' ? { thread: series } : {}),
    people: [...new Set(persons)], tags: array(note['tags']).map(text), edges: edges.map(({ dst, relation }) => ({ dst, relation })),
    ...(vector ? { vector: Buffer.from(vector.buffer).toString('base64') } : {}),
  };
}

function names(json: unknown, key: string): string[] {
  return array(json).map((item) => text(object(item)[key])).filter((name) => name !== '');
}

function parsed(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) as unknown : value;
}

function array(value: unknown): unknown[] {
  const read = parsed(value);
  return Array.isArray(read) ? read : [];
}

function object(value: unknown): Record<string, unknown> {
  const read = typeof value === 'string' && !value.startsWith('{') ? undefined : parsed(value);
  return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
