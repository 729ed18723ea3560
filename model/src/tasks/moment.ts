/**
 * The task `moment`: the moments of a text. Input is the text itself, or JSON `{"text", "known"?: [{label, kind?}]}`; output is JSON
 * `{"moments": [...], "problems": [...]}`, each moment with its places in the text; a server that does moments gives them their words.
 */
import { z } from 'zod';
import { isFailed } from '../failed.ts';
import type { TaskAnswer, TaskContext } from '../tasks.ts';

const inputSchema = z.object({ text: z.string(), known: z.array(z.object({ label: z.string(), kind: z.string().exactOptional(), id: z.string().exactOptional() })).max(5000).exactOptional() });

export async function momentTask(input: string, { model, served, signal }: Pick<TaskContext, 'model' | 'served' | 'signal'>): Promise<TaskAnswer> {
  const { judgeMoment, readMoments } = await import('../moments/index.ts');
  const { text, ...options } = readInput(input);
  const { moments, problems } = readMoments(text, options);
  for (const moment of served ? moments : []) {
    const words = await judgeMoment(model, text.slice(moment.span.start, moment.span.end), signal ? { signal } : {});
    if (!isFailed(words)) Object.assign(moment, words);
    // Where the server is away, the program's own words stand.
    else if (words.code !== 'bad-answer') break;
  }
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
