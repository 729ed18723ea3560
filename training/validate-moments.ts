/**
 * Every generated transcript through the reader that ships: the moments' indices are the reader's own count, and each begins where its words stand.
 * `node training/validate-moments.ts [FOLDER]`, after `python -m rem_data moments`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readTranscript } from '../model/src/moments/read/index.ts';

const row = z.object({ name: z.string(), file_name: z.string(), form: z.string(), text: z.string(), moments: z.array(z.object({ first: z.int(), last: z.int(), at: z.int(), begins: z.string() })) });

const folder = process.argv[2] ?? path.join(import.meta.dirname, 'data', 'moments');
const faults: string[] = [];
let moments = 0;
for (const name of readdirSync(folder)) {
  const made = row.parse(JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
  const { utterances } = readTranscript(made.text, { fileName: made.file_name });
  moments += made.moments.length;
  const wrong = made.moments.find((moment) => !(utterances[moment.first]?.span.start === moment.at));
  if (wrong) faults.push(`${name} (${made.form}): moment at ${wrong.at} should begin utterance ${wrong.first}, which is "${utterances[wrong.first]?.text.slice(0, 50) ?? 'nothing'}" at ${utterances[wrong.first]?.span.start}, and says "${wrong.begins}"`);
  else if (made.moments.at(-1)?.last !== utterances.length - 1) faults.push(`${name} (${made.form}): ${utterances.length} utterances, the last moment ends at ${made.moments.at(-1)?.last}`);
}
for (const fault of faults) console.log(fault);
console.log(`${readdirSync(folder).length} transcripts, ${moments} moments, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
