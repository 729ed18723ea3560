/** Takes one member out of a zip file (a Python wheel) without reading the file into memory. Throws where there is none. */
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

export async function extractMember(zipPath: string, member: string, target: string): Promise<void> {
  const entry = await findEntry(zipPath, member);
  const source = createReadStream(zipPath, { start: entry.start, end: entry.start + entry.compressed - 1 });
  const sink = createWriteStream(target);
  if (entry.method === 0) await pipeline(source, sink);
  else await pipeline(source, createInflateRaw(), sink);
}

type Entry = { start: number; compressed: number; method: number };

async function findEntry(zipPath: string, member: string): Promise<Entry> {
  const file = await open(zipPath);
  try {
    const { size } = await file.stat();
    const read = async (position: number, length: number): Promise<Buffer> => {
      const buffer = Buffer.alloc(length);
      await file.read(buffer, 0, length, position);
      return buffer;
    };
    const tail = await read(Math.max(0, size - 65_557), Math.min(size, 65_557));
    let end = tail.length - 22;
    while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
    if (end < 0) throw new Error('The package is not a zip file.');
    const directory = await read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
    for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY;) {
      const [nameLength, extra, comment] = [directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30), directory.readUInt16LE(at + 32)];
      if (directory.toString('utf8', at + 46, at + 46 + nameLength) === member) {
        const header = directory.readUInt32LE(at + 42);
        const local = await read(header, 30);
        return { start: header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28), compressed: directory.readUInt32LE(at + 20), method: directory.readUInt16LE(at + 10) };
      }
      at += 46 + nameLength + extra + comment;
    }
    throw new Error(`The package does not hold ${member}.`);
  } finally {
    await file.close();
  }
}
