/** `rem.schema.json`: the tables, edge types and moment types that the checks, completion and the model go by. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { defaultSchema, type Schema } from '@rem/grammar';
import { z } from 'zod';

const name = z.string().min(1).max(200);
const schemaFile = z.object({
  tables: z.array(z.object({
    name,
    columns: z.array(z.object({ name, type: z.string().default('text'), doc: z.string().optional() })),
    doc: z.string().optional(),
  })).min(1),
  edgeTypes: z.array(z.string()).optional(),
  momentTypes: z.array(z.string()).optional(),
  functions: z.array(z.string()).optional(),
});

export type SchemaRead = { kind: 'schema'; schema: Schema } | { kind: 'wrong'; message: string };

/** The schema that a text holds; what is left out is that of the built-in schema. */
export function readSchemaText(text: string): SchemaRead {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { kind: 'wrong', message: `It is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const read = schemaFile.safeParse(value);
  if (!read.success) return { kind: 'wrong', message: z.prettifyError(read.error) };
  const { tables, edgeTypes = defaultSchema.edgeTypes, momentTypes = defaultSchema.momentTypes, functions } = read.data;
  const schema: Schema = {
    tables: tables.map(({ columns, doc, ...table }) => ({
      ...table, columns: columns.map(({ doc: columnDoc, ...column }) => ({ ...column, ...(columnDoc === undefined ? {} : { doc: columnDoc }) })), ...(doc === undefined ? {} : { doc }),
    })),
    edgeTypes, momentTypes, ...(functions ? { functions } : {}),
  };
  return { kind: 'schema', schema };
}

/** The schema file of a workspace: the one that the setting names, else `rem.schema.json` in a folder; undefined where there is none. */
export async function workspaceSchema(setting: string, folders: readonly string[]): Promise<{ file: string; read: SchemaRead } | undefined> {
  const files = setting === '' ? folders.map((folder) => path.join(folder, 'rem.schema.json')) : [path.resolve(folders[0] ?? '.', setting)];
  for (const file of files) {
    try {
      return { file, read: readSchemaText(await readFile(file, 'utf8')) };
    } catch (error) {
      if (setting !== '') return { file, read: { kind: 'wrong', message: `It cannot be read: ${error instanceof Error ? error.message : String(error)}` } };
    }
  }
  return undefined;
}
