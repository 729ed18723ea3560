/**
 * The one layout, as edits. What changes is cut down to the lines that differ, so that cursors, folds and marks elsewhere stay.
 */
import { statementBefore, type Edit, type Span } from '@rem/grammar';
import type { View } from '../documents.ts';
import type { Layout } from '../layout.ts';

/** Edits that lay out the whole view. */
export function formatView(view: View, layOut: Layout): Edit[] {
  return lineEdits(view.text, layOut(view.text), 0);
}

/** Edits that lay out the statements and comments that the span touches. */
export function formatSpan(view: View, span: Span, layOut: Layout): Edit[] {
  const { statements, comments } = view.parsed.tree;
  const touched = [...statements, ...comments].filter((node) => node.start <= span.end && span.start <= node.end);
  if (touched.length === 0) return [];
  const start = lineStart(view.text, Math.min(...touched.map((node) => node.start)));
  const end = Math.max(...touched.map((node) => node.end));
  const slice = view.text.slice(start, end);
  return lineEdits(slice, layOut(slice, isOpen(view, start)).replace(/\s+$/, ''), start);
}

/** Whether nothing but a line break stands between an offset and the statement above. */
function isOpen(view: View, offset: number): boolean {
  const above = statementBefore(view.parsed, offset);
  return above !== undefined && /^[^\S\n]*\n?[^\S\n]*$/.test(view.text.slice(above.end, offset));
}

function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return text.slice(start, offset).trim() === '' ? start : offset;
}

/** The edits from one text to the other: unchanged lines at both ends and between are left alone. */
export function lineEdits(before: string, after: string, shift: number): Edit[] {
  if (before === after) return [];
  const left = splitLines(before);
  const right = splitLines(after);
  let head = 0;
  while (head < left.length && head < right.length && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < left.length - head && tail < right.length - head && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail++;
  return hunks(left.slice(head, left.length - tail), right.slice(head, right.length - tail), shift + lengthOf(left.slice(0, head)));
}

function splitLines(text: string): string[] {
  return text.split(/(?<=\n)/);
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((length, line) => length + line.length, 0);
}

/** Unique lines that both sides share, in the same order, hold the sides together; what lies between them is one edit each. */
function hunks(left: readonly string[], right: readonly string[], shift: number): Edit[] {
  const edits: Edit[] = [];
  let fromLeft = 0;
  let fromRight = 0;
  let offset = shift;
  for (const [leftIndex, rightIndex] of [...anchors(left, right), [left.length, right.length] as const]) {
    const removed = left.slice(fromLeft, leftIndex);
    const text = right.slice(fromRight, rightIndex).join('');
    const length = lengthOf(removed);
    if (removed.join('') !== text) edits.push(withoutSharedEnd({ start: offset, end: offset + length, text }, removed.join('')));
    offset += length + (left[leftIndex]?.length ?? 0);
    fromLeft = leftIndex + 1;
    fromRight = rightIndex + 1;
  }
  return edits;
}

/** A line end that both sides have stays where it is. */
function withoutSharedEnd(edit: Edit, removed: string): Edit {
  return removed.endsWith('\n') && edit.text.endsWith('\n') ? { ...edit, end: edit.end - 1, text: edit.text.slice(0, -1) } : edit;
}

function anchors(left: readonly string[], right: readonly string[]): (readonly [number, number])[] {
  const inLeft = countLines(left);
  const inRight = countLines(right);
  const places = new Map(right.map((line, index) => [line, index]));
  let last = -1;
  return left.flatMap((line, index) => {
    const place = places.get(line);
    if (place === undefined || place <= last || inLeft.get(line) !== 1 || inRight.get(line) !== 1 || line.trim() === '') return [];
    last = place;
    return [[index, place] as const];
  });
}

function countLines(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

/** Edits that lay out the statement that a `;` before the offset has just finished. */
export function formatFinished(view: View, offset: number, layOut: Layout): Edit[] {
  const statement = view.text[offset - 1] === ';' ? statementBefore(view.parsed, offset) : undefined;
  if (!statement || statement.broken || view.text.slice(statement.end, offset).replace(';', '').trim() !== '') return [];
  return formatSpan(view, { start: statement.start, end: statement.end }, layOut);
}
