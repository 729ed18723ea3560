/**
 * `unknown-column` of FIELD: the column that a SEARCH compares.
 */
import { nearest } from '../nearest.ts';
import { nameOrQuoted } from '../text.ts';
import type { Check } from './index.ts';
import { clauseOf, queriesOf } from './parts.ts';
import { report, suggestion } from './report.ts';
import { tableOf } from './sql/region.ts';

export const fields: Check = (statement, { schema }) =>
  queriesOf(statement).flatMap((query) => {
    const field = clauseOf(query, 'field')?.value;
    const table = schema?.tables.find(({ name }) => name === tableOf(query));
    if (field === undefined || table === undefined || table.columns.length === 0) return [];
    const known = table.columns.map(({ name }) => name);
    if (known.some((name) => name === field.value.toLowerCase())) return [];
    const near = nearest(field.value, known);
    const { hint, fixes } = suggestion(near, field, near === undefined ? undefined : nameOrQuoted(near));
    return [report('unknown-column', field, `\`${table.name}\` has no column \`${field.value}\`.${hint}`, ...fixes)];
  });
