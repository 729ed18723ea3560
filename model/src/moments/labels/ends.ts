/** When a stretch begins and ends: the file's own times first, then a time that the text states, then the next stretch's beginning where it follows. */
import { readTime } from '../read/stamps.ts';
import type { Cut } from '../segment.ts';
import type { Clock, Utterance } from '../read/index.ts';

export type Times = { start?: number; end?: number };

const MINUTE = 60_000;
/** A following stretch that begins within this time ends the one before. */
const FOLLOWS = 15 * MINUTE;
/** On one day's stamps people write down what they do next: longer is still one sitting. */
const SITTING = 4 * 60 * MINUTE;

const stated = /(?:stopped|finished|ended|done|wrapped up|until|till|left|over|closed)(?:\s+\p{L}+){0,3}\s+(?:at|by|until|till)?\s*(\d{1,2}[:.h]\d{2}(?:\s*[ap]m)?|\d{1,2}\s*[ap]m)(?!\d)/iu;

export function timesOf(utterances: readonly Utterance[], cuts: readonly Cut[], clock: Clock): Times[] {
  const starts = cuts.map((cut) => startOf(utterances, cut, clock));
  return cuts.map((cut, at) => {
    const start = starts[at];
    const end = start === undefined && clock.kind === 'none' ? undefined : endOf(utterances, cut, start, starts.slice(at + 1).find((each) => each !== undefined));
    return { ...(start !== undefined && { start }), ...(end !== undefined && end >= (start ?? end) && { end }) };
  });
}

/** The first utterance's time; inside a stamped paragraph it is put between the stamps by how many words were said. */
function startOf(utterances: readonly Utterance[], { first, last }: Cut, clock: Clock): number | undefined {
  const own = utterances[first];
  if (own?.start !== undefined) return own.start;
  if (clock.kind === 'none') return undefined;
  let before = first;
  while (before > 0 && utterances[before]?.start === undefined) before--;
  const low = utterances[before];
  if (low?.start === undefined || low.precision) return utterances.slice(first, last + 1).find((utterance) => utterance.start !== undefined)?.start;
  let after = first;
  while (after < utterances.length - 1 && utterances[after]?.start === undefined) after++;
  const high = utterances[after]?.start;
  if (high === undefined || high <= low.start) return undefined;
  const words = (from: number, to: number): number => utterances.slice(from, to).reduce((sum, utterance) => sum + utterance.text.split(' ').length, 0);
  const spoken = words(before, first) / Math.max(1, words(before, after));
  // Only where the words fill the time: a stamp every two hours says nothing of what lies between.
  if (high - low.start > words(before, after) * 1500) return undefined;
  return Math.round((low.start + (high - low.start) * spoken) / 1000) * 1000;
}

function endOf(utterances: readonly Utterance[], { first, last }: Cut, start: number | undefined, next: number | undefined): number | undefined {
  const own = utterances.slice(first, last + 1);
  const ended = own.reduce<number | undefined>((most, { end }) => (end === undefined ? most : Math.max(most ?? end, end)), undefined);
  if (ended !== undefined && utterances[last]?.end !== undefined) return ended;
  if (start !== undefined) {
    for (const { text } of own.slice(-4)) {
      const hit = stated.exec(text)?.[1];
      const time = hit && readTime(hit.replace('.', ':'), 0)?.time;
      const day = Math.floor(start / 86_400_000) * 86_400_000;
      if (time && day + time.ms > start) return day + time.ms;
    }
  }
  const lastStart = own.reduce<number | undefined>((most, each) => each.start ?? most, undefined) ?? start;
  if (next === undefined || lastStart === undefined || next < lastStart) return undefined;
  const sameDay = Math.floor(next / 86_400_000) === Math.floor(lastStart / 86_400_000);
  return next - lastStart <= FOLLOWS || (sameDay && next - lastStart <= SITTING && utterances[last + 1]?.opens !== 'section') ? next : undefined;
}
