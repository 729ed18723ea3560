/** Starts real model servers for tests: llama.cpp's own and the Python one over the same build. Each on a free port, ended by the test. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { builtPython, builtServer } from '../../../scripts/llama-server.ts';
import { weightsHere } from '../weights-here.ts';
import { until } from './until.ts';

export type RealServer = { url: string; port: number; child: ChildProcess; stop(): Promise<void> };

export const adapterPath = fileURLToPath(new URL('../../weights/rem-query.lora.gguf', import.meta.url));
export const adapterName = 'rem-query';

/** Why the tests with a real server are left out; false where they are not. */
export async function skipWithout(kind: 'llama-server' | 'python'): Promise<string | false> {
  if (!await weightsHere()) return 'no weights';
  if (kind === 'llama-server' ? builtServer() : builtPython()) return false;
  return kind === 'llama-server' ? 'no llama-server: "node scripts/llama-server.ts" builds it where there is cmake and a C++ compiler' : 'no llama_cpp.server: "node scripts/llama-server.ts --python" makes it';
}

/** `wanted`: a port that was used before, for a server that comes back. One thread: several wait for each other busily, which on a loaded machine takes minutes. */
export async function startLlamaServer(wanted?: number, threads = 1): Promise<RealServer> {
  const weights = (await weightsHere())!;
  const port = wanted ?? await freePort();
  return started(builtServer()!, [
    '-m', weights.path, '--lora', adapterPath, '--lora-init-without-apply', '-c', '6144', '-np', '3', '-t', String(threads), '--poll', '0', '--port', String(port), '--host', '127.0.0.1', '--slots', '--metrics',
  ], {}, port, '/health');
}

export async function startPythonServer(): Promise<RealServer> {
  const weights = (await weightsHere())!;
  const { python, env } = builtPython()!;
  const port = await freePort();
  return started(python, ['-m', 'llama_cpp.server', '--model', weights.path, '--lora_path', adapterPath, '--model_alias', 'rem-query', '--n_ctx', '2048', '--n_threads', '1', '--n_threads_batch', '1', '--port', String(port), '--host', '127.0.0.1'], env, port, '/v1/models');
}

async function started(program: string, args: readonly string[], env: Record<string, string>, port: number, healthPath: string): Promise<RealServer> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let said = '';
  const note = (data: Buffer): void => { said = (said + data.toString()).slice(-4000); };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  let healthy = false;
  const asking = (async () => {
    while (!healthy && child.exitCode === null) {
      healthy = await fetch(`${url}${healthPath}`).then((response) => response.ok, () => false);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  try {
    await until(() => healthy || child.exitCode !== null, 'the server to load', 90_000);
  } finally {
    if (!healthy) child.kill('SIGKILL');
    await asking;
  }
  if (child.exitCode !== null) throw new Error(`The server ended:\n${said}`);
  return { url, port, child, async stop() { child.kill('SIGKILL'); await ended; } };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
