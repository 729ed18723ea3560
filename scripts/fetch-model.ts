/**
 * Brings the base model with a progress bar and makes it ready: `node scripts/fetch-model.ts [--quiet]`. Ends with 0 once
 * the model can be loaded, with 1 and the remedy otherwise. Run again it only checks what is there.
 */
import { fetchWeights, isFailed, openModel } from '@rem/model';

const quiet = process.argv.includes('--quiet');

function showProgress(received: number, total: number): void {
  if (quiet || !process.stderr.isTTY) return;
  const share = Math.min(1, received / total);
  const width = 30;
  const bar = '█'.repeat(Math.round(share * width)).padEnd(width, '░');
  process.stderr.write(`\r  model  ${bar} ${Math.round(received / 1e6)} of ${Math.round(total / 1e6)} MB `);
}

function say(line: string): void {
  if (!quiet) process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}  ${line}\n`);
}

const controller = new AbortController();
process.once('SIGINT', () => controller.abort());

const fetched = await fetchWeights({ onProgress: ({ received, total }) => showProgress(received, total), signal: controller.signal });
if (isFailed(fetched)) {
  process.stderr.write(`\n${fetched.message}\n${fetched.remedy}\n`);
  process.exit(1);
}
const model = await openModel({ log: say });
const state = await model.ready();
await model.dispose();
if (state.kind !== 'ready') {
  process.stderr.write('message' in state && 'remedy' in state ? `${state.message}\n${state.remedy}\n` : 'The model does not load.\n');
  process.exit(1);
}
say(`The model is ready: ${fetched.path}`);
