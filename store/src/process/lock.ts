/**
 * One window holds a store folder. The lock is a file that names the holder and the socket at which it answers others; a lock
 * whose holder is dead is taken over. Taking over goes by renaming, so that of two that try only one wins.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Holder } from '../types.ts';

export type Lock = { socket: string; release: () => Promise<void> };
export type LockOutcome = { kind: 'taken'; lock: Lock } | { kind: 'held'; holder: Holder; socket: string };

const shape = z.object({ pid: z.number().int().positive(), owner: z.string(), since: z.string(), socket: z.string(), token: z.string() });
type LockFile = z.infer<typeof shape>;

export async function takeLock(folder: string, owner: string): Promise<LockOutcome> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'lock.json');
  const mine: LockFile = {
    pid: process.pid,
    owner,
    since: new Date().toISOString(),
    socket: await socketPath(),
    token: randomBytes(8).toString('hex'),
  };
  for (let attempt = 0; attempt < 20; attempt++) {
    if (await create(path, mine)) return { kind: 'taken', lock: { socket: mine.socket, release: () => release(path, mine) } };
    const other = await read(path);
    if (other && isAlive(other)) return { kind: 'held', holder: { pid: other.pid, owner: other.owner, since: other.since }, socket: other.socket };
    await pushAside(path, other);
  }
  throw new Error(`The lock file ${path} can be neither taken nor removed`);
}

async function create(path: string, content: LockFile): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(content), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** A file that is being written right now reads as nothing; a moment later it is whole. */
async function read(path: string): Promise<LockFile | undefined> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const content = await readFile(path, 'utf8')
      .then((text) => shape.safeParse(JSON.parse(text)))
      .catch(() => undefined);
    if (content?.success) return content.data;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return undefined;
}

/** The same process may open a folder twice by mistake; that counts as held. A process that only waits to be buried is dead. */
function isAlive({ pid }: LockFile): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // There is no /proc outside Linux; then the signal's word counts.
    return true;
  }
}

async function pushAside(path: string, dead: LockFile | undefined): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const moved = await read(aside);
  // Somebody was quicker and this is their fresh lock: put it back.
  if (moved && moved.token !== dead?.token) await rename(aside, path).catch(() => undefined);
  else await unlink(aside).catch(() => undefined);
}

async function release(path: string, mine: LockFile): Promise<void> {
  const now = await read(path);
  if (now?.token === mine.token) await unlink(path).catch(() => undefined);
  if (process.platform !== 'win32') await rm(join(mine.socket, '..'), { recursive: true, force: true });
}

/** In a folder of its own that only this user can enter; a path beside the store could be too long for a socket. */
async function socketPath(): Promise<string> {
  if (process.platform === 'win32') return `\\\\.\\pipe\\rem-store-${randomBytes(12).toString('hex')}`;
  return join(await mkdtemp(join(tmpdir(), 'rem-store-')), 's');
}
