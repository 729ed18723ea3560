/**
 * Reads a transcript, a diary or a segments file into utterances. Never throws: what cannot be read is a problem with a place. What stands in the
 * text is data, whatever it says.
 */
import { blocksOf, type Block, type Facts } from './blocks.ts';
import { placeBlocks, type Placed } from './clock.ts';
import { readJsonNote } from './json-note.ts';
import { readSegments } from './segments.ts';
import { sentences } from './sentences.ts';
import { readStamp } from './stamps.ts';
import type { Form, Reading, ReadingProblem, ReadOptions, Span, Utterance } from './utterance.ts';

/** Characters that one transcript may have. */
export const TRANSCRIPT_LIMIT = 20_000_000;

/** Turns above this length are cut at their sentences: a moment may end inside them. */
const LONG_TURN = 600;

export function readTranscript(text: string, options: ReadOptions = {}): Reading {
  if (text.length > TRANSCRIPT_LIMIT) return empty('too-large', `This file has ${(text.length / 1e6).toFixed(1)} million characters; transcripts of up to ${TRANSCRIPT_LIMIT / 1e6} million are read. Split it into smaller files.`);
  const reading = readAny(text, options);
  if (reading.utterances.length === 0 && !reading.problems.some((problem) => problem.severity === 'error')) return { ...reading, problems: [...reading.problems, problem('no-text', 'There are no words in this file: write what was said, or open a transcript.')] };
  return { ...reading, problems: [...reading.problems, ...timeProblems(reading.utterances)].sort((left, right) => left.start - right.start) };
}

function empty(code: 'no-text' | 'too-large', message: string): Reading {
  return { forms: [], clock: { kind: 'none' }, utterances: [], people: [], problems: [problem(code, message)] };
}

function problem(code: 'no-text' | 'too-large' | 'broken-json', message: string): ReadingProblem {
  return { code, severity: 'error', start: 0, end: 0, message };
}

