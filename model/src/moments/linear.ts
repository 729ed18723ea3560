/** Small linear models: their form on disk, and asking them. Rows are lists of numbers in the order of `features`. */
import { z } from 'zod';

/** One row of weights a class; one class alone is a yes/no model. */
export const linearSchema = z.object({ features: z.array(z.string()), classes: z.array(z.string()), weights: z.array(z.array(z.number())) });

export type Linear = z.infer<typeof linearSchema>;

export function oddsOf(model: Linear, row: ArrayLike<number>): number[] {
  return model.weights.map((weights) => weights.reduce((sum, weight, at) => sum + weight * (row[at] ?? 0), 0));
}

export function chanceOf(model: Linear, row: ArrayLike<number>): number {
  return 1 / (1 + Math.exp(-(oddsOf(model, row)[0] ?? 0)));
}

export function softmax(odds: readonly number[]): number[] {
  const most = Math.max(...odds);
  const powers = odds.map((each) => Math.exp(each - most));
  const sum = powers.reduce((total, each) => total + each, 0);
  return powers.map((each) => each / sum);
}
