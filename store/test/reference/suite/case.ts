/** One statement with what it has to answer. `columns` are the ones that are compared; an answer may hold more. */
import type { RefRow } from '../memory.ts';
import { rows } from '../reference.ts';

export type Case = { text: string; columns: string[]; rows: unknown[][] };

export const sql = (text: string, columns: string[], expected: unknown[][]): Case => ({ text, columns, rows: expected });

export const [resources, entities, moments] = [rows('resources'), rows('entities'), rows('moments')];

/** Rows of that time or later. */
export const after =
  (date: string) =>
  (row: RefRow): boolean =>
    Date.parse(row.resource_timestamp) >= Date.parse(date);
