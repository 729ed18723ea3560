/**
 * The language-model tools as another assistant finds and calls them, through VS Code's own interface: the real extension, server, store and (where the
 * package holds one) model. Under test VS Code agrees to its own questions by itself; that they are asked, and a no, is tried in `tools.test.ts`.
 */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** What is used of an interface that is younger than the types here. */
type ToolResult = { content: { value?: unknown }[] };
type Tools = {
  tools: readonly { name: string; description: string; inputSchema: { required?: string[] } | undefined }[];
  invokeTool(name: string, options: { input: object; toolInvocationToken: undefined }, token?: vscode.CancellationToken): Thenable<ToolResult>;
};

const { lm } = vscode as unknown as { lm: Tools };

export function toolsSuite(): void {
  describe('REM as tools of other assistants', () => {
    it('are there, each with what it takes', () => {
      const own = lm.tools.filter(({ name }) => name.startsWith('rem_'));
      assert.deepEqual(own.map(({ name, inputSchema }) => [name, inputSchema?.required]), [['rem_check', ['text']], ['rem_generate', ['request']], ['rem_run', ['statement']]]);
      for (const { description } of own) assert.match(description, /REM/);
    });

    it('check tells what a valid statement means, and where a wrong one is wrong', async () => {
      assert.match(await call('rem_check', { text: 'LOOKUP "token-refresh"' }), /^No problems\. \S/);
      assert.match(await call('rem_check', { text: 'SEARCH "storm" LIMIT many' }), /^1:22 error: /);
    });

    it('tell a wrong input in words', async () => {
      await assert.rejects(call('rem_check', { words: 'LOOKUP "x"' }), /text/);
      await assert.rejects(call('rem_generate', { request: '' }), /request/);
      await assert.rejects(call('rem_check', { text: 7 }), /text/);
    });

    it('generate writes a query that check finds valid; without a model it says how to get one', async function () {
      this.timeout(120_000);
      const answer = await call('rem_generate', { request: 'show Sarah Chen' });
      if (await hasWeights()) assert.match(await call('rem_check', { text: answer }), /^No problems/, answer);
      else assert.match(answer, /model/);
    });

    it('run gives rows; what would write never runs', async function () {
      this.timeout(120_000);
      await vscode.commands.executeCommand('rem.index');
      const { columns, rows } = JSON.parse(await call('rem_run', { statement: 'SELECT name FROM entities ORDER BY name', limit: 2 })) as { columns: string[]; rows: unknown[][] };
      assert.deepEqual(columns, ['name']);
      assert.equal(rows.length, 2);
      assert.match(await call('rem_run', { statement: 'SQL DELETE FROM resources' }), /DELETE.*(?:read|writ)|(?:read|writ).*DELETE/);
    });
  });
}

async function call(name: string, input: object): Promise<string> {
  const { content } = await lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map(({ value }) => String(value)).join('');
}

/** Whether the package under test brings the weights of the base model. */
async function hasWeights(): Promise<boolean> {
  const extension = vscode.extensions.getExtension('rem-vscode.rem-vscode');
  assert.ok(extension);
  const files = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(extension.extensionUri, 'dist', 'models'));
  return files.some(([name]) => /smollm2.*\.gguf$/i.test(name));
}
