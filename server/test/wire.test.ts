/** The wire: the real server process over standard input and output, every capability that it announces asked once. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type {
  CallHierarchyIncomingCall, CallHierarchyItem, CodeAction, CodeLens, CompletionItem, CompletionList, Diagnostic, DocumentSymbol, Hover, InlayHint, Location, SelectionRange,
  SemanticTokens, ServerCapabilities, SignatureHelp, TextEdit, WorkspaceEdit, WorkspaceSymbol,
} from 'vscode-languageserver';
import type { GenerateAnswer, IndexAnswer, PlanAnswer, RunAnswer, Status } from '../src/protocol.ts';
import { startClient, type Client } from './lsp-client.ts';

const uri = 'file:///tour.rem';
const text = `-- who does Sarah Chen manage?
TRAVERSE manages WITH LOOKUP "Sarah Chen" DEPTH 2;

LOOKUP "Sarah Chen", "api-design-v2";
SERCH "deploy";

WITH recent AS (SELECT * FROM moments)
SELECT r.name
FROM recent r
WHERE r.created_at >= '@last_week';

search 'plain'   limit 3;
`;
const lines = text.split('\n');
const textDocument = { uri };

/** The position of the n-th occurrence of a word. */
function at(word: string, occurrence = 0, inside = 1): { line: number; character: number } {
  let seen = 0;
  for (const [line, content] of lines.entries()) {
    for (let character = content.indexOf(word); character >= 0; character = content.indexOf(word, character + 1)) {
      if (seen++ === occurrence) return { line, character: character + inside };
    }
  }
  throw new Error(`${word} does not stand in the text`);
}
const everything = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };

let client: Client;
let capabilities: ServerCapabilities;
const asked = new Set<keyof ServerCapabilities>(['textDocumentSync', 'workspace']);

before(async () => {
  client = await startClient({ initializationOptions: { documentationUri: 'file:///docs/problems.md' } });
  capabilities = client.result.capabilities;
  await client.open(uri, text);
});
after(async () => {
  await client.close();
});

function ask<T>(capability: keyof ServerCapabilities, method: string, params: object): Promise<T> {
  assert.ok(capabilities[capability], `${capability} is not announced`);
  asked.add(capability);
  return client.request<T>(method, { textDocument, ...params });
}

test('diagnostics are pushed with their version to a client that does not pull', async () => {
  const published = await client.until(() => client.published.find((params) => params.uri === uri));
  assert.equal(published.version, 1);
  assert.deepEqual(published.diagnostics.map(({ code, range }) => [code, range.start]), [['unknown-verb', { line: 4, character: 0 }]]);
});

