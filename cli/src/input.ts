/**
 * Reading what a command is given: files, standard input, JSON lines. A file that cannot be used is a value with a
 * message and a remedy: `unreadable` is wrong use, `unusable` is a problem of the file.
 */
import { open } from 'node:fs/promises';
import path from 'node:path';
import { sizeLimit } from '@rem/server';
import type { Console } from './command.ts';

export type Input =
  | { kind: 'text'; name: string; path: string | undefined; text: string }
  | { kind: 'unreadable'; name: string; message: string }
  | { kind: 'unusable'; name: string; message: string };

export type TextInput = Extract<Input, { kind: 'text' }>;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  EACCES: 'It may not be read: look at its permissions.',
  EPERM: 'It may not be read: look at its permissions.',
  EISDIR: 'It is a folder: name the files in it.',
  ENOTDIR: 'A part of its path is a file, not a folder.',
  ENAMETOOLONG: 'Its name is too long.',
};

/** The text of a file, or of standard input for `-`. */
export async function readInput(io: Console, name: string): Promise<Input> {
  if (name === '-') return decode('<stdin>', undefined, await readAll(io.stdin));
  const file = path.resolve(io.cwd, name);
  try {
    await using handle = await open(file, 'r');
    const { size, ...stats } = await handle.stat().then((stat) => ({ size: stat.size, folder: stat.isDirectory() }));
    if (stats.folder) return { kind: 'unreadable', name, message: reasons.EISDIR ?? '' };
    if (size > sizeLimit * 4) return tooLarge(name, size);
    return decode(name, file, await handle.readFile());
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { kind: 'unreadable', name, message: reasons[code] ?? `It cannot be read (${code || String(error)}).` };
  }
}

function decode(name: string, file: string | undefined, bytes: Buffer): Input {
  if (/^(?:fffe|feff)/.test(bytes.toString('hex', 0, 2))) return { kind: 'unusable', name, message: 'It is UTF-16 text: save it as UTF-8.' };
  if (bytes.subarray(0, 8192).includes(0)) return { kind: 'unusable', name, message: 'It is a binary file, not text.' };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { kind: 'unusable', name, message: 'It is not UTF-8 text: save it as UTF-8.' };
  }
  if (text.length > sizeLimit) return tooLarge(name, bytes.length);
  return { kind: 'text', name, path: file, text };
}

function tooLarge(name: string, bytes: number): Input {
  const megabytes = (bytes / 1_000_000).toFixed(1);
  return { kind: 'unusable', name, message: `It is ${megabytes} MB; at most ${sizeLimit / 1_000_000} MB are read. Split it into smaller files.` };
}

async function readAll(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(typeof part === 'string' ? Buffer.from(part) : part);
  return Buffer.concat(parts);
}

/** The lines of a stream as they come, without their ends; blank ones are left out. `line` counts from 1. */
export async function* readLines(stream: NodeJS.ReadableStream): AsyncGenerator<{ line: number; text: string }> {
  let rest = '';
  let line = 0;
  const decoder = new TextDecoder();
  for await (const part of stream) {
    rest += typeof part === 'string' ? part : decoder.decode(part, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      line++;
      if (text.trim() !== '') yield { line, text: text.replace(/\r$/, '') };
    }
  }
  rest += decoder.decode();
  if (rest.trim() !== '') yield { line: line + 1, text: rest };
}

/** Reads the files a command names; says on standard error which cannot be used. `code` is the worst exit so far. */
export async function readInputs(io: Console, names: readonly string[]): Promise<{ inputs: TextInput[]; code: 0 | 1 | 2 }> {
  const inputs: TextInput[] = [];
  let code: 0 | 1 | 2 = 0;
  for (const name of names) {
    const input = await readInput(io, name);
    if (input.kind === 'text') {
      inputs.push(input);
      continue;
    }
    io.err(`${name}: ${input.message}\n`);
    code = input.kind === 'unreadable' ? 2 : code === 2 ? 2 : 1;
  }
  return { inputs, code };
}
