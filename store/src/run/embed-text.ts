/** The vector of a question. It is made before a transaction is opened, because the model may take its time. */
import type { Plan, SearchParameters } from '@rem/grammar';
import type { Backend } from '../backend/backend.ts';
import { fail } from '../failed.ts';
import { unitVector } from '../indexer/embed-rows.ts';
import type { Embed } from '../types.ts';

/** The SEARCH that a plan asks, itself or as the start of a walk. */
export function searchOf(plan: Plan): SearchParameters | undefined {
  if (plan.query_type === 'SEARCH') return plan.parameters;
  return plan.query_type === 'TRAVERSE' && plan.parameters.initial_query_type === 'SEARCH' ? plan.parameters.initial_query : undefined;
}

/** In the form that the database takes: pgvector's or that of a list of numbers. */
export async function embedText(backend: Backend, embed: Embed | undefined, text: string, signal: AbortSignal | undefined): Promise<string> {
  if (!embed)
    return fail(
      'no-embeddings',
      'SEARCH needs the embedding model, and it is not there',
      'Fetch the model, or use FUZZY for names and SQL for words in texts.',
    );
  const [vector] = await embed([text], signal).catch((error: unknown) =>
    fail(
      'no-embeddings',
      `The embedding model did not answer: ${error instanceof Error ? error.message : String(error)}`,
      'Try again when the model is ready.',
    ),
  );
  if (!vector) return fail('no-embeddings', 'The embedding model answered nothing', 'Try again when the model is ready.');
  const unit = unitVector(vector);
  return backend.capabilities.vector ? JSON.stringify(unit) : `{${unit.join(',')}}`;
}
