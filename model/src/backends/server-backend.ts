/** What all backends over HTTP share: the connection opened once, the window respected, identities that name the server. */
import type { CompletionOptions } from '../completion.ts';
import { failed, isFailed, type Failed } from '../failed.ts';
import type { ModelIdentity } from '../model-client.ts';
import { consentProblem } from '../servers/endpoint.ts';
import { openHttp, type Http } from '../servers/http.ts';
import type { ServerAccess, ServerSettings, TaskName } from '../servers/settings.ts';
import type { Probe } from './backend.ts';

export type ServerBackendOptions = { settings: ServerSettings; access: ServerAccess; task: TaskName };

/** Milliseconds for the questions of a probe. */
export const PROBE_TIMEOUT = 5000;
/** A canary may wait for a model that is being swapped in. */
export const CANARY_TIMEOUT = 15_000;
const USUAL_TIMEOUT = 20_000;

export const timeoutOf = (options: Pick<CompletionOptions, 'timeout'>): number => options.timeout ?? USUAL_TIMEOUT;

export type Connection = {
  /** The way there, or why nothing may be sent. */
  http(): Promise<Http | Failed>;
  close(): Promise<void>;
};

export function connection({ settings, access, task }: ServerBackendOptions): Connection {
  let opened: Promise<Http | Failed> | undefined;
  const open = async (): Promise<Http | Failed> => {
    const http = await openHttp(settings, access);
    if (isFailed(http)) return http;
    const refused = consentProblem(http.endpoint, access, task);
    if (refused) await http.close();
    return refused ?? http;
  };
  return {
    http: () => (opened ??= open()),
    async close() {
      const http = await opened;
      if (http && !isFailed(http)) await http.close();
    },
  };
}

/** What a probe found out; where nobody probed yet, that comes first. */
export async function probedOnce<K extends object>(known: () => K | undefined, probe: (signal?: AbortSignal) => Promise<Probe>, signal: AbortSignal | undefined): Promise<K | Failed> {
  const before = known();
  if (before) return before;
  const probed = await probe(signal);
  return isFailed(probed) ? probed : known()!;
}

/** Names what answers, for cache keys: another server, model, adapter, or way of being held is another writer. */
export function identityOf({ settings: { name, kind, url } }: ServerBackendOptions, base: string, adapter: string | undefined, held: string): ModelIdentity {
  return { backend: `${kind} ${name} ${url} ${held}`, base, adapter };
}

/** A prompt that cannot fit is not sent. Letters a token: three is what code and names take; a server that counts better says so itself. */
export function windowProblem(prompt: string, maxTokens: number, contextTokens: number | undefined): Failed | undefined {
  if (contextTokens === undefined || Math.ceil(prompt.length / 4) + maxTokens <= contextTokens) return undefined;
  return failed('too-long', `The request needs about ${Math.ceil(prompt.length / 4) + maxTokens} tokens; the model's window has ${contextTokens}.`, 'Ask in fewer words, or start the server with a larger context.');
}

/** Another answer is wanted than the ones before: a server cannot leave them out, so it is let off the straight way, repeatably. */
export function sampling({ exclude = [] }: Pick<CompletionOptions, 'exclude'>): { temperature: number; seed: number } {
  return exclude.length === 0 ? { temperature: 0, seed: 1 } : { temperature: 0.7, seed: 1 + exclude.length };
}
