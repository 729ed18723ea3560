/** Reads a date, a time of day or an elapsed time as people and recorders write them, with zones and ranges. */

export type DayOf = { year: number; month: number; day: number };

export type TimeOf = {
  /** Milliseconds since midnight, or since the beginning; two parts are read as hours and minutes. */
  ms: number;
  parts: 1 | 2 | 3;
  meridiem: boolean;
  /** `9:05` is written without a leading zero, `09:05` with one. */
  padded: boolean;
};

export type Stamp = { date?: DayOf; time?: TimeOf; endTime?: TimeOf; offset?: number; start: number; end: number };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthWord = '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const weekday = /(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+(?:the\s+)?/iy;
const isoDate = /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/y;
const shortDate = /(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?!\d)/y;
const dayFirst = new RegExp(`(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?${monthWord},?\\s+(\\d{4})(?!\\d)`, 'iy');
const monthFirst = new RegExp(`${monthWord}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?!\\d)`, 'iy');
const clockTime = /(\d{1,3}):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,3}))?)?(?!\d)(?:\s*([ap])\.?m\b\.?)?/iy;
const hourOnly = /(\d{1,2})\s*([ap])\.?m\b\.?/iy;
const frenchTime = /(\d{1,2})h([0-5]\d)(?![\dA-Za-z])/y;
const zone = /\s*(?:\(?(?:(UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?|(Z|UTC|GMT|CEST|CET|EEST|EET|EST|EDT|CST|CDT|MST|MDT|PST|PDT|BST|JST|AEST|AEDT)))(?![A-Za-z0-9:])\)?/y;
const between = /(?:[T,]|\s)\s*(?:(?:at|@|[-–—])\s+)?/y;
const rangeSign = /\s*(?:-->|[-–—]|to|until)\s*/y;

const zoneMinutes: Readonly<Record<string, number>> = {
  Z: 0, UTC: 0, GMT: 0, CET: 60, CEST: 120, EET: 120, EEST: 180, BST: 60, EST: -300, EDT: -240, CST: -360, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420,
  JST: 540, AEST: 600, AEDT: 660,
};

/** The date and time that begin at `at`, or undefined. A weekday alone is no stamp. */
export function readStamp(text: string, at: number): Stamp | undefined {
  const skipped = match(weekday, text, at);
  let place = at + (skipped ? skipped[0].length : 0);
  const date = readDate(text, place);
  if (skipped && !date) return undefined;
  if (date) place = date.end;
  const gap = date ? match(between, text, place) : undefined;
  const time = readTime(text, place + (gap ? gap[0].length : 0));
  if (!time) return date && { date: date.day, start: at, end: date.end };
  place = time.end;
  const stamp: Stamp = { time: time.time, start: at, end: place };
  if (date) stamp.date = date.day;
  return withRange(withZone(stamp, text), text);
}

function withZone(stamp: Stamp, text: string): Stamp {
  const found = match(zone, text, stamp.end);
  const offset = found && zoneOf(found);
  // `09:00 - 10` and `09:00-10:00` are ranges: a bare sign is a zone only after seconds or with two digits and no colon time behind.
  if (!found || offset === undefined || (found[2] && !found[1] && !/^[+-]\d{2}:?\d{2}$/.test(found[0].trim()))) return stamp;
  if (found[2] === '-' && !found[1] && !stamp.date) return stamp;
  return { ...stamp, offset, end: stamp.end + found[0].length };
}

function withRange(stamp: Stamp, text: string): Stamp {
  const sign = match(rangeSign, text, stamp.end);
  const time = sign && readTime(text, stamp.end + sign[0].length);
  if (!time) return stamp;
  const ended = withZone({ ...stamp, endTime: time.time, end: time.end }, text);
  return ended;
}

function zoneOf(found: RegExpExecArray): number | undefined {
  const [, , sign, hours, minutes, name] = found;
  if (name) return zoneMinutes[name];
  const total = Number(hours) * 60 + Number(minutes ?? 0);
  return total <= 14 * 60 ? (sign === '-' ? -total : total) : undefined;
}

/** A time alone, with its end; `1:05:07.250`, `12:31`, `9 am`, `14h30`. */
export function readTime(text: string, at: number): { time: TimeOf; end: number } | undefined {
  const hit = match(clockTime, text, at);
  if (hit) {
    const [whole, first = '', minutes, seconds, fraction, half] = hit;
    const hours = Number(first);
    if (half && (hours > 12 || hours < 1)) return undefined;
    const ms = (half ? twelve(hours, half) : hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds ?? 0) * 1000 + Number((fraction ?? '').padEnd(3, '0'));
    return { time: { ms, parts: seconds ? 3 : 2, meridiem: Boolean(half), padded: first.length > 1 }, end: at + whole.length };
  }
  const short = match(hourOnly, text, at) ?? match(frenchTime, text, at);
  if (!short) return undefined;
  const hours = Number(short[1]);
  const tail = short[2] ?? '';
  const half = /[ap]/i.test(tail);
  if (half ? hours > 12 || hours < 1 : hours > 23) return undefined;
  const ms = half ? twelve(hours, tail) * 3_600_000 : hours * 3_600_000 + Number(tail) * 60_000;
  return { time: { ms, parts: half ? 1 : 2, meridiem: half, padded: false }, end: at + short[0].length };
}

function twelve(hours: number, half: string): number {
  return (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function readDate(text: string, at: number): { day: DayOf; end: number } | undefined {
  const iso = match(isoDate, text, at);
  if (iso) return dayOf(iso[1], iso[3], iso[4], at + iso[0].length);
  const short = match(shortDate, text, at);
  // With dots the day comes first; with slashes the month does, where it can be one.
  if (short) return short[2] === '.' || Number(short[1]) > 12 ? dayOf(short[4], short[3], short[1], at + short[0].length) : dayOf(short[4], short[1], short[3], at + short[0].length);
  const day = match(dayFirst, text, at);
  if (day) return dayOf(day[3], monthOf(day[2]), day[1], at + day[0].length);
  const month = match(monthFirst, text, at);
  return month ? dayOf(month[3], monthOf(month[1]), month[2], at + month[0].length) : undefined;
}

function monthOf(word: string | undefined): string {
  return String(months.indexOf((word ?? '').slice(0, 3).toLowerCase()) + 1);
}

function dayOf(year: string | undefined, month: string | undefined, day: string | undefined, end: number): { day: DayOf; end: number } | undefined {
  const found = { year: Number(year), month: Number(month), day: Number(day) };
  const back = new Date(Date.UTC(found.year, found.month - 1, found.day));
  return back.getUTCMonth() + 1 === found.month && back.getUTCDate() === found.day ? { day: found, end } : undefined;
}

/** An ISO 8601 timestamp as recorders write it: wall milliseconds and the zone's minutes; undefined where it is none. */
export function readIso(text: string): { wall: number; offset?: number } | undefined {
  const stamp = readStamp(text.trim(), 0);
  if (!stamp?.date || stamp.end < text.trim().length) return undefined;
  const wall = midnight(stamp.date) + (stamp.time?.ms ?? 0);
  return stamp.offset === undefined ? { wall } : { wall, offset: stamp.offset };
}

export function midnight(day: DayOf): number {
  return Date.UTC(day.year, day.month - 1, day.day);
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
