/**
 * `threshold-range`: a similarity lies between 0 and 1. Somebody who writes 80 means 0.8.
 */
import type { Check } from './index.ts';
import { clausesOf } from './parts.ts';
import { replace, report } from './report.ts';

export const threshold: Check = (statement) =>
  clausesOf(statement, 'threshold').flatMap(({ value }) => {
    if (value === undefined || Number.isNaN(value.value) || (value.value >= 0 && value.value <= 1)) return [];
    const meant = value.value > 1 && value.value <= 100 ? value.value / 100 : value.value < 0 ? 0 : 1;
    return [report('threshold-range', value, `THRESHOLD is a similarity from 0 to 1, for example ${meant}`, replace(`Write ${meant}`, value, String(meant)))];
  });
