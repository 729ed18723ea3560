/** From a model's raw sum to a share one can believe: Platt's curve, or steps that only go up (isotonic), drawn as lines between knots. */
import { z } from 'zod';

export const calibrationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('platt'), slope: z.number(), offset: z.number() }),
  z.object({ kind: z.literal('isotonic'), knots: z.array(z.tuple([z.number(), z.number()])).min(1) }),
]);
export type Calibration = z.infer<typeof calibrationSchema>;

export function calibrate(raw: number, calibration: Calibration): number {
  if (calibration.kind === 'platt') return sigmoid(calibration.slope * raw + calibration.offset);
  const { knots } = calibration;
  let low = 0;
  let high = knots.length - 1;
  if (raw <= knots[0]![0]) return knots[0]![1];
  if (raw >= knots[high]![0]) return knots[high]![1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (knots[middle]![0] <= raw) low = middle;
    else high = middle;
  }
  const [[x0, y0], [x1, y1]] = [knots[low]!, knots[high]!];
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (raw - x0)) / (x1 - x0);
}

export function sigmoid(value: number): number {
  return value >= 0 ? 1 / (1 + Math.exp(-value)) : Math.exp(value) / (1 + Math.exp(value));
}

export type Labelled = { raw: number; related: boolean; weight?: number };

/** Platt's scaling with his smoothed targets, by Newton's method; a step that makes it worse is halved (Lin, Lin and Weng). */
export function fitPlatt(pairs: readonly Labelled[]): Calibration {
  const positives = pairs.filter((pair) => pair.related).length;
  const targets = { yes: (positives + 1) / (positives + 2), no: 1 / (pairs.length - positives + 2) };
  const target = ({ related }: Labelled): number => (related ? targets.yes : targets.no);
  const loss = (slope: number, offset: number): number => pairs.reduce((sum, pair) => {
    const value = slope * pair.raw + offset;
    return sum + (pair.weight ?? 1) * (Math.log1p(Math.exp(-Math.abs(value))) + Math.max(value, 0) - target(pair) * value);
  }, 0);
  let [slope, offset] = [0, Math.log((positives + 1) / (pairs.length - positives + 1))];
  let now = loss(slope, offset);
  for (let round = 0; round < 100; round++) {
    const [stepSlope, stepOffset] = newtonStep(pairs, slope, offset, target);
    let share = 1;
    while (share > 1e-6 && loss(slope - share * stepSlope, offset - share * stepOffset) > now) share /= 2;
    slope -= share * stepSlope;
    offset -= share * stepOffset;
    const next = loss(slope, offset);
    if (now - next < 1e-10) break;
    now = next;
  }
  return { kind: 'platt', slope, offset };
}

function newtonStep(pairs: readonly Labelled[], slope: number, offset: number, target: (pair: Labelled) => number): [number, number] {
  let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9];
  for (const pair of pairs) {
    const { raw, weight = 1 } = pair;
    const p = sigmoid(slope * raw + offset);
    const error = (p - target(pair)) * weight;
    const curve = Math.max(1e-12, p * (1 - p)) * weight;
    g0 += error * raw;
    g1 += error;
    h00 += curve * raw * raw;
    h01 += curve * raw;
    h11 += curve;
  }
  const determinant = h00 * h11 - h01 * h01;
  return [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant];
}

/** Pool-adjacent-violators; blocks of fewer than `least` pairs are joined first, so that no step stands on a handful. */
export function fitIsotonic(pairs: readonly Labelled[], least = 15): Calibration {
  const sorted = [...pairs].sort((left, right) => left.raw - right.raw);
  type Block = { x: number; hits: number; weight: number };
  const blocks: Block[] = [];
  for (let at = 0; at < sorted.length; at += least) {
    const part = sorted.slice(at, at + least);
    const weight = part.reduce((sum, pair) => sum + (pair.weight ?? 1), 0);
    blocks.push({ x: part.reduce((sum, pair) => sum + pair.raw * (pair.weight ?? 1), 0) / weight, hits: part.reduce((sum, pair) => sum + (pair.related ? (pair.weight ?? 1) : 0), 0), weight });
    while (blocks.length > 1) {
      const [before, last] = [blocks.at(-2)!, blocks.at(-1)!];
      if (before.hits / before.weight <= last.hits / last.weight) break;
      const joined = before.weight + last.weight;
      blocks.splice(-2, 2, { x: (before.x * before.weight + last.x * last.weight) / joined, hits: before.hits + last.hits, weight: joined });
    }
  }
  // One imagined hit and miss a block keeps the ends from claiming certainty.
  return { kind: 'isotonic', knots: blocks.map(({ x, hits, weight }) => [round(x), round((hits + 0.5) / (weight + 1))]) };
}

const round = (value: number): number => Number(value.toFixed(5));
