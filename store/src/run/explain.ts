/** EXPLAIN of what a plan would run, as a tree. With `analyze` the statement runs, still read-only and rolled back. */
import type { Plan } from '@rem/grammar';
import type { Backend, Query, Value } from '../backend/backend.ts';
import { asFailed, failed } from '../failed.ts';
import type { Catalogue } from '../schema/catalogue.ts';
import type { ExplainNode, ExplainResult } from '../types.ts';
import { runPlan, type RunSettings } from './run.ts';
import { CURSOR } from './sql.ts';

export async function explainPlan(
  backend: Backend,
  catalogue: Catalogue,
  plan: Plan,
  settings: RunSettings,
  analyze: boolean,
): Promise<ExplainResult> {
  let answer: ExplainResult = failed('bad-plan', 'There is no statement to explain', 'Explain a statement that asks the database.');
  const watched: Backend = {
    ...backend,
    capabilities: backend.capabilities,
    read: (options, work) =>
      backend.read(options, (query) =>
        work(async (sql, values = []) => {
          if (sql.startsWith('FETCH ')) return { columns: [], rows: [] };
          const text = sql.startsWith(CURSOR) ? sql.slice(CURSOR.length) : sql;
          if (/^\s*(WITH|SELECT|VALUES|TABLE|\()/i.test(text) && !/set_config\(|pg_proc/.test(text))
            answer = await explained(query, plan, text, values, analyze);
          return sql.startsWith(CURSOR) ? { columns: [], rows: [] } : query(sql, values);
        }),
      ),
  };
  try {
    const result = await runPlan(watched, catalogue, plan, settings);
    return result.kind === 'failed' ? result : answer;
  } catch (error) {
    return asFailed(error);
  }
}

async function explained(query: Query, plan: Plan, sql: string, values: readonly Value[], analyze: boolean): Promise<ExplainResult> {
  const { rows } = await query(`EXPLAIN (FORMAT JSON${analyze ? ', ANALYZE' : ''}) ${sql}`, values);
  const top = (rows[0]?.[0] as { Plan: PlanNode; 'Execution Time'?: number }[] | undefined)?.[0];
  if (!top) return failed('sql-error', 'The database explained nothing', 'Run the statement to see what is wrong.');
  return {
    kind: 'explained',
    plan,
    sql,
    root: nodeOf(top.Plan),
    ...(top['Execution Time'] === undefined ? {} : { milliseconds: top['Execution Time'] }),
  };
}

type PlanNode = { [key: string]: unknown; Plans?: PlanNode[] };

const DETAILS = [
  'Relation Name',
  'Index Name',
  'CTE Name',
  'Function Name',
  'Index Cond',
  'Recheck Cond',
  'Filter',
  'Hash Cond',
  'Join Filter',
  'Sort Key',
  'Order By',
];

function nodeOf(node: PlanNode): ExplainNode {
  const details = DETAILS.filter((key) => node[key] !== undefined).map((key) => `${key}: ${String(node[key]).slice(0, 300)}`);
  return {
    name: String(node['Node Type']),
    detail: details.join('; '),
    estimatedRows: Number(node['Plan Rows']),
    ...(typeof node['Actual Rows'] === 'number' ? { actualRows: node['Actual Rows'] } : {}),
    ...(typeof node['Actual Total Time'] === 'number' ? { milliseconds: node['Actual Total Time'] } : {}),
    children: (node.Plans ?? []).map(nodeOf),
  };
}
