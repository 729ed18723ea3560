/**
 * Runs `rem`: the real program in a process of its own, or (`call`) its whole dispatch in this process, where a process for each of a hundred
 * cases would only test the machine's patience.
 */
import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { dispatch } from '../src/main.ts';

const program = fileURLToPath(new URL('../bin/rem.mjs', import.meta.url));

export type Ran = { code: number | null; out: string; err: string };

export type RunOptions = { input?: string; cwd?: string; env?: NodeJS.ProcessEnv; node?: string };

export function rem(args: readonly string[], { input = '', cwd, env, node = process.execPath }: RunOptions = {}): Promise<Ran> {
  const child = spawn(node, [program, ...args], { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => (ran.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (ran.err += data.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...ran, code })));
}

export async function call(args: readonly string[], { input = '', cwd = process.cwd(), env }: RunOptions = {}): Promise<Ran> {
  const ran: Ran = { code: null, out: '', err: '' };
  const code = await dispatch(args, {
    out: async (text) => void (ran.out += text),
    err: (text) => void (ran.err += text),
    stdin: Readable.from(input === '' ? [] : [Buffer.from(input)]),
    cwd, env: { ...process.env, ...env }, signal: new AbortController().signal,
  });
  return { ...ran, code };
}
