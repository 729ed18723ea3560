/** Reads a `rem.schema.json`: the tables, edge types and moment types that the checks and the model go by. */
import { defaultSchema, type Schema } from '@rem/grammar';
import { z } from 'zod';
import type { Console } from './command.ts';
import { readInput } from './input.ts';
import { Usage } from './options.ts';

const schemaFile = z.object({
  tables: z.array(z.object({
    name: z.string().min(1),
    columns: z.array(z.object({ name: z.string().min(1), type: z.string().default('text'), doc: z.string().optional() })),
    doc: z.string().optional(),
  })).min(1),
  edgeTypes: z.array(z.string()).default(defaultSchema.edgeTypes),
  momentTypes: z.array(z.string()).default(defaultSchema.momentTypes),
  functions: z.array(z.string()).optional(),
});

/** The schema of `--schema FILE`, or the built-in one. A file that cannot be used is wrong use. */
export async function readSchema(io: Console, file: string | undefined): Promise<Schema> {
  if (file === undefined) return defaultSchema;
  const input = await readInput(io, file);
  if (input.kind !== 'text') throw new Usage(`--schema ${file}: ${input.message}`);
  let value: unknown;
  try {
    value = JSON.parse(input.text);
  } catch (error) {
    throw new Usage(`--schema ${file}: it is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = schemaFile.safeParse(value);
  if (!read.success) throw new Usage(`--schema ${file}: ${z.prettifyError(read.error)}`);
  return JSON.parse(JSON.stringify(read.data)) as Schema;
}
