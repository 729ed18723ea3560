/** Test requests: JSON lines of `{ id, request, queries, tags? }`; `queries` are all accepted answers, none where no query answers it. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const caseSchema = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String),
  request: z.string().min(1),
  queries: z.array(z.string()),
  role: z.string().optional(),
  tags: z.array(z.string()).default([]),
});
export type RequestCase = z.infer<typeof caseSchema>;

/** Reads a file of test requests. Throws with the line's number where one is not of the form. */
export function readRequests(file: string): RequestCase[] {
  return readFileSync(file, 'utf8').split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const result = caseSchema.safeParse(parseJson(line));
    if (!result.success) throw new Error(`${file}:${index + 1}: ${result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`);
    return [result.data];
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
