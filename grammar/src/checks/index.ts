/**
 * The list of meaning checks. A check is a function of one statement and its context: it returns problems with places in that statement's
 * own text, keeps no state, and says nothing where it cannot be sure.
 */
import type { Problem } from '../problem.ts';
import type { Schema } from '../schema.ts';
import type { Statement } from '../tree.ts';
import { dateWords } from './date-words.ts';
import { depth } from './depth.ts';
import { edgeMembers } from './edge-members.ts';
import { edgeTypes } from './edge-types.ts';
import { edgesInWhere } from './edges-in-where.ts';
import { fields } from './fields.ts';
import { limit } from './limit.ts';
import { lookupId } from './lookup-id.ts';
import { momentTypes } from './moment-types.ts';
import { planAndDepth } from './plan-and-depth.ts';
import { readOnly } from './read-only.ts';
import { sqlNames } from './sql-names.ts';
import { sqlSyntax } from './sql-syntax.ts';
import { tables } from './tables.ts';
import { threshold } from './threshold.ts';
import { targets } from '../targets/index.ts';

export type Target = 'canonical' | 'p8fs' | 'remstack' | 'p8';

/**
 * `source` is the statement's own text: every place in the statement is an offset into it. `schema` is undefined while none is known for sure.
 */
export type CheckContext = { source: string; schema: Schema | undefined; target: Target };
export type Check = (statement: Statement, context: CheckContext) => Problem[];

export const checks: readonly Check[] = [
  threshold,
  limit,
  depth,
  planAndDepth,
  lookupId,
  tables,
  fields,
  edgeTypes,
  edgeMembers,
  sqlSyntax,
  readOnly,
  sqlNames,
  momentTypes,
  dateWords,
  edgesInWhere,
  targets,
];
