/** REM inside other languages, over `rem lsp --stdio`: diagnostics, completion, hover, fixes, layout, with places of the host file. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { CodeAction, CodeLens, CompletionList, Diagnostic, Hover, Location, TextEdit } from 'vscode-languageserver';
import type { PlanAnswer } from '../src/protocol.ts';
import { startClient, type Client } from './lsp-client.ts';

const rem = fileURLToPath(new URL('../../cli/bin/rem.mjs', import.meta.url));
let client: Client;
before(async () => {
  client = await startClient({ command: [process.execPath, rem, 'lsp', '--stdio'] });
});
after(async () => {
  assert.equal(await client.close(), 0);
});

async function opened(name: string, languageId: string, text: string): Promise<{ uri: string; diagnostics: Diagnostic[] }> {
  const uri = `file:///${name}`;
  await client.open(uri, text, languageId);
  const published = await client.until(() => client.published.find((params) => params.uri === uri));
  return { uri, diagnostics: published.diagnostics };
}

/** The text after the edits of a server. */
function edited(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: { line: number; character: number }): number => lines.slice(0, line).reduce((sum, content) => sum + content.length + 1, 0) + character;
  return [...edits].sort((left, right) => offset(right.range.start) - offset(left.range.start)).reduce((result, edit) => result.slice(0, offset(edit.range.start)) + edit.newText + result.slice(offset(edit.range.end)), text);
}

test('a Python string: the problem, its place behind escapes, its fix written with them', async () => {
  const text = 'import db\nrows = db.execute_rem("SEARCH \\"x\\" LIMTI 5")\nrows = db.execute_rem(f"LOOKUP {name} LIMIT 3")\n';
  const { uri, diagnostics } = await opened('a.py', 'python', text);
  assert.deepEqual(diagnostics.map(({ range }) => [range.start.line, range.start.character, range.end.character]), [[1, text.split('\n')[1]?.indexOf('LIMTI'), (text.split('\n')[1]?.indexOf('LIMTI') ?? 0) + 5], [2, 38, 45]]);
  const actions = await client.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri }, range: diagnostics[0]?.range, context: { diagnostics: [] } });
  const fix = actions.find((action) => action.kind === 'quickfix');
  assert.equal(edited(text, fix?.edit?.changes?.[uri] ?? []).split('\n')[1], 'rows = db.execute_rem("SEARCH \\"x\\" LIMIT 5")');
});

test('completion inside a string is written with its escapes', async () => {
  const text = 'const rows = rem("TRAVERSE ma");\nconst q = rem`SEARCH "x" IN `;';
  const { uri } = await opened('b.ts', 'typescript', text);
  const edges = await client.request<CompletionList>('textDocument/completion', { textDocument: { uri }, position: { line: 0, character: 29 } });
  const manages = edges.items.find((item) => item.label === 'manages');
  assert.ok(manages?.textEdit && 'range' in manages.textEdit);
  assert.equal(edited(text, [manages.textEdit]).split('\n')[0], 'const rows = rem("TRAVERSE manages");');
  const verbs = await client.request<CompletionList>('textDocument/completion', { textDocument: { uri }, position: { line: 1, character: text.split('\n')[1]?.indexOf('`;') } });
  assert.ok(verbs.items.some((item) => item.label === 'moments'));
  assert.equal(await client.request('textDocument/completion', { textDocument: { uri }, position: { line: 0, character: 3 } }), null);
});

test('hover, definition and lenses in a Markdown fence', async () => {
  const text = '# T\n\n> ```rem\n> WITH a AS (SELECT 1) SELECT * FROM a;\n>\n> LOOKUP "x"\n> ```\n';
  const { uri, diagnostics } = await opened('c.md', 'markdown', text);
  assert.deepEqual(diagnostics, []);
  const hover = await client.request<Hover>('textDocument/hover', { textDocument: { uri }, position: { line: 5, character: 4 } });
  assert.deepEqual(hover.range, { start: { line: 5, character: 2 }, end: { line: 5, character: 8 } });
  const definition = await client.request<Location>('textDocument/definition', { textDocument: { uri }, position: { line: 3, character: 37 } });
  assert.deepEqual(definition.range, { start: { line: 3, character: 7 }, end: { line: 3, character: 8 } });
  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  const place = lenses.find((lens) => lens.range.start.line === 5)?.command?.arguments?.[0] as { uri: string; version: number; offset: number };
  const plan = await client.request<PlanAnswer>('rem/plan', place);
  assert.ok(plan.kind === 'plan' && plan.plan.query_type === 'LOOKUP' && plan.source.range?.start.line === 5);
});

test('layout inside: the fence keeps its marks, the template its values', async () => {
  const markdown = '- item\n\n  ```rem\n  lookup   a;\n  -- keep\n  search "x"   limit 3;\n  ```\n';
  const { uri } = await opened('d.md', 'markdown', markdown);
  const options = { tabSize: 2, insertSpaces: true };
  const edits = await client.request<TextEdit[]>('textDocument/formatting', { textDocument: { uri }, options });
  const laidOut = edited(markdown, edits);
  assert.ok(laidOut.includes('  LOOKUP "a";\n') && laidOut.includes('\n  -- keep\n  SEARCH "x" LIMIT 3;\n  ```'), laidOut);
  const template = 'const q = rem`\n  search ${text}   limit 3;\n  lookup   a;\n`;\n';
  const second = await opened('e.ts', 'typescript', template);
  const changes = await client.request<TextEdit[]>('textDocument/formatting', { textDocument: { uri: second.uri }, options });
  assert.ok(edited(template, changes).includes('${text}'));
});

test('values of the program are not judged, and a statement with them does not run', async () => {
  const text = 'rem`LOOKUP ${a}, "b"`;\nrem`SEARCH ${a} IN ${b} WHERE category = ${c} THRESHOLD ${d} LIMIT ${e}`;\nrem(`TRAVERSE ${a} WITH LOOKUP ${b} DEPTH ${c} TYPE ${d} DIRECTION ${e}`);\nrem("SELECT * FROM resources WHERE name = $1 LIMIT $2");\n';
  const { uri, diagnostics } = await opened('f.ts', 'typescript', text);
  assert.deepEqual(diagnostics.map((diagnostic) => diagnostic.message), []);
  const plan = await client.request<PlanAnswer>('rem/plan', { uri, version: 1, offset: text.indexOf('LOOKUP') });
  assert.ok(plan.kind === 'failed' && plan.code === 'has-holes');
});
