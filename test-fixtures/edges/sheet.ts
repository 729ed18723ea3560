// A sheet for labelling pairs once more: their texts in shuffled order, with a number and no label, and the keys that belong to the numbers.
// `node test-fixtures/edges/sheet.ts FOLDER` writes FOLDER/sheet.md, to be read beside guideline.md and nothing else, and FOLDER/keys.json.
// `node test-fixtures/edges/sheet.ts FOLDER labels.txt NAME` turns lines `NUMBER AFFINITY RELATION` into pairs-second.jsonl, with NAME as the labeller;
// the relation is left out, or `-`, where no edge is offered.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pairKey, readDocuments, readPairs, relations, type EdgeDocument, type EdgePair } from './edge-data.ts';

const count = 210;
const byId = new Map(readDocuments().map((document) => [document.id, document]));

/** The pairs of the sheet: those of pairs-second.jsonl, so that a new labeller answers the same ones, by the order of a hash. */
function chosen(): EdgePair[] {
  const hash = (text: string): number => [...text].reduce((sum, letter) => Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0, 2_166_136_261);
  return [...readPairs('pairs-second.jsonl')].sort((a, b) => hash(pairKey(a)) - hash(pairKey(b))).slice(0, count);
}

function shown(document: EdgeDocument | undefined): string {
  if (!document) throw new Error('a pair leads nowhere');
  const people = document.people.length > 0 ? `, people: ${document.people.join('; ')}` : '';
  return `${document.kind} "${document.label}" (${document.created?.slice(0, 10) ?? 'no date'}${people})\n\n${document.content}`;
}

function writeSheet(folder: string): void {
  const pairs = chosen();
  writeFileSync(join(folder, 'sheet.md'), pairs.map((pair, index) => `# ${index + 1}\n\nSOURCE ${shown(byId.get(pair.source))}\n\nTARGET ${shown(byId.get(pair.target))}\n`).join('\n'));
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(pairs.map(({ source, target }) => ({ source, target }))));
}

/** Labels by the keys of the sheet; throws with the line that is none. */
export function readLabels(keys: readonly { source: string; target: string }[], text: string, labeller: string): EdgePair[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const [number, affinity, said = '-', ...more] = line.split(/\s+/);
    const key = keys[Number(number) - 1];
    const relation = said === '-' ? null : said;
    const known = relation === null || (relations as readonly string[]).includes(relation);
    if (!key || !known || more.length > 0 || affinity === undefined || !(Number(affinity) >= 0 && Number(affinity) <= 1)) throw new Error(`not a label: ${line}`);
    return { ...key, affinity: Number(affinity), relation, labeller };
  });
}

function run(folder: string | undefined, labels: string | undefined, labeller = 'second'): void {
  if (folder === undefined) return console.log('node test-fixtures/edges/sheet.ts FOLDER [labels.txt NAME]');
  if (labels === undefined) return writeSheet(folder);
  const keys = JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8')) as { source: string; target: string }[];
  const pairs = readLabels(keys, readFileSync(labels, 'utf8'), labeller);
  writeFileSync(join(import.meta.dirname, 'pairs-second.jsonl'), pairs.map((pair) => `${JSON.stringify(pair)}\n`).join(''));
}

if (import.meta.main) {
  const [folder, labels, labeller] = process.argv.slice(2);
  run(folder, labels, labeller);
}
