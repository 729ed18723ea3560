/**
 * The list of meaning checks. A check is a function of one statement and its context: it returns problems with places in that statement's
 * own text, keeps no state, and says nothing where it cannot be sure.
 */
import type { Problem } from '../problem.ts';
import type { Schema } from '../schema.ts';
import type { Statement } from '../tree.ts';

export type Target = 'canonical' | 'p8fs' | 'remstack' | 'p8';

/**
 * `source` is the statement's own text: every place in the statement is an offset into it. `schema` is undefined while none is known for sure.
 */
export type CheckContext = { source: string; schema: Schema | undefined; target: Target };
export type Check = (statement: Statement, context: CheckContext) => Problem[];

export const checks: readonly Check[] = [];
