/**
 * Segments as recorders write them: JSON with a list of pieces, an object around it or not, under the names that are in use, or one piece a line.
 * Places are those of each piece's text in the file, so that an editor can show them.
 */
import { parseTree, type Node } from 'jsonc-parser';
import { readIso, readTime } from './stamps.ts';
import type { Clock, Reading, ReadingProblem, Span, Utterance } from './utterance.ts';

const lists = ['segments', 'utterances', 'results', 'transcript', 'monologues', 'entries', 'items', 'captions', 'chunks', 'speakers', 'transcription', 'turns', 'messages', 'data'];
const texts = ['text', 'content', 'transcript', 'sentence', 'words', 'utterance', 'message', 'body'];
const voices = ['speaker_label', 'speaker_name', 'speaker', 'name', 'speaker_identifier', 'speaker_id', 'participant', 'author', 'role', 'channel'];
const starts = ['start', 'start_time', 'startTime', 'begin', 'from', 'timestamp', 'time', 'start_seconds', 'start_ms', 'startMs', 'offset', 'offset_seconds', 'ts'];
const ends = ['end', 'end_time', 'endTime', 'finish', 'to', 'end_seconds', 'end_ms', 'endMs', 'stop'];
const lasts = ['duration_seconds', 'duration', 'length', 'dur'];

type Time = { kind: 'wall'; ms: number; offset?: number } | { kind: 'elapsed'; ms: number };

type Piece = { text: string; span: Span; start?: Time; end?: Time; lasts?: number; speaker?: string; emotion?: string };

/** Undefined where the text holds no list of pieces. */
export function readSegments(text: string, from = 0, to = text.length): Reading | undefined {
  const source = text.slice(from, to);
  const roots = rootsOf(source);
  if (roots.nodes.length === 0) return undefined;
  const found = roots.nodes.length === 1 && roots.nodes[0] ? listOf(roots.nodes[0]) : { items: roots.nodes };
  if (!found) return undefined;
  const pieces = found.items.flatMap((item) => pieceOf(item, source, from));
  if (pieces.length === 0) return undefined;
  const problems: ReadingProblem[] = roots.broken === undefined ? [] : [{ code: 'broken-json', severity: 'error', start: from + roots.broken, end: Math.min(to, from + roots.broken + 1), message: 'This is no valid JSON from here on: what comes before was read.' }];
  return { forms: ['segments'], ...placed(pieces, found.head && headTime(found.head)), problems, people: [], ...(found.head && factsOf(found.head)) };
}

