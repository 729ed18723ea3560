/** Numbers as GGUF packs them: 16-bit floats, Q4_1 and Q8_0 blocks of 32 weights. */
import { GgufError, types } from './gguf-file.ts';

const scratch = new DataView(new ArrayBuffer(4));
const halves = new Float32Array(65_536);
for (let bits = 0; bits < 65_536; bits++) halves[bits] = halfValue(bits);

export function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The nearest 16-bit float, as bits. */
export function halfBits(value: number): number {
  scratch.setFloat32(0, value);
  const bits = scratch.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const size = Math.abs(value);
  if (size >= 65_520) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | Math.round(size * 2 ** 24);
  const rounded = (bits & 0x7fffffff) + 0xfff + ((bits >>> 13) & 1);
  return sign | ((rounded - 0x38000000) >>> 13);
}

/** Weights `from`… of a tensor's data into `into`; a whole number of blocks. */
export function unpack(type: number, data: Buffer, from: number, into: Float32Array): void {
  switch (type) {
    case types.F32: for (let at = 0; at < into.length; at++) into[at] = data.readFloatLE((from + at) * 4); return;
    case types.F16: for (let at = 0; at < into.length; at++) into[at] = halves[data.readUInt16LE((from + at) * 2)]!; return;
    case types.Q4_1: unpackQ4(data, from / 32, into); return;
    case types.Q8_0: unpackQ8(data, from / 32, into); return;
    default: throw new GgufError(`Tensors of type ${type} are not known.`);
  }
}

function unpackQ4(data: Buffer, block: number, into: Float32Array): void {
  for (let at = 0; at < into.length; at += 32, block++) {
    const start = block * 20;
    const step = halves[data.readUInt16LE(start)]!;
    const least = halves[data.readUInt16LE(start + 2)]!;
    for (let i = 0; i < 16; i++) {
      const byte = data[start + 4 + i]!;
      into[at + i] = (byte & 15) * step + least;
      into[at + 16 + i] = (byte >> 4) * step + least;
    }
  }
}

function unpackQ8(data: Buffer, block: number, into: Float32Array): void {
  for (let at = 0; at < into.length; at += 32, block++) {
    const start = block * 34;
    const step = halves[data.readUInt16LE(start)]!;
    for (let i = 0; i < 32; i++) into[at + i] = data.readInt8(start + 2 + i) * step;
  }
}

export function packQ8(weights: Float32Array, into: Buffer, offset: number): void {
  for (let at = 0; at < weights.length; at += 32, offset += 34) {
    let most = 0;
    for (let i = 0; i < 32; i++) most = Math.max(most, Math.abs(weights[at + i]!));
    const step = most / 127;
    into.writeUInt16LE(halfBits(step), offset);
    const inverse = step === 0 ? 0 : 1 / step;
    for (let i = 0; i < 32; i++) into.writeInt8(Math.round(weights[at + i]! * inverse), offset + 2 + i);
  }
}
