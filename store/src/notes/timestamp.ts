/**
 * Times in notes: ISO 8601 and its everyday forms, checked against the calendar before PostgreSQL sees them. A time
 * without a zone stays without one; the database reads it in the session's zone.
 */

const FORM = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?\s*(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** The normal form, or undefined where it is no time that exists. */
export function timestamp(text: string): string | undefined {
  const match = FORM.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  if (!exists(Number(year), Number(month), Number(day))) return undefined;
  if (Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return undefined;
  const date = `${year}-${pad(month)}-${pad(day)}`;
  if (hour === undefined) return date;
  return `${date}T${pad(hour)}:${minute}:${second ?? '00'}${fraction ?? ''}${(zone ?? '').toUpperCase()}`;
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function pad(text: string | undefined): string {
  return (text ?? '0').padStart(2, '0');
}
