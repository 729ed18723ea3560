/** All vectors in one matrix; the nearest are found by comparing every one, exactly: 10,000 of 384 numbers take about five milliseconds. */

export type Vectors = {
  set(id: string, vector: Float32Array): void;
  get(id: string): Float32Array | undefined;
  remove(id: string): void;
  /** Ids by falling inner product. */
  nearest(vector: Float32Array, count: number): string[];
};

export function createVectors(dimensions = 384): Vectors {
  let matrix = new Float32Array(256 * dimensions);
  const rows = new Map<string, number>();
  const ids: string[] = [];

  return {
    set(id, vector) {
      if (vector.length !== dimensions) return;
      let row = rows.get(id);
      if (row === undefined) {
        row = ids.length;
        ids.push(id);
        rows.set(id, row);
        if ((row + 1) * dimensions > matrix.length) {
          const larger = new Float32Array(matrix.length * 2);
          larger.set(matrix);
          matrix = larger;
        }
      }
      matrix.set(vector, row * dimensions);
    },
    get(id) {
      const row = rows.get(id);
      return row === undefined ? undefined : matrix.subarray(row * dimensions, (row + 1) * dimensions);
    },
    /** The last row takes the place of the one that goes. */
    remove(id) {
      const row = rows.get(id);
      if (row === undefined) return;
      const last = ids.length - 1;
      const moved = ids[last]!;
      matrix.copyWithin(row * dimensions, last * dimensions, (last + 1) * dimensions);
      ids[row] = moved;
      rows.set(moved, row);
      ids.pop();
      rows.delete(id);
    },
    nearest(vector, count) {
      if (vector.length !== dimensions) return [];
      const products = new Float32Array(ids.length);
      for (let row = 0, at = 0; row < ids.length; row++, at += dimensions) {
        let [a, b, c, d] = [0, 0, 0, 0];
        for (let k = 0; k < dimensions; k += 4) {
          a += matrix[at + k]! * vector[k]!;
          b += matrix[at + k + 1]! * vector[k + 1]!;
          c += matrix[at + k + 2]! * vector[k + 2]!;
          d += matrix[at + k + 3]! * vector[k + 3]!;
        }
        products[row] = a + b + c + d;
      }
      return bestOf(products, count).map((row) => ids[row]!);
    },
  };
}

/** Indices of the `count` largest values, largest first: a short sorted list is cheaper than sorting all. */
export function bestOf(values: ArrayLike<number>, count: number): number[] {
  const best: number[] = [];
  let least = -Infinity;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (best.length >= count && value <= least) continue;
    let place = best.length;
    while (place > 0 && values[best[place - 1]!]! < value) place--;
    best.splice(place, 0, at);
    if (best.length > count) best.pop();
    least = values[best.at(-1)!]!;
  }
  return best;
}
