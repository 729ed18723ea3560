/**
 * A transcript's text -> its moments: read, cut, labelled. A pure function of its arguments beside a cache by text, which makes an edit cost what it
 * touches. What the text says is data: orders in it are words like any others.
 */
import { foldKey } from '../fold.ts';
import { boundaryOdds, segment, type Cut, type Grain } from './segment.ts';
import { readUtterances, type Read } from './features.ts';
import { emotionsOf, readEmotions, type EmotionRead } from './labels/emotions.ts';
import { emotionOf } from './labels/emotion-set.ts';
import { timesOf, type Times } from './labels/ends.ts';
import { castOf, peopleOf, type Cast, type NameCache, type Person } from './labels/people.ts';
import { placeOf } from './labels/place.ts';
import { spreadOf, topicsOf, type TopicContext } from './labels/topics.ts';
import { typeOfStretch } from './labels/type.ts';
import type { MomentType } from './labels/type-set.ts';
import { nameOf, summaryOf } from './labels/wording.ts';
import { momentModels, type MomentModels } from './models.ts';
import { readTranscript, type Clock, type Reading, type ReadOptions, type Span } from './read/index.ts';
import { tokensOf } from './words.ts';

export type Moment = {
  /** Utterances, counted from 0, both inclusive. */
  first: number;
  last: number;
  /** From the first word to the last, in the text. */
  span: Span;
  /** On the file's clock, see `Reading.clock`. */
  start?: number;
  end?: number;
  name: string;
  summary: string;
  momentType: MomentType;
  emotions: string[];
  topics: string[];
  people: Person[];
  place?: string;
  /** 0…1 for the beginning and the type. */
  sure: { boundary: number; type: number };
  /** The server that gave name and summary; left out where they are the program's own. */
  describedBy?: string;
};

export type MomentReading = Reading & { moments: Moment[] };

/** What was made of texts before: kept by the caller between edits of one document. */
export type MomentCache = { reads: Map<string, Read>; emotions: Map<string, EmotionRead>; names: NameCache; moments: Map<string, Labels> };

export type MomentOptions = ReadOptions & {
  /** `fine` are moments, `coarse` the main parts of a long meeting. */
  grain?: Grain;
  models?: MomentModels;
  cache?: MomentCache;
  /** The memory's own labels: people to link to, words for topics. */
  known?: readonly { label: string; kind?: string; id?: string }[];
  /** Gaps (before the utterance with this number) where a person put a boundary (true) or took one away (false). */
  fixed?: ReadonlyMap<number, boolean>;
};

type Labels = Omit<Moment, 'first' | 'last' | 'span' | 'start' | 'end' | 'sure'> & { typeSure: number };

export const newMomentCache = (): MomentCache => ({ reads: new Map(), emotions: new Map(), names: new Map(), moments: new Map() });

/** Never throws on any text; what is wrong with it is in `problems`. */
export function readMoments(text: string, options: MomentOptions = {}): MomentReading {
  return momentsOf(readTranscript(text, options), options);
}

/** The moments of a reading; `cuts` replaces the segmentation, as when a person has drawn the boundaries. */
export function momentsOf(reading: Reading, options: MomentOptions = {}, cuts?: readonly Cut[]): MomentReading {
  const models = options.models ?? momentModels();
  const cache = options.cache ?? newMomentCache();
  trim(cache);
  const reads = readUtterances(reading.utterances, models.words, cache.reads);
  const found = cuts ?? cutsOf(reads, models, options);
  const cast = castOf(reading.utterances, models.words, [...reading.people.map((label) => ({ label })), ...peopleKnown(options)], cache.names);
  const stretches = found.map((cut) => reads.slice(cut.first, cut.last + 1));
  const context = contextOf(stretches, cast, options);
  const times = timesOf(reading.utterances, found, reading.clock);
  const moments = found.map((cut, at) => momentOf(reading, cut, stretches[at] ?? [], times[at] ?? {}, { models, cache, cast, context }));
  return { ...reading, moments };
}

/** Where the program would cut a reading, without the labels. */
export function cutReading(reading: Reading, options: MomentOptions = {}): Cut[] {
  const models = options.models ?? momentModels();
  return cutsOf(readUtterances(reading.utterances, models.words, options.cache?.reads ?? new Map()), models, options);
}

