/** Takes the secrets of a connection string out of a message: whatever a database or a library says, a password is not repeated. */
import type { Failed } from './protocol.ts';

export function redact(answer: Failed, connection: string | undefined): Failed {
  const hidden = connection === undefined ? [] : secretsOf(connection);
  const clean = (text: string): string => hidden.reduce((result, secret) => result.replaceAll(secret, '…'), text);
  return { ...answer, message: clean(answer.message), remedy: clean(answer.remedy) };
}

/** The string itself and its password, as written and decoded; the longest first, so that no half of one is left. */
function secretsOf(connection: string): string[] {
  const { password, searchParams } = URL.canParse(connection) ? new URL(connection) : { password: '', searchParams: new URLSearchParams() };
  const all = [connection, password, decoded(password), searchParams.get('password') ?? ''];
  return [...new Set(all)].filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