test('diagnostics are pulled, and unchanged where nothing changed', async () => {
  const first = await ask<{ kind: string; resultId: string; items: Diagnostic[] }>('diagnosticProvider', 'textDocument/diagnostic', {});
  assert.equal(first.items[0]?.code, 'unknown-verb');
  assert.match(first.items[0]?.codeDescription?.href ?? '', /problems\.md#unknown-verb$/);
  const second = await ask<{ kind: string }>('diagnosticProvider', 'textDocument/diagnostic', { previousResultId: first.resultId });
  assert.equal(second.kind, 'unchanged');
});

test('completion and its documentation', async () => {
  const list = await ask<CompletionList>('completionProvider', 'textDocument/completion', { position: at('manages') });
  assert.ok(list.items.some((item) => item.label === 'authored_by'));
  const verbs = await ask<CompletionList>('completionProvider', 'textDocument/completion', { position: { line: lines.length - 1, character: 0 } });
  const lookup = verbs.items.find((item) => item.label === 'LOOKUP');
  assert.ok(lookup);
  const resolved = await client.request<CompletionItem>('completionItem/resolve', lookup);
  assert.match(JSON.stringify(resolved.documentation), /exact label/);
});

test('hover over a verb, a clause, a table, a column', async () => {
  for (const [word, expected] of [['TRAVERSE', /Follows graph edges/], ['DEPTH', /How many steps/], ['moments', /table/], ['created_at', /timestamptz/]] as const) {
    const hover = await ask<Hover>('hoverProvider', 'textDocument/hover', { position: at(word) });
    assert.match(JSON.stringify(hover?.contents ?? null), expected, word);
  }
});

test('hover over a symbolic date says what it means', async () => {
  const hover = await ask<Hover>('hoverProvider', 'textDocument/hover', { position: at('@last_week') });
  assert.match(JSON.stringify(hover?.contents ?? null), /\d{4}-\d\d-\d\d/);
});

test('quick fix of a verb typo', async () => {
  const actions = await ask<CodeAction[]>('codeActionProvider', 'textDocument/codeAction', { range: { start: at('SERCH'), end: at('SERCH') }, context: { diagnostics: [] } });
  const fix = actions.find((action) => action.kind === 'quickfix');
  assert.deepEqual(fix?.edit?.changes?.[uri]?.map((edit) => edit.newText), ['SEARCH']);
  assert.equal(fix?.isPreferred, true);
});

test('refactorings of a statement, only where asked for', async () => {
  const range = { start: at('LOOKUP "Sarah', 1), end: at('LOOKUP "Sarah', 1) };
  const titles = (await ask<CodeAction[]>('codeActionProvider', 'textDocument/codeAction', { range, context: { diagnostics: [] } })).map((action) => action.title);
  assert.ok(titles.includes('Follow the edges: TRAVERSE') && titles.includes('Sort the keys'), titles.join(', '));
  const fixes = await ask<CodeAction[]>('codeActionProvider', 'textDocument/codeAction', { range, context: { diagnostics: [], only: ['quickfix'] } });
  assert.deepEqual(fixes, []);
});

test('code lenses name their statement', async () => {
  const lenses = await ask<CodeLens[]>('codeLensProvider', 'textDocument/codeLens', {});
  const first = lenses.find((lens) => lens.command?.command === 'rem.run');
  assert.deepEqual(first?.range.start, { line: 1, character: 0 });
  assert.deepEqual(first?.command?.arguments, [{ uri, version: 1, offset: text.indexOf('TRAVERSE') }]);
  assert.ok(!lenses.some((lens) => lens.range.start.line === 4), 'a statement that cannot run has no lens');
});

test('formatting of the document, a range, and a statement just finished', async () => {
  const options = { tabSize: 2, insertSpaces: true };
  const whole = await ask<TextEdit[]>('documentFormattingProvider', 'textDocument/formatting', { options });
  assert.ok(whole.some((edit) => edit.newText.includes('SEARCH "plain" LIMIT 3')));
  const range = { start: at("search 'plain'"), end: at("search 'plain'") };
  const part = await ask<TextEdit[]>('documentRangeFormattingProvider', 'textDocument/rangeFormatting', { range, options });
  assert.equal(part.length, 1);
  assert.equal(part[0]?.range.start.line, 11);
  const typed = await ask<TextEdit[]>('documentOnTypeFormattingProvider', 'textDocument/onTypeFormatting', { position: { line: 11, character: lines[11]?.length ?? 0 }, ch: ';', options });
  assert.equal(typed.length, 1);
});

test('semantic tokens: whole, range, difference', async () => {
  const full = await ask<SemanticTokens>('semanticTokensProvider', 'textDocument/semanticTokens/full', {});
  assert.ok(full.data.length > 0 && full.data.length % 5 === 0);
  const range = await ask<SemanticTokens>('semanticTokensProvider', 'textDocument/semanticTokens/range', { range: { start: at('SERCH'), end: at('SERCH') } });
  assert.ok(range.data.length < full.data.length);
  const delta = await ask<{ edits: unknown[] }>('semanticTokensProvider', 'textDocument/semanticTokens/full/delta', { previousResultId: full.resultId });
  assert.deepEqual(delta.edits, []);
});

test('definition, references, rename of a name that the SQL gives itself', async () => {
  const position = at('r.name');
  const definition = await ask<Location>('definitionProvider', 'textDocument/definition', { position });
  assert.deepEqual(definition.range.start, at('recent r', 0, 7));
  const references = await ask<Location[]>('referencesProvider', 'textDocument/references', { position, context: { includeDeclaration: true } });
  assert.equal(references.length, 3);
  const prepared = await ask<{ placeholder: string }>('renameProvider', 'textDocument/prepareRename', { position });
  assert.equal(prepared.placeholder, 'r');
  const edit = await ask<WorkspaceEdit>('renameProvider', 'textDocument/rename', { position, newName: 'latest' });
  assert.equal(edit.changes?.[uri]?.length, 3);
});

test('a label is renamed with its quotes, in every statement', async () => {
  const edit = await ask<WorkspaceEdit>('renameProvider', 'textDocument/rename', { position: at('"Sarah Chen"', 0, 3), newName: 'Sarah "S" Chen' });
  assert.deepEqual(edit.changes?.[uri]?.map((change) => change.newText), ['"Sarah \\"S\\" Chen"', '"Sarah \\"S\\" Chen"']);
});

test('symbols of the document and the workspace', async () => {
  const symbols = await ask<DocumentSymbol[]>('documentSymbolProvider', 'textDocument/documentSymbol', {});
  assert.equal(symbols.length, 5);
  assert.deepEqual([symbols[0]?.detail, symbols[0]?.range.start.line, symbols[0]?.selectionRange.start.line], ['who does Sarah Chen manage?', 0, 1]);
  const found = await ask<WorkspaceSymbol[]>('workspaceSymbolProvider', 'workspace/symbol', { query: 'sarah chen' });
  assert.ok(found.length >= 2);
});

test('folding, selection, highlights, links, signature', async () => {
  const folds = await ask<{ startLine: number; endLine: number }[]>('foldingRangeProvider', 'textDocument/foldingRange', {});
  assert.deepEqual(folds.map((fold) => [fold.startLine, fold.endLine]), [[6, 9]]);
  const [selection] = await ask<SelectionRange[]>('selectionRangeProvider', 'textDocument/selectionRange', { positions: [at('Sarah Chen', 1)] });
  const widths: number[] = [];
  for (let range = selection; range; range = range.parent) widths.push((range.range.end.line - range.range.start.line) * 1000 + range.range.end.character - range.range.start.character);
  assert.ok(widths.length >= 4 && widths.every((width, index) => index === 0 || width > (widths[index - 1] ?? 0)), widths.join(' '));
  const highlights = await ask<unknown[]>('documentHighlightProvider', 'textDocument/documentHighlight', { position: at('"Sarah Chen"', 0, 3) });
  assert.equal(highlights.length, 2);
  assert.deepEqual(await ask<unknown[]>('documentLinkProvider', 'textDocument/documentLink', {}), []);
  const help = await ask<SignatureHelp>('signatureHelpProvider', 'textDocument/signatureHelp', { position: at('DEPTH 2', 0, 7) });
  assert.match(help.signatures[0]?.label ?? '', /^TRAVERSE/);
});

test('inlay hints: defaults and dates', async () => {
  const hints = await ask<InlayHint[]>('inlayHintProvider', 'textDocument/inlayHint', { range: everything });
  const texts = hints.map((hint) => String(hint.label));
  assert.ok(texts.includes('LIMIT 9'), texts.join(' | '));
  assert.ok(texts.some((hint) => /^\d{4}-\d\d-\d\d – \d{4}-\d\d-\d\d$/.test(hint)), texts.join(' | '));
});

test('who queries this label', async () => {
  const [item] = await ask<CallHierarchyItem[]>('callHierarchyProvider', 'textDocument/prepareCallHierarchy', { position: at('"Sarah Chen"', 0, 3) });
  assert.equal(item?.name, 'Sarah Chen');
  const calls = await client.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
  assert.equal(calls.length, 2);
  assert.deepEqual(await client.request('callHierarchy/outgoingCalls', { item }), []);
});

test('grey text is null at once where the line asks for nothing, and where there is no model', async () => {
  const started = performance.now();
  assert.equal(await ask('inlineCompletionProvider', 'textDocument/inlineCompletion', { position: at('SERCH'), context: { triggerKind: 2 } }), null);
  assert.ok(performance.now() - started < 500);
  assert.equal(await ask('inlineCompletionProvider', 'textDocument/inlineCompletion', { position: { line: 0, character: lines[0]?.length ?? 0 }, context: { triggerKind: 1 } }), null);
  const status = await client.until(() => client.statuses.find((candidate) => candidate.lastReason !== undefined));
  assert.match(status.lastReason ?? '', /switched off/);
});

test('commands for editors that have none of their own', async () => {
  assert.deepEqual(capabilities.executeCommandProvider?.commands, ['rem.run', 'rem.explain', 'rem.plan', 'rem.writeQuery']);
  const place = { uri, version: 1, offset: text.indexOf('LOOKUP "Sarah Chen", ') };
  const plan = await ask<PlanAnswer>('executeCommandProvider', 'workspace/executeCommand', { command: 'rem.plan', arguments: [place] });
  assert.equal(plan.kind, 'plan');
  const wrong = await ask<PlanAnswer>('executeCommandProvider', 'workspace/executeCommand', { command: 'rem.plan', arguments: [{ uri: 3 }] });
  assert.deepEqual([wrong.kind, 'code' in wrong && wrong.code], ['failed', 'wrong-arguments']);
});

test('rem/plan resolves dates and says what is wrong with the rest', async () => {
  const plan = await client.request<PlanAnswer>('rem/plan', { uri, version: 1, offset: text.indexOf('SELECT r.name') });
  assert.ok(plan.kind === 'plan' && plan.resolved.length === 1 && plan.source.range?.start.line === 6);
  const broken = await client.request<PlanAnswer>('rem/plan', { uri, version: 1, offset: text.indexOf('SERCH') });
  assert.ok(broken.kind === 'failed' && broken.code === 'has-problems' && broken.source?.text.startsWith('SERCH'));
  const stale = await client.request<PlanAnswer>('rem/plan', { uri, version: 0, offset: 0 });
  assert.ok(stale.kind === 'failed' && stale.code === 'changed');
  const several = await client.request<PlanAnswer>('rem/plan', { text: 'LOOKUP a; LOOKUP b' });
  assert.ok(several.kind === 'failed' && several.code === 'several-statements');
});

test('the requests of the project answer failures as values', async () => {
  const run = await client.request<RunAnswer>('rem/run', { text: 'LOOKUP a' });
  assert.ok(run.kind === 'failed' && run.code === 'store-off');
  const generated = await client.request<GenerateAnswer | { kind: 'failed'; code: string }>('rem/generate', { request: 'who is Sarah?' });
  assert.ok('kind' in generated && generated.code === 'model-off');
  const index = await client.request<IndexAnswer>('rem/index', {});
  assert.ok(index.kind === 'failed' && index.code === 'store-off');
  const status = await client.request<Status>('rem/getStatus', {});
  assert.deepEqual([status.model.kind, status.store.kind], ['off', 'off']);
  await assert.rejects(client.request('rem/run', { offset: 'x' }), /parameters are not understood/);
});

test('an edit is seen: version, diagnostics, tokens', async () => {
  const changed = text.replace('SERCH', 'SEARCH');
  await client.change(uri, 2, changed);
  const published = await client.until(() => client.published.find((params) => params.version === 2));
  assert.deepEqual(published.diagnostics, []);
  await client.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version: 3 }, contentChanges: [{ range: { start: { line: 4, character: 0 }, end: { line: 4, character: 6 } }, text: 'FUZY' }] });
  const again = await client.until(() => client.published.find((params) => params.version === 3));
  assert.deepEqual(again.diagnostics.map((diagnostic) => diagnostic.code), ['unknown-verb']);
});

test('a file that is too large gets one message, and a closed one none', async () => {
  const large = 'file:///large.rem';
  await client.open(large, 'LOOKUP a;\n'.repeat(500_000));
  const published = await client.until(() => client.published.find((params) => params.uri === large));
  assert.deepEqual(published.diagnostics.map((diagnostic) => diagnostic.code), ['file-too-large']);
  await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: large } });
  await client.until(() => client.published.find((params) => params.uri === large && params.diagnostics.length === 0));
});

test('every announced capability has been asked', () => {
  const announced = (Object.keys(capabilities) as (keyof ServerCapabilities)[]).filter((name) => capabilities[name]);
  assert.deepEqual(announced.filter((name) => !asked.has(name)), []);
});
