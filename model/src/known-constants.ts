/**
 * Constants that a condition may hold without their letters standing in the request: closed vocabularies of the schema,
 * units, and kinds that people call otherwise ("PDFs", "calls", "people").
 */
import type { Schema } from '@rem/grammar';

export const kinds: readonly string[] = [
  'person', 'project', 'team', 'concept', 'service', 'organization', 'product', 'place', 'tool',
  'pending', 'processing', 'completed', 'failed',
  'application/pdf', 'application/json', 'text/csv', 'text/markdown', 'text/plain', 'text/html', 'image/png', 'image/jpeg', 'image/%', 'video/%', 'audio/%', 'text/%',
  'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year',
];

/** Words that stand for a constant of another name; the beginning of a folded word of the request is enough. */
const evidence: Record<string, readonly string[]> = {
  conversation: ['conversation', 'chat', 'talk', 'discuss', 'convo'], meeting: ['meet', 'call', 'sync', 'standup', 'retro', 'review', 'kickoff', '1on1'],
  reflection: ['reflect', 'journal', 'diary'], planning: ['plan', 'roadmap'], problem_solving: ['problem', 'debug', 'incident', 'troubleshoot', 'fix'],
  learning: ['learn', 'study', 'studied', 'lesson', 'course', 'training', 'workshop'], social: ['social', 'party', 'lunch', 'dinner', 'hangout'],
  observation: ['observ', 'notic'], accomplishment: ['accomplish', 'achiev', 'win', 'won', 'success', 'milestone'],
  person: ['person', 'people', 'who', 'someone', 'everyone', 'everybody', 'human', 'colleague', 'folk', 'men', 'women'], project: ['project'], team: ['team', 'squad'], concept: ['concept', 'idea', 'topic'],
  service: ['service', 'system', 'api'], organization: ['organi', 'compan', 'customer', 'client', 'vendor', 'org', 'firm'], product: ['product'], place: ['place', 'location', 'cit', 'office', 'site'], tool: ['tool'],
  pending: ['pending', 'wait', 'queue', 'unprocess', 'open'], processing: ['process', 'running', 'progress'], completed: ['complet', 'done', 'finish', 'processed', 'success', 'ready'], failed: ['fail', 'broke', 'error', 'stuck'],
};

/** Does a word of the request speak for a constant of the closed vocabularies? True where no list says so. */
export function hasEvidence(value: string, requestWords: readonly string[]): boolean {
  const beginnings = Object.hasOwn(evidence, value) ? evidence[value] : undefined;
  return !beginnings || requestWords.some((word) => beginnings.some((beginning) => word.startsWith(beginning)));
}

/** `2 hours`, `5 MB`, `0`, `%.xlsx`. */
const measured = /^(?:\d+(?:\.\d+)? ?(?:[kmgt]?b|bytes|(?:second|minute|hour|day|week|month|year)s?)|\d+(?:\.\d+)?|%?\.\w{2,5})$/i;

export function isKnownConstant(value: string, schema: Schema): boolean {
  return value === '' || value.startsWith('@') || kinds.includes(value) || schema.momentTypes.includes(value) || measured.test(value);
}
