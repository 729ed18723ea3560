/** The three databases that every statement has to answer alike on, each with the same notes in it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Backend } from '../../src/backend/backend.ts';
import { openBackend, startSession, type Session } from '../../src/session.ts';
import { debianBinaries, packagedBinaries, startServer, type Server } from '../servers.ts';
import { embed, writeNotes } from './memory.ts';

export type Opened = { name: string; session: Session; backend: Backend; server: Server | undefined; close: () => Promise<void> };

export const TEMPLATES = resolve(import.meta.dirname, '../../dist');
export const NAMES = ['PGlite', "Debian's PostgreSQL", 'PostgreSQL with pgvector'] as const;
export type BackendName = (typeof NAMES)[number];

const COMMON = { timeZone: 'UTC', templates: TEMPLATES, canEmbed: true };

/** Answers the reason where the server cannot be had on this machine. */
export async function openWithNotes(name: BackendName, folder = writeNotes()): Promise<Opened | { missing: string }> {
  const opened = await openEmpty(name);
  if ('missing' in opened) return opened;
  const report = await opened.session.index(folder, {});
  if (report.kind !== 'indexed' || report.problems.length > 0) throw new Error(`The notes did not come in: ${JSON.stringify(report)}`);
  return opened;
}

export async function openEmpty(name: BackendName): Promise<Opened | { missing: string }> {
  return name === 'PGlite' ? openLocal(name) : openServer(name);
}

async function openServer(name: BackendName): Promise<Opened | { missing: string }> {
  const binaries = name === "Debian's PostgreSQL" ? debianBinaries() : packagedBinaries();
  if (typeof binaries !== 'string') return binaries;
  const server = await startServer(binaries);
  const backend = await openBackend({ ...COMMON, connection: server.connection });
  const session = await startSession(backend, {}, embed);
  const close = async (): Promise<void> => {
    await session.close();
    await server.stop();
  };
  return { name, session, backend, server, close };
}

async function openLocal(name: string): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'rem-data-'));
  const backend = await openBackend({ ...COMMON, data: join(folder, 'data') });
  const session = await startSession(backend, {}, embed);
  const close = async (): Promise<void> => {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { name, session, backend, server: undefined, close };
}
