/** The three databases that every statement has to answer alike on, each with the same notes in it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openSession, type Session } from '../../src/session.ts';
import { debianBinaries, packagedBinaries, startServer, type Server } from '../servers.ts';
import { embed, writeNotes } from './memory.ts';

export type Opened = { name: string; session: Session; server: Server | undefined; close: () => Promise<void> };

export const TEMPLATE = resolve(import.meta.dirname, '../../dist/pglite-0.5.14.tar.gz');
export const NAMES = ['PGlite', "Debian's PostgreSQL", 'PostgreSQL with pgvector'] as const;
export type BackendName = (typeof NAMES)[number];

/** Answers the reason where the server cannot be had on this machine. */
export async function openWithNotes(name: BackendName, folder = writeNotes()): Promise<Opened | { missing: string }> {
  if (name === 'PGlite') return openLocal(name, folder);
  const binaries = name === "Debian's PostgreSQL" ? debianBinaries() : packagedBinaries();
  if (typeof binaries !== 'string') return binaries;
  const server = await startServer(binaries);
  const session = await openSession({ connection: server.connection, timeZone: 'UTC', template: TEMPLATE, canEmbed: true }, embed);
  return fill(
    {
      name,
      session,
      server,
      close: async () => {
        await session.close();
        await server.stop();
      },
    },
    folder,
  );
}

async function openLocal(name: string, folder: string): Promise<Opened> {
  const data = mkdtempSync(join(tmpdir(), 'rem-data-'));
  const session = await openSession({ data: join(data, 'data'), timeZone: 'UTC', template: TEMPLATE, canEmbed: true }, embed);
  return fill(
    {
      name,
      session,
      server: undefined,
      close: async () => {
        await session.close();
        rmSync(data, { recursive: true, force: true });
      },
    },
    folder,
  );
}

async function fill(opened: Opened, folder: string): Promise<Opened> {
  const report = await opened.session.index(folder, {});
  if (report.kind !== 'indexed' || report.problems.length > 0) throw new Error(`The notes did not come in: ${JSON.stringify(report)}`);
  return opened;
}
