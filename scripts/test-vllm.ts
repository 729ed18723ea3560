/**
 * `npm run test:vllm -- URL [--adapter NAME]`: the contract of servers against a real vLLM; REM_VLLM_KEY is its key. Without a URL, on a machine with a
 * GPU and `vllm` on PATH, it starts one: `--model NAME` is what it serves, `--lora DIR` an adapter in PEFT's form.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { parseArgs } from 'node:util';
import { runNode, stop } from './bootstrap.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { adapter: { type: 'string' }, model: { type: 'string', default: 'HuggingFaceTB/SmolLM2-135M-Instruct' }, lora: { type: 'string' }, port: { type: 'string', default: '8123' } },
});
const MINUTES_TO_LOAD = 15;

let url = positionals[0];
let server: ChildProcess | undefined;
if (url === undefined) {
  if (spawnSync('nvidia-smi', ['-L'], { stdio: 'ignore' }).status !== 0) stop('No URL was given and this machine has no GPU.', 'Name a server: npm run test:vllm -- http://host:8000');
  if (spawnSync('vllm', ['--version'], { stdio: 'ignore' }).status !== 0) stop('vLLM is not installed here.', 'pip install vllm, or name a server: npm run test:vllm -- http://host:8000');
  server = startVllm();
  url = `http://127.0.0.1:${values.port}`;
  await untilHealthy(url, server);
}
const adapter = values.adapter ?? (values.lora ? 'rem-query' : undefined);
const status = runNode(['--test', '--test-timeout=600000', 'model/test/servers/vllm.test.ts'], { REM_VLLM_URL: url, ...(adapter ? { REM_VLLM_ADAPTER: adapter } : {}) });
server?.kill();
process.exit(status);

function startVllm(): ChildProcess {
  const lora = values.lora ? ['--enable-lora', '--lora-modules', `rem-query=${values.lora}`, '--max-loras', '3', '--max-lora-rank', '32'] : [];
  const child = spawn('vllm', ['serve', values.model, '--host', '127.0.0.1', '--port', values.port, '--max-model-len', '4096', ...lora], { stdio: 'inherit' });
  process.once('exit', () => child.kill());
  return child;
}

async function untilHealthy(base: string, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + MINUTES_TO_LOAD * 60_000; Date.now() < end;) {
    if (child.exitCode !== null) stop('vLLM ended while it started.', 'Its own words above say why.');
    if (await fetch(`${base}/health`).then((response) => response.ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  child.kill();
  stop(`vLLM was not ready within ${MINUTES_TO_LOAD} minutes.`, 'Start it by hand and give its URL.');
}
