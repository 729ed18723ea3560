/**
 * What every database below the store can do. Two implementations: PGlite in this process and PostgreSQL over the wire.
 * Statements and values are always apart: values are strings, numbers, booleans, null or lists of strings; everything
 * structured travels as JSON text with a cast in the statement.
 */
import type { Column } from '../types.ts';

export type Value = string | number | boolean | null | readonly string[];

export type Answer = { columns: Column[]; rows: unknown[][] };

/** `again`: a statement of the store's own that comes in this very form again and again, so that its plan is worth keeping. */
export type How = 'once' | 'again';

export type Query = (sql: string, values?: readonly Value[], how?: How) => Promise<Answer>;

/** `unicode`: the database knows letters with accents, so that they can be folded there. */
export type Capabilities = { vector: boolean; trigrams: boolean; unicode: boolean; version: string };

export type ReadOptions = { timeoutMs: number; signal?: AbortSignal | undefined };

export type Backend = {
  readonly kind: 'pglite' | 'postgres';
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Runs `work` in a READ ONLY transaction that is always rolled back. */
  read<T>(options: ReadOptions, work: (query: Query) => Promise<T>): Promise<T>;
  /** Runs `work` in one transaction; commits when it answers, rolls back when it throws. */
  write<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** After many rows of ours came or went: space is freed and the planner told how many there are. A server does that by itself. */
  tidy(tables: readonly string[]): Promise<void>;
  /** Looks anew which extensions are there (after a migration made them). */
  refresh(): Promise<void>;
  close(): Promise<void>;
};

/** Rows as objects, for the store's own statements, whose column names are distinct. */
export function records(answer: Answer): Record<string, unknown>[] {
  return answer.rows.map((row) => Object.fromEntries(answer.columns.map((column, i) => [column.name, row[i]])));
}

export async function detect(query: Query): Promise<Capabilities> {
  const { rows } = await query(
    `SELECT (SELECT count(*) FROM pg_extension WHERE extname = 'vector'), (SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'),
            current_setting('server_encoding') = 'UTF8' AND current_setting('server_version_num')::int >= 130000, current_setting('server_version')`,
  );
  const [vector, trigrams, unicode, version] = rows[0] ?? [];
  return { vector: Number(vector) > 0, trigrams: Number(trigrams) > 0, unicode: unicode === true, version: String(version) };
}
