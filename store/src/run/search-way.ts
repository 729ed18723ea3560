/**
 * Whether a SEARCH walks the index of vectors or compares the rows that pass its filter. Where the statement says which rows, the database
 * estimates how many those are and what finding them costs; a walk has to look at more pieces the fewer of them pass.
 */
import type { SearchParameters } from '@rem/grammar';
import type { TableShape } from '../schema/catalogue.ts';
import type { Context } from './context.ts';
import { filtered, type Filter } from './search-filter.ts';

/** `pieces`: how many nearest ones that pass are taken. `most`: how many are looked at before the walk gives up. */
export type Walk = { kind: 'walk'; pieces: number; most: number };
export type Way = { kind: 'compare' } | Walk;

/** Pieces up to which comparing all of them is as quick as the index. */
const EXACT_UP_TO = 2_000;
/** Milliseconds of the embedded store, of which only the proportions count: a piece that a walk looks at, one that is found by its row and compared, a unit of the planner's costs. */
const COSTS = { look: 0.06, compare: 0.012, unit: 0.006 };
/** As many a walk looks at in any case (`hnsw.ef_search`), and at the very most. */
const LOOKS = { least: 100, most: 40_000 };

export async function wayOf(context: Context, table: TableShape, parameters: SearchParameters, filter: Filter, rows: number): Promise<Way> {
  const all = context.catalogue.pieces?.get(table.name) ?? 0;
  if (!context.backend.capabilities.vector || all <= EXACT_UP_TO) return { kind: 'compare' };
  // A table that was never counted has about as many rows as it has pieces.
  const perRow = rows > 0 ? Math.max(1, all / rows) : 1;
  const pieces = piecesOf(parameters, perRow);
  if (!filter.narrow) return { kind: 'walk', pieces, most: LOOKS.most };
  const passing = await expected(context, table, filter);
  const looks = Math.max(LOOKS.least, (pieces * all) / Math.max(1, passing.rows * perRow));
  if (passing.rows * perRow * COSTS.compare + passing.cost * COSTS.unit < looks * COSTS.look) return { kind: 'compare' };
  // Where the estimate was far off the walk ends soon, and the rows that pass are few.
  return { kind: 'walk', pieces, most: Math.min(LOOKS.most, Math.ceil(looks * 10)) };
}

/** Several pieces may be of one row, and below a threshold no second round is asked for. */
function piecesOf(parameters: SearchParameters, perRow: number): number {
  const times = perRow < 1.2 && parameters.threshold === undefined ? 2 : 4;
  return Math.max(10, Math.trunc(parameters.limit)) * times;
}

/** What the planner thinks of the filter: how many rows pass, and what finding them costs in its own units. */
async function expected(context: Context, table: TableShape, filter: Filter): Promise<{ rows: number; cost: number }> {
  const { rows } = await context.query(`EXPLAIN (FORMAT JSON) SELECT $1::text FROM ${filtered(table, filter)} f`, [context.vector, ...filter.values]);
  const plan = (rows[0]?.[0] as { Plan: { 'Plan Rows': number; 'Total Cost': number } }[])[0]?.Plan;
  return { rows: Number(plan?.['Plan Rows']), cost: Number(plan?.['Total Cost']) };
}
