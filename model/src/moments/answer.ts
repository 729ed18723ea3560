/**
 * Moments as other programs read them: the answer of `documents.md`, times in ISO 8601. A file without a date takes it from `now`, where one is given;
 * else its times stand in `metadata` and no timestamp is made up.
 */
import type { MomentReading, Moment } from './moments.ts';
import { clockText } from './read/show.ts';
import type { Clock } from './read/utterance.ts';

export type MomentAnswer = {
  name: string;
  summary: string;
  content: string;
  resource_timestamp: string | null;
  resource_ends_timestamp: string | null;
  moment_type: string;
  emotion_tags: string[];
  topic_tags: string[];
  present_persons: { id: string; name: string; comment: string }[];
  speakers: { text: string; speaker_identifier: string; timestamp: string | null; emotion: string | null }[];
  location: string | null;
  metadata: Record<string, unknown>;
};

/** The day that a clock without a date counts from: `2025-01-06` or an instant. */
export type AnswerOptions = { now?: Date };

export function momentAnswers(reading: MomentReading, text: string, { now }: AnswerOptions = {}): MomentAnswer[] {
  const { clock, shift } = datedClock(reading.clock, now);
  const stamp = (ms: number | undefined): string | null => (clock.kind === 'date' && ms !== undefined ? clockText(ms + shift, clock) ?? null : null);
  return reading.moments.map((moment) => {
    const utterances = reading.utterances.slice(moment.first, moment.last + 1);
    const undated = clock.kind !== 'date' && moment.start !== undefined;
    return {
      name: moment.name,
      summary: moment.summary,
      content: contentOf(text, moment, utterances),
      resource_timestamp: stamp(moment.start),
      resource_ends_timestamp: stamp(moment.end),
      moment_type: moment.momentType,
      emotion_tags: [...moment.emotions],
      topic_tags: [...moment.topics],
      present_persons: moment.people.map(({ name, role, id }) => ({ id: id ?? slugOf(name), name, comment: role })),
      speakers: utterances.flatMap((utterance) => (utterance.speaker === undefined ? [] : [{ text: utterance.text, speaker_identifier: utterance.speaker, timestamp: stamp(utterance.start), emotion: utterance.emotion ?? null }])),
      location: moment.place ?? null,
      metadata: {
        draft: true, utterances: [moment.first, moment.last], confidence: { boundary: round(moment.sure.boundary), type: round(moment.sure.type) },
        ...(undated && { [clock.kind === 'elapsed' ? 'elapsed' : 'time_of_day']: clockText(moment.start, clock) }), ...(undated && moment.end !== undefined && { ends: clockText(moment.end, clock) }),
      },
    };
  });
}

function datedClock(clock: Clock, now: Date | undefined): { clock: Clock; shift: number } {
  if (!now || (clock.kind !== 'time' && clock.kind !== 'elapsed')) return { clock, shift: 0 };
  const shift = clock.kind === 'time' ? Math.floor(now.getTime() / 86_400_000) * 86_400_000 : now.getTime();
  return { clock: { kind: 'date', offset: 0 }, shift };
}

/** The words as they stand; of segments, cues and strings of JSON, where the file's own signs lie between, who said what. */
function contentOf(text: string, moment: Moment, utterances: MomentReading['utterances']): string {
  const raw = text.slice(moment.span.start, moment.span.end);
  if (utterances.length > 0 && !/[{}<>]|-->|\\[nrtu"]/.test(raw)) return raw.replace(/\r\n/g, '\n');
  return utterances.map(({ speaker, text: words }) => (speaker === undefined ? words : `${speaker}: ${words}`)).join('\n');
}

const slugOf = (name: string): string => name.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
const round = (value: number): number => Math.round(value * 100) / 100;
