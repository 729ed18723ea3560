/**
 * `rem eval edges`: the scorer that ships, on labelled pairs whose documents it was not fitted on. Each split is a memory of its own. Told as every
 * result of this project: values with intervals, baselines, curves, where it goes wrong.
 */
import type { EdgeDocument, EdgeSuggestion, EdgeWeights, Relation } from '@rem/model';
import { offered, pairsOf, type LabelledDocument, type LabelledPair, type Split } from './edge-pairs.ts';
import { bootstrap } from './bootstrap.ts';
import type { Metric, Plot, Report } from './report.ts';
import { pearson, percentile, spearman, wilson, type Estimate } from './statistics.ts';

export type EdgeOutcome = {
  pair: LabelledPair; source: LabelledDocument; target: LabelledDocument; suggestion: EdgeSuggestion;
  /** What each baseline says alone. */
  cosine: number; bm25: number; mention: number;
};

export type Measured = { outcomes: EdgeOutcome[]; /** Milliseconds a pair, texts read and embedded before. */ perPair: number };

/** Scores the pairs of a split; `documents` hold their vectors. */
export async function measureEdges(pairs: readonly LabelledPair[], labelled: ReadonlyMap<string, LabelledDocument>, documents: ReadonlyMap<string, EdgeDocument>, split: Split, weights: EdgeWeights): Promise<Measured> {
  const { backgroundOf, createCorpus, createVocabulary, profileOf, scorePair, suggestionOf } = await import('@rem/model');
  const vocabulary = createVocabulary();
  const corpus = createCorpus(vocabulary, backgroundOf(weights), weights.centre);
  const profiles = new Map([...documents.values()].filter(({ id }) => labelled.get(id)?.split === split).map((document) => [document.id, profileOf(document, vocabulary)]));
  for (const profile of profiles.values()) corpus.add(profile);
  const chosen = pairsOf(pairs, labelled, split);
  const began = performance.now();
  const scored = chosen.map((pair) => {
    const one = scorePair(profiles.get(pair.source)!, profiles.get(pair.target)!, corpus, weights);
    return { pair, one, suggestion: suggestionOf(one, corpus, weights) };
  });
  const perPair = (performance.now() - began) / Math.max(1, chosen.length);
  const outcomes = scored.map(({ pair, one, suggestion }): EdgeOutcome => ({
    pair, suggestion, source: labelled.get(pair.source)!, target: labelled.get(pair.target)!,
    cosine: one.pair.cosine ?? 0, bm25: Math.max(one.pair.shared.bm25, one.pair.shared.bm25Back), mention: Math.max(one.pair.mention?.strength ?? 0, one.pair.mentionBack?.strength ?? 0),
  }));
  return { outcomes, perPair };
}

const isRelated = ({ pair }: EdgeOutcome): boolean => pair.affinity >= offered;

export type EdgeFacts = { facts: Record<string, string>; threshold: number; dev: readonly EdgeOutcome[]; perPair: number; single: readonly number[]; sts?: Estimate; suggest?: readonly number[] };

