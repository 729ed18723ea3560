/** Logistic models on small dense rows: Adam on all rows at once, L2 towards zero or towards a `prior` (the bias is free). The same rows and settings give the same weights. */

export type Row = { x: ArrayLike<number>; y: number; weight?: number };

/** `y` is the class; two classes give one row of weights, more give one a class (softmax). */
export function fit(rows: readonly Row[], classes: number, { l2 = 1e-3, steps = 300, rate = 0.1, prior = [] as readonly number[] } = {}): number[][] {
  const width = rows[0]?.x.length ?? 0;
  const outputs = classes === 2 ? 1 : classes;
  const flat = new Float64Array(rows.length * width);
  rows.forEach((row, at) => { for (let feature = 0; feature < width; feature++) flat[at * width + feature] = row.x[feature] ?? 0; });
  const total = rows.reduce((sum, row) => sum + (row.weight ?? 1), 0);
  const weights = new Float64Array(outputs * width);
  const [first, second] = [new Float64Array(weights.length), new Float64Array(weights.length)];
  const odds = new Float64Array(outputs);
  for (let step = 1; step <= steps; step++) {
    const slope = new Float64Array(weights.length);
    rows.forEach((row, at) => {
      let most = -Infinity;
      for (let output = 0; output < outputs; output++) {
        let sum = 0;
        for (let feature = 0; feature < width; feature++) sum += weights[output * width + feature]! * flat[at * width + feature]!;
        odds[output] = sum;
        most = Math.max(most, sum);
      }
      let norm = 0;
      if (outputs > 1) for (let output = 0; output < outputs; output++) norm += odds[output] = Math.exp(odds[output]! - most);
      for (let output = 0; output < outputs; output++) {
        const chance = outputs === 1 ? 1 / (1 + Math.exp(-odds[0]!)) : odds[output]! / norm;
        const error = (chance - (outputs === 1 ? row.y : row.y === output ? 1 : 0)) * (row.weight ?? 1) / total;
        if (error !== 0) for (let feature = 0; feature < width; feature++) slope[output * width + feature]! += error * flat[at * width + feature]!;
      }
    });
    const pace = rate * (1 - step / (steps * 1.1));
    for (let at = 0; at < weights.length; at++) {
      const grade = slope[at]! + (at % width === 0 ? 0 : l2 * (weights[at]! - (prior[at % width] ?? 0)));
      first[at] = 0.9 * first[at]! + 0.1 * grade;
      second[at] = 0.999 * second[at]! + 0.001 * grade * grade;
      weights[at]! -= (pace * (first[at]! / (1 - 0.9 ** step))) / (Math.sqrt(second[at]! / (1 - 0.999 ** step)) + 1e-8);
    }
  }
  return Array.from({ length: outputs }, (_, output) => Array.from(weights.subarray(output * width, (output + 1) * width), (value) => Number(value.toPrecision(4))));
}

/** A row of which most numbers are nought: places and values of the others. Place 0 is the bias. */
export type SparseRow = { at: readonly number[]; value: readonly number[]; y: number };

/** Softmax over `classes`, a row of weights each; as `fit`, for rows of `width` numbers. */
export function fitSparse(rows: readonly SparseRow[], width: number, classes: number, { l2 = 5e-3, steps = 200, rate = 0.1 } = {}): Float64Array[] {
  const weights = Array.from({ length: classes }, () => new Float64Array(width));
  const first = weights.map(() => new Float64Array(width));
  const second = weights.map(() => new Float64Array(width));
  for (let step = 1; step <= steps; step++) {
    const slopes = weights.map((own) => Float64Array.from(own, (weight, at) => (at === 0 ? 0 : weight * l2)));
    for (const row of rows) {
      const errors = softened(weights.map((own) => row.at.reduce((sum, at, index) => sum + own[at]! * row.value[index]!, 0)));
      errors[row.y]! -= 1;
      errors.forEach((error, output) => { for (let index = 0; index < row.at.length; index++) slopes[output]![row.at[index]!]! += (error * row.value[index]!) / rows.length; });
    }
    const pace = rate * (1 - step / (steps * 1.1));
    weights.forEach((own, output) => {
      const [slope, one, two] = [slopes[output]!, first[output]!, second[output]!];
      for (let at = 0; at < width; at++) {
        one[at] = 0.9 * one[at]! + 0.1 * slope[at]!;
        two[at] = 0.999 * two[at]! + 0.001 * slope[at]! ** 2;
        own[at]! -= (pace * (one[at]! / (1 - 0.9 ** step))) / (Math.sqrt(two[at]! / (1 - 0.999 ** step)) + 1e-8);
      }
    });
  }
  return weights;
}

function softened(odds: number[]): number[] {
  const most = Math.max(...odds);
  const powers = odds.map((each) => Math.exp(each - most));
  const sum = powers.reduce((total, each) => total + each, 0);
  return powers.map((each) => each / sum);
}
