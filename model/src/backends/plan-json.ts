/**
 * Queries as JSON plans, for servers that hold an answer to a JSON schema and to no grammar: the schema that is sent, and the way
 * back from a plan to the language's text. A plan that cannot be read stays as it came, so that the check refuses it by name.
 */
import { print, readPlan } from '@rem/grammar';

const text = { type: 'string', minLength: 1, maxLength: 300 } as const;
const count = { type: 'integer', minimum: 1, maximum: 1000 } as const;
const share = { type: 'number', minimum: 0, maximum: 1 } as const;
const keys = { anyOf: [text, { type: 'array', items: text, minItems: 1, maxItems: 8 }] } as const;

const lookup = object({ key: keys }, ['key']);
const fuzzy = object({ query_text: text, table_name: text, threshold: share, limit: count }, ['query_text']);
const search = object({ query_text: text, table_name: text, where_clause: text, threshold: share, limit: count, category: text }, ['query_text', 'table_name']);
const sql = object({ raw_query: { ...text, maxLength: 800 } }, ['raw_query']);
const traverse = object({
  initial_query_type: { enum: ['LOOKUP'] }, initial_query: lookup, edge_types: { type: 'array', items: text, maxItems: 8 },
  max_depth: { type: 'integer', minimum: 0, maximum: 8 }, direction: { enum: ['outbound', 'inbound', 'both'] }, limit: count, plan_mode: { type: 'boolean' },
}, ['initial_query_type', 'initial_query']);

/** A JSON schema (draft 2020-12, closed objects) of the answer: one plan, or `{"query_type": "NONE"}`. */
export const planSchema = {
  anyOf: [
    branch('LOOKUP', lookup), branch('FUZZY', fuzzy), branch('SEARCH', search), branch('SQL', sql), branch('TRAVERSE', traverse),
    object({ query_type: { const: 'NONE' } }, ['query_type']),
  ],
};

/** The language's text of a plan that a server wrote. */
export function printedPlan(answer: string): string {
  let value: unknown;
  try {
    value = JSON.parse(answer.replace(/^```(?:json)?\s*|\s*```$/g, ''));
  } catch {
    return answer.replace(/\s+/g, ' ');
  }
  if (typeof value === 'object' && value !== null && 'query_type' in value && value.query_type === 'NONE') return 'NONE';
  const read = readPlan(value);
  return 'plan' in read ? print(read.plan) : answer.replace(/\s+/g, ' ');
}

function branch(name: string, parameters: object): object {
  return object({ query_type: { const: name }, parameters }, ['query_type', 'parameters']);
}

function object(properties: Record<string, unknown>, required: readonly string[]): { type: 'object'; properties: Record<string, unknown>; required: readonly string[]; additionalProperties: false } {
  return { type: 'object', properties, required, additionalProperties: false };
}