export function reportEdges(outcomes: readonly EdgeOutcome[], { facts, threshold, dev, perPair, single, sts, suggest }: EdgeFacts): Report {
  const scores = outcomes.map(({ suggestion }) => suggestion.score);
  const affinities = outcomes.map(({ pair }) => pair.affinity);
  const related = outcomes.filter(isRelated);
  const point = (value: number, n = 1): Estimate => ({ value, low: value, high: value, n });
  const metrics: Metric[] = [
    { name: 'precision', unit: 'share', better: 'higher', target: 0.85, estimate: precision(outcomes, threshold, scoreOf) },
    { name: 'recall', unit: 'share', better: 'higher', target: 0.75, estimate: recall(outcomes, threshold, scoreOf) },
    { name: 'F1', unit: 'share', better: 'higher', estimate: bootstrap(outcomes, (sample) => f1(sample, threshold, scoreOf)) },
    { name: 'Pearson with affinity', unit: 'number', better: 'higher', target: 0.75, estimate: pearson(scores, affinities) },
    { name: 'Spearman with affinity', unit: 'number', better: 'higher', estimate: spearman(scores, affinities) },
    { name: 'Brier', unit: 'number', better: 'lower', estimate: bootstrap(outcomes, brier) },
    { name: 'ECE, ten equal bins', unit: 'number', better: 'lower', target: 0.05, estimate: bootstrap(outcomes, calibrationError) },
    { name: 'relation macro-F1', unit: 'share', better: 'higher', target: 0.75, estimate: bootstrap(related, relationF1) },
    { name: 'relation right', unit: 'share', better: 'higher', estimate: wilson(related.filter(({ pair, suggestion }) => pair.relation === suggestion.relation).length, related.length) },
    { name: 'named topics that stand in both texts', unit: 'share', better: 'higher', target: 0.99, estimate: truth(outcomes) },
    { name: 'offered pairs with a topic or a name as reason', unit: 'share', better: 'higher', estimate: reasoned(outcomes, threshold) },
    { name: 'a pair, in batches', unit: 'ms', better: 'lower', target: 2, estimate: point(perPair, outcomes.length) },
    ...(single.length > 0 ? [{ name: 'a single pair, two new texts of 500 words, p50', unit: 'ms', better: 'lower', target: 20, estimate: point(percentile(single, 0.5), single.length) } satisfies Metric] : []),
    ...(suggest && suggest.length > 0 ? [{ name: 'suggestions for a new note, p95', unit: 'ms', better: 'lower', target: 300, estimate: point(percentile(suggest, 0.95), suggest.length) } satisfies Metric] : []),
    ...(sts ? [{ name: 'Pearson on STS dev (semantic part, never fitted)', unit: 'number', better: 'higher', target: 0.85, estimate: sts } satisfies Metric] : []),
  ];
  return {
    title: 'Edges between notes',
    facts: { pairs: `${outcomes.length}, base rate ${(100 * related.length / Math.max(1, outcomes.length)).toFixed(0)} % related; ${outcomes.filter(({ pair }) => pair.hard !== undefined).length} hard negatives`, threshold: String(threshold), ...facts },
    metrics,
    baselines: [baseline('cosine alone', outcomes, dev, (one) => one.cosine), baseline('BM25 alone', outcomes, dev, (one) => one.bm25), baseline('mentions alone', outcomes, dev, (one) => one.mention)],
    plots: [curve(outcomes), reliability(outcomes), confusion(related), byGroup('Related, by relation', outcomes, threshold, ({ pair }) => pair.relation ?? undefined), byGroup('By kind of source', outcomes, threshold, ({ source }) => source.genre), hardOnes(outcomes, threshold), worst(outcomes, threshold)],
    cases: outcomes.map(({ pair, suggestion }) => ({ source: pair.source, target: pair.target, affinity: pair.affinity, relation: pair.relation, hard: pair.hard, score: suggestion.score, said: suggestion.relation, reason: suggestion.reason, topics: suggestion.topics })),
  };
}

type Say = (outcome: EdgeOutcome) => number;
const scoreOf: Say = ({ suggestion }) => suggestion.score;

function precision(outcomes: readonly EdgeOutcome[], threshold: number, say: Say): Estimate {
  const told = outcomes.filter((outcome) => say(outcome) >= threshold);
  return wilson(told.filter(isRelated).length, told.length);
}

function recall(outcomes: readonly EdgeOutcome[], threshold: number, say: Say): Estimate {
  const related = outcomes.filter(isRelated);
  return wilson(related.filter((outcome) => say(outcome) >= threshold).length, related.length);
}

function f1(outcomes: readonly EdgeOutcome[], threshold: number, say: Say): number {
  const told = outcomes.filter((outcome) => say(outcome) >= threshold);
  const hits = told.filter(isRelated).length;
  return (2 * hits) / Math.max(1, told.length + outcomes.filter(isRelated).length);
}

