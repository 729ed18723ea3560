/** The server with a real store over a folder of notes: indexing, what features then know, statements that run, changes on disk. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CompletionList, DocumentLink, Hover, InlayHint, Location, WorkspaceEdit } from 'vscode-languageserver';
import type { RunAnswer, Status } from '../src/protocol.ts';
import { startClient, type Client } from './lsp-client.ts';

const root = mkdtempSync(path.join(os.tmpdir(), 'rem-server-'));
const notes = path.join(root, 'notes');
const file = (name: string): string => path.join(notes, name);
const uriOf = (name: string): string => pathToFileURL(file(name)).toString();
const text = 'LOOKUP "Ada Quill";\nTRAVERSE manages WITH LOOKUP "Ada Quill";\nSELECT name FROM resources;\n';
const uri = uriOf('a.rem');
let client: Client;

before(async () => {
  mkdirSync(notes);
  writeFileSync(file('ada.yaml'), 'kind: entity\nname: Ada Quill # the head\nentity_type: person\nsummary: Head of *maps* & [charts].\ngraph_edges:\n  - dst: Bo Reed\n    rel_type: manages\n    weight: 1.0\n');
  writeFileSync(file('bo.yaml'), "kind: entity\nname: 'Bo Reed'\nentity_type: person\n");
  writeFileSync(file('talk.yaml'), 'kind: engram\nname: Talk\ncontent: They spoke.\nmoments:\n  - name: Chart talk\n    moment_type: meeting\n    resource_timestamp: 2026-09-14T08:00:00Z\n    present_persons:\n      - {id: ada, name: Ada Quill}\n');
  writeFileSync(file('plan.md'), '# Chart plan\n\nWritten by [[Ada Quill]] for everyone.\n');
  writeFileSync(file('other.rem'), 'FUZZY "ada";\nLOOKUP \'Ada Quill\';\n');
  client = await startClient({
    folder: pathToFileURL(notes).toString(), settings: { store: { enabled: true } }, initializationOptions: { storageDirectory: path.join(root, 'stores') },
    capabilities: { window: { workDoneProgress: true }, textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
  });
});
after(async () => {
  await client.close();
  rmSync(root, { recursive: true, force: true });
});

const lastStore = (): Status['store'] | undefined => client.statuses.at(-1)?.store;

test('nothing starts before a document is open', async () => {
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.deepEqual(client.statuses, []);
});

test('opening a document indexes the folder, with progress', async () => {
  await client.open(uri, text);
  await client.until(() => (lastStore()?.kind === 'ready' && client.statuses.some((status) => status.store.kind === 'indexing') ? true : undefined));
  const store = lastStore();
  assert.ok(store?.kind === 'ready' && store.labels >= 3 && store.problems.length === 0, JSON.stringify(store));
  assert.ok(client.progress.length > 0);
});

test('labels of the notes are completed, hinted, linked, hovered over with their card', async () => {
  const textDocument = { uri };
  const list = await client.request<CompletionList>('textDocument/completion', { textDocument, position: { line: 0, character: 9 } });
  assert.ok(list.items.some((item) => item.label === 'Ada Quill'));
  const hints = await client.request<InlayHint[]>('textDocument/inlayHint', { textDocument, range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } } });
  assert.ok(hints.some((hint) => hint.label === 'person'), JSON.stringify(hints));
  const links = await client.request<DocumentLink[]>('textDocument/documentLink', { textDocument });
  assert.equal(links[0]?.target, uriOf('ada.yaml'));
  const hover = await client.request<Hover>('textDocument/hover', { textDocument, position: { line: 0, character: 10 } });
  const value = JSON.stringify(hover.contents);
  assert.match(value, /manages/);
  assert.match(value, /Bo Reed/);
  assert.match(value, /Chart talk.*2026-09-14/);
  assert.match(value, /\\\\\*maps\\\\\*/, 'what notes say is shown, not interpreted');
});

test('statements run, and their failures say what to do', async () => {
  const run = await client.request<RunAnswer>('rem/run', { uri, version: 1, offset: text.indexOf('TRAVERSE') });
  assert.ok(run.kind === 'rows', JSON.stringify(run));
  assert.ok(JSON.stringify(run.rows).includes('Bo Reed'));
  assert.equal(run.source.range?.start.line, 1);
  const failed = await client.request<RunAnswer>('rem/run', { text: 'SELECT nothing FROM nowhere' });
  assert.ok(failed.kind === 'failed' && failed.remedy.length > 0);
});

