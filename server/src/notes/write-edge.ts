/**
 * An edge into a note: one insertion, in the style of the edges that stand there, everything else byte for byte as it was. The result is read
 * again before it is offered: it must say what the note said before and the new edge, else nothing is written.
 */
import { isDeepStrictEqual } from 'node:util';
import { isCollection, isMap, isScalar, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';
import { isPlain } from '../features/note-names.ts';
import { failed } from '../lifecycle.ts';
import type { Failed } from '../protocol.ts';
import { edgeListOf, isProblem, noteDocument, type EdgeList, type NoteDocument } from './note-document.ts';

/** `weight` 0…1. */
export type NewEdge = { dst: string; relation: string; weight: number; entity?: string; createdAt?: string };

/** Replaces `[start, end)` of the note's text. */
export type NoteEdit = { start: number; end: number; text: string };

export function edgeEdit(text: string, file: string, edge: NewEdge): NoteEdit | Failed {
  const note = noteDocument(text, file);
  if (isProblem(note)) return failed('note-broken', `${note.message}`, 'Mend the note first; until then nothing is written into it.');
  if (edge.dst.trim() === '' || /[\n\r]/.test(edge.dst)) return failed('note-edge', 'The label of the edge is empty or has several lines.', 'Give the other note a name of one line.');
  for (const edit of plans(note, edge)) if (saysTheSame(note, file, edit, edge)) return edit;
  return failed('note-edge', 'The edge cannot be written here without changing something else of the note.', listRemedy(note));
}

export function applyEdit(text: string, { start, end, text: inserted }: NoteEdit): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

function listRemedy(note: NoteDocument): string {
  return `Write ${edgeListOf(note)?.key ?? 'graph_edges'} as a list of its own in this note, without an alias or an anchor that is used elsewhere.`;
}

/** Insertions that may do, the most natural first. */
function* plans(note: NoteDocument, edge: NewEdge): Iterable<NoteEdit> {
  if (!note.document?.contents) {
    yield* note.format === 'markdown' ? [newFrontMatter(note, edge)] : [];
    return;
  }
  const list = edgeListOf(note);
  if (!list) yield* newList(note, edge);
  else if (list.seq && list.seq.items.length > 0) yield* list.seq.flow ? nextInFlow(note, list.seq, edge) : nextInBlock(note, list.seq, edge);
  else if (list.seq) yield* intoEmptyFlow(note, list.seq, edge);
  else yield* intoNothing(note, list, edge);
}

function newFrontMatter({ text, eol, document, start, end }: NoteDocument, edge: NewEdge): NoteEdit {
  const at = document === undefined ? (text.startsWith('\uFEFF') ? 1 : 0) : Math.max(start, end);
  const lines = ['graph_edges:', `  - ${flowItem(edge, defaultStyle)}`, ''].join(eol);
  return document === undefined ? { start: at, end: at, text: `---${eol}${lines}---${eol}${text.slice(at).trim() === '' ? '' : eol}` } : { start: at, end: at, text: lines };
}

// ---------------------------------------------------------------- style

type Style = {
  /** Key names as the file's other edges write them. */
  keys: { dst: string; relation: string };
  shape: 'flow' | 'block' | 'json';
  withTime: boolean;
  withProperties: boolean;
  /** What a line of a block item is indented by beyond the dash. */
  inner: string;
};

const defaultStyle: Style = { keys: { dst: 'dst', relation: 'rel_type' }, shape: 'flow', withTime: false, withProperties: true, inner: '  ' };

function styleOf(note: NoteDocument, last: ParsedNode | undefined): Style {
  const json = note.format === 'json' || (isMap(last) && last.flow && /^\{\s*"/.test(sourceOf(note, last))) ? { shape: 'json' as const } : {};
  if (!isMap(last)) return { ...defaultStyle, ...json };
  return {
    keys: { dst: last.has('target') && !last.has('dst') ? 'target' : 'dst', relation: last.has('relation') && !last.has('rel_type') ? 'relation' : 'rel_type' },
    shape: last.flow ? 'flow' : 'block', withTime: last.has('created_at'), withProperties: true, inner: '  ', ...json,
  };
}

function sourceOf({ text, start }: NoteDocument, { range }: ParsedNode): string {
  return text.slice(start + range[0], start + range[1]);
}

/** The members of an edge as text, in the order that files use. */
function members(edge: NewEdge, { keys, shape, withTime, withProperties }: Style): [string, string][] {
  const write = shape === 'json' ? (value: string) => JSON.stringify(value) : scalar;
  const weight = String(Math.round(edge.weight * 100) / 100);
  const properties: [string, string][] = [...(edge.entity === undefined ? [] : [['dst_entity_type', write(edge.entity)] as [string, string]]), ['match_type', write('suggested')]];
  const name = (key: string): string => (shape === 'json' ? JSON.stringify(key) : key);
  return [
    [name(keys.dst), write(edge.dst)], [name(keys.relation), write(edge.relation)], [name('weight'), weight],
    ...(withProperties ? [[name('properties'), `{${properties.map(([key, value]) => `${name(key)}: ${value}`).join(', ')}}`] as [string, string]] : []),
    ...(withTime && edge.createdAt !== undefined ? [[name('created_at'), JSON.stringify(edge.createdAt)] as [string, string]] : []),
  ];
}

export function flowItem(edge: NewEdge, style: Style): string {
  return `{${members(edge, style).map(([key, value]) => `${key}: ${value}`).join(', ')}}`;
}

function scalar(value: string): string {
  return isPlain(value) ? value : JSON.stringify(value);
}

// ---------------------------------------------------------------- places

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end > at && text[end - 1] === '\r' ? end - 1 : end;
}

/** A new line of its own after the line that `at` ends on; `at` behind a line's end stays there. */
function afterLine({ text, eol, end }: NoteDocument, at: number, line: string): NoteEdit {
  if (at > 0 && text[at - 1] === '\n') return { start: at, end: at, text: `${line}${eol}` };
  const stop = Math.min(lineEnd(text, at), end === 0 ? text.length : Math.max(end, at));
  return { start: stop, end: stop, text: `${eol}${line}` };
}

function* nextInBlock(note: NoteDocument, seq: YAMLSeq<ParsedNode>, edge: NewEdge): Iterable<NoteEdit> {
  const { text, start } = note;
  const last = seq.items.at(-1)!;
  const style = styleOf(note, last);
  const dash = dashOf(text, start + last.range[0]);
  if (dash === undefined) return;
  const column = dash - lineStart(text, dash);
  const lead = text.slice(lineStart(text, dash), dash);
  const indent = /^[ \t]*$/.test(lead) ? lead : ' '.repeat(column);
  const gap = text.slice(dash + 1, start + last.range[0]);
  const between = /^ +$/.test(gap) ? gap : ' ';
  const item = style.shape === 'block' ? members(edge, style).map(([key, value], at) => `${at === 0 ? '' : `${note.eol}${indent} ${between.replace(/[^ ]/g, ' ')}`}${key}: ${value}`).join('') : flowItem(edge, style);
  const at = start + (last.range[1] ?? 0);
  yield afterLine(note, at, `${indent}-${between}${item}`);
  yield afterLine(note, start + (last.range[2] ?? 0), `${indent}-${between}${item}`);
}

/** The dash of the item that begins at `at`: above an anchor, a tag, a comment or a line break. */
function dashOf(text: string, at: number): number | undefined {
  for (let place = at - 1, line = lineStart(text, at); place >= 0; place--) {
    if (text[place] === '-' && /^[ \t]*(?:- +)*$/.test(text.slice(line, place))) return place;
    if (place === line && line > 0) {
      line = lineStart(text, line - 1);
      if (at - line > 2_000) return undefined;
    }
  }
  return undefined;
}

function* nextInFlow(note: NoteDocument, seq: YAMLSeq<ParsedNode>, edge: NewEdge): Iterable<NoteEdit> {
  const { text, start, eol } = note;
  const last = seq.items.at(-1)!;
  const style = styleOf(note, last);
  const [from, to] = [start + last.range[0], start + last.range[1]];
  const lead = text.slice(lineStart(text, from), from);
  const ownLine = /^[ \t]*$/.test(lead);
  const spread = style.shape === 'json' && ownLine && sourceOf(note, last).includes('\n');
  const item = spread ? spreadItem(note, last, edge, style, lead) : flowItem(edge, style.shape === 'block' ? { ...style, shape: 'flow' } : style);
  yield { start: to, end: to, text: ownLine ? `,${eol}${lead}${item}` : `, ${item}` };
}

/** A JSON object over several lines, indented as its neighbour. */
function spreadItem(note: NoteDocument, last: ParsedNode, edge: NewEdge, style: Style, lead: string): string {
  const inner = /\{[^\S\n]*\r?\n([ \t]+)/.exec(sourceOf(note, last))?.[1] ?? `${lead}  `;
  return `{${note.eol}${members(edge, style).map(([key, value]) => `${inner}${key}: ${value}`).join(`,${note.eol}`)}${note.eol}${lead}}`;
}

function* intoEmptyFlow(note: NoteDocument, seq: YAMLSeq<ParsedNode>, edge: NewEdge): Iterable<NoteEdit> {
  const open = note.text.indexOf('[', note.start + (seq.range?.[0] ?? 0));
  if (open < 0) return;
  const style = styleOf(note, undefined);
  yield { start: open + 1, end: open + 1, text: flowItem(edge, style) };
}

/** `graph_edges:` with nothing behind it, or with an explicit null. */
function* intoNothing(note: NoteDocument, { node, keyRange }: EdgeList, edge: NewEdge): Iterable<NoteEdit> {
  const { text, start } = note;
  if (node !== null && !(isScalar(node) && node.value === null)) return;
  const style = styleOf(note, undefined);
  const range = isScalar(node) ? node.range : undefined;
  if (range && range[1] > range[0]) yield { start: start + range[0], end: start + range[1], text: `[${flowItem(edge, style)}]` };
  const keyAt = start + keyRange[0];
  const indent = text.slice(lineStart(text, keyAt), keyAt);
  if (/^[ \t]*$/.test(indent)) yield afterLine(note, start + keyRange[1], `${indent}  - ${flowItem(edge, style)}`);
}

/** No list yet: one more key at the end of the note's own. */
function* newList(note: NoteDocument, edge: NewEdge): Iterable<NoteEdit> {
  const { text, start, eol } = note;
  const map = note.document?.contents as YAMLMap<ParsedNode, ParsedNode | null>;
  const last = map.items.at(-1);
  const end = lastPlace(last?.value) ?? last?.key.range?.[1];
  if (last === undefined || end === undefined) {
    const open = map.flow ? text.indexOf('{', start + (map.range?.[0] ?? 0)) : -1;
    if (open >= 0) yield { start: open + 1, end: open + 1, text: `"graph_edges": [${flowItem(edge, { ...defaultStyle, shape: 'json' })}]` };
    return;
  }
  const first = map.items[0]!.key.range?.[0] ?? 0;
  const lead = text.slice(lineStart(text, start + first), start + first).replace(/^\uFEFF/, '');
  const indent = /^[ \t]*$/.test(lead) ? lead : '';
  if (map.flow) {
    const style = { ...defaultStyle, shape: 'json' as const };
    const ownLine = lead !== '' && indent === lead;
    yield { start: start + end, end: start + end, text: `${ownLine ? `,${eol}${indent}` : ', '}"graph_edges": [${flowItem(edge, style)}]` };
    return;
  }
  const lines = [`${indent}graph_edges:`, `${indent}  - ${flowItem(edge, defaultStyle)}`].join(eol);
  yield afterLine(note, start + end, lines);
  yield { start: start + first - lead.length, end: start + first - lead.length, text: `${lines}${eol}` };
}

/** Where the value's own text ends, its trailing comments not counted; undefined where nothing stands there. */
function lastPlace(value: ParsedNode | null | undefined): number | undefined {
  if (!value?.range) return undefined;
  if (isCollection(value) && !value.flow && value.items.length > 0) {
    const last = value.items.at(-1) as ParsedNode | { key: ParsedNode; value: ParsedNode | null };
    if ('key' in last) return lastPlace(last.value) ?? last.key.range[1];
    return lastPlace(last) ?? value.range[1];
  }
  return value.range[1];
}

// ---------------------------------------------------------------- proof

/** Whether the edited note reads as the old one with the edge at the end of its list. */
function saysTheSame(note: NoteDocument, file: string, edit: NoteEdit, edge: NewEdge): boolean {
  const after = noteDocument(applyEdit(note.text, edit), file);
  if (isProblem(after) || after.document === undefined) return false;
  const [before, now] = [plain(note), plain(after)];
  const key = edgeListOf(note)?.key ?? 'graph_edges';
  const list = now[key];
  if (!Array.isArray(list) || list.length === 0) return false;
  const added = list.at(-1) as Record<string, unknown>;
  const label = added['dst'] ?? added['target'];
  const rest = list.slice(0, -1);
  const was = before[key];
  if (label !== edge.dst || !isDeepStrictEqual(rest, Array.isArray(was) ? was : [])) return false;
  const { [key]: _, ...others } = now;
  const { [key]: __, ...othersBefore } = before;
  return isDeepStrictEqual(others, othersBefore) && (note.document === undefined ? after.text.endsWith(note.text.replace(/^\uFEFF/, '')) : after.text.slice(after.end) === note.text.slice(note.end));
}

function plain({ document }: NoteDocument): Record<string, unknown> {
  const value: unknown = document?.toJS({ maxAliasCount: 1_000 });
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
