/**
 * The embedded database: PGlite with pgvector and pg_trgm on a folder. One connection, so transactions queue up. It
 * cannot be interrupted while a statement runs (WASM holds its thread); the parent process kills this one instead.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';
import { detect, type Answer, type Backend, type Query, type Value } from './backend.ts';
import { decode } from './decode.ts';
import { TYPE_NAME_STATEMENT, typeNames, type TypeNames } from './type-names.ts';

export type PgliteOptions = {
  directory: string;
  timeZone: string;
  /** A packed empty database: starting from it takes 0.5 s instead of 6. Written when it is not there. */
  template: string;
};

const EXTENSIONS = { vector, pg_trgm };
const raw = (text: string): string => text;

export async function openPglite(options: PgliteOptions): Promise<Backend> {
  const db = await create(options);
  await db.exec('CREATE EXTENSION IF NOT EXISTS vector; CREATE EXTENSION IF NOT EXISTS pg_trgm;');
  await db.query(`SELECT set_config('TimeZone', $1, false)`, [options.timeZone]);
  const parsers = await rawParsers(db);
  const names = typeNames();
  const query = queryOn(db, parsers, names);
  let capabilities = await detect(query);
  return {
    kind: 'pglite',
    name: 'built-in store',
    get capabilities() {
      return capabilities;
    },
    read: (_options, work) => readOn(db, parsers, names, work),
    write: (work) => db.transaction((transaction) => work(queryOn(transaction, parsers, names))),
    refresh: async () => {
      capabilities = await detect(query);
    },
    close: () => db.close(),
  };
}

type Parsers = Record<number, (text: string) => string>;
type Names = TypeNames;

/** The reader role owns nothing and may only read: the last wall behind the parser's proof and the READ ONLY transaction. */
async function readOn<T>(db: PGlite, parsers: Parsers, names: Names, work: (query: Query) => Promise<T>): Promise<T> {
  return db.transaction(async (transaction) => {
    await transaction.exec('SET TRANSACTION READ ONLY; SET LOCAL ROLE rem_reader');
    try {
      return await work(queryOn(transaction, parsers, names));
    } finally {
      await transaction.rollback();
    }
  });
}

function queryOn(db: PGlite | Transaction, parsers: Parsers, names: Names): Query {
  return async (sql: string, values: readonly Value[] = []): Promise<Answer> => {
    const answer = await db.query<(string | null)[]>(sql, [...values], { rowMode: 'array', parsers });
    const oids = answer.fields.map((field) => field.dataTypeID);
    const rows = answer.rows.map((row) => row.map((cell, i) => decode(oids[i] ?? 25, cell)));
    const ask = async (types: string[]): Promise<unknown[][]> => (await db.query<unknown[]>(TYPE_NAME_STATEMENT, [types], { rowMode: 'array' })).rows;
    return { columns: await names(answer.fields, ask), rows };
  };
}

async function rawParsers(db: PGlite): Promise<Parsers> {
  const { rows } = await db.query<number[]>('SELECT oid::int4 FROM pg_type', [], { rowMode: 'array' });
  return Object.fromEntries(rows.map(([oid]) => [oid, raw]));
}

async function create(options: PgliteOptions): Promise<PGlite> {
  const settings = { dataDir: options.directory, extensions: EXTENSIONS };
  if (existsSync(join(options.directory, 'PG_VERSION'))) return PGlite.create(settings);
  await mkdir(dirname(options.directory), { recursive: true });
  const template = await readTemplate(options.template);
  if (template) return PGlite.create({ ...settings, loadDataDir: template });
  const db = await PGlite.create(settings);
  await writeTemplate(db, options.template);
  return db;
}

async function readTemplate(path: string): Promise<Blob | undefined> {
  try {
    return new Blob([await readFile(path)]);
  } catch {
    return undefined;
  }
}

/** Best effort: without the template everything works, only slower. Written beside and renamed, so that no half file stays. */
async function writeTemplate(db: PGlite, path: string): Promise<void> {
  try {
    const packed = await db.dumpDataDir('gzip');
    await mkdir(dirname(path), { recursive: true });
    const part = `${path}.${process.pid}`;
    await writeFile(part, new Uint8Array(await packed.arrayBuffer()));
    await rename(part, path);
  } catch {
    // A read-only installation keeps working without one.
  }
}
