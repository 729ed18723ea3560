/** GoEmotions' dev comments against the sentence model: six groups and neutral, each with its own threshold. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { emotionGroups, emotionTags, momentModels } from '@rem/model';
import type { Counts } from './segmentation.ts';

const emotionGroupNames: readonly string[] = [...emotionGroups.map((group) => `group:${group}`), 'neutral'];

/** One row of counts a comment; every `step`-th comment. Undefined where the folder lacks the data. */
export function emotionCounts(folder: string, step: number): { labels: string[]; rows: Counts[][] } | undefined {
  const file = path.join(folder, 'dev.tsv');
  if (!existsSync(file)) return undefined;
  const names = readFileSync(path.join(folder, 'labels.txt'), 'utf8').trim().split(/\s+/);
  const groupOf = new Map<string, string>([...emotionTags.flatMap(({ goEmotions, group }) => goEmotions.map((name) => [name, `group:${group}`] as const)), ['approval', 'group:joy']]);
  const { emotionModel } = momentModels();
  const rows = readFileSync(file, 'utf8').split('\n').filter((line, at) => line !== '' && at % step === 0).map((line) => {
    const [text = '', numbers = ''] = line.split('\t');
    const gold = new Set(numbers.split(',').map((each) => groupOf.get(names[Number(each)] ?? '') ?? 'neutral'));
    const chances = emotionModel.chances(text);
    return emotionGroupNames.map((label): Counts => {
      const at = emotionModel.labels.indexOf(label);
      const says = (chances[at] ?? 0) >= (emotionModel.thresholds[at] ?? 1);
      return { hit: says && gold.has(label) ? 1 : 0, said: says ? 1 : 0, gold: gold.has(label) ? 1 : 0 };
    });
  });
  return { labels: [...emotionGroupNames], rows };
}
