/**
 * The prompt, byte-identical in training and serving. `prompt-samples.json` beside this package's `package.json` holds
 * examples of it; this function and the trainer's are both tested against that file. Stable parts come first, the
 * person's words last, so that what was read once (the schema) stays in the model's context between requests.
 */
import type { Schema } from '@rem/grammar';

export const PROMPT_VERSION = 1;
export const MAX_LABELS = 6;
/** Characters of the schema line at most; tables beyond it are left out whole, the last ones first. */
export const MAX_SCHEMA_LENGTH = 2000;

export type PromptSchema = { tables: readonly { name: string; columns: readonly { name: string }[] }[] };

/** `schema` is null (or undefined) for the built-in one, which the model knows. */
export function buildPrompt(request: string, labels: readonly string[], schema: PromptSchema | Schema | null | undefined): string {
  const usable = labels.map(fold).filter((label) => label !== '' && !label.includes('|')).slice(0, MAX_LABELS);
  return [
    ...(schema ? [`Schema: ${schemaLine(schema)}`] : []),
    ...(usable.length > 0 ? [`Labels: ${usable.join(' | ')}`] : []),
    `Request: ${fold(request)}`,
    'REM:',
  ].join('\n');
}

/** Comment marks off, lines joined: what a person wrote above a statement becomes one line of words. */
export function cleanRequest(text: string): string {
  return fold(text.split('\n').map((line) => line.replace(/^\s*(?:--+|#+|\/\/+|\/\*+|\*+(?!\/))/, '').replace(/\*+\/\s*$/, '')).join(' '));
}

/** Runs of white space become one space; none at the ends. */
export function fold(text: string): string {
  return text.replace(/[ \t\r\n\f\v\u00a0]+/g, ' ').replace(/^ | $/g, '');
}

function schemaLine(schema: PromptSchema): string {
  const tables = schema.tables.map((table) => `${table.name}(${table.columns.map((column) => column.name).join(', ')})`);
  while (tables.length > 1 && tables.join('; ').length > MAX_SCHEMA_LENGTH) tables.pop();
  return tables.join('; ');
}
