/**
 * SQL: one proven SELECT behind a cursor in a READ ONLY transaction, so that only the capped number of rows is ever
 * fetched, and the database itself refuses what a cursor cannot be (another wall behind the proof).
 */
import type { SqlParameters } from '@rem/grammar';
import type { Answer } from '../backend/backend.ts';
import { checkFunctions, type Context, type Found } from './context.ts';
import { proveSelect } from './prove.ts';
import { lettersIn, MOST_LETTERS } from './size.ts';

export const CURSOR = 'DECLARE rem_rows NO SCROLL CURSOR FOR ';

export async function sqlRows(context: Context, parameters: SqlParameters): Promise<Found> {
  const proof = proveSelect(parameters.raw_query);
  await checkFunctions(context.query, proof.functions);
  await context.query(`${CURSOR}${proof.sql}`);
  const { columns, rows, whole } = await fetchPortions(context);
  return { columns, rows: rows.slice(0, context.cap), truncated: !whole || rows.length > context.cap, sql: proof.sql, parameters: [] };
}

/** Rows of the first portion. The next ones are as large as a message may be, judged by the rows that came: a thousand rows may be of 50 MB each. */
const FIRST = 5;
const PORTION_LETTERS = 32_000_000;

async function fetchPortions(context: Context): Promise<Answer & { whole: boolean }> {
  const most = Math.trunc(context.cap) + 1;
  let columns: Answer['columns'] = [];
  const rows: unknown[][] = [];
  let letters = 0;
  for (let portion = Math.min(FIRST, most); portion > 0;) {
    const answer = await context.query(`FETCH FORWARD ${portion} FROM rem_rows`);
    columns = answer.columns;
    rows.push(...answer.rows);
    letters += lettersIn(answer.rows);
    if (answer.rows.length < portion) break;
    if (letters > MOST_LETTERS) return { columns, rows, whole: false };
    portion = Math.min(most - rows.length, Math.max(1, Math.floor((PORTION_LETTERS * rows.length) / Math.max(1, letters))));
  }
  return { columns, rows, whole: true };
}
