/**
 * Cuts a text into blocks: a paragraph, a bullet, a turn, a cue. Every line is looked at by itself, so a file that mixes the forms (stamped prose,
 * then a dialogue, then a pasted subtitle) is read like any other.
 */
import { readHeader, readLabel, speakersOf } from './speakers.ts';
import { readStamp, type Stamp, type TimeOf } from './stamps.ts';
import type { Form, Span, Utterance } from './utterance.ts';

export type Block = {
  kind: Form;
  /** The words, without stamp and label. */
  span: Span;
  stamp?: Stamp;
  /** A cue's own beginning and end: elapsed milliseconds. */
  cue?: { start: number; end: number };
  speaker?: string;
  heading?: string;
  /** The date that a heading above says. */
  day?: Stamp;
  opens: Utterance['opens'];
};

export type Facts = { title?: string; place?: string; people: string[]; day?: Stamp };

type Line = { text: string; start: number };

type State = { lines: Line[]; speakers: ReadonlySet<string>; blocks: Block[]; facts: Facts; open?: Block; pending: Pending; fenced: boolean };

type Pending = { opens: Utterance['opens']; heading?: string; headingSpan?: Span; day?: Stamp; speaker?: string; time?: TimeOf; stamp?: Stamp };

const arrow = /^\s*((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})/;
const fact = /^(?:[*_]{0,2})(date|day|when|time|place|location|where|attendees|participants|present|people|with|title|subject)(?:[*_]{0,2})\s*:(?:[*_]{0,2})\s*(\S.*)$/i;
const rule = /^(?:[-*_=~]\s?){3,}$/;
const heading = /^(#{1,6})\s+(.*?)\s*#*\s*$/;
const loudHeading = /^(?:\*\*([^*]+)\*\*:?|={2,}\s*([^=]+?)\s*={2,}|-{2,}\s*([^-].*?)\s*-{2,})$/;
const bullet = /^\s*(?:[-*+•]|\d{1,3}[.)])\s+/;

export function blocksOf(text: string, from: number): { blocks: Block[]; facts: Facts } {
  const lines = linesOf(text, from);
  const state: State = { lines, speakers: speakersOf(lines.map((line) => line.text)), blocks: [], facts: { people: [] }, pending: { opens: 'section' }, fenced: false };
  for (let index = 0; index < lines.length; ) index = readLine(state, index);
  close(state);
  flushHeading(state);
  return { blocks: state.blocks, facts: state.facts };
}

function linesOf(text: string, from: number): Line[] {
  const lines: Line[] = [];
  for (let start = from; start < text.length; ) {
    const stop = text.indexOf('\n', start);
    const end = stop < 0 ? text.length : stop;
    lines.push({ text: text.slice(start, end).replace(/\r$/, ''), start });
    start = end + 1;
  }
  return lines;
}

/** Reads the line at `index` and says which comes next. */
function readLine(state: State, index: number): number {
  const line = state.lines[index];
  if (!line) return index + 1;
  const bare = line.text.trim();
  const next = state.lines[index + 1]?.text ?? '';
  if (bare === '') return blank(state, index);
  if (/^(?:```|~~~)/.test(bare)) return close(state), index + 1;
  if (/^WEBVTT\b/.test(bare) && state.blocks.length === 0) return close(state), skipToBlank(state, index);
  if (/^(?:NOTE|STYLE|REGION)\b/.test(bare) && state.blocks.every((block) => block.kind === 'cues') && state.lines.some((each) => arrow.test(each.text))) return close(state), skipToBlank(state, index);
  const cue = arrow.exec(line.text);
  if (cue) return readCue(state, index, cue);
  if (arrow.test(next)) return close(state), index + 1;
  if (readFact(state, bare)) return index + 1;
  if (readHeading(state, line, bare)) return index + 1;
  const head = readHeader(bare);
  if (head) {
    close(state);
    state.pending = { ...state.pending, speaker: head.speaker, time: head.time };
    return index + 1;
  }
  readText(state, line);
  return index + 1;
}

function blank(state: State, index: number): number {
  close(state);
  if (state.pending.opens === 'none') state.pending = { ...state.pending, opens: 'paragraph' };
  return index + 1;
}

function skipToBlank(state: State, index: number): number {
  while (index < state.lines.length && state.lines[index]?.text.trim() !== '') index++;
  return index;
}

function readCue(state: State, index: number, cue: RegExpExecArray): number {
  close(state);
  const times = { start: cueMs(cue[1] ?? ''), end: cueMs(cue[2] ?? '') };
  let at = index + 1;
  while (at < state.lines.length && !/^\s*(?:(?:```|~~~).*)?$/.test(state.lines[at]?.text ?? '') && !arrow.test(state.lines[at]?.text ?? '')) at++;
  // A subtitle's number stands above its arrow without a blank line where blank lines were lost.
  const stop = arrow.test(state.lines[at]?.text ?? '') && /^\d+$/.test(state.lines[at - 1]?.text.trim() ?? '') ? at - 1 : at;
  const first = state.lines[index + 1];
  const last = state.lines[stop - 1];
  if (first && last && stop > index + 1) voices(state, { start: first.start, end: last.start + last.text.length }, times);
  return at;
}

