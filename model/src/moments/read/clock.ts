/**
 * Puts the stamps of a file on one clock: decides whether `00:12:31` is a time of day or time since the beginning, goes over midnight, adds the
 * date of the heading above, and brings several zones into the file's first one.
 */
import type { Block, Facts } from './blocks.ts';
import { midnight, type DayOf, type Stamp, type TimeOf } from './stamps.ts';
import type { Clock } from './utterance.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A time of day that lies this far before the one above it belongs to the next day; less is a mistake of the file. */
const WRAP = 6 * HOUR;

export type Placed = { start?: number; end?: number; precision?: 'day' };

export function placeBlocks(blocks: readonly Block[], facts: Facts, fileDay: DayOf | undefined): { clock: Clock; places: Placed[] } {
  const stamps = blocks.flatMap((block) => (block.stamp ? [block.stamp] : []));
  const days = blocks.flatMap((block) => (block.day?.date ? [block.day.date] : []));
  const dated = stamps.some((stamp) => stamp.date) || days.length > 0 || facts.day !== undefined;
  const bare = stamps.filter((stamp) => !stamp.date && stamp.time);
  if (stamps.length === 0 && days.length === 0) return cuesOnly(blocks, facts);
  if (!stamps.some((stamp) => stamp.date) && isElapsed(blocks, bare, dated)) return elapsed(blocks, facts, minutesFirst(blocks));
  const known = facts.day?.date ?? fileDay;
  return wall(blocks, known, dated || known !== undefined);
}

function cuesOnly(blocks: readonly Block[], facts: Facts): { clock: Clock; places: Placed[] } {
  if (blocks.some((block) => block.cue)) return elapsed(blocks, facts, false);
  const day = facts.day?.date;
  const places: Placed[] = blocks.map(() => ({}));
  if (day && places[0]) places[0] = { start: midnight(day), precision: 'day' };
  return { clock: day ? { kind: 'date' } : { kind: 'none' }, places };
}

/** Times since the beginning start within the first hour, where a day's first words seldom fall; a date in the file speaks against it. */
function isElapsed(blocks: readonly Block[], bare: readonly Stamp[], dated: boolean): boolean {
  const [first] = bare;
  if (!first?.time || first.time.meridiem || first.offset !== undefined) return false;
  if (bare.some((stamp) => (stamp.time?.ms ?? 0) >= 24 * HOUR)) return true;
  if (first.time.ms >= HOUR) return false;
  return !dated || minutesFirst(blocks) || bare.some((stamp) => stamp.time?.parts === 3);
}

/** Whether `12:31` means minutes and seconds: told by how many letters were spoken in that time. */
function minutesFirst(blocks: readonly Block[]): boolean {
  const two = blocks.filter((block) => block.stamp?.time && block.stamp.time.parts === 2);
  if (two.length < 2 || blocks.some((block) => block.stamp?.time?.parts === 3 && block.stamp.time.ms < HOUR)) return two.length > 0 && blocks.some((block) => block.stamp?.time?.parts === 3);
  const rates: number[] = [];
  two.forEach((block, index) => {
    const next = two[index + 1];
    const hours = ((next?.stamp?.time?.ms ?? 0) - (block.stamp?.time?.ms ?? 0)) / 1000;
    if (next && hours > 0) rates.push((block.span.end - block.span.start) / hours);
  });
  rates.sort((left, right) => left - right);
  const median = rates[rates.length >> 1];
  return two.some((block) => (block.stamp?.time?.ms ?? 0) >= 24 * HOUR) || (median !== undefined && median < 0.6 && median * 60 < 60);
}

