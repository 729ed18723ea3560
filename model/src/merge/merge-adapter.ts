/**
 * Base model + LoRA adapter → one model. A runtime adapter costs two more small products in each of 210 layers and
 * keeps the weights in Q4_1, which llama.cpp has no packed kernels for; merged weights in Q8_0 read prompts about twice
 * as fast and lose nothing (8 bits around weights that had 4, plus the adapter).
 */
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { aligned, bytesOf, GgufError, readGguf, types, type GgufFile, type Tensor } from './gguf-file.ts';
import { packQ8, unpack } from './quants.ts';

/** Writes the merged model to `target`. Throws where a file is damaged or the adapter is for another base. */
export async function mergeAdapter(basePath: string, adapterPath: string, target: string): Promise<void> {
  const base = readGguf(await readFile(basePath));
  const lora = loraOf(readGguf(await readFile(adapterPath)), base);
  const out = createWriteStream(target);
  const write = async (piece: Buffer): Promise<void> => {
    if (!out.write(piece)) await once(out, 'drain');
  };
  const header = headerOf(base);
  await write(header);
  await write(Buffer.alloc(aligned(header.length) - header.length));
  for (const tensor of base.tensors) {
    const data = mergedData(tensor, lora.get(tensor.name));
    await write(data);
    await write(Buffer.alloc(aligned(data.length) - data.length));
  }
  out.end();
  await finished(out);
}

type Pair = { a: Float32Array; b: Float32Array; rank: number; scale: number };

function loraOf(adapter: GgufFile, base: GgufFile): Map<string, Pair> {
  const alpha = adapter.values.get('adapter.lora.alpha');
  if (adapter.values.get('adapter.type') !== 'lora' || typeof alpha !== 'number') throw new GgufError('The adapter is no LoRA adapter.');
  const tensors = new Map(adapter.tensors.map((tensor) => [tensor.name, tensor]));
  const names = new Map(base.tensors.map((tensor) => [tensor.name, tensor]));
  const pairs = new Map<string, Pair>();
  for (const a of adapter.tensors.filter((tensor) => tensor.name.endsWith('.lora_a'))) {
    const name = a.name.slice(0, -'.lora_a'.length);
    const [b, target] = [tensors.get(`${name}.lora_b`), names.get(name)];
    const rank = a.shape[1] ?? 0;
    if (!b || !target || a.shape[0] !== target.shape[0] || b.shape[0] !== rank || b.shape[1] !== target.shape[1]) {
      throw new GgufError('The adapter was made for another base model.');
    }
    pairs.set(name, { a: floats(a), b: floats(b), rank, scale: alpha / rank });
  }
  return pairs;
}

function floats(tensor: Tensor): Float32Array {
  const all = new Float32Array(tensor.shape.reduce((product, length) => product * length, 1));
  unpack(tensor.type, tensor.data, 0, all);
  return all;
}

function mergedType(tensor: Tensor): number {
  return tensor.type === types.F32 ? types.F32 : types.Q8_0;
}

function mergedData(tensor: Tensor, pair: Pair | undefined): Buffer {
  if (!pair && mergedType(tensor) === tensor.type) return tensor.data;
  const [width, height] = [tensor.shape[0]!, tensor.shape.slice(1).reduce((product, length) => product * length, 1)];
  const out = Buffer.alloc(bytesOf(types.Q8_0, tensor.shape));
  const row = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    unpack(tensor.type, tensor.data, y * width, row);
    if (pair) addRow(row, pair, y);
    packQ8(row, out, y * width / 32 * 34);
  }
  return out;
}

function addRow(row: Float32Array, { a, b, rank, scale }: Pair, y: number): void {
  const width = row.length;
  for (let r = 0; r < rank; r++) {
    const factor = scale * b[y * rank + r]!;
    const start = r * width;
    for (let x = 0; x < width; x++) row[x]! += factor * a[start + x]!;
  }
}

function headerOf(base: GgufFile): Buffer {
  const head = Buffer.alloc(24);
  head.write('GGUF', 0, 'latin1');
  head.writeUInt32LE(base.version, 4);
  head.writeBigUInt64LE(BigInt(base.tensors.length), 8);
  head.writeBigUInt64LE(BigInt(base.keyValueCount), 16);
  let offset = 0;
  const infos = base.tensors.map((tensor) => {
    const name = Buffer.from(tensor.name);
    const info = Buffer.alloc(8 + name.length + 4 + tensor.shape.length * 8 + 12);
    let at = info.writeBigUInt64LE(BigInt(name.length), 0);
    at += name.copy(info, at);
    at = info.writeUInt32LE(tensor.shape.length, at);
    for (const length of tensor.shape) at = info.writeBigUInt64LE(BigInt(length), at);
    at = info.writeUInt32LE(mergedType(tensor), at);
    info.writeBigUInt64LE(BigInt(offset), at);
    offset += aligned(bytesOf(mergedType(tensor), tensor.shape));
    return info;
  });
  return Buffer.concat([head, base.keyValues, ...infos]);
}
