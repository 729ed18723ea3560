/** `rem lsp --stdio` is the whole language server: it greets, tells problems, lays out, and ends when it is told to. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

const bin = path.resolve(import.meta.dirname, '../bin/rem.mjs');
type Message = { id?: number; method?: string; params?: unknown; result?: unknown };

test('the language server over standard input and output', async (context) => {
  const child = spawn(process.execPath, [bin, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  context.after(() => child.kill());
  const heard: Message[] = [];
  const waiting: (() => void)[] = [];
  let bytes = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (let head = bytes.indexOf('\r\n\r\n'); head >= 0; head = bytes.indexOf('\r\n\r\n')) {
      const end = head + 4 + Number(/Content-Length: (\d+)/i.exec(bytes.subarray(0, head).toString())?.[1]);
      if (bytes.length < end) break;
      heard.push(JSON.parse(bytes.subarray(head + 4, end).toString()) as Message);
      bytes = bytes.subarray(end);
    }
    for (const wake of waiting.splice(0)) wake();
  });
  const until = async (wanted: (message: Message) => boolean): Promise<Message> => {
    for (;;) {
      const found = heard.find(wanted);
      if (found) return found;
      await new Promise<void>((resolve) => void waiting.push(resolve));
    }
  };
  const send = (message: Message): void => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const ask = async (id: number, method: string, params: unknown): Promise<unknown> => {
    send({ id, method, params });
    return (await until((message) => message.id === id && message.method === undefined)).result;
  };

  const off = { enabled: false };
  const greeting = await ask(1, 'initialize', { processId: null, rootUri: null, capabilities: {}, initializationOptions: { settings: { model: off, store: off } } });
  assert.match(JSON.stringify(greeting), /"callHierarchyProvider":true/);
  send({ method: 'initialized', params: {} });
  const textDocument = { uri: 'file:///a.rem', languageId: 'rem', version: 1, text: 'SERCH "x";\nselect name,\n  summary from moments;\n' };
  send({ method: 'textDocument/didOpen', params: { textDocument } });
  const told = await until((message) => message.method === 'textDocument/publishDiagnostics');
  assert.match(JSON.stringify(told.params), /"unknown-verb"/);
  const edits = await ask(2, 'textDocument/formatting', { textDocument, options: { tabSize: 2, insertSpaces: true } });
  assert.match(JSON.stringify(edits), /select name, summary\\nfrom moments/);
  await ask(3, 'shutdown', undefined);
  const ended = new Promise((resolve) => child.on('exit', resolve));
  send({ method: 'exit' });
  assert.equal(await ended, 0);
});
