/**
 * What server and client say about model servers: which there are and who asks which, how they are, what was slow, a measured test. Part of
 * `protocol.ts`; imports nothing but zod. Keys travel in `rem/useServers` and `rem/tryServer` alone, which are never logged.
 */
import { z } from 'zod';

const failed = z.object({ kind: z.literal('failed'), code: z.string(), message: z.string(), remedy: z.string() });

/** One entry of the setting `rem.model.servers`; the model package reads it closely and says what is wrong with it. */
export const serverEntrySchema = z.looseObject({ name: z.string().min(1), kind: z.enum(['openai', 'openai-chat', 'llama.cpp', 'ollama', 'rem']), url: z.string().min(1) });
export type ServerEntry = z.infer<typeof serverEntrySchema>;

/** `agreed`: what the person allowed to be sent off this machine to this server. */
export const serverAccessSchema = z.object({ key: z.string().optional(), agreed: z.object({ requests: z.boolean(), contents: z.boolean() }).optional() });
export type ServerAccess = z.infer<typeof serverAccessSchema>;

export const modelTasks = ['rem_query', 'edge', 'moment'] as const;
export type ModelTask = (typeof modelTasks)[number];

const knownServer = z.object({ settings: serverEntrySchema, access: serverAccessSchema });

/** `use`: the server's name by task; a task that is left out asks the embedded model. */
export const useServersParamsSchema = z.object({ servers: z.array(knownServer).max(20), use: z.partialRecord(z.enum(modelTasks), z.string()) });
export type UseServersParams = z.infer<typeof useServersParamsSchema>;

export const serverStateKinds = ['connecting', 'ready', 'unconstrained', 'slow', 'busy', 'unauthorised', 'wrong-model', 'offline', 'disabled'] as const;

/** p50, p95: milliseconds of the last answers. */
export const taskServerSchema = z.object({
  task: z.enum(modelTasks), server: z.string(), state: z.object({ kind: z.enum(serverStateKinds), message: z.string(), remedy: z.string() }), p50: z.number().optional(), p95: z.number().optional(),
});
export type TaskServer = z.infer<typeof taskServerSchema>;

export const serversAnswerSchema = z.discriminatedUnion('kind', [z.object({ kind: z.literal('servers'), servers: z.array(taskServerSchema) }), failed]);
export type ServersAnswer = z.infer<typeof serversAnswerSchema>;

export const detectedAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('detected'), servers: z.array(z.object({ kind: serverEntrySchema.shape.kind, url: z.string(), product: z.string(), models: z.array(z.string()), adapters: z.array(z.string()) })) }),
  failed,
]);
export type DetectedAnswer = z.infer<typeof detectedAnswerSchema>;

/** Without a server: the embedded model. */
export const tryServerParamsSchema = z.object({ server: knownServer.optional() });
export type TryServerParams = z.infer<typeof tryServerParamsSchema>;

/** Of `asked` requests `valid` became a query without errors and `fitting` one of the kind asked for; times in milliseconds. */
export const trialAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('trial'), asked: z.number(), valid: z.number(), fitting: z.number(), p50: z.number(), p95: z.number(), reason: z.string().optional() }),
  failed,
]);
export type TrialAnswer = z.infer<typeof trialAnswerSchema>;

/** The last requests to models, newest first; times in milliseconds, `at` since 1970. */
export const slowAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('records'),
    records: z.array(z.object({
      server: z.string(), task: z.string(), at: z.number(), total: z.number(), outcome: z.string(), firstText: z.number().optional(),
      timings: z.object({ queue: z.number(), prompt: z.number(), generate: z.number(), promptTokens: z.number(), cachedTokens: z.number() }).optional(),
    })),
  }),
  failed,
]);
export type SlowAnswer = z.infer<typeof slowAnswerSchema>;

/** Problems of a text, for tools that other assistants call. */
export const checkParamsSchema = z.object({ text: z.string().max(100_000) });
export type CheckParams = z.infer<typeof checkParamsSchema>;
export const checkAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('checked'), problems: z.array(z.object({ line: z.number(), column: z.number(), severity: z.string(), code: z.string(), message: z.string() })), explanations: z.array(z.string()) }),
  failed,
]);
export type CheckAnswer = z.infer<typeof checkAnswerSchema>;

export const serverMethods = {
  useServers: 'rem/useServers', detectServers: 'rem/detectServers', tryServer: 'rem/tryServer', slow: 'rem/slow', reconnectServers: 'rem/reconnectServers', check: 'rem/check',
} as const;
