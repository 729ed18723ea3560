/**
 * The task `edge`: how near two notes are, and why. Input is JSON `{"source": document, "target": document}` or `{"source", "candidates":
 * [document, …]}`; output is JSON, one suggestion or a list, best first. Documents: at least `label` and `content`.
 */
import { z } from 'zod';
import type { EdgeSuggestion } from '../edges/types.ts';
import { failed, isFailed } from '../failed.ts';
import type { TaskAnswer, TaskContext } from '../tasks.ts';

const documentSchema = z.object({
  id: z.string().exactOptional(), label: z.string(), content: z.string(), aliases: z.array(z.string()).exactOptional(), kind: z.string().exactOptional(), created: z.string().exactOptional(),
  people: z.array(z.string()).exactOptional(), tags: z.array(z.string()).exactOptional(), thread: z.string().exactOptional(),
}).transform((document) => ({ ...document, id: document.id ?? document.label }));

const inputSchema = z.union([
  z.object({ source: documentSchema, target: documentSchema }).transform(({ source, target }) => ({ source, candidates: [target], form: 'one' as const })),
  z.object({ source: documentSchema, candidates: z.array(documentSchema).max(200) }).transform((value) => ({ ...value, form: 'list' as const })),
]);

export async function edgeTask(input: string, { model, served, embed, signal }: TaskContext): Promise<TaskAnswer> {
  const read = inputSchema.safeParse(parsed(input));
  if (!read.success) return failed('server-refused', 'The input is no pair of documents.', 'Send JSON: {"source": {"label", "content"}, "target": {"label", "content"}}.');
  const { scoreEdges, embedDocuments, judgeEdges, sketch } = await import('../edges/index.ts');
  const { source, candidates, form } = read.data;
  if (served) {
    const judged = await judgeEdges(model, source, candidates, signal ? { signal } : {});
    if (!isFailed(judged)) return answerOf(judged, form);
  }
  // Without vectors the words alone are compared, less well.
  const withVectors = await embedDocuments({ embed }, [source, ...candidates], form === 'one' ? sketch : {}, signal);
  const [own, ...others] = isFailed(withVectors) ? [source, ...candidates] : withVectors;
  const scored = scoreEdges(own!, others);
  return answerOf(scored, form);
}

function answerOf(scored: readonly EdgeSuggestion[], form: 'one' | 'list'): TaskAnswer {
  return { kind: 'answer', output: JSON.stringify(form === 'one' ? scored[0] ?? null : scored), tokens: 0 };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
