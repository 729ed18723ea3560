/**
 * As much of the GGUF format as merging needs: where the key-value part ends, a few values of it, and every tensor's
 * shape, type and place. Throws `GgufError` for a file that is no GGUF or is cut short.
 */

export class GgufError extends Error {}

export type Tensor = { name: string; /** Row length first. */ shape: number[]; type: number; data: Buffer };
export type GgufFile = { version: number; keyValues: Buffer; keyValueCount: number; values: Map<string, number | string>; tensors: Tensor[] };

export const types = { F32: 0, F16: 1, Q4_1: 3, Q8_0: 8 } as const;
const blocks: Record<number, { weights: number; bytes: number }> = {
  [types.F32]: { weights: 1, bytes: 4 }, [types.F16]: { weights: 1, bytes: 2 }, [types.Q4_1]: { weights: 32, bytes: 20 }, [types.Q8_0]: { weights: 32, bytes: 34 },
};
export const ALIGNMENT = 32;

export function readGguf(file: Buffer): GgufFile {
  try {
    return read(file);
  } catch (error) {
    throw error instanceof RangeError ? new GgufError('The file is cut short.') : error;
  }
}

export function bytesOf(type: number, shape: readonly number[]): number {
  const block = blocks[type];
  if (!block) throw new GgufError(`Tensors of type ${type} are not known.`);
  return shape.reduce((product, length) => product * length, 1) / block.weights * block.bytes;
}

type Cursor = { file: Buffer; at: number };

function read(file: Buffer): GgufFile {
  if (file.toString('latin1', 0, 4) !== 'GGUF') throw new GgufError('The file is no GGUF file.');
  const cursor: Cursor = { file, at: 4 };
  const version = u32(cursor);
  const tensorCount = u64(cursor);
  const keyValueCount = u64(cursor);
  const start = cursor.at;
  const values = new Map<string, number | string>();
  for (let at = 0; at < keyValueCount; at++) {
    const key = text(cursor);
    const value = skipValue(cursor, u32(cursor));
    if (value !== undefined) values.set(key, value);
  }
  const keyValues = file.subarray(start, cursor.at);
  const places = Array.from({ length: tensorCount }, () => tensorInfo(cursor));
  const dataStart = aligned(cursor.at, Number(values.get('general.alignment') ?? ALIGNMENT));
  const tensors = places.map(({ offset, ...tensor }) => {
    const from = dataStart + offset;
    const to = from + bytesOf(tensor.type, tensor.shape);
    if (to > file.length) throw new GgufError('The file is cut short.');
    return { ...tensor, data: file.subarray(from, to) };
  });
  return { version, keyValues, keyValueCount, values, tensors };
}

function tensorInfo(cursor: Cursor): { name: string; shape: number[]; type: number; offset: number } {
  const name = text(cursor);
  const shape = Array.from({ length: u32(cursor) }, () => u64(cursor));
  return { name, shape, type: u32(cursor), offset: u64(cursor) };
}

const sizes: Record<number, number> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };

/** Answers strings, 32-bit integers and floats; passes over the rest. */
function skipValue(cursor: Cursor, type: number): number | string | undefined {
  if (type === 8) return text(cursor);
  if (type === 9) {
    const element = u32(cursor);
    const count = u64(cursor);
    for (let at = 0; at < count; at++) skipValue(cursor, element);
    return undefined;
  }
  const size = sizes[type];
  if (size === undefined) throw new GgufError(`Values of type ${type} are not known.`);
  const at = cursor.at;
  cursor.at += size;
  return type === 4 ? cursor.file.readUInt32LE(at) : type === 5 ? cursor.file.readInt32LE(at) : type === 6 ? cursor.file.readFloatLE(at) : undefined;
}

function text(cursor: Cursor): string {
  const length = u64(cursor);
  cursor.at += length;
  if (cursor.at > cursor.file.length) throw new GgufError('The file is cut short.');
  return cursor.file.toString('utf8', cursor.at - length, cursor.at);
}

function u32(cursor: Cursor): number {
  cursor.at += 4;
  return cursor.file.readUInt32LE(cursor.at - 4);
}

function u64(cursor: Cursor): number {
  cursor.at += 8;
  return Number(cursor.file.readBigUInt64LE(cursor.at - 8));
}

export function aligned(offset: number, alignment = ALIGNMENT): number {
  return Math.ceil(offset / alignment) * alignment;
}
