/**
 * When the reader of transcripts counts otherwise than before: finds each moment again by its first words and writes the new indices.
 * `node test-fixtures/moments/reindex.ts`; says what it could not find and leaves that file alone.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTranscript } from '../../model/src/moments/read/index.ts';
import { annotated } from './gold.ts';

type Utterance = { text: string };

/** The index of each moment's first utterance, in order; undefined where its words are not found behind the one before. */
function firsts(begins: readonly string[], utterances: readonly Utterance[]): (number | undefined)[] {
  let from = 0;
  return begins.map((words) => {
    const at = utterances.findIndex(({ text }, index) => index >= from && (text.includes(words) || words.startsWith(text)));
    if (at < 0) return undefined;
    from = at + 1;
    return at;
  });
}

/** Only the numbers are changed, in place, so that a file keeps its layout. */
function rewritten(json: string, places: readonly number[], count: number): string {
  let moment = 0;
  return json.replace(/"first": \d+, "last": \d+/g, () => {
    const last = (places[moment + 1] ?? count) - 1;
    return `"first": ${places[moment++]}, "last": ${last}`;
  });
}

for (const { name, file, gold, second } of annotated()) {
  const { utterances } = readTranscript(readFileSync(join(import.meta.dirname, file), 'utf8'), { fileName: file });
  for (const [ending, { moments }] of [['gold', gold], ...(second ? [['gold-second', second] as const] : [])] as const) {
    const found = firsts(moments.map(({ begins }) => begins), utterances);
    const places = found.flatMap((place) => place ?? []);
    if (places.length < moments.length) {
      console.log(`${name}.${ending}: not found: ${moments.filter((_, index) => found[index] === undefined).map(({ begins }) => `"${begins}"`).join(', ')}`);
      continue;
    }
    places[0] = 0;
    const path = join(import.meta.dirname, `${name}.${ending}.json`);
    const before = readFileSync(path, 'utf8');
    const after = rewritten(before, places, utterances.length);
    if (after === before) continue;
    writeFileSync(path, after);
    console.log(`${name}.${ending}: moved`);
  }
}
