/**
 * `sql-several`, `sql-writes`, `sql-denied-function`, `sql-unproven-function`: SQL that is not proven to only read. The proof is in
 * `sql/read-only.ts`; here its places are brought back to the statement.
 */
import type { Problem } from '../problem.ts';
import type { Schema } from '../schema.ts';
import type { Check } from './index.ts';
import { readOnlyProblems } from './sql/read-only.ts';
import { sqlRegions, type SqlRegion } from './sql/region.ts';

export const readOnly: Check = (statement, { source, schema }) => sqlRegions(statement, source).flatMap((region) => readOnlyInRegion(region, schema));

function readOnlyInRegion(region: SqlRegion, schema: Schema | undefined): Problem[] {
  if (region.parsed.kind === 'error') return [];
  return readOnlyProblems(region.text, region.parsed.statements)
    .filter((found) => found.code !== 'sql-unproven-function' || !isMissing(region.text.slice(found.start, found.end), schema))
    .map((found) => ({ ...found, start: region.place(found.start), end: region.place(found.end) }));
}

/** A function that the database does not have is told by `unknown-function` alone. */
const isMissing = (name: string, schema: Schema | undefined): boolean => schema?.functions !== undefined && !name.includes('.') && !schema.functions.includes(name.toLowerCase());
