/**
 * The embedded database: PGlite with pgvector and pg_trgm on a folder. One connection, so transactions queue up. It
 * cannot be interrupted while a statement runs (WASM holds its thread); the parent process kills this one instead.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { detect, type Backend, type Capabilities } from './backend.ts';
import { openWire } from './pglite-wire.ts';
import { EXTENSIONS, templateIn } from './template.ts';

export type PgliteOptions = {
  directory: string;
  timeZone: string;
  /** Folder of the packed empty store that a new one starts from. */
  templates: string;
};

export async function openPglite(options: PgliteOptions): Promise<Backend> {
  const db = await create(options);
  const wire = openWire(db);
  const look = (): Promise<Capabilities> => wire.transaction('BEGIN READ ONLY', () => 'ROLLBACK', detect);
  let capabilities = await look();
  if (!capabilities.vector || !capabilities.trigrams) {
    await db.exec('CREATE EXTENSION IF NOT EXISTS vector; CREATE EXTENSION IF NOT EXISTS pg_trgm;');
    capabilities = await look();
  }
  await db.query(`SELECT set_config('TimeZone', $1, false)`, [options.timeZone]);
  return {
    kind: 'pglite',
    name: 'built-in store',
    get capabilities() {
      return capabilities;
    },
    // The reader role owns nothing and may only read: the last wall behind the parser's proof and the READ ONLY transaction.
    read: (_options, work) => wire.transaction('BEGIN READ ONLY; SET LOCAL ROLE rem_reader', () => 'ROLLBACK', work),
    write: (work) => wire.transaction('BEGIN', (outcome) => (outcome === 'done' ? 'COMMIT' : 'ROLLBACK'), work),
    tidy: async (tables) => {
      for (const table of tables) await wire.command(`VACUUM (ANALYZE) ${table}`);
    },
    refresh: async () => {
      capabilities = await look();
    },
    close: () => db.close(),
  };
}

/** A folder that PostgreSQL was in is opened as it is; a new one starts from the template. */
async function create(options: PgliteOptions): Promise<PGlite> {
  const settings = { dataDir: options.directory, extensions: EXTENSIONS };
  if (existsSync(join(options.directory, 'PG_VERSION'))) return PGlite.create(settings);
  await mkdir(dirname(options.directory), { recursive: true });
  const template = await templateIn(options.templates);
  return PGlite.create(template ? { ...settings, loadDataDir: template } : settings);
}
