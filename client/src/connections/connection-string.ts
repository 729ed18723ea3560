/**
 * What a PostgreSQL connection string says, and the same string with a password or a choice of TLS. Only `name` is ever shown: it has
 * host and database, never a user's password.
 */

export const tlsModes = ['verify-full', 'no-verify', 'disable'] as const;
export type Tls = (typeof tlsModes)[number];

export type ConnectionString = {
  text: string;
  /** `demo on db.example.com:5433` */
  name: string;
  user: string;
  hasPassword: boolean;
  /** The string's own `sslmode`, whatever it is; undefined where it leaves that open. */
  sslmode: string | undefined;
  /** The server is this machine, so that nothing travels over a network. */
  local: boolean;
};

const example = 'postgresql://user@host:5432/database';

/** The string taken apart, or what is wrong with it (which never repeats it). */
export function readConnection(given: string): ConnectionString | { problem: string } {
  const text = given.trim();
  if (text === '') return { problem: `Expected a connection string such as ${example}.` };
  if (!URL.canParse(text)) return { problem: /^postgres(ql)?:/i.test(text) ? `This is not a whole URL. Write special characters of a password as %XX, or leave it out and type it next.` : `Expected a URL such as ${example}.` };
  const url = new URL(text);
  if (url.protocol !== 'postgresql:' && url.protocol !== 'postgres:') return { problem: `Expected postgresql:// at the start, as in ${example}.` };
  const host = url.searchParams.get('host') ?? url.hostname;
  return {
    text, user: decoded(url.username), hasPassword: url.password !== '' || url.searchParams.has('password'), sslmode: url.searchParams.get('sslmode') ?? undefined,
    name: `${decoded(url.pathname.slice(1)) || decoded(url.username) || 'postgres'} on ${host || 'localhost'}${url.port === '' || url.port === '5432' ? '' : `:${url.port}`}`,
    local: ['', 'localhost', '127.0.0.1', '[::1]', '::1'].includes(host) || host.startsWith('/'),
  };
}

export function withPassword(text: string, password: string): string {
  if (password === '') return text;
  const url = new URL(text);
  // Without a host (a socket named in the query) a URL holds no password; the driver reads it from the query too.
  if (url.hostname === '') url.searchParams.set('password', password);
  else url.password = encodeURIComponent(password);
  return url.toString();
}

export function withTls(text: string, tls: Tls): string {
  const url = new URL(text);
  url.searchParams.set('sslmode', tls);
  return url.toString();
}

/** How the connection is protected, in words. */
export function tlsText(sslmode: string | undefined): string {
  switch (sslmode) {
    case 'disable': return 'without TLS';
    case 'no-verify': return 'TLS, server not verified';
    case undefined: return 'TLS as the server asks';
    default: return 'TLS, server verified';
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
