/**
 * The border of `rem edges`: JSON of a source and its candidates, as other programs write it. What is not understood is a problem with the
 * place in the JSON; what stands in a content is text and nothing else.
 */
import { z } from 'zod';
import type { EdgeDocument } from '@rem/model';

const words = z.union([z.array(z.unknown()), z.string(), z.null()]).optional().catch(undefined).transform((value) =>
  (typeof value === 'string' ? value.split(',') : (value ?? [])).map(nameOf).filter((name) => name !== ''));
const maybeText = z.union([z.string(), z.number()]).nullish().catch(undefined).transform((value) => (value === undefined || value === null ? undefined : String(value).trim()));

/** Names may be texts, or objects with a name, as moments have them. */
function nameOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' ? value.name.trim() : '';
}

const documentSchema = z.looseObject({
  id: z.union([z.string(), z.number()], 'Expected "id", a text or a number').transform(String),
  content: z.string('Expected "content", the text of the document'),
  label: maybeText, name: maybeText, title: maybeText, uri: maybeText, summary: maybeText,
  kind: maybeText, category: maybeText, entity_type: maybeText, genre: maybeText,
  created: maybeText, created_at: maybeText, timestamp: maybeText, resource_timestamp: maybeText, date: maybeText,
  people: words, present_persons: words, tags: words, topic_tags: words, aliases: words,
  thread: maybeText, thread_id: maybeText, metadata: z.record(z.string(), z.unknown()).nullish().catch(undefined),
});

const requestSchema = z.looseObject({ source: documentSchema, candidates: z.array(documentSchema, 'Expected "candidates", a list of documents') });

export type EdgeRequest = { source: EdgeDocument; candidates: EdgeDocument[] };

/** The request, or what is wrong with it and where. Candidates that are the source itself or come twice count once. */
export function readEdgeRequest(text: string): EdgeRequest | string {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return `This is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  const read = requestSchema.safeParse(value);
  if (!read.success) {
    const issue = read.error.issues[0];
    const place = issue?.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('').replace(/^\./, '');
    return `${place === undefined || place === '' ? '' : `${place}: `}${issue?.message ?? 'not understood'}. Expected {"source": {"id", "content"}, "candidates": [{"id", "content"}, …]}.`;
  }
  const source = toDocument(read.data.source);
  const candidates = new Map(read.data.candidates.map((candidate) => [candidate.id, toDocument(candidate)]));
  candidates.delete(source.id);
  return { source, candidates: [...candidates.values()] };
}

function toDocument(read: z.infer<typeof documentSchema>): EdgeDocument {
  const meta = read.metadata ?? {};
  const said = (key: string): string | undefined => (typeof meta[key] === 'string' ? meta[key] : undefined);
  const created = [read.created, read.resource_timestamp, read.timestamp, read.created_at, read.date, said('created'), said('created_at'), said('date'), said('timestamp')].find((time) => time !== undefined && !Number.isNaN(Date.parse(time)));
  const kind = read.entity_type ?? read.kind ?? read.category ?? read.genre ?? said('category') ?? said('type');
  const thread = read.thread ?? read.thread_id ?? said('thread') ?? said('thread_id');
  const tags = [...read.tags, ...read.topic_tags, ...(Array.isArray(meta['tags']) ? meta['tags'].map(nameOf) : [])];
  return {
    id: read.id, label: labelOf(read), content: read.content, people: [...read.people, ...read.present_persons], tags, aliases: read.aliases,
    ...(created === undefined ? {} : { created }), ...(kind === undefined ? {} : { kind }), ...(thread === undefined ? {} : { thread }),
  };
}

/** What people would call the document; an id only where it reads like a name. */
function labelOf({ id, label, name, title, uri, content }: z.infer<typeof documentSchema>): string {
  const named = [label, name, title].find((text) => text !== undefined && text !== '');
  if (named !== undefined) return named;
  const heading = /^#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$/m.exec(content.slice(0, 2_000))?.[1];
  if (heading !== undefined) return heading.slice(0, 200);
  return isMachineId(id) || id.length < 3 ? (uri ?? '') : id;
}

export function isMachineId(id: string): boolean {
  return /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}/i.test(id) || /^[0-9a-f]{16,}$/i.test(id) || /^[\d_:#-]+$/.test(id) || /^[a-z]{1,10}[-_:]?\d+$/i.test(id) || /^(?:source|src|candidate|cand|doc|note|c|s)[-_]?[a-z0-9]{0,3}$/i.test(id);
}
