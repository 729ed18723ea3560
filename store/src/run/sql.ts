/**
 * SQL: one proven SELECT behind a cursor in a READ ONLY transaction, so that only the capped number of rows is ever
 * fetched, and the database itself refuses what a cursor cannot be (another wall behind the proof).
 */
import type { SqlParameters } from '@rem/grammar';
import { checkFunctions, type Context, type Found } from './context.ts';
import { proveSelect } from './prove.ts';

export const CURSOR = 'DECLARE rem_rows NO SCROLL CURSOR FOR ';

export async function sqlRows(context: Context, parameters: SqlParameters): Promise<Found> {
  const proof = proveSelect(parameters.raw_query);
  await checkFunctions(context.query, proof.functions);
  await context.query(`${CURSOR}${proof.sql}`);
  const { columns, rows } = await context.query(`FETCH FORWARD ${Math.trunc(context.cap) + 1} FROM rem_rows`);
  return { columns, rows: rows.slice(0, context.cap), truncated: rows.length > context.cap, sql: proof.sql, parameters: [] };
}