function elapsed(blocks: readonly Block[], facts: Facts, minutes: boolean): { clock: Clock; places: Placed[] } {
  const scale = (time: TimeOf): number => (minutes && time.parts === 2 ? time.ms / 60 : time.ms);
  const base = facts.day?.date ? midnight(facts.day.date) + (facts.day.time?.ms ?? 0) : undefined;
  const places = blocks.map((block): Placed => {
    const start = block.cue?.start ?? (block.stamp?.time && scale(block.stamp.time));
    const end = block.cue?.end ?? (block.stamp?.endTime && scale(block.stamp.endTime));
    return placed(start === undefined ? undefined : start + (base ?? 0), end === undefined ? undefined : end + (base ?? 0));
  });
  // A date alone does not say when the recording began.
  if (base !== undefined && facts.day?.time) return { clock: facts.day.offset === undefined ? { kind: 'date' } : { kind: 'date', offset: facts.day.offset }, places };
  return { clock: { kind: 'elapsed' }, places: base ? places.map((each) => placed(each.start === undefined ? undefined : each.start - base, each.end === undefined ? undefined : each.end - base)) : places };
}

function placed(start: number | undefined, end: number | undefined): Placed {
  return { ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
}

type Walk = { day: number | undefined; last: number | undefined; half: boolean; cueBase: number | undefined };

function wall(blocks: readonly Block[], known: DayOf | undefined, dated: boolean): { clock: Clock; places: Placed[] } {
  const offset = blocks.map((block) => block.stamp?.offset ?? block.day?.offset).find((each) => each !== undefined);
  const walk: Walk = { day: known && midnight(known), last: undefined, half: isHalfDay(blocks), cueBase: undefined };
  const places = blocks.map((block) => step(walk, block, offset));
  const clock: Clock = dated ? (offset === undefined ? { kind: 'date' } : { kind: 'date', offset }) : { kind: 'time' };
  return { clock, places };
}

function step(walk: Walk, block: Block, zone: number | undefined): Placed {
  const date = block.stamp?.date ?? block.day?.date;
  const newDay = date && midnight(date) !== walk.day;
  if (date && (newDay || block.stamp?.date)) {
    walk.day = midnight(date);
    if (newDay) walk.last = undefined;
  }
  const time = block.stamp?.time;
  if (block.cue) {
    // A pasted subtitle counts from the last stamp above it.
    walk.cueBase ??= walk.last ?? walk.day ?? 0;
    return placed(walk.cueBase + block.cue.start, walk.cueBase + block.cue.end);
  }
  walk.cueBase = undefined;
  if (!time) {
    if (!newDay || walk.day === undefined) return {};
    return { start: walk.day, precision: 'day' };
  }
  const shift = zone !== undefined && block.stamp?.offset !== undefined ? (zone - block.stamp.offset) * 60_000 : 0;
  const start = onDay(walk, time, Boolean(block.stamp?.date)) + shift;
  walk.last = start;
  const ends = block.stamp?.endTime;
  if (!ends) return { start };
  const end = Math.floor(start / DAY) * DAY + ((ends.ms + shift + DAY) % DAY);
  return { start, end: end < start ? end + (ends.ms < 12 * HOUR && !ends.meridiem && walk.half ? 12 * HOUR : DAY) : end };
}

function onDay(walk: Walk, time: TimeOf, dated: boolean): number {
  const day = walk.day ?? 0;
  const start = day + time.ms;
  if (dated || walk.last === undefined || start >= walk.last) return start;
  const back = walk.last - start;
  // `11:30`, then `1:15`: the afternoon of a clock that counts to twelve.
  if (walk.half && !time.meridiem && time.ms < 12 * HOUR && start + 12 * HOUR >= walk.last) return start + 12 * HOUR;
  if (back < WRAP) return start;
  walk.day = day + DAY;
  return start + DAY;
}

function isHalfDay(blocks: readonly Block[]): boolean {
  const times = blocks.flatMap((block) => (block.stamp?.time ? [block.stamp.time] : []));
  return times.some((time) => !time.padded) && times.every((time) => time.ms < 13 * HOUR && !time.meridiem && (time.padded ? time.ms >= 10 * HOUR : true));
}
