/** What the extension gives through VS Code's own programming interface, without a model: the same on a desktop and in a browser. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export function languageSuite(): void {
  describe('REM in VS Code', () => {
    it('activates for a REM file and registers its commands', async () => {
      await open('LOOKUP "x"');
      const extension = vscode.extensions.getExtension('rem-vscode.rem-vscode');
      assert.ok(extension, 'the extension is installed');
      await extension.activate();
      const commands = await vscode.commands.getCommands(true);
      for (const command of ['rem.run', 'rem.ask', 'rem.writeQuery', 'rem.index', 'rem.fetchModel', 'rem.showResults', 'rem.restart']) assert.ok(commands.includes(command), command);
    });

    it('tells a misspelt verb at its place, with a fix', async () => {
      const document = await open('SERCH "storm"');
      const [problem] = await eventually('a problem', () => vscode.languages.getDiagnostics(document.uri));
      assert.ok(problem);
      assert.equal(document.getText(problem.range), 'SERCH');
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, problem.range);
      assert.ok(actions.some((action) => action.title.includes('SEARCH')), actions.map((action) => action.title).join('; '));
    });

    it('completes verbs at the start of a statement', async () => {
      const document = await open('LO');
      const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, new vscode.Position(0, 2));
      assert.ok(list.items.some((item) => labelOf(item).startsWith('LOOKUP')), list.items.map(labelOf).join('; '));
    });

    it('explains a verb on hover', async () => {
      const document = await open('TRAVERSE manages WITH LOOKUP "x"');
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, new vscode.Position(0, 3));
      const text = hovers.flatMap((hover) => hover.contents).map((content) => (typeof content === 'string' ? content : content.value)).join('\n');
      assert.match(text, /TRAVERSE/);
    });

    it('formats to the one layout', async () => {
      const document = await open('search   "storm"   limit 3');
      const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>('vscode.executeFormatDocumentProvider', document.uri, { tabSize: 2, insertSpaces: true });
      const change = new vscode.WorkspaceEdit();
      change.set(document.uri, edits);
      await vscode.workspace.applyEdit(change);
      assert.equal(document.getText().trim(), 'SEARCH "storm" LIMIT 3');
    });

    it('shows Run above each statement', async () => {
      const document = await open('LOOKUP "a";\n\nLOOKUP "b";\n');
      const lenses = await eventually('lenses', () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10));
      const runs = lenses.filter((lens) => lens.command?.command === 'rem.run');
      assert.deepEqual(runs.map((lens) => lens.range.start.line), [0, 2]);
    });

    it('colours a statement by its tokens', async () => {
      const document = await open('TRAVERSE manages WITH LOOKUP "x" DEPTH 2');
      const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens', document.uri);
      assert.ok(tokens.data.length >= 5 * 5, `${tokens.data.length / 5} tokens`);
    });
  });
}

async function open(content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'rem', content });
  await vscode.window.showTextDocument(document);
  return document;
}

/** Asks until there is something, for what the server tells in its own time. */
async function eventually<T>(what: string, ask: () => T[] | Thenable<T[]>): Promise<T[]> {
  for (let round = 0; round < 100; round++) {
    const found = await ask();
    if (found.length > 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Waited ten seconds for ${what}.`);
}

function labelOf(item: vscode.CompletionItem): string {
  return typeof item.label === 'string' ? item.label : item.label.label;
}
