/**
 * Which servers a person has and which task asks which one. The settings come from the machine (never from a workspace), keys from a
 * place for secrets; what is read here is all that may name an endpoint.
 */
import { z } from 'zod';

export const serverKinds = ['openai', 'openai-chat', 'llama.cpp', 'ollama', 'rem'] as const;
export type ServerKind = (typeof serverKinds)[number];

/** `rem_query`: a request to a query; `edge`: how near two notes are; `moment`: what happens in a text. The names on the wire. */
export const taskNames = ['rem_query', 'edge', 'moment'] as const;
export type TaskName = (typeof taskNames)[number];

export const serverSettingsSchema = z.object({
  /** What the person calls it; keys and choices refer to it. */
  name: z.string().trim().min(1).max(80),
  kind: z.enum(serverKinds),
  /** `http://127.0.0.1:8080`; a path before `/v1` is kept. No user, no password. */
  url: z.string().trim().min(1).max(2000),
  /** The model's name at the server; left out: the first one it tells. */
  model: z.string().max(300).optional(),
  /** The adapter by task: a model name (OpenAI, Ollama) or the file's name (llama.cpp). */
  adapters: z.partialRecord(z.enum(taskNames), z.string().max(300)).optional(),
  /** The model was trained for this language (the project's adapter): it gets the bare prompt. Default: false for chat and Ollama, else true. */
  trained: z.boolean().optional(),
  /** What the model is asked to write: the language itself, or the JSON plan that is then printed. Default: what the server can be held to. */
  answers: z.enum(['rem', 'plan']).optional(),
  /** Tokens of prompt and answer together, where the server does not tell. */
  contextTokens: z.number().int().min(256).max(10_000_000).optional(),
  /** Plain HTTP to another machine: everything sent can be read on the way. */
  allowHttp: z.boolean().optional(),
  /** PEM file of a certificate authority of one's own. */
  caFile: z.string().max(4000).optional(),
  /** `http://proxy:3128`; empty: none; left out: the one of the environment. Never used for this machine. */
  proxy: z.string().max(2000).optional(),
});
export type ServerSettings = z.infer<typeof serverSettingsSchema>;

/** What is not a setting: the key, and what the person agreed may be sent to this endpoint. */
export const serverAccessSchema = z.object({
  key: z.string().max(4000).optional(),
  /** `requests`: request, schema names, candidate labels. `contents`: texts of notes, for the tasks that need them. Needed off this machine. */
  agreed: z.object({ requests: z.boolean(), contents: z.boolean() }).optional(),
});
export type ServerAccess = z.infer<typeof serverAccessSchema>;

export const serverChoiceSchema = z.object({
  servers: z.array(z.object({ settings: serverSettingsSchema, access: serverAccessSchema })).max(20),
  /** The server's name by task; a task that is left out asks the embedded model. */
  use: z.partialRecord(z.enum(taskNames), z.string()),
});
export type ServerChoice = z.infer<typeof serverChoiceSchema>;

export function isTrained({ kind, trained }: Pick<ServerSettings, 'kind' | 'trained'>): boolean {
  return trained ?? (kind !== 'openai-chat' && kind !== 'ollama');
}
