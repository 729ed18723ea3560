/**
 * The whole memory, held so that a note's neighbours are found within milliseconds: vectors in one matrix, words in postings, labels as word
 * sequences, people, tags and series as lists, times in order. It grows and shrinks note by note; it keeps nothing on disk, because the store
 * has it all. 10,000 notes of 150 words make a process of about 360 MB.
 */
import { createCorpus, type Corpus } from './corpus.ts';
import { createLabelTrie, type LabelTrie } from './label-trie.ts';
import { profileOf, type Profile } from './profile.ts';
import { createPostings, type Postings } from './postings.ts';
import { scorePair, suggestionOf, type Scored } from './score.ts';
import type { EdgeDocument, EdgeSuggestion } from './types.ts';
import { createVectors, type Vectors } from './vectors.ts';
import { createVocabulary } from './vocabulary.ts';
import { backgroundOf, edgeWeights, type EdgeWeights } from './weights.ts';

export type Channel = 'meaning' | 'words' | 'mention' | 'mentionBack' | 'people' | 'tags' | 'thread' | 'time';
export type EdgeCandidate = { id: string; channels: Channel[] };

export type SuggestOptions = {
  /** Suggestions at most. Default 10. */
  limit?: number;
  /** Score from which one is shown. Default: the threshold of the weights. */
  least?: number;
  /** Labels or ids that are not offered (existing edges, hidden ones). */
  skip?: (document: EdgeDocument) => boolean;
};

export type EdgeMemory = {
  readonly size: number;
  readonly corpus: Corpus;
  /** A document of this id is replaced. Its vector may come later by the same call. */
  upsert(document: EdgeDocument): void;
  remove(id: string): void;
  get(id: string): EdgeDocument | undefined;
  ids(): Iterable<string>;
  read(document: EdgeDocument): Profile;
  candidates(source: Profile, limit?: number): EdgeCandidate[];
  suggest(document: EdgeDocument, options?: SuggestOptions): EdgeSuggestion[];
  /** The whole answer for one pair, `undefined` where the target is not here. */
  explain(source: EdgeDocument, targetId: string): EdgeSuggestion | undefined;
};

/** Of each channel, so many are looked at closer. */
const depth: Record<Channel, number> = { meaning: 60, words: 60, mention: 60, mentionBack: 30, people: 40, tags: 25, thread: 25, time: 10 };