function cutsOf(reads: readonly Read[], models: MomentModels, { grain = 'fine', fixed }: Pick<MomentOptions, 'grain' | 'fixed'> = {}): Cut[] {
  const model = models.boundary[grain];
  return segment(reads, boundaryOdds(reads, models.words.dims, model), model, grain, fixed);
}

type Work = { models: MomentModels; cache: MomentCache; cast: Cast; context: TopicContext };

function momentOf(reading: Reading, cut: Cut, reads: readonly Read[], times: Times, work: Work): Moment {
  const { typeSure, ...labels } = labelsOf(reading, reads, work);
  const first = reading.utterances[cut.first]?.span.start ?? 0;
  const last = reading.utterances[cut.last]?.span.end ?? first;
  return { first: cut.first, last: cut.last, span: { start: Math.min(first, last), end: Math.max(first, last) }, ...times, ...labels, sure: { boundary: cut.sure, type: typeSure } };
}

function labelsOf(reading: Reading, reads: readonly Read[], { models, cache, cast, context }: Work): Labels {
  const key = keyOf(reads, context, cast);
  const known = cache.moments.get(key);
  if (known) return known;
  const utterances = reads.map((read) => read.utterance);
  const { type, sure } = typeOfStretch(reads, models.words.dims, models.type);
  const people = peopleOf(utterances, cast, models.words);
  const topics = topicsOf(reads, models.words, context, models.topics);
  const place = placeOf(utterances, utterances.some(({ speaker }) => speaker !== undefined) ? reading.place : undefined);
  const labels: Labels = {
    name: nameOf(reads, topics, type, people), summary: summaryOf(reads, models.words, people), momentType: type, emotions: emotionsIn(utterances, models, cache), topics, people,
    ...(place !== undefined && { place }), typeSure: sure,
  };
  cache.moments.set(key, labels);
  return labels;
}

function emotionsIn(utterances: readonly { text: string; emotion?: string }[], models: MomentModels, cache: MomentCache): string[] {
  const reads = utterances.map(({ text }) => {
    const known = cache.emotions.get(text);
    if (known) return known;
    const made = readEmotions(text, models.emotionModel);
    cache.emotions.set(text, made);
    return made;
  });
  // What a recorder marked by itself counts as shown.
  const marked = utterances.flatMap(({ emotion }) => (emotion === undefined ? [] : emotionOf(emotion) ?? []));
  return [...new Set([...marked, ...emotionsOf(reads, models.emotionModel, models.emotions)])].slice(0, 3);
}

function keyOf(reads: readonly Read[], context: TopicContext, cast: Cast): string {
  return [context.stretches, cast.canonical.size, ...reads.map(({ utterance }) => `${utterance.speaker ?? ''}\u0001${utterance.heading ?? ''}\u0001${utterance.text}`)].join('\u0002');
}

function contextOf(stretches: readonly (readonly Read[])[], cast: Cast, { known = [] }: MomentOptions): TopicContext {
  return { spread: spreadOf(stretches), stretches: stretches.length, names: new Set([...cast.canonical.keys()].flatMap(tokensOf)), vocabulary: vocabularyOf(known) };
}

type Known = NonNullable<MomentOptions['known']>;

const vocabularies = new WeakMap<Known, ReadonlyMap<string, string>>();

/** Made once for a list of labels: a memory has thousands, and an edit changes none. */
function vocabularyOf(known: Known): ReadonlyMap<string, string> {
  const made = vocabularies.get(known) ?? new Map(known.filter((each) => !isPerson(each)).map(({ label }) => [foldKey(label), slug(label)]));
  vocabularies.set(known, made);
  return made;
}

const isPerson = ({ kind }: Known[number]): boolean => kind === 'person' || kind?.startsWith('person/') === true;

const slug = (label: string): string => foldKey(label).replaceAll(' ', '-');

function peopleKnown({ known = [] }: MomentOptions): { label: string; id?: string }[] {
  return known.filter(isPerson);
}

/** A cache that a long session filled is emptied, so that memory stays flat. */
function trim(cache: MomentCache): void {
  if (cache.reads.size > 60_000) cache.reads.clear();
  if (cache.emotions.size > 60_000) cache.emotions.clear();
  if (cache.names.size > 60_000) cache.names.clear();
  if (cache.moments.size > 4_000) cache.moments.clear();
}