function rootsOf(source: string): { nodes: Node[]; broken?: number } {
  const errors: { error: number; offset: number; length: number }[] = [];
  const root = parseTree(source, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (root && !first) return { nodes: [root] };
  const lines = jsonLines(source);
  if (lines.length > 1) return { nodes: lines };
  return root ? { nodes: [root], broken: first?.offset ?? 0 } : { nodes: [] };
}

function jsonLines(source: string): Node[] {
  const nodes: Node[] = [];
  for (const line of source.matchAll(/[^\r\n]+/g)) {
    if (line[0].trim() === '') continue;
    const errors: { error: number; offset: number; length: number }[] = [];
    const node = parseTree(line[0], errors);
    if (!node || errors.length > 0 || node.type !== 'object') return [];
    nodes.push(moved(node, line.index));
  }
  return nodes;
}

function moved(node: Node, by: number): Node {
  return { ...node, offset: node.offset + by, ...(node.children && { children: node.children.map((child) => moved(child, by)) }) };
}

function listOf(root: Node): { items: Node[]; head?: Node } | undefined {
  if (root.type === 'array') return { items: root.children ?? [] };
  for (const name of lists) {
    const list = member(root, [name]);
    if (list?.type === 'array' && list.children?.some((item) => item.type === 'object')) return { items: list.children, head: root };
    if (list?.type === 'object') {
      const inner = listOf(list);
      if (inner) return { items: inner.items, head: root };
    }
  }
  return undefined;
}

function member(node: Node, names: readonly string[]): Node | undefined {
  for (const name of names) {
    const hit = node.children?.find((child) => child.children?.[0]?.value === name)?.children?.[1];
    if (hit && hit.type !== 'null') return hit;
  }
  return undefined;
}

function pieceOf(item: Node, source: string, from: number): Piece[] {
  if (item.type !== 'object') return [];
  const words = member(item, texts);
  if (words?.type !== 'string' || String(words.value).trim() === '') return [];
  const span = { start: from + words.offset + 1, end: from + words.offset + words.length - 1 };
  const piece: Piece = { text: String(words.value).replace(/\s+/g, ' ').trim(), span };
  const start = timeOf(item, starts);
  const end = timeOf(item, ends);
  const duration = member(item, lasts);
  const speaker = speakerOf(member(item, voices));
  const emotion = member(item, ['emotion', 'sentiment']);
  if (start) piece.start = start;
  if (end) piece.end = end;
  if (duration?.type === 'number') piece.lasts = Number(duration.value) * 1000;
  if (speaker) piece.speaker = speaker;
  if (emotion?.type === 'string') piece.emotion = String(emotion.value);
  return [piece];
}

function speakerOf(node: Node | undefined): string | undefined {
  if (node?.type === 'string') return String(node.value).trim() || undefined;
  if (node?.type === 'number') return `Speaker ${node.value}`;
  return node?.type === 'object' ? speakerOf(member(node, ['name', 'label', 'displayName', 'id'])) : undefined;
}

function timeOf(item: Node, names: readonly string[]): Time | undefined {
  const key = names.find((name) => member(item, [name]));
  const node = key && member(item, [key]);
  return node ? readValue(node, key) : undefined;
}

/** Numbers are seconds, or milliseconds by their name, or since 1970 by their size. */
function readValue(node: Node, key: string): Time | undefined {
  if (node.type === 'number') {
    const value = Number(node.value);
    if (/ms$/i.test(key)) return { kind: 'elapsed', ms: value };
    if (value > 1e11) return { kind: 'wall', ms: value, offset: 0 };
    return value > 5e8 ? { kind: 'wall', ms: value * 1000, offset: 0 } : { kind: 'elapsed', ms: Math.round(value * 1000) };
  }
  if (node.type !== 'string') return undefined;
  const text = String(node.value).trim();
  const iso = readIso(text);
  if (iso) return { kind: 'wall', ms: iso.wall, ...(iso.offset !== undefined && { offset: iso.offset }) };
  if (/^\d+(?:\.\d+)?s?$/.test(text)) return { kind: 'elapsed', ms: Math.round(Number.parseFloat(text) * 1000) };
  const time = readTime(text, 0);
  return time && { kind: 'elapsed', ms: time.time.parts === 2 && !time.time.meridiem ? time.time.ms / 60 : time.time.ms };
}

function headTime(head: Node): Extract<Time, { kind: 'wall' }> | undefined {
  const found = timeOf(head, ['start_timestamp', 'started_at', 'start_time', 'startTime', 'recorded_at', 'date', 'created_at', 'resource_timestamp', 'start']);
  return found?.kind === 'wall' ? found : undefined;
}

function factsOf(head: Node): { title?: string; place?: string; people?: string[] } {
  const metadata = member(head, ['metadata']);
  const string = (names: string[]): string | undefined => {
    const hit = member(head, names) ?? (metadata && member(metadata, names));
    return hit?.type === 'string' ? String(hit.value) : undefined;
  };
  const title = string(['title', 'meeting_title', 'subject']);
  const place = string(['location', 'place', 'room']);
  const listed = member(head, ['participants', 'attendees']) ?? (metadata && member(metadata, ['participants', 'attendees']));
  const people = (listed?.children ?? []).flatMap((child) => speakerOf(child) ?? []);
  return { ...(title && { title }), ...(place && { place }), ...(people.length > 0 && { people }) };
}

function placed(pieces: readonly Piece[], head: Extract<Time, { kind: 'wall' }> | undefined): { clock: Clock; utterances: Utterance[] } {
  const wallPiece = pieces.find((piece) => piece.start?.kind === 'wall')?.start;
  const zone = head?.offset ?? (wallPiece?.kind === 'wall' ? wallPiece.offset : undefined);
  const base = head?.ms;
  const dated = wallPiece !== undefined || base !== undefined;
  const at = (time: Time | undefined): number | undefined => {
    if (!time) return undefined;
    if (time.kind === 'elapsed') return time.ms + (base ?? 0);
    return time.offset !== undefined && zone !== undefined ? time.ms + (zone - time.offset) * 60_000 : time.ms;
  };
  // A number since 1970 is an instant in UTC, so its wall clock there is itself.
  const utterances = pieces.map((piece): Utterance => {
    const start = at(piece.start);
    const end = at(piece.end) ?? (start !== undefined && piece.lasts !== undefined ? start + piece.lasts : undefined);
    return {
      text: piece.text, span: piece.span, opens: 'none',
      ...(start !== undefined && { start }), ...(end !== undefined && { end }), ...(piece.speaker && { speaker: piece.speaker }), ...(piece.emotion && { emotion: piece.emotion }),
    };
  });
  const timed = utterances.some((utterance) => utterance.start !== undefined);
  const clock: Clock = !timed ? { kind: 'none' } : dated ? { kind: 'date', ...(zone !== undefined && { offset: zone }) } : { kind: 'elapsed' };
  return { clock, utterances };
}
