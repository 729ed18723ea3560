/** The clock that symbolic dates are read by: the machine's, or the one that `--now` and `--tz` name. */
import { type Arguments, type OptionTable, Usage } from './options.ts';

export const clockOptions = {
  now: { kind: 'text', value: 'ISO', summary: 'the moment that dates count from, for example 2025-11-20T09:00:00Z (now)' },
  tz: { kind: 'text', value: 'ZONE', summary: 'IANA time zone of dates, for example Europe/Berlin (the machine\'s)' },
} as const satisfies OptionTable;

export function clockOf(args: Arguments): { now: Date; timeZone: string } {
  return { now: nowOf(args.text('now')), timeZone: zoneOf(args.text('tz')) };
}

function nowOf(text: string | undefined): Date {
  if (text === undefined) return new Date();
  const date = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(date.getTime())) throw new Usage(`--now needs an ISO 8601 moment such as 2025-11-20T09:00:00Z; found ${JSON.stringify(text)}.`);
  return date;
}

function zoneOf(text: string | undefined): string {
  if (text === undefined) return Intl.DateTimeFormat().resolvedOptions().timeZone;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new Usage(`--tz needs an IANA time zone such as Europe/Berlin; found ${JSON.stringify(text)}.`);
  }
}
