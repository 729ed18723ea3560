/**
 * The task `moment`: the moments of a text. Input is the text itself, or JSON `{"text", "known"?: [{label, kind?}]}`; output is JSON
 * `{"moments": [...], "problems": [...]}`, each moment with its places in the text.
 */
import { z } from 'zod';
import type { TaskAnswer } from '../tasks.ts';

const inputSchema = z.object({ text: z.string(), known: z.array(z.object({ label: z.string(), kind: z.string().exactOptional(), id: z.string().exactOptional() })).max(5000).exactOptional() });

export async function momentTask(input: string): Promise<TaskAnswer> {
  const { readMoments } = await import('../moments/index.ts');
  const { text, ...options } = readInput(input);
  const { moments, problems } = readMoments(text, options);
  return { kind: 'answer', output: JSON.stringify({ moments, problems }), tokens: 0 };
}

/** A text that happens to be JSON of another form is a text. */
function readInput(input: string): z.infer<typeof inputSchema> {
  try {
    return inputSchema.catch({ text: input }).parse(JSON.parse(input));
  } catch {
    return { text: input };
  }
}
