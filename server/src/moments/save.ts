/**
 * What a person's moments become in a file: the `moments` of the note itself, an engram beside the transcript, plain YAML or JSON, or a line of gold.
 * Notes keep their comments, key order and unknown keys. Nothing is written here: the answer is the new text, which is shown as a difference first.
 */
import { momentAnswers, type MomentAnswer, type MomentReading } from '@rem/model';
import { applyEdits, modify } from 'jsonc-parser';
import { isMap, isNode, isScalar, parseDocument, stringify } from 'yaml';
import { failed } from '../lifecycle.ts';
import type { SaveMomentsAnswer, SaveTarget } from '../protocol.ts';

export type SaveInput = { uri: string; text: string; reading: MomentReading; target: SaveTarget; /** Folder URI of the workspace. */ folder: string | undefined };

export function savedMoments({ uri, text, reading, target, folder }: SaveInput): SaveMomentsAnswer {
  if (reading.moments.length === 0) return failed('nothing', 'There are no moments to save.', 'Open a transcript that holds words.');
  const stem = uri.replace(/\.[^./]+$/, '');
  switch (target) {
    case 'yaml': return { kind: 'file', uri: `${stem}.moments.yaml`, text: stringify({ moments: plainMoments(reading, text) }, { lineWidth: 0 }), append: false };
    case 'json': return { kind: 'file', uri: `${stem}.moments.json`, text: `${JSON.stringify({ moments: plainMoments(reading, text) }, null, 2)}\n`, append: false };
    case 'engram': return { kind: 'file', uri: `${stem}.engram.yaml`, text: stringify(engram(uri, text, reading), { lineWidth: 0 }), append: false };
    case 'gold': return { kind: 'file', uri: folder === undefined ? `${stem}.gold.jsonl` : `${folder.replace(/\/$/, '')}/.rem/moments-gold.jsonl`, text: `${JSON.stringify(gold(uri, reading))}\n`, append: true };
    case 'note': return intoNote(uri, text, reading);
  }
}

/** Without what is empty, and without the mark of a draft: a person has looked at them. */
function plainMoments(reading: MomentReading, text: string): Record<string, unknown>[] {
  return momentAnswers(reading, text).map(({ metadata: { draft: _, ...metadata }, ...moment }) => Object.fromEntries(Object.entries({ ...moment, metadata }).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))));
}

/** The words already stand in the note: its moments say where, not what. */
function noteMoments(reading: MomentReading, text: string): Record<string, unknown>[] {
  return plainMoments(reading, text).map(({ content: _, speakers: __, ...moment }) => moment);
}

function engram(uri: string, text: string, reading: MomentReading): Record<string, unknown> {
  const moments = plainMoments(reading, text);
  const file = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  const start = (moments[0] as Partial<MomentAnswer> | undefined)?.resource_timestamp;
  return { kind: 'engram', name: reading.title ?? file.replace(/\.[^.]+$/, ''), category: 'transcript', ...(start && { resource_timestamp: start }), uri: file, metadata: { source: file }, content: text.replace(/\r\n/g, '\n'), moments };
}

function gold(uri: string, reading: MomentReading): Record<string, unknown> {
  return {
    source: decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)), utterances: reading.utterances.length, annotated_at: new Date().toISOString(),
    moments: reading.moments.map((moment) => ({
      first: moment.first, last: moment.last, ...(moment.start !== undefined && { start: moment.start / 1000 }), ...(moment.end !== undefined && { end: moment.end / 1000 }),
      moment_type: moment.momentType, emotion_tags: moment.emotions, topic_tags: moment.topics, people: moment.people.map(({ name, role }) => ({ name, role })), ...(moment.place && { place: moment.place }), name: moment.name, summary: moment.summary,
    })),
  };
}

function intoNote(uri: string, text: string, reading: MomentReading): SaveMomentsAnswer {
  const moments = noteMoments(reading, text);
  if (/\.ya?ml$/i.test(uri)) return withMoments(text, moments, (after) => ({ kind: 'file', uri, text: after, append: false }));
  if (/\.json$/i.test(uri)) return intoJson(uri, text, moments);
  if (!/\.(?:md|markdown)$/i.test(uri)) return failed('no-note', 'This kind of file cannot hold moments.', 'Save them as an engram beside it.');
  const front = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)(^---[ \t]*(?:\r?\n|$))/m.exec(text);
  if (front?.index !== 0 || front[1] === undefined) {
    const head = /^\uFEFF/.test(text) ? '\uFEFF' : '';
    return { kind: 'file', uri, text: `${head}---\n${stringify({ moments }, { lineWidth: 0 })}---\n\n${text.slice(head.length)}`, append: false };
  }
  const start = front[0].indexOf(front[1]);
  return withMoments(front[1], moments, (after) => ({ kind: 'file', uri, text: text.slice(0, start) + after + text.slice(start + (front[1]?.length ?? 0)), append: false }));
}

/** Only the list of moments is written, every other byte stays; the result is read again before it is offered. */
function withMoments(yaml: string, moments: readonly Record<string, unknown>[], done: (after: string) => SaveMomentsAnswer): SaveMomentsAnswer {
  const document = parseDocument(yaml);
  const { contents } = document;
  const broken = failed('broken-note', 'The YAML of this note cannot be read.', 'Mend it first: see the Problems view.');
  if (document.errors.length > 0 || (contents !== null && !isMap(contents))) return broken;
  const newline = yaml.includes('\r\n') ? '\r\n' : '\n';
  const list = stringify({ moments }, { lineWidth: 0 }).replace(/\n/g, newline);
  const known = contents?.items.find(({ key }) => isScalar(key) && key.value === 'moments');
  const [start, end] = known ? placeOf(known) : [yaml.length, yaml.length];
  if (contents?.flow || start === undefined || end === undefined) return failed('broken-note', 'The moments of this note stand in a form that cannot be replaced safely.', 'Write them as a list of their own, or save an engram.');
  const before = yaml.slice(0, start);
  const after = `${before}${before === '' || before.endsWith('\n') ? '' : newline}${list}${yaml.slice(end).replace(/^[ \t]*\r?\n/, '')}`;
  return parseDocument(after).errors.length === 0 ? done(after) : broken;
}

function placeOf({ key, value }: { key: unknown; value: unknown }): [number | undefined, number | undefined] {
  const keyRange = isNode(key) ? key.range : undefined;
  return [keyRange?.[0], (isNode(value) ? value.range?.[2] : undefined) ?? keyRange?.[2]];
}

function intoJson(uri: string, text: string, moments: readonly Record<string, unknown>[]): SaveMomentsAnswer {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Error('a list');
    const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
    const formattingOptions = { tabSize: indent.length, insertSpaces: !indent.includes('\t'), eol: text.includes('\r\n') ? '\r\n' : '\n' };
    // Only the list is written: numbers, escapes and layout of the rest stay as they are.
    return { kind: 'file', uri, text: applyEdits(text, modify(text, ['moments'], moments, { formattingOptions })), append: false };
  } catch {
    return failed('no-note', 'This JSON is no object that could hold moments.', 'Save them as an engram beside it.');
  }
}
