/** Moments on a time axis, day by day: each with its length, its kind as a colour, and everything it says on demand. */
import { colourOf } from './colours.ts';
import { cellText, el } from './dom.ts';
import type { Rows, ViewContext } from './views.ts';

type Moment = { title: string; kind: string; from: Date; to: Date; row: number };

const startNames = ['resource_timestamp', 'starts_timestamp', 'start', 'starts_at'];
const endNames = ['resource_ends_timestamp', 'ends_timestamp', 'end', 'ends_at'];
const shortest = 0.6;

/** Whether rows have times to be placed by. */
export function hasTimes(rows: Rows): boolean {
  return momentsOf(rows).length > 0;
}

export function timeline(rows: Rows, { openCell }: ViewContext): HTMLElement {
  const moments = momentsOf(rows).sort((a, b) => a.from.getTime() - b.from.getTime());
  const days = Map.groupBy(moments, (moment) => moment.from.toLocaleDateString(undefined, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }));
  const hours = span(moments);
  const open = (moment: Moment): void => openCell(moment.title, Object.fromEntries(rows.columns.map((column, at) => [column.name, rows.rows[moment.row]?.[at] ?? null])));
  return el('div', { class: 'timeline', tabindex: 0, role: 'region', 'aria-label': 'Moments by time' },
    el('div', { class: 'day axis', 'aria-hidden': 'true' }, el('span', { class: 'date' }), axis(hours)),
    ...[...days].map(([day, inDay]) => el('section', { class: 'day', 'aria-label': day }, el('h3', { class: 'date' }, day),
      el('ol', { class: 'lane' }, ...inDay.map((moment) => bar(moment, hours, open))))));
}

type Hours = { from: number; to: number };

function bar(moment: Moment, hours: Hours, open: (moment: Moment) => void): HTMLElement {
  const width = hours.to - hours.from;
  const start = ((hourOf(moment.from) - hours.from) / width) * 100;
  const length = Math.max(shortest, ((moment.to.getTime() - moment.from.getTime()) / 36e5 / width) * 100);
  // As on the axis, and short: hours of a whole day.
  const time = moment.from.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const end = start + Math.min(length, 100 - start);
  const shown = el('button', { type: 'button', class: 'moment', title: `${time} ${moment.title}`, onclick: () => open(moment) },
    el('span', { class: 'mark', style: `left:${start}%;width:${Math.min(length, 100 - start)}%;background:${colourOf(moment.kind)}` }),
    el('span', { class: 'label', style: start > 50 ? `right:${100 - start}%;max-width:${start}%` : `left:${end}%;max-width:${100 - end}%` }, `${time}  ${moment.title}`, moment.kind !== '' && el('em', {}, ` ${moment.kind}`)));
  return el('li', {}, shown);
}

function axis(hours: Hours): HTMLElement {
  const step = hours.to - hours.from > 12 ? 4 : 2;
  const marks: HTMLElement[] = [];
  for (let hour = hours.from; hour <= hours.to; hour += step) {
    marks.push(el('span', { style: `left:${((hour - hours.from) / (hours.to - hours.from)) * 100}%` }, `${String(hour).padStart(2, '0')}:00`));
  }
  return el('div', { class: 'hours' }, ...marks);
}

/** The part of the day in which anything happens, at least eight hours of it. */
function span(moments: Moment[]): Hours {
  const from = Math.floor(Math.min(9, ...moments.map((moment) => hourOf(moment.from))));
  const to = Math.ceil(Math.max(from + 8, ...moments.map((moment) => Math.min(24, hourOf(moment.from) + (moment.to.getTime() - moment.from.getTime()) / 36e5))));
  return { from, to };
}

function hourOf(date: Date): number {
  return date.getHours() + date.getMinutes() / 60;
}

function momentsOf(rows: Rows): Moment[] {
  const at = (names: string[]): number => rows.columns.findIndex((column) => names.includes(column.name));
  const [start, end, title, kind] = [at(startNames), at(endNames), at(['name', 'label', 'key']), at(['moment_type', 'category', 'kind'])];
  if (start < 0) return [];
  return rows.rows.flatMap((row, index) => {
    const from = new Date(String(row[start]));
    if (row[start] === null || row[start] === undefined || Number.isNaN(from.getTime())) return [];
    const ended = end < 0 ? from : new Date(String(row[end]));
    const to = Number.isNaN(ended.getTime()) || ended < from ? from : ended;
    return [{ title: title < 0 ? cellText(row[0]) : cellText(row[title]), kind: kind < 0 ? '' : cellText(row[kind]), from, to, row: index }];
  });
}
