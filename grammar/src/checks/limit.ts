/**
 * `limit-range`: LIMIT counts rows, from 1 on.
 */
import type { Check } from './index.ts';
import { clausesOf } from './parts.ts';
import { replace, report } from './report.ts';

export const limit: Check = (statement) =>
  clausesOf(statement, 'limit').flatMap(({ value }) => {
    if (value === undefined || Number.isNaN(value.value) || (value.value >= 1 && Number.isInteger(value.value))) return [];
    const meant = Math.max(1, Math.round(value.value));
    return [report('limit-range', value, `LIMIT is a whole number of rows from 1 on, for example ${meant}`, replace(`Write ${meant}`, value, String(meant)))];
  });
