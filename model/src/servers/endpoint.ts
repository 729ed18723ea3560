/** Where a server is, and whether anything may be sent there at all. Decided before the first byte, by the address alone. */
import { isIP } from 'node:net';
import { failed, type Failed } from '../failed.ts';
import type { ServerAccess, ServerSettings, TaskName } from './settings.ts';

export type Endpoint = {
  /** `https://host:port`. */
  origin: string;
  /** What comes before the server's own paths: empty, or `/some/prefix`. */
  prefix: string;
  /** The server is this machine: nothing leaves it. */
  loopback: boolean;
};

export function readEndpoint({ url, allowHttp }: Pick<ServerSettings, 'url' | 'allowHttp'>): Endpoint | Failed {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return failed('server-forbidden', `${JSON.stringify(url)} is no http or https address.`, 'Write it as http://127.0.0.1:8080 or https://host.');
  if (parsed.username !== '' || parsed.password !== '') return failed('server-forbidden', 'The address holds a user or a password.', 'Leave them out and give the key with "REM: Set Key of Model Server".');
  const loopback = isLoopback(parsed.hostname);
  if (!loopback && parsed.protocol === 'http:' && !allowHttp) {
    return failed('server-forbidden', `${parsed.host} is another machine and the way there is not encrypted.`, 'Use https, or set allowHttp for this server where the network is your own.');
  }
  return { origin: parsed.origin, prefix: parsed.pathname.replace(/\/+$/, '').replace(/\/v1$/, ''), loopback };
}

/** By the name alone: no name server is asked, since its answer may change. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  if (isIP(host) === 4) return host.startsWith('127.');
  return host === '::1' || /^::ffff:(?:127\.|7f)/.test(host);
}

/** Why this task may not ask this server, or undefined where it may. */
export function consentProblem(endpoint: Endpoint, { agreed }: ServerAccess, task: TaskName): Failed | undefined {
  if (endpoint.loopback) return undefined;
  const wanted = task === 'rem_query' ? 'requests' : 'contents';
  if (agreed?.[wanted]) return undefined;
  const what = wanted === 'requests' ? 'your requests with names of the schema and of candidate labels' : 'texts of your notes';
  return failed('server-forbidden', `Nobody agreed yet that ${what} are sent to ${endpoint.origin}.`, 'Choose the server with "REM: Select Model", which asks.');
}
