/** Prints what the reader makes of a transcript: index, time, speaker, text. For writing labels by hand: `node utterances.ts FILE`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { clockText, readTranscript } from '../model/src/moments/read/index.ts';

const [file] = process.argv.slice(2);
if (!file) throw new Error('Name a transcript: node training/utterances.ts FILE');
const reading = readTranscript(readFileSync(file, 'utf8'), { fileName: path.basename(file) });
console.log(`# forms ${reading.forms.join(', ')}; clock ${JSON.stringify(reading.clock)}; title ${reading.title ?? '-'}; place ${reading.place ?? '-'}; people ${reading.people.join(', ') || '-'}`);
reading.utterances.forEach((utterance, index) => {
  const mark = { section: '§', stamp: '@', paragraph: '¶', none: ' ' }[utterance.opens];
  console.log([index, mark, clockText(utterance.start, reading.clock) ?? '-', utterance.end === undefined ? '' : `→${clockText(utterance.end, reading.clock)}`, utterance.speaker ?? '-', utterance.text].join('\t'));
});
for (const problem of reading.problems) console.log(`# ${problem.severity} ${problem.code} at ${problem.start}: ${problem.message}`);
