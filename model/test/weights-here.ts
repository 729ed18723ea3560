/** The base weights for tests: those of this person's cache, fetched with pip where they are missing. */
import { fetchWeights } from '../src/fetch-weights.ts';
import { isFailed } from '../src/failed.ts';
import type { Weights } from '../src/weights.ts';

/** Undefined, with the reason printed, where there are none and none can be fetched. */
export async function weightsHere(): Promise<Weights | undefined> {
  const weights = await fetchWeights();
  if (!isFailed(weights)) return weights;
  console.log(`The tests with the real model are left out: ${weights.message} ${weights.remedy}`);
  return undefined;
}
