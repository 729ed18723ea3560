/**
 * `unknown-moment-type`: a `moment_type` compared with a value that no moment has.
 */
import { nearest } from '../nearest.ts';
import type { Check } from './index.ts';
import { comparisonsIn } from './comparisons.ts';
import { report, suggestion } from './report.ts';
import { sqlRegions } from './sql/region.ts';
import { sqlText } from './sql/words.ts';
import { listed } from './tables.ts';

export const momentTypes: Check = (statement, { source, schema }) => {
  if (schema === undefined || schema.momentTypes.length === 0) return [];
  const known = new Set(schema.momentTypes);
  return sqlRegions(statement, source)
    .flatMap((region) => comparisonsIn(region, schema))
    .filter(({ column, operator }) => column.name === 'moment_type' && column.table === 'moments' && ['=', '<>', '!='].includes(operator))
    .flatMap(({ constants }) => constants)
    .filter(({ value }) => !known.has(value))
    .map((constant) => {
      const near = nearest(constant.value, schema.momentTypes);
      const { hint, fixes } = suggestion(near, constant, near === undefined ? undefined : sqlText(near));
      return report('unknown-moment-type', constant, `No moment has the type \`${constant.value}\`.${hint || ` The types are ${listed(schema.momentTypes)}`}`, ...fixes);
    });
};
