/** Fitting the light models: logistic regression on shares, a softmax over classes, both with a quadratic penalty. Small, exact, repeatable. */
import { sigmoid } from './calibration.ts';

export type Scale = { mean: number[]; spread: number[] };

/** Means and spreads of the columns; a column that never varies gets spread 1. */
export function scaleOf(rows: readonly (readonly number[])[]): Scale {
  const width = rows[0]?.length ?? 0;
  const mean = Array.from({ length: width }, (_, at) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length);
  const spread = mean.map((middle, at) => Math.sqrt(rows.reduce((sum, row) => sum + (row[at]! - middle) ** 2, 0) / rows.length) || 1);
  return { mean: mean.map(short), spread: spread.map(short) };
}

export function scaled(row: readonly number[], { mean, spread }: Scale): number[] {
  return row.map((value, at) => (value - mean[at]!) / spread[at]!);
}

export type FitRow = { values: readonly number[]; /** 0…1 */ target: number; weight: number };

/** Newton's method on the penalised cross-entropy with shares as targets; the intercept is free. */
export function fitLogistic(rows: readonly FitRow[], scale: Scale, penalty: number): { coefficients: number[]; intercept: number } {
  const inputs = rows.map((row) => [...scaled(row.values, scale), 1]);
  const width = inputs[0]?.length ?? 1;
  let beta = new Array<number>(width).fill(0);
  for (let round = 0; round < 50; round++) {
    const gradient = beta.map((value, at) => (at === width - 1 ? 0 : penalty * value));
    const hessian = Array.from({ length: width }, (_, at) => Array.from({ length: width }, (__, other) => (at === other ? (at === width - 1 ? 1e-6 : penalty) : 0)));
    inputs.forEach((input, index) => {
      const { target, weight } = rows[index]!;
      const p = sigmoid(input.reduce((sum, value, at) => sum + value * beta[at]!, 0));
      const curve = weight * Math.max(1e-6, p * (1 - p));
      for (let at = 0; at < width; at++) {
        gradient[at]! += weight * (p - target) * input[at]!;
        const row = hessian[at]!;
        for (let other = 0; other <= at; other++) row[other]! += curve * input[at]! * input[other]!;
      }
    });
    for (let at = 0; at < width; at++) for (let other = 0; other < at; other++) hessian[other]![at] = hessian[at]![other]!;
    const step = solve(hessian, gradient);
    beta = beta.map((value, at) => value - step[at]!);
    if (Math.max(...step.map(Math.abs)) < 1e-7) break;
  }
  return { coefficients: beta.slice(0, -1).map(short), intercept: short(beta.at(-1) ?? 0) };
}

export type ClassRow = { values: readonly number[]; index: number; weight: number };

/** Gradient descent with momentum on the penalised softmax; deterministic. */
export function fitSoftmax(rows: readonly ClassRow[], classes: number, scale: Scale, penalty: number, rounds = 1_500): { coefficients: number[][]; intercepts: number[] } {
  const inputs = rows.map((row) => [...scaled(row.values, scale), 1]);
  const width = inputs[0]?.length ?? 1;
  const beta = Array.from({ length: classes }, () => new Array<number>(width).fill(0));
  const speed = Array.from({ length: classes }, () => new Array<number>(width).fill(0));
  const total = rows.reduce((sum, row) => sum + row.weight, 0);
  for (let round = 0; round < rounds; round++) {
    const gradient = beta.map((row) => row.map((value, at) => (at === width - 1 ? 0 : (penalty * value) / total)));
    inputs.forEach((input, index) => {
      const sums = beta.map((row) => row.reduce((sum, value, at) => sum + value * input[at]!, 0));
      const most = Math.max(...sums);
      const powers = sums.map((sum) => Math.exp(sum - most));
      const all = powers.reduce((sum, power) => sum + power, 0);
      for (let k = 0; k < classes; k++) {
        const error = (rows[index]!.weight * (powers[k]! / all - (rows[index]!.index === k ? 1 : 0))) / total;
        for (let at = 0; at < width; at++) gradient[k]![at]! += error * input[at]!;
      }
    });
    for (let k = 0; k < classes; k++) {
      for (let at = 0; at < width; at++) {
        speed[k]![at] = 0.9 * speed[k]![at]! - 0.3 * gradient[k]![at]!;
        beta[k]![at]! += speed[k]![at]!;
      }
    }
  }
  return { coefficients: beta.map((row) => row.slice(0, -1).map(short)), intercepts: beta.map((row) => short(row.at(-1) ?? 0)) };
}

/** Gaussian elimination with pivots; `matrix` is used up. */
function solve(matrix: number[][], right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, at) => [...row, right[at]!]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = column + 1; row < size; row++) {
      const factor = rows[row]![column]! / (rows[column]![column]! || 1e-12);
      if (factor !== 0) for (let at = column; at <= size; at++) rows[row]![at]! -= factor * rows[column]![at]!;
    }
  }
  const result = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    let sum = rows[row]![size]!;
    for (let at = row + 1; at < size; at++) sum -= rows[row]![at]! * result[at]!;
    result[row] = sum / (rows[row]![row]! || 1e-12);
  }
  return result;
}

const short = (value: number): number => Number(value.toFixed(5));
