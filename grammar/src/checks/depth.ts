/**
 * `depth-range` and `depth-slow`: DEPTH counts steps; published walks of four steps take seconds.
 */
import type { Check } from './index.ts';
import { clausesOf } from './parts.ts';
import { replace, report } from './report.ts';

const deepest = 4;

export const depth: Check = (statement) =>
  clausesOf(statement, 'depth').flatMap(({ value }) => {
    if (value === undefined || Number.isNaN(value.value)) return [];
    const { value: steps } = value;
    if (steps < 0 || !Number.isInteger(steps)) {
      const meant = Math.max(0, Math.round(steps));
      return [report('depth-range', value, 'DEPTH is a whole number of steps; 0 gives edge statistics only', replace(`Write ${meant}`, value, String(meant)))];
    }
    if (steps <= deepest) return [];
    return [report('depth-slow', value, `A walk of ${steps} steps takes long; up to ${deepest} is usual`, replace(`Write ${deepest}`, value, String(deepest)))];
  });
