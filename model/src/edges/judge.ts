/**
 * A language model as the judge of edges, where one is served (`rem-edge`): it gets the same documents as JSON, and its answer is read by a
 * schema and held against the texts. Its scores are its own; what it cannot know (ids, topics that stand in neither text) is dropped.
 */
import { z } from 'zod';
import type { Completer } from '../backends/backend.ts';
import { failed, isFailed, type Failed } from '../failed.ts';
import { createCorpus } from './corpus.ts';
import { evidenceOf } from './evidence.ts';
import { pairOf } from './features.ts';
import { profileOf } from './profile.ts';
import { wordIndex } from './topics.ts';
import { relations, type EdgeDocument, type EdgeSuggestion, type Relation } from './types.ts';
import { createVocabulary } from './vocabulary.ts';
import { backgroundOf, edgeWeights } from './weights.ts';

export type JudgeOptions = { signal?: AbortSignal; /** Characters of one document that are sent. Default 2,000. */ longest?: number };

/** An edge as language models write it, or as a REM service answers; one of another shape is dropped, not the whole. */
const edgeSchema = z.union([
  z.object({
    to: z.union([z.string(), z.number()]).transform(String), type: z.enum(['SEE_ALSO', 'PREREQUISITE', 'CONTINUATION']), score: z.number().min(0).max(1), reason: z.string().max(2_000).default(''),
    metadata: z.object({ topic_overlap: z.array(z.string()).default([]) }).default({ topic_overlap: [] }),
  }).transform(({ metadata, type, ...edge }) => ({ ...edge, relation: type as Relation, topics: metadata.topic_overlap })),
  z.object({ to: z.string(), relation: z.enum(relations), score: z.number().min(0).max(1), reason: z.string().max(2_000).default(''), topics: z.array(z.string()).default([]) }),
]);
const answerSchema = z.union([z.object({ edges: z.array(z.unknown()) }).transform(({ edges }) => edges), z.array(z.unknown())]);

/** Candidates a request: longer lists make small models lose their place. */
const atOnce = 8;

export async function judgeEdges(judge: Completer, source: EdgeDocument, candidates: readonly EdgeDocument[], options: JudgeOptions = {}): Promise<EdgeSuggestion[] | Failed> {
  const found: EdgeSuggestion[] = [];
  for (let at = 0; at < candidates.length; at += atOnce) {
    const answer = await judgeSome(judge, source, candidates.slice(at, at + atOnce), options);
    if (isFailed(answer)) return answer;
    found.push(...answer);
  }
  return found.sort((left, right) => right.score - left.score);
}

async function judgeSome(judge: Completer, source: EdgeDocument, candidates: readonly EdgeDocument[], { signal, longest = 2_000 }: JudgeOptions): Promise<EdgeSuggestion[] | Failed> {
  const result = await judge.complete(judgePrompt(source, candidates, longest), { constraint: { kind: 'none' }, maxTokens: 160 * candidates.length, timeout: 60_000 }, signal);
  if (result.kind === 'failed') return result;
  const edges = readAnswer(result.answers[0].text);
  return edges ? edges.flatMap((edge) => checked(edge, source, candidates)) : failed('bad-answer', 'The edge judge did not answer with the JSON of edges.', 'Choose the built-in scorer, or look at the server’s adapter.');
}

/** One line of JSON, the documents' texts inside it as strings: what they say is quoted and cannot end it. */
export function judgePrompt(source: EdgeDocument, candidates: readonly EdgeDocument[], longest: number): string {
  const shown = ({ id, label, content, created }: EdgeDocument): object => ({ id, label, content: content.slice(0, longest), ...(created === undefined ? {} : { created }) });
  return JSON.stringify({ source: shown(source), candidates: candidates.map(shown) });
}

/** The edges in the first JSON value of the text, undefined where there is none. */
export function readAnswer(text: string): z.infer<typeof edgeSchema>[] | undefined {
  const start = text.search(/[[{]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  if (start < 0 || end < start) return undefined;
  try {
    const read = answerSchema.safeParse(JSON.parse(text.slice(start, end + 1)));
    return read.success ? read.data.flatMap((edge) => edgeSchema.safeParse(edge).data ?? []) : undefined;
  } catch {
    return undefined;
  }
}

function checked(edge: z.infer<typeof edgeSchema>, source: EdgeDocument, candidates: readonly EdgeDocument[]): EdgeSuggestion[] {
  const target = candidates.find((candidate) => candidate.id === edge.to);
  if (!target) return [];
  const corpus = createCorpus(createVocabulary(), backgroundOf(edgeWeights()));
  const pair = pairOf(profileOf(source, corpus.vocabulary), profileOf(target, corpus.vocabulary), corpus);
  const topics = edge.topics.filter((topic) => [source, target].every(({ content }) => wordIndex(flat(content), flat(topic)) >= 0));
  const named = pair.mention !== undefined && pair.target.entity !== undefined;
  const relation: Relation = named && edge.relation === 'SEE_ALSO' ? `MENTIONS_${pair.target.entity!}` : edge.relation.startsWith('MENTIONS_') && !named ? 'SEE_ALSO' : edge.relation;
  return [{ from: source.id, to: target.id, label: target.label, relation, score: edge.score, reason: flatLine(edge.reason), topics, evidence: evidenceOf(pair, corpus) }];
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();
const flatLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