function brier(outcomes: readonly EdgeOutcome[]): number {
  return outcomes.reduce((sum, outcome) => sum + (outcome.suggestion.score - (isRelated(outcome) ? 1 : 0)) ** 2, 0) / Math.max(1, outcomes.length);
}

function bins(outcomes: readonly EdgeOutcome[]): { said: number; was: number; n: number }[] {
  return Array.from({ length: 10 }, (_, bin) => {
    const inside = outcomes.filter(({ suggestion }) => Math.min(9, Math.floor(suggestion.score * 10)) === bin);
    const n = inside.length;
    return { n, said: inside.reduce((sum, { suggestion }) => sum + suggestion.score, 0) / Math.max(1, n), was: inside.filter(isRelated).length / Math.max(1, n) };
  });
}

function calibrationError(outcomes: readonly EdgeOutcome[]): number {
  return bins(outcomes).reduce((sum, { said, was, n }) => sum + (n / Math.max(1, outcomes.length)) * Math.abs(said - was), 0);
}

const relationNames: readonly Relation[] = ['SEE_ALSO', 'PREREQUISITE', 'CONTINUATION', 'MENTIONS_PERSON', 'MENTIONS_PROJECT', 'MENTIONS_CONCEPT'];

function relationF1(related: readonly EdgeOutcome[]): number {
  const present = relationNames.filter((name) => related.some(({ pair }) => pair.relation === name));
  const each = present.map((name) => {
    const both = related.filter(({ pair, suggestion }) => pair.relation === name && suggestion.relation === name).length;
    return (2 * both) / Math.max(1, related.filter(({ suggestion }) => suggestion.relation === name).length + related.filter(({ pair }) => pair.relation === name).length);
  });
  return each.reduce((sum, value) => sum + value, 0) / Math.max(1, each.length);
}

/** Each topic of each pair is looked for in both contents, by another rule than the one that found it. */
function truth(outcomes: readonly EdgeOutcome[]): Estimate {
  const flat = (text: string): string => text.replace(/\s+/g, ' ').toLowerCase();
  const named = outcomes.flatMap(({ source, target, suggestion }) => suggestion.topics.map((topic) => [source, target].every(({ content }) => flat(content).includes(flat(topic)))));
  return wilson(named.filter(Boolean).length, named.length);
}

function reasoned(outcomes: readonly EdgeOutcome[], threshold: number): Estimate {
  const told = outcomes.filter((outcome) => scoreOf(outcome) >= threshold);
  return wilson(told.filter(({ suggestion: { topics, evidence } }) => topics.length > 0 || evidence.mention !== undefined || evidence.mentionedBack !== undefined || evidence.people.length > 0 || evidence.listed).length, told.length);
}

/** A baseline at the threshold that is best on dev. */
function baseline(name: string, outcomes: readonly EdgeOutcome[], dev: readonly EdgeOutcome[], say: Say): Report['baselines'][number] {
  const from = dev.length > 0 ? dev : outcomes;
  const steps = [...new Set(from.map(say))].sort((left, right) => left - right).filter((_, at, all) => at % Math.max(1, Math.floor(all.length / 100)) === 0);
  const threshold = steps.map((step) => ({ step, value: f1(from, step, say) })).sort((left, right) => right.value - left.value)[0]?.step ?? 0.5;
  return { name, metrics: [
    { name: 'precision', unit: 'share', better: 'higher', estimate: precision(outcomes, threshold, say) },
    { name: 'recall', unit: 'share', better: 'higher', estimate: recall(outcomes, threshold, say) },
    { name: 'F1', unit: 'share', better: 'higher', estimate: bootstrap(outcomes, (sample) => f1(sample, threshold, say)) },
    { name: 'Pearson with affinity', unit: 'number', better: 'higher', estimate: pearson(outcomes.map(say), outcomes.map(({ pair }) => pair.affinity)) },
  ] };
}

