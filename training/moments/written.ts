/**
 * Texts written for fitting alone. Transcripts in `written/*.txt`: `=== source` opens a transcript, `--- type | emotions | topics` a moment of it, what follows are
 * its words. Labelled by the guideline beside the test fixtures; people, places and times are not marked. Their sources stand in no other split.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { GoldFile } from '../../cli/src/eval/moment-data.ts';
import { momentTypes } from '../../model/src/moments/labels/type-set.ts';
import { readTranscript } from '../../model/src/moments/read/index.ts';

const head = /^--- (\w+) \|([^|\n]*)\|([^|\n]*)\n/;

/** Throws where a file does not keep the form: they are part of the project. */
export function written(folder: string, files = '*.txt'): GoldFile[] {
  return globSync(files, { cwd: folder }).sort().flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split(/^=== /m).slice(1).map((part) => transcript(part, name)));
}

function transcript(part: string, name: string): GoldFile {
  const source = part.slice(0, part.indexOf('\n')).trim();
  const blocks = part.slice(part.indexOf('\n') + 1).split(/^(?=--- )/m).filter((block) => block.trim() !== '').map((block) => {
    const [line = '', type = '', emotions = '', topics = ''] = head.exec(block) ?? [];
    if (line === '') throw new Error(`${name}, ${source}: a moment begins with "--- type | emotions | topics"; found ${JSON.stringify(block.slice(0, 60))}`);
    return { type, emotions: listed(emotions), topics: listed(topics), words: block.slice(line.length).trim() };
  });
  const starts: number[] = [];
  let text = '';
  for (const { words } of blocks) {
    starts.push(text.length);
    text += `${words}\n${/^\p{Lu}[^\n:]{0,30}:|^\[\d\d:\d\d/u.test(words) ? '' : '\n'}`;
  }
  const reading = readTranscript(text);
  const firsts = starts.map((start) => reading.utterances.findIndex(({ span }) => span.end > start));
  const moments = blocks.map(({ type, emotions, topics }, at): GoldFile['moments'][number] => ({
    first: firsts[at] ?? 0, last: (firsts[at + 1] ?? reading.utterances.length) - 1, moment_type: type, emotion_tags: emotions, topic_tags: topics, people: [],
  }));
  return { name: source, text, reading, split: 'train', source, moments };
}

const stretchSchema = z.object({ type: z.enum(momentTypes), text: z.string().min(1) });

/** Single stretches in `stretches/*.jsonl`, a type and a text each: files of one moment that say nothing of emotions, topics and people. */
export function stretchesWritten(folder: string): GoldFile[] {
  return globSync('*.jsonl', { cwd: folder }).sort().flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n').filter((line) => line.trim() !== '').map((line, at): GoldFile => {
    const { type, text } = stretchSchema.parse(JSON.parse(line));
    const reading = readTranscript(text);
    const source = `${name}:${at + 1}`;
    return { name: source, text, reading, split: 'train', source, moments: [{ first: 0, last: reading.utterances.length - 1, moment_type: type, emotion_tags: [], topic_tags: [], people: [] }] };
  }));
}

const listed = (words: string): string[] => words.split(' ').filter((word) => word !== '');
