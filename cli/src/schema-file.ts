/** Reads a `rem.schema.json`: the tables, edge types and moment types that the checks and the model go by. */
import { defaultSchema, type Schema } from '@rem/grammar';
import { readSchemaText } from '@rem/server';
import type { Console } from './command.ts';
import { readInput } from './input.ts';
import { Usage, type OptionSpec } from './options.ts';

export const schemaOption: OptionSpec = { kind: 'text', value: 'FILE', summary: 'a rem.schema.json (the built-in schema)' };

/** The schema of `--schema FILE`, or the built-in one. A file that cannot be used is wrong use. */
export async function readSchema(io: Console, file: string | undefined): Promise<Schema> {
  if (file === undefined) return defaultSchema;
  const input = await readInput(io, file);
  if (input.kind !== 'text') throw new Usage(`--schema ${file}: ${input.message}`);
  const read = readSchemaText(input.text);
  if (read.kind === 'wrong') throw new Usage(`--schema ${file}: ${read.message}`);
  return read.schema;
}
