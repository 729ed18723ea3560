/** A certificate that no machine knows, made for one run. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type OwnCertificate = { key: string; cert: string; certFile: string; remove(): void };

/** For these host names; undefined where there is no openssl. */
export function ownCertificate(names: readonly string[]): OwnCertificate | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'rem-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const alternatives = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')},IP:127.0.0.1`;
  try {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${names[0] ?? ''}`, '-addext', alternatives, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8'), certFile: cert, remove };
  } catch {
    remove();
    return undefined;
  }
}
