/** Suggestions for one note: a text that the memory knows is not embedded again, a changed one is, what is there or hidden is left out. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { createEdgeMemory, type EdgeDocument } from '@rem/model';
import { openStore } from '@rem/store';
import { createMemoryKeeper, type MemoryKeeper, type MemoryNote } from '../src/edges/memory-keeper.ts';
import { fromText } from '../src/edges/note-to-document.ts';
import { suggestFor } from '../src/edges/suggest.ts';
import { unknownTargetMessage } from '../src/features/note-edges.ts';

const vector = (...first: number[]): Float32Array => Float32Array.from({ length: 384 }, (_, at) => (first[at] ?? 0) / Math.hypot(...first));
const drift: EdgeDocument = { id: 'n/1', label: 'Tide gauge drift', content: 'The pressure sensor of the tide gauge at Aveiro drifts by two centimetres a month; biofouling on the membrane.', vector: vector(1, 0.2) };
const cleaned: EdgeDocument = { id: 'n/2', label: 'Membrane cleaned', content: 'The membrane of the pressure sensor of the tide gauge at Aveiro was cleaned, the tide gauge drift is gone.', vector: vector(1, 0.3) };

function keeperOf(documents: readonly EdgeDocument[]): MemoryKeeper {
  const memory = createEdgeMemory();
  for (const document of documents) memory.upsert(document);
  const notes = documents.map(({ vector: _, ...document }): MemoryNote => ({ document, path: `${document.label}.md`, uri: undefined, summary: '' }));
  const find = (wanted: (note: MemoryNote) => boolean): MemoryNote | undefined => notes.find(wanted);
  return { memory, note: (id) => find(({ document }) => document.id === id), byPath: (path) => find((note) => note.path === path), byLabel: (label) => find(({ document }) => document.label === label), notes: () => notes, refresh: () => Promise.resolve(false) };
}

test('only a text that the memory does not know is embedded, its beginning', async () => {
  const asked: string[][] = [];
  const model = { embed: (texts: readonly string[]) => { asked.push([...texts]); return Promise.resolve(texts.map(() => vector(1, 0.25))); } };
  const lengths = (): number[] => asked.map((texts) => texts.join('').length);
  const keeper = keeperOf([drift, cleaned]);
  const { vector: _, id: __, ...same } = cleaned;
  const note = { document: { ...same, id: 'editor/Membrane cleaned.md' }, path: 'Membrane cleaned.md', edges: [] };
  const known = await suggestFor(note, { keeper, model });
  assert.deepEqual(known.map(({ label }) => label), ['Tide gauge drift']);
  assert.equal(lengths().length, 0);
  const changed = await suggestFor({ ...note, document: { ...note.document, content: `${cleaned.content} ${'And so on. '.repeat(500)}` } }, { keeper, model });
  assert.deepEqual(changed.map(({ label }) => label), ['Tide gauge drift']);
  assert.ok(lengths().length === 1 && lengths().every((length) => length < 800), lengths().join());
});

test('edges that are there and targets that are hidden are left out', async () => {
  const keeper = keeperOf([drift, cleaned]);
  const note = { document: { ...cleaned, id: 'editor' }, path: 'Membrane cleaned.md', edges: [{ dst: 'tide  GAUGE drift' }] };
  assert.deepEqual(await suggestFor(note, { keeper }), []);
  assert.deepEqual(await suggestFor({ ...note, edges: [] }, { keeper }, { hidden: (label) => label === 'Tide gauge drift' }), []);
});

test('an id instead of a label is called what it is', () => {
  assert.match(unknownTargetMessage('6F9619FF-8B86-D011-B42D-00CF4FC964FF', undefined), /is an id.*write the name of the note/);
  assert.match(unknownTargetMessage('Ana Lindquist', 'Ana Lindqvist'), /No note is called ‘Ana Lindquist’\. Did you mean ‘Ana Lindqvist’\?/);
  assert.match(unknownTargetMessage('Nobody', undefined), /make one of this name/);
});

test('notes are known by what the store tells of them, in every format, until their text changes', async (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rem-edge-suggest-'));
  context.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const files: Record<string, string> = {
    'drift.md': `---\nname: Tide gauge drift\ntags: [sensors]\n---\n\n${drift.content}\n\nSecond paragraph,  with spaces.\n`,
    'cleaned.yaml': `kind: engram\nname: Membrane cleaned\ncontent: |\n  ${cleaned.content}\nmoments:\n  - {name: Cleaning, summary: The membrane is cleaned., resource_timestamp: "2026-03-09T10:00:00Z"}\n`,
    'ana.json': JSON.stringify({ kind: 'entity', name: 'Ana Lindqvist', entity_type: 'person', content: 'Marine engineer, looks after the tide gauge.' }),
    'heading.md': '# Membranes\r\n\r\nWindows lines about the membrane.\r\n',
  };
  const notes = path.join(folder, 'notes');
  mkdirSync(notes);
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(notes, name), text);
  const store = await openStore({ directory: path.join(folder, 'store'), embed: (texts) => Promise.resolve(texts.map((text) => vector(1, text.length / 1_000))) });
  assert.ok(!('kind' in store), JSON.stringify(store));
  context.after(() => store.close());
  await store.index(notes);
  const keeper = createMemoryKeeper(createEdgeMemory());
  await keeper.refresh(store);
  const asked: string[] = [];
  const model = { embed: (texts: readonly string[]) => { asked.push(...texts); return Promise.resolve(texts.map(() => vector(1))); } };
  for (const [name, text] of Object.entries(files)) {
    const note = fromText(text, name);
    assert.ok(note, name);
    await suggestFor({ ...note, path: name }, { keeper, model });
    assert.equal(asked.length, 0, `${name} is known`);
    await suggestFor({ ...note, document: { ...note.document, content: `${note.document.content} More.` }, path: name }, { keeper, model });
    assert.equal(asked.splice(0).length, 1, `${name} changed`);
  }
});
