/** What is said about the edges of a note: support of an existing one, targets that nobody knows, and the text of the next one to write. */
import type { Span } from '@rem/grammar';
import type { NoteSuggestion } from '../edges/suggest.ts';
import { code, escaped, shortened } from '../markdown.ts';
import { edgesInNote, type EdgeInNote, type NoteDocument } from '../notes/note-document.ts';
import { edgeEdit, type NewEdge } from '../notes/write-edge.ts';
import { failed, isFailed } from '../lifecycle.ts';
import type { Failed } from '../protocol.ts';

export function edgeAt(note: NoteDocument, offset: number): EdgeInNote | undefined {
  return edgesInNote(note).find(({ start, end }) => start <= offset && offset <= end);
}

/** The edge's support in Markdown; everything that stands in notes is escaped. */
export function supportMarkdown(edge: EdgeInNote, target: { label: string; path: string; summary: string }, found: { score: number; reason: string; topics: readonly string[] }): string {
  return [
    `${code(edge.relation)} → **${escaped(target.label)}** · ${percent(found.score)} by its texts`,
    escaped(found.reason),
    found.topics.length > 0 ? `Topics: ${found.topics.map(escaped).join(', ')}` : '',
    target.summary === '' ? '' : escaped(shortened(target.summary, 300)),
    code(target.path),
  ].filter((part) => part !== '').join('\n\n');
}

export const percent = (score: number): string => `${Math.min(99, Math.round(score * 100))} %`;

/** Edges whose target nobody knows, the first hundred. */
export function unknownTargets(note: NoteDocument, isKnown: (label: string) => boolean): EdgeInNote[] {
  return edgesInNote(note).filter(({ dst }) => dst.trim() !== '' && !isKnown(dst)).slice(0, 100);
}

/** What a hint says of such an edge; `near` is the label that reads most like it. */
export function unknownTargetMessage(dst: string, near: string | undefined): string {
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(dst.trim())) return `‘${dst}’ is an id. An edge leads to a label: write the name of the note.`;
  return `No note is called ‘${dst}’.${near === undefined ? ' Write the label of a note, or make one of this name.' : ` Did you mean ‘${near}’?`}`;
}

export type AcceptedEdge = { label: string; relation: string; score: number };

/** What a suggestion becomes in the file. */
export function newEdge({ label, relation, score }: AcceptedEdge, now: Date): NewEdge {
  const entity = relation.startsWith('MENTIONS_') ? relation.slice('MENTIONS_'.length).toLowerCase() : undefined;
  return { dst: label, relation: entity === undefined ? relation : 'mentions', weight: score, createdAt: now.toISOString().replace(/\.\d+Z$/, 'Z'), ...(entity === undefined ? {} : { entity }) };
}

/** The text with all edges written, one after the other; the first that cannot be written fails the whole. */
export function withEdges(text: string, file: string, edges: readonly AcceptedEdge[], now: Date): string | Failed {
  let current = text;
  for (const edge of edges) {
    const edit = edgeEdit(current, file, newEdge(edge, now));
    if (isFailed(edit)) return edit;
    current = current.slice(0, edit.start) + edit.text + current.slice(edit.end);
  }
  return current === text ? failed('nothing', 'There is no edge to write.', 'Choose a suggestion first.') : current;
}

/** The one stretch in which two texts differ, so that only it is replaced. */
export function difference(before: string, after: string): Span & { text: string } {
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  // A pair of CR and LF, or of surrogates, is never cut in two.
  if (start > 0 && /[\r\uD800-\uDBFF]/.test(before[start - 1] ?? '')) start--;
  while (tail > 0 && /[\n\uDC00-\uDFFF]/.test(before[before.length - tail] ?? '')) tail--;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

/** Grey text for the next item inside the list of edges: replaces the span on the cursor's line. */
export function nextItem(text: string, offset: number, suggestions: readonly NoteSuggestion[], now: Date): (Span & { text: string }) | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = endOf(text, offset);
  if (text.slice(offset, lineEnd).trim() !== '') return undefined;
  const indent = listIndent(text, lineStart);
  if (indent === undefined) return undefined;
  const typed = text.slice(lineStart, offset);
  if (!/^[ \t]*(?:-[ \t]*.*)?$/.test(typed)) return undefined;
  for (const suggestion of suggestions) {
    const item = itemText(newEdge(suggestion, now), typed.includes('{') || !/-\s*\w/.test(typed) ? 'flow' : 'block', indent);
    if (typed.trim() === '' || (item.startsWith(`${indent}${typed.trimStart()}`) && item.length > indent.length + typed.trimStart().length)) return { start: lineStart, end: offset, text: item };
  }
  return undefined;
}

function itemText({ dst, relation, weight }: NewEdge, shape: 'flow' | 'block', indent: string): string {
  const quoted = /^[\p{L}\p{N}][\p{L}\p{N} ._/’-]*$/u.test(dst) && !/^(?:true|false|yes|no|on|off|null|[\d.+-].*)$/i.test(dst) ? dst : JSON.stringify(dst);
  const share = Math.round(weight * 100) / 100;
  return shape === 'flow' ? `${indent}- {dst: ${quoted}, rel_type: ${relation}, weight: ${share}}` : `${indent}- dst: ${quoted}\n${indent}  rel_type: ${relation}\n${indent}  weight: ${share}`;
}

/** The indentation of items where the line lies in a block list `graph_edges:`; undefined elsewhere. Works on text that does not parse yet. */
function listIndent(text: string, lineStart: number): string | undefined {
  let items: string | undefined;
  for (let end = lineStart - 1, lines = 0; end > 0 && lines < 400; lines++) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end).replace(/\r$/, '');
    const key = /^([ \t]*)(?:graph_edges|graph_paths):[ \t]*(?:#.*)?$/.exec(line);
    if (key) return items ?? `${key[1]}  `;
    const item = /^([ \t]*)-[ \t]/.exec(line);
    if (item) items = item[1];
    else if (line.trim() !== '' && !/^[ \t]*#/.test(line) && !/^[ \t]+/.test(line)) return undefined;
    end = start - 1;
  }
  return undefined;
}

function endOf(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
