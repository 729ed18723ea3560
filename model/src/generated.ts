/** What a request became. Shared by the server, the command line and the tests. */
import type { Plan, Problem, Schema } from '@rem/grammar';
import type { Failed } from './failed.ts';
import type { LabelIndex } from './labels.ts';
import type { Completer } from './backends/backend.ts';
import type { WeekStart } from './dates.ts';
import type { ModelIdentity } from './model-client.ts';

export type GenerateOptions = {
  /** The embedded model's client, or any backend through `completer`. */
  model: Completer;
  /** Undefined: the built-in schema. */
  schema?: Schema | undefined;
  /** The workspace's labels: an index made once by `labelIndex`, kept between requests. */
  labels?: LabelIndex | undefined;
  now: Date;
  /** IANA name, for instance `Europe/Berlin`. */
  timeZone: string;
  weekStart?: WeekStart | undefined;
  /** Candidates wanted; more than one fills `candidates`. Default 1. */
  n?: number | undefined;
  signal?: AbortSignal | undefined;
};

/** Log-probabilities of the answer's tokens (natural, mean and least), counts of what was doubtful about it, and how much less likely its outline is than the likeliest (`sketch.ts`, 0 and less). */
export type Evidence = { meanLogprob: number; minLogprob: number; overruled: number; snapped: number; repaired: number; ungrounded: number; changes: number; disagreements: number; outline: number };

export type Candidate = { query: string; confidence: number; explanation: string };

export type Generated = {
  /** Checked statement with its dates resolved, or null where nothing valid came or no query answers the request. */
  query: string | null;
  plan?: Plan;
  explanation?: string;
  /** What the checker still says about `query` (never errors), or about the last attempt where `query` is null. */
  problems: Problem[];
  /** Why `query` is null, in words for the person. */
  reason?: string;
  /** There where no answer came because of the world outside (no model, time-out, cancelled): asking again may help. */
  failure?: Failed;
  /** 0…1, from the model's own certainty and from what had to be mended. */
  confidence: number;
  ms: number;
  tokens: number;
  /** The model's text as it came, last attempt. */
  raw: string;
  /** Repairs made, 0…2. */
  repaired: number;
  candidates?: Candidate[];
  /** How often the grammar refused the model's first choice. */
  overruled?: number;
  /** What the confidence was computed from. */
  evidence?: Evidence;
  /** Who wrote it, where that may be another than was asked: the embedded model steps in for a server. */
  by?: ModelIdentity;
};
