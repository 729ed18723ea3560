/**
 * A real PostgreSQL through `pg`: a small pool, a time-out in the server for every reading transaction, and a cancel
 * request on a second connection when the caller gives up.
 */
import pg from 'pg';
import { detect, type Answer, type Backend, type Query, type ReadOptions, type Value } from './backend.ts';
import { decode } from './decode.ts';
import { TYPE_NAME_STATEMENT, typeNames, type TypeNames } from './type-names.ts';

export type PostgresOptions = { connection: string; timeZone: string };

const RAW = { getTypeParser: () => (text: unknown) => (Buffer.isBuffer(text) ? text.toString('utf8') : text) };

export async function openPostgres(options: PostgresOptions): Promise<Backend> {
  const pool = new pg.Pool({
    connectionString: options.connection,
    max: 4,
    connectionTimeoutMillis: 8_000,
    idleTimeoutMillis: 60_000,
    application_name: 'rem',
    types: RAW as never,
  });
  // A connection that the server drops is replaced at the next use; without listeners it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  const names = typeNames();
  let capabilities = await detect(queryOn(pool, names)).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  return {
    kind: 'postgres',
    name: nameOf(options.connection),
    get capabilities() {
      return capabilities;
    },
    read: (read, work) => readOn(pool, names, options.timeZone, read, work),
    write: (work) => writeOn(pool, names, options.timeZone, work),
    refresh: async () => {
      capabilities = await detect(queryOn(pool, names));
    },
    close: () => pool.end(),
  };
}

type Names = TypeNames;

/** Host and database; user and password are nobody's business on a screen. */
export function nameOf(connection: string): string {
  try {
    const url = new URL(connection);
    const host = url.searchParams.get('host') ?? url.hostname;
    return `${decodeURIComponent(url.pathname.slice(1)) || 'postgres'} on ${host || 'localhost'}`;
  } catch {
    return 'PostgreSQL';
  }
}

async function readOn<T>(pool: pg.Pool, names: Names, timeZone: string, options: ReadOptions, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const stop = (): void => cancel(pool, client);
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(
      `SELECT set_config('statement_timeout', $1, true), set_config('lock_timeout', '5000', true), set_config('idle_in_transaction_session_timeout', '60000', true),
       set_config('TimeZone', $2, true)`,
      [String(Math.trunc(options.timeoutMs)), timeZone],
    );
    options.signal?.addEventListener('abort', stop);
    return await work(queryOn(client, names));
  } finally {
    options.signal?.removeEventListener('abort', stop);
    await client.query('ROLLBACK').catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}

function cancel(pool: pg.Pool, client: pg.PoolClient): void {
  const pid = (client as unknown as { processID: number | null }).processID;
  if (pid !== null) void pool.query('SELECT pg_cancel_backend($1)', [pid]).catch(() => undefined);
}

async function writeOn<T>(pool: pg.Pool, names: Names, timeZone: string, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('TimeZone', $1, true)`, [timeZone]);
    const answer = await work(queryOn(client, names));
    await client.query('COMMIT');
    return answer;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function queryOn(client: pg.Pool | pg.PoolClient, names: Names): Query {
  return async (sql: string, values: readonly Value[] = []): Promise<Answer> => {
    const answer = await client.query<(string | null)[]>({ text: sql, values: [...values], rowMode: 'array' });
    const ask = async (types: string[]): Promise<unknown[][]> =>
      (await client.query({ text: TYPE_NAME_STATEMENT, values: [types], rowMode: 'array' })).rows as unknown[][];
    const oids = answer.fields.map((field) => field.dataTypeID);
    return { columns: await names(answer.fields, ask), rows: answer.rows.map((row) => row.map((cell, i) => decode(oids[i] ?? 25, cell))) };
  };
}