/** A cue's voices: `<v Name>` each begins one, else a `Name:` may. The cue's time is the first one's start and the last one's end. */
function voices(state: State, span: Span, cue: { start: number; end: number }): void {
  const lines = state.lines;
  const text = sliceOf(lines, span);
  const marks = [...text.matchAll(/<v(?:\.[^\s>]*)?\s+([^>]+)>/g)];
  if (marks.length === 0) {
    const lead = /^\s*(?:[-–]\s+)?(?:<[^>]*>)*/.exec(text)?.[0].length ?? 0;
    const label = readLabel(text, lead, state.speakers);
    return push(state, { kind: 'cues', span: { start: span.start + (label?.end ?? lead), end: span.end }, cue, opens: 'none', ...(label && { speaker: label.speaker }) });
  }
  marks.forEach((mark, at) => {
    const start = span.start + mark.index + mark[0].length;
    const stop = marks[at + 1];
    push(state, { kind: 'cues', span: { start, end: stop ? span.start + stop.index : span.end }, cue, opens: 'none', speaker: (mark[1] ?? '').trim() });
  });
}

function sliceOf(lines: readonly Line[], { start, end }: Span): string {
  const parts = lines.filter((line) => line.start >= start && line.start < end);
  let out = '';
  for (const line of parts) out = out.padEnd(line.start - start, '\n') + line.text;
  return out.slice(0, end - start);
}

function cueMs(text: string): number {
  const parts = text.replace(',', '.').split(':').map(Number);
  return Math.round(parts.reduce((sum, part) => sum * 60 + part, 0) * 1000);
}

/** `Location: Room 4` and its like, above the first words only. */
function readFact(state: State, bare: string): boolean {
  if (state.blocks.length > 0 || state.open) return false;
  const hit = fact.exec(bare);
  const value = hit?.[2]?.trim();
  if (!hit || !value) return false;
  const key = (hit[1] ?? '').toLowerCase();
  if (/^(?:place|location|where)$/.test(key)) state.facts.place = value;
  else if (/^(?:title|subject)$/.test(key)) state.facts.title = value;
  else if (/^(?:date|day|when|time)$/.test(key)) {
    const stamp = readStamp(value, 0);
    if (stamp?.date) state.facts.day = stamp;
  } else state.facts.people.push(...value.split(/\s*[,;]\s*|\s+and\s+/).filter((name) => name !== ''));
  return true;
}

function readHeading(state: State, line: Line, bare: string): boolean {
  if (rule.test(bare)) {
    close(state);
    flushHeading(state);
    state.pending = { opens: 'section' };
    return true;
  }
  const hit = heading.exec(bare);
  const loud = hit ? undefined : loudHeading.exec(bare);
  const words = hit?.[2] ?? loud?.[1] ?? loud?.[2] ?? loud?.[3];
  const stamp = readStamp(words ?? bare, 0);
  const dateLine = !hit && !loud && stamp?.date && !stamp.time && stamp.end >= bare.replace(/[:.]$/, '').length;
  if (words === undefined && !dateLine) return false;
  close(state);
  // A level-one heading before anything else is the file's title.
  if (hit?.[1] === '#' && state.blocks.length === 0 && state.facts.title === undefined && !stamp?.time) state.facts.title = words ?? '';
  else if (!stamp?.date) flushHeading(state);
  const rest = (words ?? bare).slice(stamp?.end ?? 0).replace(/^[\s:|–—-]+/, '').trim();
  const offset = line.text.length - line.text.trimStart().length;
  const pending: Pending = { opens: 'section', headingSpan: { start: line.start + offset, end: line.start + line.text.trimEnd().length } };
  if (rest !== '') pending.heading = rest;
  if (stamp?.time) pending.stamp = stamp;
  if (stamp?.date) pending.day = stamp;
  else if (state.pending.day) pending.day = state.pending.day;
  if (dateLine || hit?.[1] === '#' && state.blocks.length === 0) delete pending.headingSpan;
  state.pending = pending;
  return true;
}

