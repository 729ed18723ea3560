/**
 * Scores pairs: features -> logistic sum -> calibration; relation by its own softmax over the pairs' cues; reason and topics from what was
 * found. All of it pure; embeddings come along in the documents.
 */
import { calibrate } from './calibration.ts';
import { createCorpus, type Corpus } from './corpus.ts';
import { evidenceOf, reasonOf } from './evidence.ts';
import { pairOf, type Pair } from './features.ts';
import { profileOf, type Profile } from './profile.ts';
import { relationValues } from './relation-features.ts';
import { topicsOf } from './topics.ts';
import type { EdgeDocument, EdgeSuggestion, Relation } from './types.ts';
import { createVocabulary } from './vocabulary.ts';
import { backgroundOf, edgeWeights, type EdgeWeights } from './weights.ts';

export type Scored = { pair: Pair; raw: number; score: number };

/** The logistic sum before calibration. */
export function rawScore(values: readonly number[], { score }: EdgeWeights): number {
  let sum = score.intercept;
  for (let at = 0; at < values.length; at++) sum += (score.coefficients[at]! * (values[at]! - score.mean[at]!)) / score.spread[at]!;
  return sum;
}

export function scorePair(source: Profile, target: Profile, corpus: Corpus, weights: EdgeWeights): Scored {
  const pair = pairOf(source, target, corpus);
  const raw = rawScore(pair.values, weights);
  // Nobody has seen enough pairs to be surer than that.
  return { pair, raw, score: Math.min(0.995, Math.max(0.002, calibrate(raw, weights.calibration))) };
}

/** Every relation's share, most likely first. A mention of a person, project or concept is only said where its words stand there. */
export function relationShares(pair: Pair, { relation }: EdgeWeights): { relation: Relation; share: number }[] {
  const values = relationValues(pair).map((value, at) => (value - relation.mean[at]!) / relation.spread[at]!);
  const sums = relation.classes.map((_, index) => values.reduce((sum, value, at) => sum + value * relation.coefficients[index]![at]!, relation.intercepts[index]!));
  const most = Math.max(...sums);
  const exponents = sums.map((sum, index) => (isPossible(relation.classes[index]!, pair) ? Math.exp(sum - most) : 0));
  const total = exponents.reduce((sum, value) => sum + value, 0) || 1;
  return relation.classes.map((name, index) => ({ relation: name, share: exponents[index]! / total })).sort((left, right) => right.share - left.share);
}

function isPossible(relation: Relation, { target, mention }: Pair): boolean {
  return !relation.startsWith('MENTIONS') || (mention !== undefined && relation === `MENTIONS_${target.entity ?? ''}`);
}

/** The whole answer for a scored pair. */
export function suggestionOf({ pair, score }: Scored, corpus: Corpus, weights: EdgeWeights): EdgeSuggestion {
  const { source, target } = pair;
  const relation = relationShares(pair, weights)[0]?.relation ?? 'SEE_ALSO';
  const topics = topicsOf(source, target, corpus);
  const evidence = evidenceOf(pair, corpus);
  const { label } = target.document;
  return { from: source.document.id, to: target.document.id, label, relation, score, reason: reasonOf(relation, label, evidence, topics), topics, evidence };
}

/** Scores documents that are all given, without a memory: word counts come from them and from the background. Best first. */
export function scoreEdges(source: EdgeDocument, candidates: readonly EdgeDocument[], weights: EdgeWeights = edgeWeights()): EdgeSuggestion[] {
  const vocabulary = createVocabulary();
  const corpus = createCorpus(vocabulary, backgroundOf(weights), weights.centre);
  const own = profileOf(source, vocabulary);
  const targets = candidates.map((candidate) => profileOf(candidate, vocabulary));
  for (const profile of [own, ...targets]) corpus.add(profile);
  return targets.map((target) => suggestionOf(scorePair(own, target, corpus, weights), corpus, weights)).sort((left, right) => right.score - left.score);
}
