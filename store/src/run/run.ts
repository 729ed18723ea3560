/**
 * One plan -> its rows: chooses the verb, measures the stages, and turns whatever goes wrong into a failure with a remedy.
 */
import type { Plan } from '@rem/grammar';
import type { Backend, Value } from '../backend/backend.ts';
import { shiftedFailure } from '../failed.ts';
import type { Catalogue } from '../schema/catalogue.ts';
import type { Embed, Failed, Rows, RunResult } from '../types.ts';
import { makeContext, tableNamed, type Context, type Found } from './context.ts';
import { embedText, searchOf } from './embed-text.ts';
import { fuzzy } from './fuzzy.ts';
import { lookup } from './lookup.ts';
import { search } from './search.ts';
import { cutToSize } from './size.ts';
import { CURSOR, sqlRows } from './sql.ts';
import { traverse } from './traverse.ts';

export type RunSettings = { limit: number; timeoutMs: number; maxCell: number; signal?: AbortSignal | undefined; embed?: Embed | undefined };

export async function runPlan(backend: Backend, catalogue: Catalogue, plan: Plan, settings: RunSettings): Promise<RunResult> {
  const started = performance.now();
  try {
    const asked = searchOf(plan);
    if (asked) tableNamed({ catalogue }, asked.table_name);
    const vector = asked ? await embedText(backend, settings.embed, asked.query_text, settings.signal) : '';
    const embedMs = asked ? performance.now() - started : 0;
    return await backend.read({ timeoutMs: settings.timeoutMs, signal: settings.signal }, async (query) => {
      let sqlMs = 0;
      const timed: typeof query = async (sql, values, how) => {
        const begun = performance.now();
        return query(sql, values, how).finally(() => {
          sqlMs += performance.now() - begun;
        });
      };
      const context = makeContext({ backend, catalogue, query: timed, vector, cap: settings.limit });
      const found = await verb(context, plan);
      return rowsOf(plan, context, found, settings, { embedMs, sqlMs, total: performance.now() - started });
    });
  } catch (error) {
    return shiftedFailure(error, plan.query_type === 'SQL' ? CURSOR.length : 0);
  }
}

function verb(context: Context, plan: Plan): Promise<Found> {
  switch (plan.query_type) {
    case 'LOOKUP':
      return lookup(context, plan.parameters);
    case 'FUZZY':
      return fuzzy(context, plan.parameters);
    case 'SEARCH':
      return search(context, plan.parameters);
    case 'SQL':
      return sqlRows(context, plan.parameters);
    case 'TRAVERSE':
      return traverse(context, plan.parameters);
  }
}

function rowsOf(plan: Plan, context: Context, found: Found, settings: RunSettings, spent: { embedMs: number; sqlMs: number; total: number }): Rows {
  const cut = cutToSize(found.rows, settings.maxCell);
  const tooLarge = found.rows.length > cut.rows.length || (found.truncated && found.rows.length < settings.limit);
  if (cut.cells > 0) context.notes.push(`${cut.cells} cells were longer than ${settings.maxCell.toLocaleString('en')} characters and are cut.`);
  if (tooLarge) context.notes.push(`Only the first ${cut.rows.length.toLocaleString('en')} rows are shown, because the answer is very large. Ask for fewer columns, or for parts of the texts.`);
  else if (found.truncated) context.notes.push(`Only the first ${settings.limit.toLocaleString('en')} rows are shown.`);
  return {
    kind: 'rows',
    plan,
    columns: found.columns,
    rows: cut.rows,
    truncated: found.truncated || tooLarge,
    sql: found.sql,
    parameters: found.parameters.map(shorten),
    notes: context.notes,
    timings: {
      ...(spent.embedMs > 0 ? { embed: round(spent.embedMs) } : {}),
      sql: round(spent.sqlMs),
      total: round(spent.total),
      plan: round(Math.max(0, spent.total - spent.sqlMs - spent.embedMs)),
    },
  };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}

/** A vector in full helps nobody. */
function shorten(value: Value): unknown {
  return typeof value === 'string' && value.length > 2000 ? `${value.slice(0, 60)}… (${value.length} characters)` : value;
}

export type { Failed };
