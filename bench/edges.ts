/**
 * How long edge suggestions take: 10,000 notes of real sentences in the memory, a new note with its embedding, and a single pair of new texts.
 * `node bench/edges.ts [--notes N]`. Vectors of the notes are random, which changes no time; the new note's are the model's own.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createEdgeMemory, draft, embedDocuments, openModel, scoreEdges, sketch, type EdgeDocument } from '@rem/model';
import { percentile } from '../cli/src/eval/statistics.ts';

const { values: options } = parseArgs({ options: { notes: { type: 'string', default: '10000' } } });
const count = Number(options.notes);
const texts = readFileSync(path.resolve(import.meta.dirname, '../test-fixtures/edges/documents.jsonl'), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { label: string; content: string; people: string[]; tags: string[] });
const sentences = texts.flatMap(({ content }) => content.split(/(?<=[.!?])\s+/));
const people = [...new Set(texts.flatMap((text) => text.people))];
let state = 1;
const random = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) / 0x7fffffff;
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;

function note(id: string, words: number): EdgeDocument {
  let content = '';
  while (content.split(' ').length < words) content += ` ${pick(sentences)}`;
  return { id, label: `${pick(texts).label} ${id}`, content, created: new Date(1.7e12 + random() * 1e11).toISOString(), people: [pick(people), pick(people)], tags: pick(texts).tags };
}

function vector(): Float32Array {
  const values = Float32Array.from({ length: 384 }, () => random() - 0.5);
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

const memory = createEdgeMemory();
const began = performance.now();
for (let at = 0; at < count; at++) memory.upsert({ ...note(String(at), 150), vector: vector() });
console.log(`${count} notes of 150 words: read in ${((performance.now() - began) / 1000).toFixed(1)} s, ${Math.round(process.memoryUsage().rss / 1_048_576)} MB resident`);

const model = await openModel({ eager: false });
await model.embed(['warm']);
const [candidates, scoring, whole, single]: number[][] = [[], [], [], []];
for (let round = 0; round < 20; round++) {
  const fresh = note(`new${round}`, 200);
  const start = performance.now();
  const made = await embedDocuments(model, [fresh], draft);
  const source = 'kind' in made ? fresh : made[0]!;
  const read = memory.read(source);
  const embedded = performance.now();
  memory.candidates(read);
  const found = performance.now();
  memory.suggest(source);
  scoring!.push(performance.now() - found - (found - embedded));
  candidates!.push(found - embedded);
  whole!.push(performance.now() - start - (found - embedded));
  const [left, right] = [note('a', 500), note('b', 500)];
  const pairStart = performance.now();
  const pair = await embedDocuments(model, [left, right], sketch);
  if (!('kind' in pair)) scoreEdges(pair[0]!, [pair[1]!]);
  single!.push(performance.now() - pairStart);
}
for (const [name, times] of [['candidates of a new note', candidates], ['scores and reasons of up to 200', scoring], ['a new note of 200 words, embedding and all', whole], ['a single pair, two new texts of 500 words', single]] as const)
  console.log(`${name}: p50 ${percentile(times!, 0.5).toFixed(1)} ms, p95 ${percentile(times!, 0.95).toFixed(1)} ms`);
await model.dispose();
