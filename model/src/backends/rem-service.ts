/**
 * The REM service's own door, `POST /generate {task, input, max_tokens}`: the service chooses the adapter by the task. It takes no
 * grammar, so its answers are checked like anybody's. Our own `rem serve` says that it reads whole prompts, labels included, and answers
 * them with the model's text under the grammar; any other service is given the request in the person's words.
 */
import { z } from 'zod';
import { failed, isFailed, type Failed } from '../failed.ts';
import { transcriptIn } from '../moments/judge.ts';
import type { Http } from '../servers/http.ts';
import type { Backend, Piece, Probe } from './backend.ts';
import { connection, identityOf, probedOnce, PROBE_TIMEOUT, timeoutOf, type ServerBackendOptions } from './server-backend.ts';
import { usualTokens } from './written.ts';

const healthSchema = z.looseObject({ status: z.string().optional(), service: z.string().optional(), version: z.string().optional(), model: z.string().optional(), prompts: z.boolean().optional(), tasks: z.array(z.string()).optional() });
const answerSchema = z.looseObject({ task: z.string(), output: z.string().max(200_000), tokens: z.number().int().min(0) });

type Known = { http: Http; prompts: boolean };

export function remServiceBackend(options: ServerBackendOptions): Backend {
  const { settings, task } = options;
  const way = connection(options);
  let known: Known | undefined;

  const probe = async (signal?: AbortSignal): Promise<Probe> => {
    const begun = performance.now();
    const http = await way.http();
    if (isFailed(http)) return http;
    const answer = await http.json('/health', undefined, { signal, timeout: PROBE_TIMEOUT });
    // A service may answer its health with an empty body.
    if (isFailed(answer) && answer.code !== 'bad-answer') return answer;
    const health = healthSchema.catch({}).parse(isFailed(answer) ? {} : answer.value);
    if (health.tasks && !health.tasks.includes(task)) return failed('task-missing', `${http.endpoint.origin} does not do the task ${task}.`, 'Choose another server for it with "REM: Select Model".');
    const prompts = health.service === 'rem' && health.prompts === true;
    known = { http, prompts };
    const held = prompts && task === 'rem_query';
    if (!held) {
      const tried = await generate(known, { task, input: task === 'rem_query' ? 'say hello' : '', max_tokens: 8 }, PROBE_TIMEOUT, signal);
      // What it says to a greeting does not matter; that it answers in its form does.
      if (isFailed(tried) && !['server-refused', 'too-long'].includes(tried.code)) return tried;
    }
    return { kind: 'ready', latency: performance.now() - begun, identity: identityOf(options, health.model ?? 'service', health.version, held ? 'grammar' : 'none'), capabilities: { grammar: held, logprobs: false, several: false, exclude: false } };
  };

  return {
    name: settings.name,
    probe,
    async *complete(prompt, wanted, signal): AsyncIterable<Piece> {
      const found = await probedOnce(() => known, probe, signal);
      if (isFailed(found)) return yield found;
      const begun = performance.now();
      const input = task === 'moment' ? transcriptIn(prompt) : found.prompts || task !== 'rem_query' ? prompt : requestIn(prompt);
      const answer = await generate(found, { task, input, max_tokens: usualTokens(wanted) }, timeoutOf(wanted), signal);
      if (isFailed(answer)) return yield answer;
      const text = answer.output.trim().replace(/<\|im_end\|>$/, '').trim();
      yield {
        kind: 'completion', answers: [{ text, tokens: answer.tokens, meanLogprob: 0, minLogprob: 0, overruled: 0, stop: 'end' }],
        timings: { queue: 0, prompt: 0, generate: performance.now() - begun, promptTokens: 0, cachedTokens: 0, passes: answer.tokens, guessed: 0, confirmed: 0 },
      };
    },
    dispose: () => way.close(),
  };
}

async function generate({ http }: Known, body: { task: string; input: string; max_tokens: number }, timeout: number, signal: AbortSignal | undefined): Promise<z.infer<typeof answerSchema> | Failed> {
  const answer = await http.json('/generate', body, { signal, timeout });
  if (isFailed(answer)) return answer;
  const read = answerSchema.safeParse(answer.value);
  if (!read.success) return failed('bad-answer', `${http.endpoint.origin} does not answer as a REM service does.`, 'Check the address and the kind of the server.');
  if (read.data.task !== body.task) return failed('server-model', `${http.endpoint.origin} answered the task ${read.data.task} instead of ${body.task}.`, 'Check what runs at this address.');
  return read.data;
}

/** The person's words in a prompt. */
export function requestIn(prompt: string): string {
  return /(?:^|\n)Request: (.*)\nREM:$/.exec(prompt)?.[1] ?? prompt;
}
