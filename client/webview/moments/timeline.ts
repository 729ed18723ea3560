/**
 * The timeline above the cards, drawn by vis-timeline: one bar a moment, whose edges can be dragged. Bars stand at their times; a file without a clock is
 * drawn by its utterances. A dragged edge snaps to the utterance that is nearest.
 */
import { DataSet } from 'vis-data/standalone';
import { Timeline, type DataItem, type TimelineItem } from 'vis-timeline/standalone';
import 'vis-timeline/styles/vis-timeline-graph2d.min.css';
import type { Shown } from '../../src/moments/messages.ts';

export type Strip = { update: (shown: Shown) => void; select: (at: number) => void };
export type StripEvents = { chosen: (at: number) => void; moved: (at: number, utterance: number) => void };

/** Milliseconds that an utterance takes where there is no clock. */
const step = 60_000;

export function createStrip(host: HTMLElement, events: StripEvents): Strip {
  const items = new DataSet<DataItem>();
  let shown: Shown | undefined;
  let fitted = false;
  let busy = false;
  const timeline = new Timeline(host, items, {
    height: '108px', stack: false, selectable: true, multiselect: false, showCurrentTime: false, orientation: 'bottom', zoomMin: 10_000, horizontalScroll: true, zoomKey: 'ctrlKey',
    margin: { item: { horizontal: 0, vertical: 6 }, axis: 4 }, editable: { updateTime: true, add: false, remove: false, updateGroup: false, overrideItems: false },
    onMove: (item, done) => {
      // The bar itself is redrawn from the answer.
      done(null);
      if (shown) moved(shown, item, events);
    },
    tooltip: { followMouse: false }, xss: { disabled: false },
  });
  timeline.on('select', ({ items: ids }: { items: number[] }) => {
    if (!busy && ids[0] !== undefined) events.chosen(ids[0]);
  });
  return {
    update(next) {
      shown = next;
      const wanted = next.moments.map((moment, index): DataItem => {
        const [start, end] = edges(next, index);
        return { id: moment.start, content: textNode(moment.name), start: drawnAt(start), end: drawnAt(end), type: 'range', className: `kind-${moment.momentType}`, title: '' };
      });
      const ids = new Set(wanted.map(({ id }) => id));
      items.remove(items.getIds().filter((id) => !ids.has(id)));
      items.update(wanted);
      next.clock === 'none' ? timeline.setOptions({ showMajorLabels: false, showMinorLabels: false }) : timeline.setOptions({ showMajorLabels: next.clock === 'date', showMinorLabels: true });
      if (!fitted && wanted.length > 0) {
        fitted = true;
        timeline.fit({ animation: false });
      }
    },
    select(at) {
      if (!items.get(at)) return;
      busy = true;
      timeline.setSelection(at);
      busy = false;
    },
  };
}

/** An element, so that what the text says is never read as HTML. */
function textNode(text: string): string {
  const span = document.createElement('span');
  span.textContent = text;
  return span as unknown as string;
}

/** Wall clocks are counted as UTC, the library draws this machine's zone: the fields stay the same, the instant does not. */
function drawnAt(ms: number): Date {
  return new Date(ms + new Date(ms).getTimezoneOffset() * 60_000);
}

function wallOf(date: Date | string | number): number {
  const drawn = new Date(date);
  return drawn.getTime() - drawn.getTimezoneOffset() * 60_000;
}

function timeOf(shown: Shown, utterance: number): number {
  if (shown.clock === 'none') return utterance * step;
  const { utterances } = shown;
  const own = utterances[utterance]?.at;
  if (own !== undefined) return own;
  const before = utterances.slice(0, utterance).findLastIndex(({ at }) => at !== undefined);
  const after = utterances.findIndex(({ at }, index) => index > utterance && at !== undefined);
  const low = utterances[before]?.at ?? 0;
  const high = after < 0 ? low + (utterances.length - before) * 5000 : utterances[after]?.at ?? low;
  return low + ((high - low) * (utterance - before)) / Math.max(1, (after < 0 ? utterances.length : after) - before);
}

function edges(shown: Shown, index: number): [number, number] {
  const moment = shown.moments[index];
  const next = shown.moments[index + 1];
  if (!moment) return [0, 0];
  const start = timeOf(shown, moment.first);
  const until = next ? timeOf(shown, next.first) : undefined;
  const end = shown.clock === 'none' ? (moment.last + 1) * step : moment.to ?? until ?? timeOf(shown, moment.last) + step;
  return [start, Math.max(start + 1000, Math.min(end, until ?? end))];
}

function moved(shown: Shown, item: TimelineItem, events: StripEvents): void {
  const index = shown.moments.findIndex(({ start }) => start === item.id);
  const moment = shown.moments[index];
  const next = shown.moments[index + 1];
  if (!moment || item.end === undefined) return;
  const [start, end] = edges(shown, index);
  const [newStart, newEnd] = [wallOf(item.start), wallOf(item.end)];
  const before = shown.moments[index - 1];
  if (Math.abs(newStart - start) >= Math.abs(newEnd - end)) {
    if (before) events.moved(moment.start, nearest(shown, newStart, before.first + 1, moment.last));
  } else if (next) events.moved(next.start, nearest(shown, newEnd, moment.first + 1, next.last));
}

function nearest(shown: Shown, time: number, low: number, high: number): number {
  let best = low;
  for (let at = low; at <= high; at++) if (Math.abs(timeOf(shown, at) - time) < Math.abs(timeOf(shown, best) - time)) best = at;
  return best;
}
