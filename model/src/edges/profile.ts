/**
 * One document read for comparison: its words and stems as numbers, its names, its cue words, its place in time and in a series. Made once a
 * document and kept.
 */
import { foldKey } from '../fold.ts';
import { cuesIn, type Cues } from './cues.ts';
import { entityOf, type EdgeDocument } from './types.ts';
import type { Vocabulary } from './vocabulary.ts';

export type Profile = {
  document: EdgeDocument;
  /** Numbers of the content's words, in order. */
  words: Int32Array;
  /** Stems of label and content without stop words, ascending, with how often each stands there (in the label: three times). */
  terms: Int32Array;
  counts: Uint16Array;
  length: number;
  /** Label and aliases as word numbers; a label of stop words alone has none. */
  keys: readonly Int32Array[];
  labelTerms: Int32Array;
  /** Words that are written like names or identifiers, ascending. */
  names: Int32Array;
  /** Words that stand with a capital, at a sentence's beginning too, and nowhere without; ascending. */
  capitals: Int32Array;
  /** Folded. */
  people: ReadonlyMap<string, string>;
  tags: ReadonlyMap<string, string>;
  /** Milliseconds since 1970. */
  time: number | undefined;
  thread: string | undefined;
  /** Number within its series. */
  part: number | undefined;
  cues: Cues;
  entity: ReturnType<typeof entityOf>;
};

/** Words that are read of one document: the rest of a longer one is not compared. */
const mostWords = 20_000;
const wordPattern = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu;

export function profileOf(document: EdgeDocument, vocabulary: Vocabulary): Profile {
  const content = readable(document.content);
  const { words, names, capitals } = wordsOf(content, vocabulary);
  const label = wordsOf(document.label, vocabulary).words;
  const { terms, counts, length } = termsOf(label, words, vocabulary);
  const series = seriesOf(document);
  const time = document.created === undefined ? Number.NaN : Date.parse(document.created);
  return {
    document, words, terms, counts, length, names, capitals,
    keys: [document.label, ...(document.aliases ?? [])].map((name) => wordsOf(name, vocabulary).words).filter((key) => key.some((id) => !vocabulary.isStop(id))),
    labelTerms: termsOf(label, new Int32Array(), vocabulary).terms,
    people: foldedMap([...(document.people ?? []), ...speakersIn(content)]),
    tags: foldedMap(document.tags ?? []),
    time: Number.isNaN(time) ? undefined : time,
    thread: series.thread, part: series.part,
    cues: cuesIn(content),
    entity: entityOf(document.kind),
  };
}

/** The text without what nobody reads: link targets, addresses, comments. Its length may change. */
function readable(content: string): string {
  return content.slice(0, mostWords * 12).replace(/<!--[\s\S]*?-->/g, ' ').replace(/\]\([^)\s]*\)/g, ']').replace(/https?:\/\/\S+/g, ' ');
}

function wordsOf(text: string, vocabulary: Vocabulary): Pick<Profile, 'words' | 'names' | 'capitals'> {
  const words: number[] = [];
  const names = new Set<number>();
  const capitals = new Set<number>();
  const small = new Set<number>();
  for (const match of text.matchAll(wordPattern)) {
    const read = vocabulary.read(match[0]);
    words.push(...read);
    const into = /^\p{Lu}/u.test(match[0]) ? capitals : small;
    for (const id of read) if (!vocabulary.isStop(id)) into.add(id);
    if (isName(match[0], text, match.index)) for (const id of read) if (!vocabulary.isStop(id)) names.add(id);
    if (words.length >= mostWords) break;
  }
  return { words: Int32Array.from(words), names: Int32Array.from(names).sort(), capitals: Int32Array.from([...capitals].filter((id) => !small.has(id))).sort() };
}

/** A capital that no sentence begins with, several capitals, or letters and digits together. */
function isName(raw: string, text: string, at: number): boolean {
  if (raw.length < 2) return false;
  if (/\p{Lu}.*\p{Lu}/u.test(raw) || /\p{L}\p{N}|\p{N}\p{L}/u.test(raw)) return true;
  if (!/^\p{Lu}/u.test(raw)) return false;
  const before = text.slice(Math.max(0, at - 3), at).trimEnd();
  return before !== '' && !/[.!?:\n>#*-]$/.test(before) && !text.slice(Math.max(0, at - 2), at).includes('\n');
}

function termsOf(label: Int32Array, words: Int32Array, vocabulary: Vocabulary): Pick<Profile, 'terms' | 'counts' | 'length'> {
  const found = new Map<number, number>();
  let length = 0;
  const add = (id: number, weight: number): void => {
    if (vocabulary.isStop(id) || vocabulary.word(id).length < 2) return;
    const stem = vocabulary.stem(id);
    found.set(stem, (found.get(stem) ?? 0) + weight);
    length += weight;
  };
  for (const id of words) add(id, 1);
  for (const id of label) add(id, 3);
  const terms = Int32Array.from(found.keys()).sort();
  return { terms, counts: Uint16Array.from(terms, (term) => Math.min(65_535, found.get(term) ?? 0)), length };
}

function foldedMap(names: readonly string[]): Map<string, string> {
  return new Map(names.map((name) => [foldKey(name), name] as const).filter(([key]) => key !== ''));
}

const speakerLine = /^(?:\[[^\]\n]{4,25}\]\s*)?(?:\*\*)?(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,3})(?: \([^)\n]{1,20}\))?(?:\*\*)?:\s/gmu;

/** Who speaks in a transcript: names of two words and more before a colon, single ones where they speak again and again. */
function speakersIn(content: string): string[] {
  const times = new Map<string, number>();
  for (const match of content.matchAll(speakerLine)) times.set(match[1] ?? '', (times.get(match[1] ?? '') ?? 0) + 1);
  return [...times].filter(([name, count]) => count >= (name.includes(' ') ? 2 : 3)).map(([name]) => name);
}

const numbered = /^(.*?)[\s,:–—#(-]*(?:(?:part|session|episode|week|sprint|day|chapter|no\.?|vol\.?|meeting|standup|call|workshop)\s*)?#?(\d{1,3})\)?\s*$/i;
const dated = /[\s,:–—(-]*(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.? (?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{4})?)\)?\s*$/i;

/** `Standup 12` and `Standup 13`, or `Review, 3 June` and `Review, 10 June`, are of one series, whatever the note says itself. */
function seriesOf({ label, thread }: EdgeDocument): { thread: string | undefined; part: number | undefined } {
  const bare = label.replace(dated, '');
  const match = numbered.exec(bare);
  const stem = foldKey(match?.[1] ?? bare);
  const isSeries = (match !== null || bare !== label) && stem.length >= 4;
  return { thread: thread !== undefined && thread !== '' ? foldKey(thread) : isSeries ? stem : undefined, part: match?.[2] === undefined ? undefined : Number(match[2]) };
}
