/**
 * `unknown-edge-type`: an edge type that no edge of the connected store has. The built-in types are an open set, so against them only a
 * type that looks like a misspelling of one is told.
 */
import { distance, nearest } from '../nearest.ts';
import { defaultSchema } from '../schema.ts';
import { nameOrQuoted } from '../text.ts';
import type { EdgeTypes, Statement, Text } from '../tree.ts';
import type { Check } from './index.ts';
import { clausesOf } from './parts.ts';
import { report, suggestion } from './report.ts';

export const edgeTypes: Check = (statement, { schema }) => {
  if (schema === undefined || schema.edgeTypes.length === 0) return [];
  const known = new Set(schema.edgeTypes);
  const open = schema.edgeTypes === defaultSchema.edgeTypes;
  return typesOf(statement)
    .filter(({ value }) => value !== '' && !known.has(value) && (!open || isSlip(value, schema.edgeTypes)))
    .map((type) => {
      const near = nearest(type.value, schema.edgeTypes);
      const { hint, fixes } = suggestion(near, type, near === undefined ? undefined : nameOrQuoted(near));
      return report('unknown-edge-type', type, `No edge has the type \`${type.value}\`.${hint}`, ...fixes);
    });
};

/** One letter off, two swapped, or another way of joining the same words. */
const isSlip = (type: string, known: string[]): boolean => type.length > 4 && known.some((name) => distance(type.toLowerCase(), name.toLowerCase(), 1) <= 1);

function typesOf(statement: Statement): Text[] {
  const before: (EdgeTypes | undefined)[] = statement.kind === 'traverse' ? [statement.edgeTypes] : [];
  return [...before, ...clausesOf(statement, 'type').map(({ value }) => value)].flatMap((types) => types?.types ?? []);
}
