/**
 * Constants that a condition may hold without their letters standing in the request: closed vocabularies of the schema,
 * units, and kinds that people call otherwise ("PDFs", "calls", "people").
 */
import type { Schema } from '@rem/grammar';

const kinds = [
  'person', 'project', 'team', 'concept', 'service', 'organization', 'product', 'place', 'tool',
  'pending', 'processing', 'completed', 'failed',
  'application/pdf', 'application/json', 'text/csv', 'text/markdown', 'text/plain', 'text/html', 'image/png', 'image/jpeg', 'image/%', 'video/%', 'audio/%', 'text/%',
  'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year',
];

/** `2 hours`, `5 MB`, `0`, `%.xlsx`. */
const measured = /^(?:\d+(?:\.\d+)? ?(?:[kmgt]?b|bytes|(?:second|minute|hour|day|week|month|year)s?)|\d+(?:\.\d+)?|%?\.\w{2,5})$/i;

export function isKnownConstant(value: string, schema: Schema): boolean {
  return value === '' || value.startsWith('@') || kinds.includes(value) || schema.momentTypes.includes(value) || measured.test(value);
}
