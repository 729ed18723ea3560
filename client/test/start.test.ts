/** `npm start` as a newcomer's machine runs it: by the Node that is there, to a VS Code that answers on localhost; and that it leaves nothing behind. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/bootstrap.mjs';

type Ended = { status: number | null; output: string };

function start(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [path.join(root, 'scripts', 'start.mjs'), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output })));
}

test('the start prepares everything, prints an address and ends cleanly when asked to', async () => {
  const { status, output } = await start('--browser', '--no-open', '--no-model', '--exit');
  assert.equal(status, 0, output);
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
  assert.ok(address, output);
  await assert.rejects(fetch(address), 'the server is still there');
});

test('wrong use is told, with nothing started', async () => {
  const { status, output } = await start('--borwser');
  assert.notEqual(status, 0);
  assert.match(output, /--borwser/);
  assert.doesNotMatch(output, /http:/);
});

test('help needs nothing', async () => {
  const { status, output } = await start('--help');
  assert.equal(status, 0);
  assert.match(output, /--no-open/);
});
