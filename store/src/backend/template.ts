/**
 * A packed store with nothing in it: extensions, tables and the reader role are there. A new store that starts from it opens in about a
 * second, where PostgreSQL's own initialisation takes six. The build makes one (scripts/build.ts); where it is missing, or was made by
 * another PGlite or for other tables, the first new store makes it.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';
import { ensureReader, migrate, schemaText } from '../schema/migrations.ts';
import { openWire } from './pglite-wire.ts';

export const EXTENSIONS = { vector, pg_trgm };

/** Versioned by what it holds: PGlite's version and the statements of all migrations. */
export async function templateName(): Promise<string> {
  const manifest = JSON.parse(await readFile(new URL('../package.json', import.meta.resolve('@electric-sql/pglite')), 'utf8')) as { version: string };
  return `store-${manifest.version}-${createHash('sha256').update(schemaText()).digest('hex').slice(0, 12)}.tar.gz`;
}

/** The template of a folder, unpacked; made where it is not there or damaged, undefined where it cannot be made. */
export async function templateIn(folder: string): Promise<Blob | undefined> {
  try {
    const path = join(folder, await templateName());
    // Unpacking checks the sum of what is read; PGlite would wait for ever for a packed text that is none.
    const kept = await readFile(path).then(unpack, () => undefined);
    return new Blob([kept ?? (await unpack(await makeTemplate(folder, path))) ?? '']);
  } catch {
    return undefined;
  }
}

async function unpack(packed: Uint8Array): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return promisify(gunzip)(packed).then(
    (bytes) => new Uint8Array(bytes),
    () => undefined,
  );
}

async function makeTemplate(folder: string, path: string): Promise<Uint8Array> {
  const db = await PGlite.create({ extensions: EXTENSIONS });
  try {
    await db.exec('CREATE EXTENSION vector; CREATE EXTENSION pg_trgm');
    await openWire(db).transaction(
      'BEGIN',
      (outcome) => (outcome === 'done' ? 'COMMIT' : 'ROLLBACK'),
      async (query) => {
        await migrate(query, { vector: true, trigrams: true });
        await ensureReader(query);
      },
    );
    await db.exec('CHECKPOINT');
    const packed = new Uint8Array(await (await db.dumpDataDir('gzip')).arrayBuffer());
    // A read-only installation keeps working without one.
    await keep(folder, path, packed).catch(() => undefined);
    return packed;
  } finally {
    await db.close();
  }
}

/** Written beside and renamed, so that no half file stays; those of other versions go. */
async function keep(folder: string, path: string, packed: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const part = `${path}.${process.pid}`;
  await writeFile(part, packed);
  await rename(part, path);
  for (const name of await readdir(folder)) if (/^store-.*\.tar\.gz$/.test(name) && join(folder, name) !== path) await rm(join(folder, name), { force: true });
}
