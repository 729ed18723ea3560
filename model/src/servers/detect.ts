/**
 * Which model servers run on this machine. Asked for by the person, never by itself; only this machine's own ports; and a server is
 * what the body of its answers says, since any program may sit on any port.
 */
import { z } from 'zod';
import { isFailed } from '../failed.ts';
import { shortened } from './http-failure.ts';
import { openHttp, type Http } from './http.ts';
import type { ServerKind } from './settings.ts';

export type Detected = { kind: ServerKind; url: string; /** What it calls itself, for people. */ product: string; models: string[]; adapters: string[] };

/** vLLM and `llama_cpp.server`, llama.cpp (two), Ollama, LM Studio, `rem serve`. */
export const usualPorts: readonly number[] = [8000, 8080, 9931, 11434, 1234, 7717];
const TIMEOUT = 1500;

export async function detectServers(ports: readonly number[] = usualPorts, signal?: AbortSignal): Promise<Detected[]> {
  const found = await Promise.all(ports.map(async (port) => await detectAt(`http://127.0.0.1:${port}`, signal) ?? detectAt(`http://[::1]:${port}`, signal)));
  return found.filter((one) => one !== undefined);
}

export async function detectAt(url: string, signal?: AbortSignal): Promise<Detected | undefined> {
  const http = await openHttp({ url, proxy: '' });
  if (isFailed(http)) return undefined;
  try {
    for (const sign of signs) {
      const found = await sign(http, signal);
      if (found) return { url, ...found };
      if (signal?.aborted) return undefined;
    }
    return undefined;
  } finally {
    await http.close();
  }
}

type Sign = (http: Http, signal: AbortSignal | undefined) => Promise<Omit<Detected, 'url'> | undefined>;

async function answerAt<S extends z.ZodType>(http: Http, path: string, schema: S, signal: AbortSignal | undefined): Promise<z.infer<S> | undefined> {
  const answer = await http.json(path, undefined, { signal, timeout: TIMEOUT });
  if (isFailed(answer)) return undefined;
  const read = schema.safeParse(answer.value);
  return read.success ? read.data : undefined;
}

const health = z.looseObject({ service: z.literal('rem'), model: z.string().optional() });
const tags = z.object({ models: z.array(z.looseObject({ name: z.string(), digest: z.string() })) });
const props = z.looseObject({ default_generation_settings: z.looseObject({}), model_path: z.string().optional(), model_alias: z.string().nullish() });
const adapters = z.array(z.looseObject({ path: z.string() }));
const models = z.object({ data: z.array(z.looseObject({ id: z.string(), owned_by: z.string().nullish(), parent: z.string().nullish() })) });

const makers: Readonly<Record<string, string>> = { vllm: 'vLLM', llamacpp: 'llama.cpp', me: 'llama_cpp.server', organization_owner: 'LM Studio', library: 'Ollama', rem: 'rem serve' };

/** From the most particular to the most common: all of them speak OpenAI's way too. */
const signs: readonly Sign[] = [
  async (http, signal) => {
    const found = await answerAt(http, '/health', health, signal);
    return found && { kind: 'rem', product: 'rem serve', models: found.model ? [shortened(found.model)] : [], adapters: [] };
  },
  async (http, signal) => {
    const found = await answerAt(http, '/api/tags', tags, signal);
    return found && { kind: 'ollama', product: 'Ollama', models: found.models.map(({ name }) => shortened(name)), adapters: [] };
  },
  async (http, signal) => {
    const found = await answerAt(http, '/props', props, signal);
    if (!found) return undefined;
    const loaded = await answerAt(http, '/lora-adapters', adapters, signal) ?? [];
    return { kind: 'llama.cpp', product: 'llama.cpp', models: [shortened(found.model_alias || found.model_path || 'model')], adapters: loaded.map(({ path }) => shortened(path.split(/[/\\]/).at(-1) ?? path)) };
  },
  async (http, signal) => {
    const found = await answerAt(http, '/v1/models', models, signal);
    if (!found) return undefined;
    const maker = makers[found.data[0]?.owned_by ?? ''] ?? 'an OpenAI-compatible server';
    const [bases, loras] = [found.data.filter(({ parent }) => !parent), found.data.filter(({ parent }) => parent)];
    return { kind: maker === 'LM Studio' ? 'openai-chat' : 'openai', product: maker, models: bases.map(({ id }) => shortened(id)), adapters: loras.map(({ id }) => shortened(id)) };
  },
];
