/**
 * A measured test of a model: twenty plain requests, each of a kind of its own, through the same loop as a person's. What counts is the
 * share that became a checked query of the kind that was asked for, and how long it took.
 */
import type { Completer } from '../backends/backend.ts';
import { generate } from '../generate.ts';
import { labelIndex } from '../labels.ts';

export type Trial = {
  /** Requests asked. */
  asked: number;
  /** Answers that are a statement without errors. */
  valid: number;
  /** Answers with the verb that the request asks for. */
  fitting: number;
  /** Milliseconds. */
  p50: number; p95: number;
  /** Why there was no answer, the commonest reason; undefined where all came. */
  reason: string | undefined;
};

export const trialRequests: readonly { request: string; verb: string }[] = [
  { request: 'who does Sarah Chen manage?', verb: 'TRAVERSE' },
  { request: 'open api-design-v2', verb: 'LOOKUP' },
  { request: 'documents about rate limiting', verb: 'SEARCH' },
  { request: 'someone called Tom Okafr or so', verb: 'FUZZY' },
  { request: 'meetings of last week', verb: 'SQL' },
  { request: 'count files by status', verb: 'SQL' },
  { request: 'what depends on api-design-v2', verb: 'TRAVERSE' },
  { request: 'show me Sarah Chen', verb: 'LOOKUP' },
  { request: 'anything on how we handle payment retries', verb: 'SEARCH' },
  { request: 'pdf files bigger than 5 MB', verb: 'SQL' },
  { request: 'everything within two hops of Project Nova', verb: 'TRAVERSE' },
  { request: 'the five newest moments', verb: 'SQL' },
  { request: 'notes on onboarding new engineers, the best three', verb: 'SEARCH' },
  { request: 'who wrote api-design-v2', verb: 'TRAVERSE' },
  { request: 'a project spelled something like Nowa', verb: 'FUZZY' },
  { request: 'resources in category runbook', verb: 'SQL' },
  { request: 'Tom Okafor and Project Nova', verb: 'LOOKUP' },
  { request: 'what did we discuss about the office move', verb: 'SEARCH' },
  { request: 'moments longer than an hour this quarter', verb: 'SQL' },
  { request: 'which people work with Tom Okafor', verb: 'TRAVERSE' },
];

const labels = labelIndex(['Sarah Chen', 'Tom Okafor', 'api-design-v2', 'Project Nova'].map((label) => ({ label, kind: 'entity', table: 'entities' })));

export async function tryModel(model: Completer, { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: (done: number, of: number) => void } = {}): Promise<Trial> {
  const times: number[] = [];
  const reasons: string[] = [];
  let [valid, fitting, asked] = [0, 0, 0];
  for (const { request, verb } of trialRequests) {
    if (signal?.aborted) break;
    const answer = await generate(request, { model, labels, now: new Date('2025-03-12T10:30:00Z'), timeZone: 'UTC', signal });
    asked++;
    times.push(answer.ms);
    if (answer.query !== null) valid++;
    else if (answer.reason) reasons.push(answer.reason);
    if (answer.plan?.query_type === verb) fitting++;
    onProgress?.(asked, trialRequests.length);
    // A server that is away is away: no need to hear it twenty times.
    if (answer.failure && reasons.length >= 3 && valid === 0) break;
  }
  return { asked, valid, fitting, p50: quantile(times, 0.5), p95: quantile(times, 0.95), reason: commonest(reasons) };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
}

function commonest(reasons: readonly string[]): string | undefined {
  const counts = [...Map.groupBy(reasons, (reason) => reason)].sort((a, b) => b[1].length - a[1].length);
  return counts[0]?.[0];
}
