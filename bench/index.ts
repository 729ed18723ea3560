/**
 * How long notes take to come into the store: a folder of generated notes with the real embedding model, the first time and again, and after
 * a few changes. `npm run bench:index -- --notes 10000 --words 120`; `--vectors no` leaves the model out. Prints when names were known, when
 * meanings were, the processor time of the two processes (on Linux; a busy machine hardly changes it), and the same for the second time, which
 * looks at every file and reads none.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openModel } from '@rem/model';
import { openStore, type Embed, type IndexReport, type Store } from '@rem/store';
import { randomFrom } from './store-data.ts';

const { values: options } = parseArgs({
  options: { notes: { type: 'string', default: '10000' }, words: { type: 'string', default: '120' }, vectors: { type: 'string', default: 'yes' } },
});
const notes = Number(options.notes);
const words = Number(options.words);

/** Sentences of the labelled documents, so that texts are as long and as strange as people's. */
const sentences = readFileSync(resolve(import.meta.dirname, '../test-fixtures/edges/documents.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .flatMap((line) => (JSON.parse(line) as { content: string }).content.split(/(?<=[.!?])\s+/));

/** Half of the notes have a summary of their own; each has two edges and a link. */
function noteText(i: number, change = ''): string {
  const random = randomFrom(i + 1);
  const sentence = (): string => sentences[Math.floor(random() * sentences.length)] as string;
  const other = (): string => `Note ${Math.floor(random() * notes)}`;
  const head = [`name: Note ${i}`, `category: c${i % 10}`, ...(i % 2 === 0 ? [`summary: ${JSON.stringify(sentence())}`] : [])];
  const edges = [`  - {dst: ${other()}, rel_type: references, weight: 0.5}`, `  - {dst: ${other()}, rel_type: depends_on, weight: 0.8}`];
  let text = '';
  while (text.split(' ').length < words) text += `${sentence()} `;
  return `---\n${head.join('\n')}\ngraph_edges:\n${edges.join('\n')}\n---\n# Note ${i}\n\n${text}${change}\n\nSee [[${other()}]].\n`;
}

function write(folder: string, i: number, change?: string): void {
  writeFileSync(join(folder, String(i % 100), `${i}.md`), noteText(i, change));
}

async function embedder(): Promise<{ embed?: Embed; end: () => Promise<void> }> {
  if (options.vectors === 'no') return { end: async () => undefined };
  const model = await openModel({ eager: false });
  const embed: Embed = async (texts, signal) => {
    const vectors = await model.embed(texts, signal);
    if ('kind' in vectors) throw new Error(`${vectors.message} ${vectors.remedy}`);
    return vectors;
  };
  await embed(['warm']);
  return { embed, end: async () => void (await model.dispose()) };
}

/** Seconds of processor time that this program's children spent so far, by the package whose process they are. */
function work(): { store: number; model: number } {
  const spent = { store: 0, model: 0 };
  try {
    for (const pid of readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ')) {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      const whose = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('store') ? 'store' : 'model';
      // In hundredths of a second, as Linux counts: user and system.
      spent[whose] += (Number(fields[11]) + Number(fields[12])) / 100;
    }
  } catch {
    // There is no /proc outside Linux.
  }
  return spent;
}

async function index(label: string, store: Store, folder: string): Promise<void> {
  const before = work();
  const began = performance.now();
  let named: number | undefined;
  let told = began;
  const report = await store.index(folder, {
    onProgress: ({ stage, done, total }) => {
      if (stage === 'embed') named ??= performance.now();
      if (performance.now() - told < 20_000) return;
      told = performance.now();
      console.log(`    ${stage} ${done}/${total} after ${((told - began) / 1000).toFixed(0)} s, load ${load()}`);
    },
  });
  if (report.kind === 'failed') throw new Error(`${report.message} ${report.remedy}`);
  const after = work();
  console.log(line(label, report, began, named));
  console.log(`${' '.repeat(27)}work of the store process ${(after.store - before.store).toFixed(1)} s, of the model process ${(after.model - before.model).toFixed(1)} s`);
}

function line(label: string, { notes: seen, added, changed, unchanged, embedded, unembedded, edges, problems, milliseconds }: IndexReport, began: number, named: number | undefined): string {
  const stages = named === undefined ? '' : `names known after ${((named - began) / 1000).toFixed(1)} s, `;
  const counts = `${seen} notes, ${added} added, ${changed} changed, ${unchanged} unchanged, ${edges} edges, ${embedded} vectors, ${unembedded} rows without, ${problems.length} problems`;
  return `  ${label.padEnd(24)} ${stages}all after ${(milliseconds / 1000).toFixed(1)} s (${counts})`;
}

const load = (): string => loadavg().map((value) => value.toFixed(1)).join(' ');
const root = mkdtempSync(join(tmpdir(), 'rem-bench-index-'));
const folder = join(root, 'notes');
for (let i = 0; i < 100; i++) mkdirSync(join(folder, String(i)), { recursive: true });
for (let i = 0; i < notes; i++) write(folder, i);
const { embed, end } = await embedder();
const opening = performance.now();
const store = await openStore({ directory: join(root, 'store'), ...(embed && { embed }) });
if ('kind' in store) throw new Error(`${store.message} ${store.remedy}`);
try {
  console.log(`${notes.toLocaleString('en')} notes of ${words} words; ${cpus().length} cores, load ${load()}; a new store is open after ${Math.round(performance.now() - opening)} ms`);
  await index('the first time', store, folder);
  await index('the second time', store, folder);
  for (let i = 0; i < Math.min(10, notes); i++) write(folder, i * Math.floor(notes / 10), 'And one thing more.');
  await index('ten notes changed', store, folder);
  console.log(`load at the end ${load()}`);
} finally {
  await store.close();
  await end();
  rmSync(root, { recursive: true, force: true });
}
