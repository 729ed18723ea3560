/**
 * Moments of open documents: read once per version, with what an edit did not touch kept. A file counts as a transcript where its form says so without
 * doubt, or once the person asked for its preview: lenses and folds in an ordinary note would be noise.
 */
import { momentsOf, newMomentCache, readMoments, readTranscript, type Cut, type Moment, type MomentCache, type MomentReading, type Reading } from '@rem/model';
import type { Open } from '../documents.ts';
import { sizeLimit } from '../limits.ts';
import type { MomentEdit } from '../protocol.ts';
import type { Session } from '../session.ts';
import { createJudgedMoments } from './judged.ts';

type Kept = { version: number; known: number; reading: MomentReading; cache: MomentCache; grain: 'fine' | 'coarse' };

export type MomentPart = {
  /** The program's own moments of a document, whatever it is. */
  read(open: Open, grain?: 'fine' | 'coarse'): MomentReading;
  /** With a person's boundaries and words. `text` is the text that the places are of. */
  edited(open: Open, options: { grain: 'fine' | 'coarse'; cuts?: readonly number[] | undefined; edits: readonly MomentEdit[] }): MomentReading;
  /** Undefined where the document is no transcript and nobody asked for its moments. */
  shown(uri: string): { open: Open; reading: MomentReading } | undefined;
  wanted(uri: string): void;
  /** Lets the server that the person chose for moments describe them, where there is one. */
  describe(open: Open, moments: readonly Moment[]): void;
  closed(uri: string): void;
};

export function createMomentPart(session: Session): MomentPart {
  const kept = new Map<string, Kept>();
  const asked = new Set<string>();
  let heard: { version: number; list: { label: string; kind: string }[] } | undefined;
  const judged = createJudgedMoments(session);

  const read = (open: Open, grain: 'fine' | 'coarse' = 'fine'): MomentReading => {
    const { version } = open.document;
    const { labels, version: known } = session.knowledge();
    const before = kept.get(open.uri);
    if (before?.version === version && before.known === known && before.grain === grain) return before.reading;
    const cache = before?.known === known ? before.cache : newMomentCache();
    if (heard?.version !== known) heard = { version: known, list: knownOf(labels.all) };
    const reading = readMoments(open.document.getText(), { fileName: fileName(open.uri), grain, cache, known: heard.list });
    kept.set(open.uri, { version, known, reading, cache, grain });
    return reading;
  };

  return {
    read,
    edited(open, { grain, cuts, edits }) {
      const own = read(open, grain);
      const cache = kept.get(open.uri)?.cache;
      const reading = judged.over(cuts === undefined ? own : momentsOf(own, { fileName: fileName(open.uri), ...(cache && { cache }), ...(heard && { known: heard.list }) }, cutsAt(own, cuts)), open.document.getText());
      return { ...reading, moments: reading.moments.map((moment) => ({ ...moment, ...changesOf(edits.find(({ at }) => at === moment.span.start)) })) };
    },
    shown(uri) {
      const open = session.documents.get(uri);
      if (!open || !session.settings.moments.enabled || open.languageId === 'rem' || open.document.getText().length > sizeLimit) return undefined;
      if (!asked.has(uri) && !isTranscript(open)) return undefined;
      return { open, reading: judged.over(read(open), open.document.getText()) };
    },
    wanted: (uri) => void asked.add(uri),
    describe: (open, moments) => judged.ask(open.uri, moments, open.document.getText()),
    closed(uri) {
      judged.closed(uri);
      kept.delete(uri);
      asked.delete(uri);
    },
  };
}

/** People of the memory, whom names in a text may be, and its shorter labels, which its topics may be. */
function knownOf(labels: readonly { label: string; kind: string }[]): { label: string; kind: string }[] {
  const people = labels.filter(({ kind }) => /person/i.test(kind)).slice(0, 2000).map(({ label }) => ({ label, kind: 'person' }));
  return [...people, ...labels.filter(({ kind, label }) => !/person/i.test(kind) && label.length < 40 && label.split(/[\s-]+/).length <= 3).slice(0, 5000)];
}

function changesOf(edit: MomentEdit | undefined): Partial<Moment> {
  const { name, summary, momentType, emotions, topics } = edit ?? {};
  return { ...(name !== undefined && { name }), ...(summary !== undefined && { summary }), ...(momentType && { momentType }), ...(emotions && { emotions }), ...(topics && { topics }) };
}

/** Boundaries at the utterances that begin at or hold the given places. */
function cutsAt({ utterances }: Reading, places: readonly number[]): Cut[] {
  const firsts = new Set([0]);
  for (const place of places) {
    const at = utterances.findIndex(({ span }) => span.end > place);
    if (at > 0) firsts.add(at);
  }
  const sorted = [...firsts].sort((left, right) => left - right);
  return utterances.length === 0 ? [] : sorted.map((first, index) => ({ first, last: (sorted[index + 1] ?? utterances.length) - 1, sure: 1 }));
}

const verdicts = new WeakMap<Open, { version: number; transcript: boolean }>();

/** Subtitles always; other text where most of it is stamped lines or turns, at least six of them. Notes with a heading a day are left alone. */
function isTranscript(open: Open): boolean {
  if (/\.(?:vtt|srt)$/i.test(open.uri)) return true;
  const known = verdicts.get(open);
  if (known && Math.abs(known.version - open.document.version) < 50) return known.transcript;
  const text = open.document.getText();
  const transcript = /^(?:markdown|plaintext)$/.test(open.languageId) && text.length < 4_000_000 && mostlySpoken(text);
  verdicts.set(open, { version: open.document.version, transcript });
  return transcript;
}

function mostlySpoken(text: string): boolean {
  const { utterances, forms } = readTranscript(text);
  if (!forms.some((form) => form === 'dialogue' || form === 'stamped' || form === 'cues')) return false;
  const spoken = utterances.filter(({ speaker, start, precision }) => (speaker !== undefined || start !== undefined) && precision === undefined).length;
  return spoken >= 6 && spoken >= utterances.length * 0.5;
}

export function fileName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