/** Precision over recall, for the score and each baseline. */
function curve(outcomes: readonly EdgeOutcome[]): Plot {
  const total = outcomes.filter(isRelated).length;
  const points = (say: Say): [number, number][] => {
    let hits = 0;
    return [...outcomes].sort((left, right) => say(right) - say(left)).flatMap((outcome, index): [number, number][] => {
      hits += isRelated(outcome) ? 1 : 0;
      return index % Math.max(1, Math.floor(outcomes.length / 80)) === 0 || index === outcomes.length - 1 ? [[hits / Math.max(1, total), hits / (index + 1)]] : [];
    });
  };
  return { kind: 'lines', title: 'Precision over recall', x: 'recall', y: 'precision', series: [
    { label: 'score', points: points(scoreOf) }, { label: 'cosine', points: points((one) => one.cosine) }, { label: 'BM25', points: points((one) => one.bm25) }, { label: 'mentions', points: points((one) => one.mention) }] };
}

function reliability(outcomes: readonly EdgeOutcome[]): Plot {
  return { kind: 'lines', title: 'Reliability: related share over score', x: 'score', y: 'related', series: [
    { label: 'measured', points: bins(outcomes).filter(({ n }) => n > 0).map(({ said, was }) => [said, was]) }, { label: 'perfect', points: [[0, 0], [1, 1]] }] };
}

function confusion(related: readonly EdgeOutcome[]): Plot {
  const cells = relationNames.map((row) => relationNames.map((column) => related.filter(({ pair, suggestion }) => pair.relation === row && suggestion.relation === column).length));
  return { kind: 'matrix', title: 'Relation labelled (rows) and said (columns)', rows: [...relationNames], columns: [...relationNames], cells };
}

function byGroup(title: string, outcomes: readonly EdgeOutcome[], threshold: number, of: (outcome: EdgeOutcome) => string | undefined): Plot {
  const groups = Map.groupBy(outcomes.filter((outcome) => of(outcome) !== undefined), (outcome) => of(outcome)!);
  const lines = [...groups].sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, own]) => {
    const [p, r] = [precision(own, threshold, scoreOf), recall(own, threshold, scoreOf)];
    return `${name}: n ${own.length}, precision ${(100 * p.value).toFixed(1)} % (${p.n}), recall ${(100 * r.value).toFixed(1)} % (${r.n}), Pearson ${pearson(own.map(scoreOf), own.map(({ pair }) => pair.affinity)).value.toFixed(2)}`;
  });
  return { kind: 'list', title, lines };
}

function hardOnes(outcomes: readonly EdgeOutcome[], threshold: number): Plot {
  const groups = Map.groupBy(outcomes.filter((outcome) => !isRelated(outcome)), ({ pair }) => pair.hard ?? 'not hard');
  return { kind: 'list', title: 'Unrelated pairs that are offered all the same, by what makes them hard', lines: [...groups].map(([name, own]) => `${name}: ${own.filter((outcome) => scoreOf(outcome) >= threshold).length} of ${own.length}`) };
}

function worst(outcomes: readonly EdgeOutcome[], threshold: number): Plot {
  const wrong = outcomes.filter((outcome) => scoreOf(outcome) >= threshold !== isRelated(outcome)).sort((left, right) => Math.abs(scoreOf(right) - right.pair.affinity) - Math.abs(scoreOf(left) - left.pair.affinity)).slice(0, 10);
  return { kind: 'list', title: 'The worst ten cases', lines: wrong.map(({ source, target, pair, suggestion }) => `${source.label} → ${target.label}\naffinity ${pair.affinity} ${pair.relation ?? 'no edge'}${pair.hard ? ` (${pair.hard})` : ''}\nscore    ${suggestion.score.toFixed(2)} ${suggestion.relation}: ${suggestion.reason}`) };
}