/** A heading with a time and no words below is a line of its own: `## 10:30 Standup`. */
function flushHeading(state: State): void {
  const { headingSpan, heading: words, stamp } = state.pending;
  if (!headingSpan || !words || !stamp?.time) return;
  push(state, { kind: 'diary', span: headingSpan, opens: 'section' });
}

function readText(state: State, line: Line): void {
  const mark = /^\s*(?:>\s?)*/.exec(line.text)?.[0].length ?? 0;
  const listed = bullet.exec(line.text.slice(mark));
  const begin = mark + (listed?.[0].length ?? 0);
  const lead = leadOf(line.text, begin, state.speakers);
  const end = line.start + line.text.trimEnd().length;
  if (!lead.begins && !listed && state.open) {
    state.open.span.end = end;
    return;
  }
  close(state);
  const speaker = lead.speaker ?? (lead.stamp || listed ? undefined : state.pending.speaker);
  const block: Block = {
    kind: lead.speaker || state.pending.speaker ? 'dialogue' : lead.stamp ? 'stamped' : state.pending.day || state.pending.heading ? 'diary' : 'prose',
    span: { start: line.start + lead.end, end: Math.max(end, line.start + lead.end) },
    opens: lead.stamp ? 'stamp' : 'none',
  };
  if (lead.stamp) block.stamp = lead.stamp;
  if (speaker) block.speaker = speaker;
  state.open = block;
}

type Lead = { begins: boolean; stamp?: Stamp; speaker?: string; end: number };

/** The stamp and the label before a line's words. */
function leadOf(text: string, at: number, speakers: ReadonlySet<string>): Lead {
  const stamped = stampLead(text, at);
  const labelAt = stamped?.end ?? at;
  const label = readLabel(text, labelAt, speakers);
  const speaks = label && (speakers.has(label.speaker) || label.time) ? label : undefined;
  const stamp = stamped?.stamp ?? (speaks?.time && { time: speaks.time, start: at, end: speaks.end });
  // `Name [12:31]` in front, or a stamp behind the label: `Name: [12:31] words`.
  const behind = speaks && !stamp ? stampLead(text, speaks.end) : undefined;
  const found = stamp ?? behind?.stamp;
  return {
    begins: Boolean(found ?? speaks),
    end: behind?.end ?? speaks?.end ?? stamped?.end ?? at,
    ...(found && { stamp: found }),
    ...(speaks && { speaker: speaks.speaker }),
  };
}

const opener = /(?:\*\*|__)?([[(<])?\s*/y;
const closer = /\s*[\])>]/y;
const separator = /(?:\*\*|__)?\s*(?:[-–—:|•,]\s+|[-–—:|•]$)?(?:\*\*|__)?\s*/y;

function stampLead(text: string, at: number): { stamp: Stamp; end: number } | undefined {
  opener.lastIndex = at;
  const open = opener.exec(text);
  const inside = at + (open?.[0].length ?? 0);
  const stamp = readStamp(text, inside);
  if (!stamp) return undefined;
  let end = stamp.end;
  if (open?.[1]) {
    closer.lastIndex = end;
    const shut = closer.exec(text);
    if (!shut) return undefined;
    end += shut[0].length;
  } else if (!stamp.time || /^[\p{L}\d]/u.test(text.slice(end)) || /^ (?:was|is|and|or|to|on)\b/.test(text.slice(end))) return undefined;
  separator.lastIndex = end;
  return { stamp, end: end + (separator.exec(text)?.[0].length ?? 0) };
}

function close(state: State): void {
  const block = state.open;
  delete state.open;
  if (block) push(state, block);
}

/** Adds a block with what stood above it. */
function push(state: State, block: Block): void {
  const { pending } = state;
  const stamp = block.stamp ?? pending.stamp ?? (pending.time && { time: pending.time, start: block.span.start, end: block.span.start });
  const opens = pending.opens === 'section' ? 'section' : block.opens === 'stamp' ? 'stamp' : pending.opens;
  const made: Block = { ...block, opens };
  if (stamp) made.stamp = stamp;
  if (pending.heading !== undefined && !made.heading) made.heading = pending.heading;
  if (pending.day) made.day = pending.day;
  state.blocks.push(made);
  // A recorder's header goes on over its paragraphs; its time is the first one's.
  state.pending = pending.speaker && block.kind === 'dialogue' ? { opens: 'none', speaker: pending.speaker } : { opens: 'none' };
}

