/** Labelled transcripts: this project's own files beside their gold, and the meetings and sessions that people cut. Parsed by a schema at the border. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readTranscript, type Reading, type Utterance } from '@rem/model';
import { z } from 'zod';

const momentSchema = z.object({
  first: z.number().int().min(0), last: z.number().int().min(0), moment_type: z.string(), emotion_tags: z.array(z.string()), topic_tags: z.array(z.string()),
  people: z.array(z.object({ name: z.string(), role: z.enum(['speaker', 'addressed', 'mentioned']) })),
  start: z.union([z.string(), z.number()]).optional(), end: z.union([z.string(), z.number()]).optional(), place: z.string().optional(), name: z.string().optional(), summary: z.string().optional(),
});
const goldSchema = z.object({ source: z.string(), split: z.enum(['train', 'dev', 'test']), moments: z.array(momentSchema).min(1) });

export type GoldMoment = z.infer<typeof momentSchema>;
export type GoldFile = { name: string; text: string; reading: Reading; split: 'train' | 'dev' | 'test'; source: string; moments: GoldMoment[] };

/** Every transcript of a folder that has a gold file. A gold that does not fit its transcript is told and left out. */
export function goldFiles(folder: string, tell: (message: string) => void): GoldFile[] {
  return globSync('**/*.gold.json', { cwd: folder }).sort().flatMap((gold) => {
    const stem = path.join(folder, gold.slice(0, -'.gold.json'.length));
    const file = ['.md', '.txt', '.vtt', '.srt', '.json', '.jsonl'].map((ending) => stem + ending).find((each) => existsSync(each));
    const parsed = goldSchema.safeParse(JSON.parse(readFileSync(path.join(folder, gold), 'utf8')));
    if (!file || !parsed.success) return tell(`${gold}: ${file ? 'is no gold file' : 'has no transcript beside it'}\n`), [];
    const text = readFileSync(file, 'utf8');
    const reading = readTranscript(text, { fileName: path.basename(file) });
    if ((parsed.data.moments.at(-1)?.last ?? 0) >= reading.utterances.length) return tell(`${gold}: counts more utterances than the file has (${reading.utterances.length})\n`), [];
    return [{ name: path.basename(file), text, reading, ...parsed.data }];
  });
}

export type CutText = { id: string; utterances: Utterance[]; boundaries: number[] };

const meetingSchema = z.object({
  meeting_transcripts: z.array(z.object({ speaker: z.string(), content: z.string() })),
  topic_list: z.array(z.object({ relevant_text_span: z.array(z.tuple([z.coerce.number(), z.coerce.number()])) })),
});

/** QMSum's meetings: a turn is an utterance; a boundary lies where one of the annotators' spans begins. */
export function meetings(file: string): CutText[] {
  return lines(file).map((line, index) => {
    const { meeting_transcripts: turns, topic_list: topics } = meetingSchema.parse(JSON.parse(line));
    const utterances = turns.map(({ speaker, content }): Utterance => ({ speaker, text: content.replace(/\{\w+\}/g, ' ').replace(/\s+/g, ' ').trim(), span: { start: 0, end: 0 }, opens: 'none' }));
    const starts = topics.flatMap(({ relevant_text_span: spans }) => spans.map(([first]) => first));
    return { id: `${path.basename(file)}:${index}`, utterances, boundaries: inside(starts, turns.length) };
  });
}

const sessionSchema = z.object({
  id: z.string(), utterances: z.array(z.object({ start: z.number(), end: z.number(), speaker: z.string().nullish(), text: z.string() })),
  coarse: z.array(z.tuple([z.number(), z.number(), z.string()])), fine: z.array(z.tuple([z.number(), z.number(), z.string()])),
});

export function sessions(file: string, level: 'coarse' | 'fine'): CutText[] {
  return lines(file).map((line) => {
    const session = sessionSchema.parse(JSON.parse(line));
    const utterances = session.utterances.map((each): Utterance => ({ text: each.text, start: each.start * 1000, end: each.end * 1000, span: { start: 0, end: 0 }, opens: 'none', ...(each.speaker && { speaker: each.speaker }) }));
    return { id: session.id, utterances, boundaries: inside(session[level].map(([first]) => first), utterances.length) };
  });
}

const inside = (starts: readonly number[], count: number): number[] => [...new Set(starts)].filter((start) => start > 0 && start < count).sort((left, right) => left - right);

const lines = (file: string): string[] => readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '');
