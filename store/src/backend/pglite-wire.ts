/**
 * PGlite by PostgreSQL's own protocol: several messages go in with one call, values as text, and statements that come again keep
 * their plan. That is what makes a LOOKUP take one millisecond here: planning it anew takes longer than running it.
 */
import { protocol, type PGlite } from '@electric-sql/pglite';
import type { How, Query, Value } from './backend.ts';
import { decode } from './decode.ts';
import { TYPE_NAME_STATEMENT, typeNames } from './type-names.ts';

const { serialize } = protocol;

type Message = Awaited<ReturnType<PGlite['execProtocolStream']>>[number];
type Field = { name: string; dataTypeID: number };
type RowDescription = Message & { fields: Field[] };
type DataRow = Message & { fields: (string | null)[] };
type Raw = { fields: Field[]; rows: (string | null)[][] };

export type Wire = {
  /** Runs `work` between the two texts; nothing else runs meanwhile. `end` is told whether `work` threw. */
  transaction<T>(begin: string, end: (outcome: 'done' | 'thrown') => string, work: (query: Query) => Promise<T>): Promise<T>;
  /** One statement that may stand in no transaction. */
  command(sql: string): Promise<void>;
};

/** Plans that are kept; more only come where a catalogue changes under us. */
const MOST_KEPT = 200;

export function openWire(db: PGlite): Wire {
  const names = typeNames();
  const kept = new Map<string, string>();
  let next = 0;
  let tail: Promise<unknown> = Promise.resolve();

  const send = async (...parts: Uint8Array[]): Promise<Raw> => read(await db.execProtocolStream(Buffer.concat(parts)));
  const ask = async (types: string[]): Promise<unknown[][]> => (await send(...once(TYPE_NAME_STATEMENT, [types]))).rows;

  /** `begin` travels with the first statement. */
  const queryIn = (begin: string): { query: Query; begun: () => boolean } => {
    let before: Uint8Array[] = [serialize.query(begin)];
    let begun = false;
    let planned: How = 'once';
    const prelude = (how: How): Uint8Array[] => {
      if (how !== planned) before.push(serialize.query(`SET LOCAL plan_cache_mode = ${how === 'again' ? 'force_generic_plan' : 'auto'}`));
      const parts = before;
      [before, begun, planned] = [[], true, how];
      return parts;
    };
    const query: Query = async (sql, values = [], how = 'once') => {
      const parts = prelude(how);
      const { fields, rows } = how === 'once' ? await send(...parts, ...once(sql, values)) : await sendAgain(parts, sql, values);
      const oids = fields.map((field) => field.dataTypeID);
      return { columns: await names(fields, ask), rows: rows.map((row) => row.map((cell, i) => decode(oids[i] ?? 25, cell))) };
    };
    return { query, begun: () => begun };
  };

  const sendAgain = async (parts: Uint8Array[], sql: string, values: readonly Value[]): Promise<Raw> => {
    const known = kept.get(sql);
    if (known !== undefined) return send(...parts, ...bound(known, values));
    const name = `rem_${next++}`;
    try {
      const raw = await send(...parts, serialize.parse({ name, text: sql }), ...bound(name, values));
      kept.set(sql, name);
      return raw;
    } catch (error) {
      // Whether it was the statement or its values: under this name nothing stays.
      await send(serialize.close({ type: 'S', name }), serialize.sync());
      throw error;
    }
  };

  const run = async <T>(begin: string, end: (outcome: 'done' | 'thrown') => string, work: (query: Query) => Promise<T>): Promise<T> => {
    if (kept.size > MOST_KEPT) {
      kept.clear();
      await send(serialize.query('DEALLOCATE ALL'));
    }
    const { query, begun } = queryIn(begin);
    let outcome: 'done' | 'thrown' = 'thrown';
    try {
      const answer = await work(query);
      outcome = 'done';
      return answer;
    } finally {
      if (begun()) await send(serialize.query(end(outcome)));
    }
  };

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(work);
    tail = turn.catch(() => undefined);
    return turn;
  };

  return {
    transaction: (begin, end, work) => inTurn(() => run(begin, end, work)),
    command: (sql) => inTurn(async () => void (await send(serialize.query(sql)))),
  };
}

function once(sql: string, values: readonly Value[]): Uint8Array[] {
  return [serialize.parse({ text: sql }), ...bound('', values)];
}

function bound(statement: string, values: readonly Value[]): Uint8Array[] {
  return [serialize.bind({ statement, values: values.map(asText) }), serialize.describe({ type: 'P' }), serialize.execute({}), serialize.sync()];
}

function asText(value: Value): string | null {
  if (value === null || typeof value === 'string') return value;
  return typeof value === 'object' ? `{${value.map(element).join(',')}}` : String(value);
}

function element(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function read(messages: Message[]): Raw {
  const described = messages.findLast((message) => message.name === 'rowDescription') as RowDescription | undefined;
  const rows = messages.filter((message) => message.name === 'dataRow').map((message) => (message as DataRow).fields);
  return { fields: described?.fields ?? [], rows };
}