test('definition leads into the note, references and rename cover statements and notes', async () => {
  const place = { textDocument: { uri }, position: { line: 0, character: 10 } };
  const [definition] = await client.request<Location[]>('textDocument/definition', place);
  assert.deepEqual([definition?.uri, definition?.range.start], [uriOf('ada.yaml'), { line: 1, character: 6 }]);
  const references = await client.request<Location[]>('textDocument/references', { ...place, context: { includeDeclaration: true } });
  assert.deepEqual([...new Set(references.map((location) => path.basename(location.uri)))].sort(), ['a.rem', 'ada.yaml', 'other.rem', 'plan.md']);
  const edit = await client.request<WorkspaceEdit>('textDocument/rename', { ...place, newName: 'Ada: Quill' });
  const texts = Object.fromEntries(Object.entries(edit.changes ?? {}).map(([where, edits]) => [path.basename(where), edits.map((change) => change.newText)]));
  assert.deepEqual(texts, { 'a.rem': ['"Ada: Quill"', '"Ada: Quill"'], 'ada.yaml': ['"Ada: Quill"'], 'other.rem': ["'Ada: Quill'"], 'plan.md': ['Ada: Quill'] });
});

test('who queries a label, and where it leads', async () => {
  const [item] = await client.request<{ name: string }[]>('textDocument/prepareCallHierarchy', { textDocument: { uri }, position: { line: 0, character: 10 } });
  const incoming = await client.request<{ from: { uri: string } }[]>('callHierarchy/incomingCalls', { item });
  assert.equal(incoming.length, 3);
  const outgoing = await client.request<{ to: { name: string; detail: string; uri: string } }[]>('callHierarchy/outgoingCalls', { item });
  assert.deepEqual(outgoing.map(({ to }) => [to.name, to.detail, path.basename(to.uri)]), [['Bo Reed', 'manages', 'bo.yaml']]);
});

test('a schema file of the workspace goes before the store, and leaves again', async () => {
  const codes = async (version: number): Promise<unknown[]> => {
    await client.change(uriOf('schema.rem'), version, `SELECT title FROM tickets; -- ${version}\n`);
    const report = await client.request<{ items: { code?: unknown }[] }>('textDocument/diagnostic', { textDocument: { uri: uriOf('schema.rem') } });
    return report.items.map((item) => item.code);
  };
  const changed = async (type: 1 | 3): Promise<void> => {
    const told = client.refreshes;
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('rem.schema.json'), type }] });
    await client.until(() => (client.refreshes > told ? true : undefined));
  };
  await client.open(uriOf('schema.rem'), '');
  assert.deepEqual(await codes(2), ['unknown-table']);
  writeFileSync(file('rem.schema.json'), JSON.stringify({ tables: [{ name: 'tickets', columns: [{ name: 'title' }] }] }));
  await changed(1);
  assert.deepEqual(await codes(3), []);
  rmSync(file('rem.schema.json'));
  await changed(3);
  assert.deepEqual(await codes(4), ['unknown-table']);
});

test('a note that changes on disk is read again; one that cannot be read is named and the rest goes on', async () => {
  writeFileSync(file('cy.yaml'), 'kind: entity\nname: Cy Dale\nentity_type: person\n');
  writeFileSync(file('bad.yaml'), 'kind: entity\nname: [unclosed\n');
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('cy.yaml'), type: 1 }, { uri: uriOf('bad.yaml'), type: 1 }] });
  const store = await client.until(() => client.statuses.map((status) => status.store).findLast((state) => state.kind === 'ready' && state.problems.length > 0));
  assert.ok(store.kind === 'ready' && store.problems.some((problem) => problem.includes('bad.yaml')));
  const run = await client.request<RunAnswer>('rem/run', { text: 'LOOKUP "Cy Dale"' });
  assert.ok(run.kind === 'rows' && run.rows.length === 1);
  assert.equal(readFileSync(file('ada.yaml'), 'utf8').includes('# the head'), true);
});
