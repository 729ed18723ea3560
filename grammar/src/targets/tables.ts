/** The targets by name. */
import { p8 } from './p8.ts';
import { p8fs } from './p8fs.ts';
import { remstack } from './remstack.ts';
import type { TargetTable } from './table.ts';

export const targetTables: Readonly<Record<TargetTable['name'], TargetTable>> = { p8fs, remstack, p8 };
