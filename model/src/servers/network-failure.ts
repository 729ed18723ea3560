/** Faults of the network in words: nobody there, cut off, a certificate that nobody knows, a proxy that is down. */
import { failed, type Failed } from '../failed.ts';
import type { Endpoint } from './endpoint.ts';

const certificates = /^(?:CERT_|ERR_TLS_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|HOSTNAME_MISMATCH|ERR_SSL)/;

export function networkFailure(error: unknown, { origin }: Endpoint): Failed {
  const code = codeOf(error);
  const words = error instanceof Error ? error.message : String(error);
  if (certificates.test(code) || /self[- ]signed|unable to verify/i.test(words)) {
    return failed('server-unreachable', `The certificate of ${origin} is not one that this machine trusts (${code || words}).`, 'Name the certificate authority in caFile of the server.');
  }
  if (/proxy/i.test(words)) return failed('server-unreachable', `The proxy on the way to ${origin} does not answer (${words.slice(0, 120)}).`, 'Check the proxy setting of the server.');
  switch (code) {
    case 'ECONNREFUSED': return failed('server-unreachable', `Nothing answers at ${origin}.`, 'Start the server; it is found again by itself.');
    case 'ENOTFOUND': case 'EAI_AGAIN': return failed('server-unreachable', `The name in ${origin} is not known.`, 'Check the address and the network.');
    case 'UND_ERR_CONNECT_TIMEOUT': case 'ETIMEDOUT': case 'EHOSTUNREACH': case 'ENETUNREACH':
      return failed('server-unreachable', `${origin} cannot be reached.`, 'Check the network; it is tried again by itself.');
    case 'ECONNRESET': case 'EPIPE': case 'UND_ERR_SOCKET': return failed('server-unreachable', `${origin} cut the connection.`, 'See the log of the server; it is tried again by itself.');
    case 'UND_ERR_HEADERS_TIMEOUT': case 'UND_ERR_BODY_TIMEOUT': return failed('timeout', `${origin} does not answer in time.`, 'It may be busy; it is tried again by itself.');
    default: return failed('server-unreachable', `${origin} cannot be asked (${code || words.slice(0, 120)}).`, 'Check the address; it is tried again by itself.');
  }
}

/** The innermost code: undici wraps, and an attempt over IPv4 and IPv6 fails with both. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  const inner = codeOf(cause) || (Array.isArray(errors) ? codeOf(errors[0]) : '');
  return inner || (typeof code === 'string' ? code : '');
}
