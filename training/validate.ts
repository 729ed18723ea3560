/**
 * Every generated row's query goes through the language itself: it must parse and check without a problem, have a plan, and
 * be its own canonical print. `node training/validate.ts FILE.jsonl…` prints a count and the first faults of each kind; exit 1 if any.
 */
import { readFileSync } from 'node:fs';
import { check, defaultSchema, loadSql, parse, plan, print } from '@rem/grammar';
import type { Schema } from '@rem/grammar';

type Row = { rem_query: string; intent: string; schema: string | null };
type Fault = { kind: string; query: string; detail: string };

await loadSql();
const faults = process.argv.slice(2).flatMap((file) => {
  const rows = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
  const found = rows.flatMap(faultsOf);
  console.log(`${file}: ${rows.length} rows, ${found.length} faults`);
  return found;
});
for (const [kind, list] of Map.groupBy(faults, (fault) => fault.kind)) {
  console.log(`${kind}: ${list.length}`);
  for (const fault of list.slice(0, 6)) console.log(`  ${fault.query}\n    ${fault.detail}`);
}
process.exitCode = faults.length > 0 ? 1 : 0;

function faultsOf(row: Row): Fault[] {
  if (row.rem_query === 'NONE') return [];
  const parsed = parse(row.rem_query);
  const problems = check(parsed, { schema: schemaOf(row.schema) }).filter((problem) => problem.severity !== 'hint');
  const statement = parsed.tree.statements[0];
  const fault = (kind: string, detail: string): Fault => ({ kind, query: row.rem_query, detail });
  if (problems.length > 0) return problems.map((problem) => fault(problem.code, problem.message));
  if (!statement || parsed.tree.statements.length !== 1) return [fault('not-one-statement', `${parsed.tree.statements.length} statements`)];
  const made = plan(statement, row.rem_query);
  if (!made) return [fault('no-plan', '')];
  if (made.intent !== row.intent) return [fault('intent', made.intent)];
  const printed = print(statement);
  return printed === row.rem_query ? [] : [fault('not-canonical', printed)];
}

/** The row's own schema (its prompt line) where it has one; the column types are not told there. */
function schemaOf(line: string | null): Schema {
  if (line === null) return defaultSchema;
  const tables = line.split('; ').map((table) => {
    const [name, columns] = table.slice(0, -1).split('(');
    return { name: name ?? '', columns: (columns ?? '').split(', ').map((column) => ({ name: column, type: '' })) };
  });
  return { ...defaultSchema, tables };
}
