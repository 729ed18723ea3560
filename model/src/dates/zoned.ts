/**
 * Wall-clock time in a time zone, by what `Intl` knows of the zone. A wall time that a clock change skips means the
 * first moment after the gap; one that happens twice means the first of the two.
 */

export type Wall = { year: number; month: number; day: number; hour: number; minute: number; second: number };

/** Of the machine, where a zone's name is not known to `Intl`. */
export function isTimeZone(zone: string): boolean {
  try {
    formatter(zone);
    return true;
  } catch {
    return false;
  }
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn', era: 'short',
      year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    formatters.set(zone, found);
  }
  return found;
}

export function wallOf(instant: number, zone: string): Wall {
  const parts = new Map(formatter(zone).formatToParts(instant).map((part) => [part.type, part.value]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  return { year: part('year'), month: part('month'), day: part('day'), hour: part('hour'), minute: part('minute'), second: part('second') };
}

/** Milliseconds to add to UTC to get the wall clock. */
export function offsetAt(instant: number, zone: string): number {
  return utcOf(wallOf(instant, zone)) - Math.floor(instant / 1000) * 1000;
}

export function instantOf(wall: Wall, zone: string): number {
  const asUtc = utcOf(wall);
  const day = 86_400_000;
  const before = offsetAt(asUtc - day, zone);
  const after = offsetAt(asUtc + day, zone);
  const fits = [asUtc - before, asUtc - after].filter((instant) => instant + offsetAt(instant, zone) === asUtc);
  return fits.length > 0 ? Math.min(...fits) : firstAfterGap(asUtc - Math.max(before, after), asUtc - Math.min(before, after), zone);
}

/** The moment of the clock change between two instants, found by halving. */
function firstAfterGap(low: number, high: number, zone: string): number {
  const start = offsetAt(low, zone);
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetAt(middle, zone) === start) low = middle;
    else high = middle;
  }
  return high;
}

/** Fields may lie outside their ranges (day 0, month 13); the result is the date that they come to. */
export function normal(wall: Wall): Wall {
  const date = new Date(utcOf(wall));
  return {
    year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(),
    hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds(),
  };
}

/** 0 is Sunday. */
export function weekdayOf(wall: Wall): number {
  return new Date(utcOf(wall)).getUTCDay();
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(2000 + ((year % 400) + 400) % 400, month, 0)).getUTCDate();
}

function utcOf(wall: Wall): number {
  const date = new Date(0);
  date.setUTCFullYear(wall.year, wall.month - 1, wall.day);
  date.setUTCHours(wall.hour, wall.minute, wall.second, 0);
  return date.getTime();
}

/** `2026-11-22` at the start of a day in UTC, else ISO 8601 with the zone's offset, to the second. */
export function isoOf(instant: number, zone: string): string {
  const wall = wallOf(instant, zone);
  const offset = offsetAt(instant, zone);
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
  const date = `${pad(wall.year, 4)}-${pad(wall.month)}-${pad(wall.day)}`;
  const time = `${pad(wall.hour)}:${pad(wall.minute)}:${pad(wall.second)}`;
  if (offset === 0) return time === '00:00:00' ? date : `${date}T${time}Z`;
  const minutes = Math.round(Math.abs(offset) / 60_000);
  return `${date}T${time}${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
