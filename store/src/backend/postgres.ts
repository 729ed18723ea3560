/**
 * A real PostgreSQL through `pg`: a small pool, a time-out in the server for every reading transaction, and a cancel
 * request on a second connection when the caller gives up.
 */
import pg from 'pg';
import { literal } from '../schema/graph-source.ts';
import { detect, type Answer, type Backend, type Capabilities, type Query, type ReadOptions, type Value } from './backend.ts';
import { decode } from './decode.ts';
import { TYPE_NAME_STATEMENT, typeNames, type TypeNames } from './type-names.ts';

export type PostgresOptions = { connection: string; timeZone: string };

const RAW = { getTypeParser: () => (text: unknown) => (Buffer.isBuffer(text) ? text.toString('utf8') : text) };

type Server = { pool: pg.Pool; canceller: pg.Pool; names: TypeNames; timeZone: string };

export async function openPostgres({ connection, timeZone }: PostgresOptions): Promise<Backend> {
  const server: Server = { pool: openPool(connection, 4), canceller: openPool(connection, 1), names: typeNames(), timeZone };
  const close = async (): Promise<void> => void (await Promise.all([server.pool.end(), server.canceller.end()]));
  const look = (): Promise<Capabilities> => detect(queryOn(server.pool, server.names));
  let capabilities = await look().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    kind: 'postgres',
    name: nameOf(connection),
    get capabilities() {
      return capabilities;
    },
    read: (options, work) => readOn(server, options, work),
    write: (work) => writeOn(server, work),
    tidy: () => Promise.resolve(),
    refresh: async () => {
      capabilities = await look();
    },
    close,
  };
}

function openPool(connection: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: connection,
    max,
    connectionTimeoutMillis: 8_000,
    idleTimeoutMillis: 60_000,
    application_name: 'rem',
    types: RAW as never,
  });
  // A connection that the server drops is replaced at the next use; without listeners it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}

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

async function readOn<T>(server: Server, options: ReadOptions, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await server.pool.connect();
  const stop = (): void => cancel(server.canceller, client);
  const end = (): void => {
    options.signal?.removeEventListener('abort', stop);
    // Nobody waits for the end; a connection that cannot end is thrown away.
    client.query('ROLLBACK').then(
      () => client.release(),
      (error: Error) => client.release(error),
    );
  };
  try {
    await client.query(
      `BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.trunc(options.timeoutMs)}; SET LOCAL lock_timeout = 5000;
       SET LOCAL idle_in_transaction_session_timeout = 60000; SET LOCAL TimeZone = ${literal(server.timeZone)}`,
    );
    options.signal?.addEventListener('abort', stop);
    if (options.signal?.aborted) stop();
    return await work(queryOn(client, server.names));
  } finally {
    end();
  }
}

/** On a connection of its own, because those of the pool may all be busy with what shall be cancelled. */
function cancel(canceller: pg.Pool, client: pg.PoolClient): void {
  const pid = (client as unknown as { processID: number | null }).processID;
  if (pid !== null) void canceller.query('SELECT pg_cancel_backend($1)', [pid]).catch(() => undefined);
}

async function writeOn<T>({ pool, names, timeZone }: Server, work: (query: Query) => Promise<T>): Promise<T> {
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

function queryOn(client: pg.Pool | pg.PoolClient, names: TypeNames): Query {
  const ask = async (types: string[]): Promise<unknown[][]> =>
    (await client.query({ text: TYPE_NAME_STATEMENT, values: [types], rowMode: 'array' })).rows as unknown[][];
  // No plans are kept here: behind a pooler the next transaction may be on another connection, which does not know them.
  return async (sql: string, values: readonly Value[] = []): Promise<Answer> => {
    const answer = await client.query<(string | null)[]>({ text: sql, values: [...values], rowMode: 'array' });
    const oids = answer.fields.map((field) => field.dataTypeID);
    return { columns: await names(answer.fields, ask), rows: answer.rows.map((row) => row.map((cell, i) => decode(oids[i] ?? 25, cell))) };
  };
}
