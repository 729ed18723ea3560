/**
 * The codes of the meaning checks and of the targets, in the same form as the table in `problem.ts`.
 */
import type { Severity } from '../problem.ts';

export const checkCodes = {
} as const satisfies Record<string, readonly [Severity, string]>;

export type CheckCode = keyof typeof checkCodes;
