/**
 * Transcripts for fitting that nobody wrote: those of `python -m rem_data moments`, and days put together from moments of the hand-written train files, a
 * stamped paragraph each, which is how people note a day.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { GoldFile } from '../../cli/src/eval/moment-data.ts';
import { readTranscript } from '../../model/src/moments/read/index.ts';

type Row = { name: string; file_name: string; source: string; split: GoldFile['split']; text: string; moments: GoldFile['moments'] };

export function generated(folder: string, limit: number): GoldFile[] {
  return globSync('*.json', { cwd: folder }).sort().slice(0, limit).flatMap((name) => {
    const row = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Row;
    const reading = readTranscript(row.text, { fileName: row.file_name });
    if ((row.moments.at(-1)?.last ?? 0) >= reading.utterances.length) return [];
    return [{ name: row.name, text: row.text, reading, split: row.split, source: row.source, moments: row.moments }];
  });
}

/** Days of three to eight moments out of different files, each told in two to five sentences, 15 minutes to 4 hours apart. */
export function days(files: readonly GoldFile[], count: number, random: () => number): GoldFile[] {
  const all = files.flatMap((file) => file.moments.map((moment) => ({ file, moment })));
  return Array.from({ length: count }, (_, number) => {
    const wanted = 3 + Math.floor(random() * 6);
    let minute = 6 * 60 + Math.floor(random() * 180);
    const paragraphs: string[] = [];
    const moments: GoldFile['moments'] = [];
    let first = 0;
    for (let at = 0; at < wanted; at++) {
      const pick = all[Math.floor(random() * all.length)];
      if (!pick) continue;
      const length = 2 + Math.floor(random() * 4);
      const told = pick.file.reading.utterances.slice(pick.moment.first, Math.min(pick.moment.last, pick.moment.first + length - 1) + 1).map(({ text }) => text).join(' ');
      const stamp = `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const paragraph = `[2025-03-0${1 + (number % 9)} ${stamp}] ${told}`;
      const sentences = readTranscript(paragraph).utterances.length;
      paragraphs.push(paragraph);
      moments.push({ ...pick.moment, first, last: first + sentences - 1 });
      first += sentences;
      minute += 15 + Math.floor(random() * random() * 225);
    }
    const text = paragraphs.join('\n\n');
    return { name: `day-${number}`, text, reading: readTranscript(text), split: 'train', source: `day-${number}`, moments } satisfies GoldFile;
  }).filter((file) => (file.moments.at(-1)?.last ?? 0) === file.reading.utterances.length - 1);
}
