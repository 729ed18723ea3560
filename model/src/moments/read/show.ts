/** Writes times of a file's clock: ISO 8601 with the file's own zone where it says one, else as the file counts. */
import type { Clock } from './utterance.ts';

/** `2025-01-06T09:00:00+01:00`, `09:00:00`, `00:12:31`; undefined without a clock. */
export function clockText(ms: number | undefined, clock: Clock): string | undefined {
  if (ms === undefined || clock.kind === 'none' || !Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return undefined;
  if (clock.kind === 'date') return `${new Date(Math.round(ms / 1000) * 1000).toISOString().slice(0, 19)}${zoneText(clock.offset)}`;
  const total = Math.round(ms / 1000);
  const day = Math.floor(total / 86_400);
  const pad = (value: number): string => String(value).padStart(2, '0');
  const hours = clock.kind === 'time' ? Math.floor(total / 3600) - day * 24 : Math.floor(total / 3600);
  return `${pad(hours)}:${pad(Math.floor(total / 60) % 60)}:${pad(total % 60)}`;
}

function zoneText(offset: number | undefined): string {
  if (offset === undefined) return '';
  if (offset === 0) return 'Z';
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
