/** `rem moments`: a transcript, diary or segments file becomes moments. Plain data in, plain data out; nothing leaves the machine. */
import { clockText, momentAnswers, readMoments, type MomentAnswer, type MomentReading } from '@rem/model';
import { stringify } from 'yaml';
import type { Command } from '../command.ts';
import { lineTable } from '../findings.ts';
import { readInput } from '../input.ts';
import { Usage } from '../options.ts';

export const moments: Command = {
  name: 'moments',
  summary: 'Cuts a transcript, a diary or a segments file into moments: name, times, type, emotions, topics, people, summary.',
  usage: ['moments [OPTIONS] FILE', 'moments -'],
  options: {
    format: { kind: 'text', choices: ['json', 'yaml', 'md'], summary: 'how the moments are written (json)' },
    now: { kind: 'text', value: 'ISO', summary: 'the day, or the beginning, that times without a date count from' },
    grain: { kind: 'text', choices: ['fine', 'coarse'], summary: 'moments (fine), or the main parts of a long meeting (coarse)' },
  },
  details: [
    'Reads stamped prose, diaries, dialogue, WebVTT, SRT and segments JSON, mixed too. Names and summaries are drafts from the text\'s own words.',
    'Exit 1 where there are no moments or the file cannot be read whole; times that run backwards are told on standard error.',
  ],
  async run(args, io) {
    const [file, ...more] = args.positionals;
    if (file === undefined || more.length > 0) throw new Usage('Name one file, or - for standard input.');
    const now = nowOf(args.text('now'));
    const input = await readInput(io, file);
    if (input.kind !== 'text') {
      io.err(`${input.name}: ${input.message}\n`);
      return input.kind === 'unreadable' ? 2 : 1;
    }
    const reading = readMoments(input.text, { ...(input.path !== undefined && { fileName: file }), grain: args.text('grain') === 'coarse' ? 'coarse' : 'fine' });
    const place = lineTable(input.text);
    for (const problem of reading.problems) {
      const { line, column } = place(problem.start);
      io.err(`${input.name}:${line}:${column}: ${problem.severity}: ${problem.message}\n`);
    }
    const answers = momentAnswers(reading, input.text, now ? { now } : {});
    await io.out(written(answers, reading, args.text('format') ?? 'json'));
    return answers.length === 0 || reading.problems.some(({ severity }) => severity === 'error') ? 1 : 0;
  },
};

function nowOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const now = new Date(text);
  if (Number.isNaN(now.getTime())) throw new Usage(`--now is an ISO 8601 date or time, like 2025-01-06T09:00:00Z; found ${JSON.stringify(text)}.`);
  return now;
}

function written(answers: readonly MomentAnswer[], reading: MomentReading, format: string): string {
  if (format === 'json') return `${JSON.stringify({ moments: answers }, null, 2)}\n`;
  if (format === 'yaml') return stringify({ moments: answers }, { lineWidth: 0 });
  return `${answers.map((answer, at) => page(answer, reading, at)).join('\n')}`;
}

function page(answer: MomentAnswer, reading: MomentReading, at: number): string {
  const moment = reading.moments[at];
  const times = [clockText(moment?.start, reading.clock), clockText(moment?.end, reading.clock)].filter((each) => each !== undefined).join(' – ');
  const facts: [string, string][] = [
    ['time', times], ['type', answer.moment_type], ['emotions', answer.emotion_tags.join(', ')], ['topics', answer.topic_tags.join(', ')],
    ['people', answer.present_persons.map(({ name, comment }) => `${name} (${comment})`).join(', ')], ['place', answer.location ?? ''],
  ];
  return [`## ${plain(answer.name)}`, '', ...facts.filter(([, value]) => value !== '').map(([name, value]) => `- ${name}: ${plain(value)}`), '', plain(answer.summary), ''].join('\n');
}

/** Words of the text are shown as words, whatever signs they hold. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&').replace(/\s+/g, ' ');
