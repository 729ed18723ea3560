/** `rem mcp`, the real process with the real store: the handshake, the three tools, wrong messages, and a run that asks first and then gives rows. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { weightsHere } from '../../model/test/weights-here.ts';

const program = fileURLToPath(new URL('../bin/rem.mjs', import.meta.url));

type Message = { id?: unknown; method?: string; params?: Record<string, unknown>; result?: Record<string, unknown>; error?: { code: number; message: string } };

function open(args: readonly string[] = [], onRequest: (message: Message) => object = () => ({ action: 'decline' }), notes: Record<string, string> = {}) {
  const stores = mkdtempSync(path.join(tmpdir(), 'rem-mcp-'));
  for (const [name, text] of Object.entries(notes)) writeFileSync(path.join(stores, name), text);
  if (Object.keys(notes).length > 0) assert.equal(spawnSync(process.execPath, [program, 'index', '.'], { cwd: stores, env: { ...process.env, REM_STORES: path.join(stores, '.stores') } }).status, 0);
  const child = spawn(process.execPath, [program, 'mcp', ...args], { cwd: stores, env: { ...process.env, REM_STORES: path.join(stores, '.stores') }, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<unknown, (message: Message) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line) as Message;
    if (message.method) return void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: message.id, result: onRequest(message) })}\n`);
    waiting.get(message.id)?.(message);
  });
  let id = 0;
  const raw = (line: string, answerId: unknown): Promise<Message> => new Promise((resolve) => { waiting.set(answerId, resolve); child.stdin.write(`${line}\n`); });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  after(() => { child.kill('SIGKILL'); rmSync(stores, { recursive: true, force: true }); });
  return {
    raw,
    ask: (method: string, params: object = {}): Promise<Message> => { id++; return raw(JSON.stringify({ jsonrpc: '2.0', id, method, params }), id); },
    end: (): Promise<number | null> => { child.stdin.end(); return ended; },
  };
}

const call = (name: string, args: object): object => ({ name, arguments: args });
const textOf = ({ result }: Message): string => ((result?.['content'] as { text: string }[] | undefined)?.[0]?.text) ?? '';

test('handshake, tools, check, wrong messages, end', async () => {
  const client = open();
  const hello = await client.ask('initialize', { protocolVersion: '2025-03-26', capabilities: {}, clientInfo: { name: 'test', version: '1' } });
  assert.equal(hello.result?.['protocolVersion'], '2025-03-26');
  assert.match(String(hello.result?.['instructions']), /TRAVERSE/);
  const { result } = await client.ask('tools/list');
  assert.deepEqual((result?.['tools'] as { name: string }[]).map(({ name }) => name), ['rem_check', 'rem_generate', 'rem_run']);
  assert.match(textOf(await client.ask('tools/call', call('rem_check', { text: 'LOOKUP "Sarah Chen"' }))), /^No problems/);
  assert.match(textOf(await client.ask('tools/call', call('rem_check', { text: 'SERCH "x"' }))), /^1:1 error/);
  assert.equal((await client.ask('tools/call', call('rem_check', { words: 1 }))).error?.code, -32602);
  assert.equal((await client.ask('tools/call', call('rem_drop', {}))).error?.code, -32602);
  assert.equal((await client.ask('resources/list')).error?.code, -32601);
  assert.equal((await client.raw('this is no JSON', null)).error?.code, -32700);
  assert.equal((await client.raw('[1, 2]', null)).error?.code, -32600);
  assert.deepEqual((await client.ask('ping')).result, {});
  assert.equal(await client.end(), 0);
});

test('a run asks first; without anybody to ask nothing runs; what would write never does', async () => {
  const asked: string[] = [];
  const client = open([], ({ method, params }) => { asked.push(`${method} ${String(params?.['message'])}`); return { action: 'decline' }; });
  await client.ask('initialize', { protocolVersion: '2025-06-18', capabilities: { elicitation: {} } });
  const declined = await client.ask('tools/call', call('rem_run', { statement: 'LOOKUP "Sarah Chen"' }));
  assert.ok(declined.result?.['isError'] && /did not want/.test(textOf(declined)), JSON.stringify(declined));
  assert.match(asked[0] ?? '', /^elicitation\/create [\s\S]*LOOKUP "Sarah Chen"/);
  const writing = await client.ask('tools/call', call('rem_run', { statement: 'SQL DELETE FROM resources' }));
  assert.ok(writing.result?.['isError'] && asked.length === 1, JSON.stringify(writing));
  await client.end();

  const silent = open();
  await silent.ask('initialize', { protocolVersion: '2025-06-18', capabilities: {} });
  assert.match(textOf(await silent.ask('tools/call', call('rem_run', { statement: 'LOOKUP "x"' }))), /cannot be asked/);
  await silent.end();

  const allowed = open(['--allow-run']);
  await allowed.ask('initialize', { protocolVersion: '2025-06-18', capabilities: {} });
  assert.match(textOf(await allowed.ask('tools/call', call('rem_run', { statement: 'LOOKUP "x"' }))), /No notes have been indexed/);
  assert.equal(await allowed.end(), 0);
});

test('agreed to, a run gives rows; a request becomes a query', async () => {
  const notes = { 'storm.md': '---\nkind: entity\nname: Storm Surge\n---\nWater that wind pushes.\n', 'budget.md': '---\nkind: entity\nname: Error Budget\n---\nFailures allowed.\n' };
  const client = open([], () => ({ action: 'accept', content: { run: true } }), notes);
  await client.ask('initialize', { protocolVersion: '2025-06-18', capabilities: { elicitation: { form: {} } } });
  const rows = await client.ask('tools/call', call('rem_run', { statement: 'SELECT name FROM entities ORDER BY name', limit: 1 }));
  assert.deepEqual(rows.result?.['structuredContent'], { columns: ['name'], rows: [['Error Budget']], truncated: true }, JSON.stringify(rows));
  const query = await client.ask('tools/call', call('rem_generate', { request: 'show Storm Surge' }));
  if (await weightsHere()) assert.match(textOf(await client.ask('tools/call', call('rem_check', { text: textOf(query) }))), /^No problems/, textOf(query));
  else assert.ok(query.result?.['isError'] && /model/.test(textOf(query)), JSON.stringify(query));
  assert.equal(await client.end(), 0);
});