function readAny(text: string, options: ReadOptions): Reading {
  const begin = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const json = /\.jsonl?$/i.test(options.fileName ?? '') || /^\s*(?:\[\s*\{|\{\s*")/.test(text.slice(begin, begin + 200));
  const segments = json ? readSegments(text, begin) : undefined;
  if (segments) return segments;
  const note = json ? readNote(text, begin, options) : undefined;
  if (note) return note;
  if (/\.jsonl?$/i.test(options.fileName ?? '') && text.trim() !== '') return empty('no-text', 'There is no list of segments in this JSON: an array of objects with a text each is expected, by itself or as "segments", or a note whose "content" holds the words.');
  const block = /\.ya?ml$/i.test(options.fileName ?? '') ? contentBlock(text) : undefined;
  return block ? readText(text.slice(0, block.end), block.start, options) : readText(text, begin, options);
}

/** An engram kept as JSON: its content is read like a text, its places are those of the file. */
function readNote(text: string, begin: number, options: ReadOptions): Reading | undefined {
  const note = readJsonNote(text, begin);
  if (!note) return undefined;
  const day = readStamp(note.stamp ?? '', 0)?.date;
  const reading = readText(note.words, 0, options, day);
  return { ...reading, ...(note.title && { title: note.title }), utterances: reading.utterances.map((utterance) => ({ ...utterance, span: note.placed(utterance.span) })) };
}

/** The block text of an engram's `content`, where the words of a YAML note stand. */
function contentBlock(text: string): Span | undefined {
  const head = /^content:[ \t]*[|>][-+\d]*[ \t]*(?:#.*)?\r?\n/m.exec(text);
  if (!head) return undefined;
  const start = head.index + head[0].length;
  const stop = /^(?=[^\s])/m.exec(text.slice(start));
  return { start, end: stop ? start + stop.index : text.length };
}

function readText(text: string, begin: number, options: ReadOptions, noteDay?: Day): Reading {
  const front = frontMatter(text, begin);
  const { blocks, facts: found } = blocksOf(text, front.end);
  const facts: Facts = { ...found, ...front.facts, people: [...front.facts.people, ...found.people] };
  const embedded = fencedSegments(text, front.end);
  const own = blocks.filter((block) => !embedded.some(({ span }) => span.start <= block.span.start && block.span.end <= span.end));
  const { clock, places } = placeBlocks(own, facts, noteDay ?? fileDay(options.fileName));
  const utterances = own.flatMap((block, index) => utterancesOf(text, block, places[index] ?? {}));
  for (const { reading } of embedded) utterances.push(...reading.utterances.map((utterance, index) => ({ ...utterance, ...(index === 0 && { opens: 'section' as const }) })));
  if (embedded.length > 0) utterances.sort((left, right) => left.span.start - right.span.start);
  const forms = [...new Set<Form>([...own.map((block) => block.kind), ...embedded.flatMap(({ reading }) => reading.forms)])];
  return {
    forms, clock: clock.kind === 'none' && embedded[0] ? embedded[0].reading.clock : clock, utterances, problems: [], people: facts.people,
    ...(facts.title && { title: facts.title }), ...(facts.place && { place: facts.place }),
  };
}

/** A fenced block of JSON inside Markdown, where it holds segments. */
function fencedSegments(text: string, from: number): { span: Span; reading: Reading }[] {
  const found: { span: Span; reading: Reading }[] = [];
  for (const hit of text.slice(from).matchAll(/^(?:```|~~~)jsonl?[^\n]*\n([\s\S]*?)^(?:```|~~~)[ \t]*$/gm)) {
    const start = from + hit.index + hit[0].indexOf('\n') + 1;
    const span = { start, end: start + (hit[1] ?? '').length };
    const reading = readSegments(text, span.start, span.end);
    if (reading) found.push({ span, reading });
  }
  return found;
}

function utterancesOf(text: string, block: Block, place: Placed): Utterance[] {
  const whole = (block.kind === 'dialogue' || block.kind === 'cues') && block.span.end - block.span.start <= LONG_TURN;
  const pieces = whole ? [block.span] : sentences(text, block.span);
  const made = pieces.flatMap((span): Utterance[] => {
    const words = cleaned(text.slice(span.start, span.end));
    return words === '' ? [] : [{ text: words, span: trimmed(text, span), opens: 'none', ...(block.speaker && { speaker: block.speaker }) }];
  });
  const [first] = made;
  const last = made.at(-1);
  if (!first || !last) return [];
  Object.assign(first, { opens: block.opens, ...(block.heading !== undefined && { heading: block.heading }) });
  if (place.start !== undefined) first.start = place.start;
  if (place.precision) first.precision = place.precision;
  if (place.end !== undefined) last.end = place.end;
  return made;
}

/** The words of a span: without tags, quote marks of the left edge, and line ends. */
function cleaned(raw: string): string {
  return raw.replace(/<\/?(?:[a-z][\w.]*(?:\s[^<>]*)?|\d[\d:.]*)>/gi, '').replace(/\n\s*>+/g, ' ').replace(/\s+/g, ' ').replace(/^[-–]\s+/, '').trim();
}

function trimmed(text: string, { start, end }: Span): Span {
  while (start < end && /\s/.test(text[start] ?? '')) start++;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  return { start, end };
}

/** The front matter of a note: only the lines that say when, where and who. */
function frontMatter(text: string, begin: number): { end: number; facts: Facts } {
  const hit = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text.slice(begin, begin + 20_000));
  const facts: Facts = { people: [] };
  if (!hit) return { end: begin, facts };
  const value = (names: string): string | undefined => new RegExp(`^(?:${names}):[ \\t]*["']?(.+?)["']?[ \\t]*\\r?$`, 'im').exec(hit[1] ?? '')?.[1];
  const day = readStamp(value('date|resource_timestamp|when') ?? '', 0);
  const title = value('title|name');
  const place = value('location|place');
  if (day?.date) facts.day = day;
  if (title) facts.title = title;
  if (place) facts.place = place;
  facts.people.push(...(value('participants|attendees|people') ?? '').replace(/^\[|\]$/g, '').split(',').map((name) => name.trim()).filter((name) => name !== ''));
  return { end: begin + hit[0].length, facts };
}

type Day = { year: number; month: number; day: number };

function fileDay(name: string | undefined): Day | undefined {
  const hit = /(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)/.exec(name ?? '');
  return hit?.[1] ? readStamp(hit[1], 0)?.date : undefined;
}

/** Times that run backwards, or a stretch that begins before the one above has ended. */
function timeProblems(utterances: readonly Utterance[]): ReadingProblem[] {
  const problems: ReadingProblem[] = [];
  let last: Utterance | undefined;
  for (const utterance of utterances) {
    if (utterance.start === undefined || utterance.precision) continue;
    const { start, end } = utterance.span;
    if (utterance.end !== undefined && utterance.end < utterance.start) problems.push({ code: 'times-backwards', severity: 'warning', start, end, message: 'This ends before it begins.' });
    if (last?.start !== undefined && utterance.start < last.start) problems.push({ code: 'times-backwards', severity: 'warning', start, end, message: 'The time here is earlier than the one above: times run backwards.' });
    else if (last?.end !== undefined && utterance.start < last.end - OVERLAP && utterance.speaker === last.speaker) problems.push({ code: 'times-overlap', severity: 'warning', start, end, message: 'This begins before what stands above has ended: the times overlap.' });
    last = utterance;
  }
  return problems;
}

/** People talk over each other and recorders round: milliseconds of one voice over itself that nobody is told about. */
const OVERLAP = 2000;
