/**
 * A REM service as other TypeScript programs use it: three questions over `POST /generate`, answers read by schemas and, where they are
 * queries, checked again here, since a service may be anybody's. Failures are values.
 */
import { check, loadSql, parse, plan, type Plan } from '@rem/grammar';
import { z } from 'zod';
import { failed, isFailed, type Failed } from './failed.ts';
import { openHttp, type Http } from './servers/http.ts';
import type { ServerSettings, TaskName } from './servers/settings.ts';

export type LocalModelServiceOptions = Pick<ServerSettings, 'url' | 'allowHttp' | 'caFile' | 'proxy'> & {
  key?: string;
  /** Milliseconds for one answer. Default 30000. */
  timeout?: number;
};

export type CallOptions = { signal?: AbortSignal; maxTokens?: number };

/** `query` is null where the service found none; `reason` says why in its words. */
export type RemQuery = { kind: 'query'; query: string | null; plan: Plan | undefined; tokens: number; reason: string | undefined };

const documentSchema = z.object({ label: z.string(), content: z.string() });
export type AffinityDocument = z.input<typeof documentSchema> & { id?: string; kind?: string; created?: string; people?: readonly string[]; tags?: readonly string[]; thread?: string };

const affinitySchema = z.looseObject({ score: z.number().min(0).max(1), relation: z.string().optional(), reason: z.string().optional(), topics: z.array(z.string()).optional() });
/** `score` is the share of people who would say that the two belong together, 0…1. */
export type EdgeAffinity = { kind: 'affinity' } & z.infer<typeof affinitySchema>;

const momentSchema = z.looseObject({ start: z.number().optional(), end: z.number().optional(), name: z.string().optional(), summary: z.string().optional() });
const momentsSchema = z.union([z.array(momentSchema), z.looseObject({ moments: z.array(momentSchema) }).transform(({ moments }) => moments)]);
export type ClassifiedMoments = { kind: 'moments'; moments: z.infer<typeof momentSchema>[] };

const answerSchema = z.looseObject({ task: z.string(), output: z.string(), tokens: z.number(), reason: z.string().optional() });

export class LocalModelService {
  readonly #options: LocalModelServiceOptions;
  #http: Promise<Http | Failed> | undefined;

  constructor(options: LocalModelServiceOptions) {
    this.#options = options;
  }

  /** A request in words → a checked query with its plan. */
  async generateRemQuery(request: string, options: CallOptions = {}): Promise<RemQuery | Failed> {
    const answer = await this.#ask('rem_query', request, options);
    if (isFailed(answer)) return answer;
    const { output, tokens, reason } = answer;
    if (output.trim() === 'NONE') return { kind: 'query', query: null, plan: undefined, tokens, reason };
    await loadSql();
    const parsed = parse(output);
    const error = [...parsed.problems, ...check(parsed)].find((problem) => problem.severity === 'error');
    const [statement, more] = parsed.tree.statements;
    const made = statement && !more && !error ? plan(statement) : undefined;
    if (!made) return failed('bad-answer', `The service wrote no valid query: ${error?.message ?? 'it is not one statement'}`, 'Ask in other words.');
    return { kind: 'query', query: output.trim(), plan: made, tokens, reason };
  }

  /** How near two notes are, 0…1, with the relation and the reason where the service tells them. */
  async scoreEdgeAffinity(source: AffinityDocument, target: AffinityDocument, options: CallOptions = {}): Promise<EdgeAffinity | Failed> {
    const answer = await this.#read('edge', JSON.stringify({ source, target }), affinitySchema, options);
    return isFailed(answer) ? answer : { kind: 'affinity', ...answer };
  }

  /** The moments of a text: a transcript, a chat, a journal. */
  async classifyMoments(text: string, options: CallOptions = {}): Promise<ClassifiedMoments | Failed> {
    const answer = await this.#read('moment', text, momentsSchema, options);
    return isFailed(answer) ? answer : { kind: 'moments', moments: answer };
  }

  async close(): Promise<void> {
    const http = await this.#http;
    if (http && !isFailed(http)) await http.close();
    this.#http = undefined;
  }

  async #ask(task: TaskName, input: string, { signal, maxTokens = 512 }: CallOptions): Promise<z.infer<typeof answerSchema> | Failed> {
    const { key, timeout = 30_000, ...settings } = this.#options;
    const http = await (this.#http ??= openHttp(settings, key === undefined ? {} : { key }));
    if (isFailed(http)) return http;
    const answer = await http.json('/generate', { task, input, max_tokens: maxTokens }, { signal, timeout });
    if (isFailed(answer)) return answer;
    const read = answerSchema.safeParse(answer.value);
    return read.success && read.data.task === task ? read.data : failed('bad-answer', 'The service answers in another form than a REM service.', 'Check its address.');
  }

  async #read<T>(task: TaskName, input: string, schema: z.ZodType<T>, options: CallOptions): Promise<T | Failed> {
    const answer = await this.#ask(task, input, options);
    if (isFailed(answer)) return answer;
    const read = schema.safeParse(parsed(answer.output));
    return read.success ? read.data : failed('bad-answer', `The service's answer to ${task} cannot be read.`, 'See its log.');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