export function createEdgeMemory(weights: EdgeWeights = edgeWeights()): EdgeMemory {
  const vocabulary = createVocabulary();
  const corpus = createCorpus(vocabulary, backgroundOf(weights), weights.centre);
  const profiles = new Map<string, Profile>();
  const vectors: Vectors = createVectors();
  const words: Postings = createPostings(corpus);
  const labels: LabelTrie = createLabelTrie(vocabulary);
  const [people, tags, threads] = [createGroups(), createGroups(), createGroups()];
  let times: { time: number; id: string }[] | undefined;

  const remove = (id: string): void => {
    const profile = profiles.get(id);
    if (!profile) return;
    profiles.delete(id);
    corpus.remove(profile, vectors.get(id));
    vectors.remove(id);
    words.remove(id, profile);
    labels.remove(id, profile);
    for (const [groups, keys] of groupsOf(profile)) for (const key of keys) groups.remove(key, id);
    times = undefined;
  };
  const groupsOf = (profile: Profile): [Groups, Iterable<string>][] =>
    [[people, profile.people.keys()], [tags, profile.tags.keys()], [threads, profile.thread === undefined ? [] : [profile.thread]]];

  const nearInTime = (source: Profile, count: number): string[] => {
    if (source.time === undefined) return [];
    times ??= [...profiles].flatMap(([id, profile]) => (profile.time === undefined ? [] : [{ time: profile.time, id }])).sort((left, right) => left.time - right.time);
    let at = lowerBound(times, source.time);
    let before = at - 1;
    const found: string[] = [];
    while (found.length < count && (before >= 0 || at < times.length)) {
      const [earlier, later] = [times[before], times[at]];
      if (later && (!earlier || later.time - source.time < source.time - earlier.time)) { found.push(later.id); at++; }
      else { found.push(earlier!.id); before--; }
    }
    return found;
  };

  const candidates = (source: Profile, limit = 200): EdgeCandidate[] => {
    const found = new Map<string, Channel[]>();
    const add = (channel: Channel, ids: Iterable<string>): void => {
      let left = depth[channel];
      for (const id of ids) {
        if (id === source.document.id || left-- <= 0) continue;
        const channels = found.get(id);
        if (channels) channels.push(channel);
        else found.set(id, [channel]);
      }
    };
    const rareFirst = (groups: Groups, keys: Iterable<string>): Iterable<string> => [...keys].map((key) => groups.get(key)).sort((left, right) => left.length - right.length).flatMap((ids) => ids.slice(0, 400));
    add('mention', labels.mentionedIn(source, corpus));
    if (source.document.vector) add('meaning', vectors.nearest(source.document.vector, depth.meaning));
    add('words', words.best(source, depth.words));
    add('mentionBack', words.holding(source, profiles, depth.mentionBack));
    add('thread', source.thread === undefined ? [] : threads.get(source.thread));
    add('people', rareFirst(people, source.people.keys()));
    add('tags', rareFirst(tags, source.tags.keys()));
    add('time', nearInTime(source, depth.time));
    return [...found].map(([id, channels]) => ({ id, channels })).slice(0, limit);
  };

  const withVector = (document: EdgeDocument): EdgeDocument => {
    const vector = document.vector ?? vectors.get(document.id);
    return vector ? { ...document, vector } : document;
  };
  const target = (id: string): Profile | undefined => {
    const profile = profiles.get(id);
    return profile && { ...profile, document: withVector(profile.document) };
  };

  return {
    get size() { return profiles.size; },
    corpus,
    upsert(document) {
      remove(document.id);
      const { vector, ...plain } = document;
      const profile = profileOf(plain, vocabulary);
      profiles.set(document.id, profile);
      corpus.add(profile, vector);
      words.add(document.id, profile);
      labels.add(document.id, profile);
      for (const [groups, keys] of groupsOf(profile)) for (const key of keys) groups.add(key, document.id);
      if (vector) vectors.set(document.id, vector);
      times = undefined;
    },
    remove,
    get: (id) => { const profile = profiles.get(id); return profile && withVector(profile.document); },
    ids: () => profiles.keys(),
    read: (document) => profileOf(document, vocabulary),
    candidates,
    suggest(document, { limit = 10, least = weights.threshold, skip = () => false } = {}) {
      const source = profileOf(withVector(document), vocabulary);
      const scored: Scored[] = candidates(source).flatMap(({ id }) => {
        const other = target(id);
        return other && !skip(other.document) ? [scorePair(source, other, corpus, weights)] : [];
      });
      return scored.filter(({ score }) => score >= least).sort((left, right) => right.raw - left.raw).slice(0, limit).map((one) => suggestionOf(one, corpus, weights));
    },
    explain(document, targetId) {
      const other = target(targetId);
      return other && suggestionOf(scorePair(profileOf(withVector(document), vocabulary), other, corpus, weights), corpus, weights);
    },
  };
}

type Groups = { add(key: string, id: string): void; remove(key: string, id: string): void; get(key: string): readonly string[] };

function createGroups(): Groups {
  const groups = new Map<string, Set<string>>();
  return {
    add(key, id) {
      const group = groups.get(key);
      if (group) group.add(id);
      else groups.set(key, new Set([id]));
    },
    remove(key, id) {
      const group = groups.get(key);
      group?.delete(id);
      if (group?.size === 0) groups.delete(key);
    },
    get: (key) => [...(groups.get(key) ?? [])],
  };
}

function lowerBound(times: readonly { time: number }[], wanted: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]!.time < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
