/**
 * The closed set of symbolic dates. Each word names a period [from, to) that follows from the clock, the time zone and
 * the first day of the week; the model only ever picks a word, the calendar is reckoned here.
 */
import { daysInMonth, instantOf, normal, wallOf, weekdayOf, type Wall } from './zoned.ts';

export type WeekStart = 'monday' | 'sunday';
export type Period = { from: number; to: number };
export type Clock = { now: number; zone: string; weekStart: WeekStart };

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const units = ['day', 'week', 'month', 'quarter', 'year'] as const;
type Unit = (typeof units)[number];

/** Undefined where the word is none of the set, or names no date (`2025-02-30`). */
export function periodOf(word: string, clock: Clock): Period | undefined {
  const name = word.toLowerCase();
  return namedPeriod(name, clock) ?? lengthBack(name, clock) ?? calendarPeriod(name, clock) ?? dayOfYearPeriod(name, clock)
    ?? weekdayPeriod(name, clock) ?? monthPeriod(name, clock) ?? quarterPeriod(name, clock);
}

function namedPeriod(name: string, clock: Clock): Period | undefined {
  if (name === 'now') return { from: clock.now, to: clock.now };
  const relative: Record<string, [Unit, number]> = { today: ['day', 0], yesterday: ['day', -1], tomorrow: ['day', 1] };
  for (const unit of units.slice(1)) for (const [which, shift] of [['this', 0], ['last', -1], ['next', 1]] as const) relative[`${which}_${unit}`] = [unit, shift];
  const found = Object.hasOwn(relative, name) ? relative[name] : undefined;
  return found && spanOf(found[0], shifted(today(clock), found[0], found[1], clock), clock);
}

/** `3d`: from that long before now until now. Days and longer keep the wall clock; a month's end stays at a month's end. */
function lengthBack(name: string, clock: Clock): Period | undefined {
  const parts = /^(\d{1,5})([hdwmy])$/.exec(name);
  if (!parts) return undefined;
  const count = Number(parts[1]);
  const unit = parts[2]!;
  if (unit === 'h') return { from: clock.now - count * 3_600_000, to: clock.now };
  const wall = wallOf(clock.now, clock.zone);
  const back = unit === 'm' ? addMonths(wall, -count) : unit === 'y' ? addMonths(wall, -12 * count) : { ...wall, day: wall.day - count * (unit === 'w' ? 7 : 1) };
  return { from: instantOf(normal(back), clock.zone), to: clock.now };
}

function calendarPeriod(name: string, clock: Clock): Period | undefined {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(name);
  if (!parts) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return spanOf(parts[3] ? 'day' : parts[2] ? 'month' : 'year', midnight(year, month, day), clock);
}

/** `03-14`: the latest 14 March not after today; 29 February is the last one there was. */
function dayOfYearPeriod(name: string, clock: Clock): Period | undefined {
  const parts = /^(\d{2})-(\d{2})$/.exec(name);
  if (!parts) return undefined;
  const [month, day] = [Number(parts[1]), Number(parts[2])];
  const now = today(clock);
  const begun = month < now.month || (month === now.month && day <= now.day);
  const years = Array.from({ length: 9 }, (_, back) => now.year - (begun ? 0 : 1) - back);
  const year = years.find((candidate) => month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(candidate, month));
  return year === undefined ? undefined : spanOf('day', midnight(year, month, day), clock);
}

/** `friday`: the latest one not after today; `last_friday`: the Friday of the week before this one. */
function weekdayPeriod(name: string, clock: Clock): Period | undefined {
  const last = name.startsWith('last_');
  const wanted = weekdays.indexOf(last ? name.slice(5) : name);
  if (wanted < 0) return undefined;
  const now = today(clock);
  if (!last) return spanOf('day', normal({ ...now, day: now.day - (weekdayOf(now) - wanted + 7) % 7 }), clock);
  const week = startOf('week', { ...now, day: now.day - 7 }, clock);
  return spanOf('day', normal({ ...week, day: week.day + (wanted - weekdayOf(week) + 7) % 7 }), clock);
}

/** The latest month of that name that has begun. */
function monthPeriod(name: string, clock: Clock): Period | undefined {
  const month = months.indexOf(name) + 1;
  if (month === 0) return undefined;
  const now = today(clock);
  return spanOf('month', midnight(month <= now.month ? now.year : now.year - 1, month, 1), clock);
}

function quarterPeriod(name: string, clock: Clock): Period | undefined {
  const parts = /^q([1-4])$/.exec(name);
  if (!parts) return undefined;
  const now = today(clock);
  const month = Number(parts[1]) * 3 - 2;
  return spanOf('quarter', midnight(month <= now.month ? now.year : now.year - 1, month, 1), clock);
}

function spanOf(unit: Unit, inside: Wall, clock: Clock): Period {
  const from = startOf(unit, inside, clock);
  return { from: instantOf(from, clock.zone), to: instantOf(shifted(from, unit, 1, clock), clock.zone) };
}

function startOf(unit: Unit, wall: Wall, clock: Clock): Wall {
  const day = midnight(wall.year, wall.month, wall.day);
  switch (unit) {
    case 'day': return day;
    case 'week': return normal({ ...day, day: day.day - (weekdayOf(day) - (clock.weekStart === 'monday' ? 1 : 0) + 7) % 7 });
    case 'month': return { ...day, day: 1 };
    case 'quarter': return { ...day, month: day.month - (day.month - 1) % 3, day: 1 };
    case 'year': return { ...day, month: 1, day: 1 };
  }
}

function shifted(wall: Wall, unit: Unit, by: number, clock: Clock): Wall {
  if (by === 0) return wall;
  const start = startOf(unit, wall, clock);
  if (unit === 'day' || unit === 'week') return normal({ ...start, day: start.day + by * (unit === 'week' ? 7 : 1) });
  return addMonths(start, by * { month: 1, quarter: 3, year: 12 }[unit]);
}

/** The same day of another month, or that month's last day where it has no such day. */
function addMonths(wall: Wall, by: number): Wall {
  const month = normal({ ...wall, month: wall.month + by, day: 1 });
  return { ...month, day: Math.min(wall.day, daysInMonth(month.year, month.month)) };
}

function today(clock: Clock): Wall {
  const wall = wallOf(clock.now, clock.zone);
  return midnight(wall.year, wall.month, wall.day);
}

function midnight(year: number, month: number, day: number): Wall {
  return normal({ year, month, day, hour: 0, minute: 0, second: 0 });
}
