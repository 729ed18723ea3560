/**
 * Counts which token usually follows which three in the training rows' answers, for the decoder's guesses: `node training/drafts.ts
 * data/query-train.jsonl data/query-written.jsonl` writes model/src/process/drafts.json. Needs the base weights (their vocabulary).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { baseWeights, findWeights, modelDirectory } from '@rem/model';
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import type { DraftRow } from '../model/src/process/drafts.ts';

/** A follower is kept where it was seen this often, and this often against all others. */
const FEWEST = 15;
const SHARE = 0.5;
const CONTEXT = 3;

const found = await findWeights(baseWeights, [modelDirectory()]);
if (found.kind !== 'weights') throw new Error(`${found.message} ${found.remedy}`);
const llama = await getLlama({ gpu: false, build: 'never', logLevel: LlamaLogLevel.disabled });
const model = await llama.loadModel({ modelPath: found.path, vocabOnly: true });
const pieces = model.fileInfo.metadata.tokenizer.ggml.tokens;

const rows = process.argv.slice(2).flatMap((file) => readFileSync(file, 'utf8').split('\n')).filter((line) => line !== '').map((line) => JSON.parse(line) as { rem_query: string; schema: string | null });
const counts = new Map<string, Map<string, number>>();
for (const { rem_query: query } of rows.filter(({ schema }) => schema === null)) {
  const answer = [...Array<string>(CONTEXT).fill(''), ...model.tokenize(` ${query}`, false).map((token) => pieces[token] ?? '')];
  for (let at = CONTEXT; at < answer.length; at++) {
    const key = JSON.stringify(answer.slice(at - CONTEXT, at));
    const followers = counts.get(key) ?? new Map<string, number>();
    counts.set(key, followers.set(answer[at]!, (followers.get(answer[at]!) ?? 0) + 1));
  }
}
const kept = [...counts].flatMap(([key, followers]): DraftRow[] => {
  const total = [...followers.values()].reduce((sum, count) => sum + count, 0);
  const [piece, count] = [...followers].sort((a, b) => b[1] - a[1])[0]!;
  return total >= FEWEST && count / total >= SHARE ? [[...(JSON.parse(key) as [string, string, string]), piece]] : [];
});
const target = path.join(import.meta.dirname, '..', 'model', 'src', 'process', 'drafts.json');
writeFileSync(target, `[\n${kept.map((row) => JSON.stringify(row)).sort().join(',\n')}\n]\n`);
console.log(`${kept.length} followers of ${counts.size} beginnings, from ${rows.length} rows`);
process.exit(0);
