/** Suggestions for one note: a text that the memory knows is not embedded again, a changed one is, what is there or hidden is left out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEdgeMemory, type EdgeDocument } from '@rem/model';
import type { MemoryKeeper, MemoryNote } from '../src/edges/memory-keeper.ts';
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
