/**
 * What the model process and its parent say to each other (vscode-jsonrpc over Node IPC; cancellation is the
 * protocol's own). Vectors travel as base64 of little-endian 32-bit floats. The process trusts its parent; the parent
 * reads what comes back by these schemas, since a native crash or another program may answer anything.
 */
import { z } from 'zod';
import type { LikelyAnswer } from '../likely-answer.ts';

const failedSchema = z.object({ kind: z.literal('failed'), code: z.string(), message: z.string(), remedy: z.string() });

export const loadedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loaded'), ms: z.number(), contextSize: z.number() }),
  failedSchema,
]);

export const completedSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('completion'),
    answers: z.array(z.object({
      text: z.string(), tokens: z.number(), meanLogprob: z.number(), minLogprob: z.number(), overruled: z.number(), stop: z.enum(['end', 'length']),
    })).min(1),
    timings: z.object({
      queue: z.number(), prompt: z.number(), generate: z.number(), promptTokens: z.number(), cachedTokens: z.number(),
      passes: z.number(), guessed: z.number(), confirmed: z.number(),
    }),
  }),
  failedSchema,
]);

export const embeddedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('embedded'), vectors: z.array(z.string()) }),
  failedSchema,
]);

export const statusSchema = z.object({ memory: z.number(), cpuMs: z.number() });

export type LoadParams = { basePath: string; adapterPath: string | undefined; threads: number };
export type CompleteParams = {
  /** Names the request in `methods.text` notifications. */
  id: number;
  prompt: string; gbnf: string | undefined; maxTokens: number; n: number; near: boolean; hints: readonly string[]; likely: LikelyAnswer | undefined; exclude: readonly string[];
};
export type EmbedParams = { modelPath: string; texts: readonly string[] };
export type TextParams = { id: number; text: string };

/** First argument of a process that merges instead of serving; base, adapter and target follow. */
export const MERGE = 'merge';

export const methods = {
  load: 'model/load', complete: 'model/complete', prime: 'model/prime', embed: 'model/embed', status: 'model/status',
  /** Notification, process -> parent. */
  text: 'model/text',
} as const;

export function packVector(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

export function unpackVector(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength - bytes.byteLength % 4));
}
