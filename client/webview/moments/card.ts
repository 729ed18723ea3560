/** One moment as a card: everything it says, and everything that can be done with it, by mouse, by keys and for screen readers. */
import { momentTypeNames } from '@rem/server/protocol';
import type { FromMomentsPage, Shown } from '../../src/moments/messages.ts';
import { button, el } from '../dom.ts';

export type CardTools = { send: (message: FromMomentsPage) => void; choose: (at: number, focus: boolean) => void; say: (text: string) => void };

const typeTitles: Record<(typeof momentTypeNames)[number], string> = {
  conversation: 'Conversation', meeting: 'Meeting', reflection: 'Reflection', planning: 'Planning', problem_solving: 'Problem solving', learning: 'Learning', social: 'Social', observation: 'Observation', accomplishment: 'Accomplishment',
};

export function card(shown: Shown, index: number, { send, choose, say }: CardTools): HTMLElement {
  const moment = shown.moments[index];
  if (!moment) return el('li');
  const at = moment.start;
  const next = shown.moments[index + 1];
  const times = timesOf(moment.fromText, moment.toText);
  const name = el('input', { class: 'name', value: moment.name, 'aria-label': `Name of moment ${index + 1}`, spellcheck: 'false' });
  name.addEventListener('change', () => send({ kind: 'edit', at, name: name.value }));
  const type = el('select', { 'aria-label': `Type of ${moment.name}` }, ...momentTypeNames.map((each) => el('option', { value: each, selected: each === moment.momentType }, typeTitles[each])));
  type.addEventListener('change', () => {
    const chosen = momentTypeNames.find((each) => each === type.value);
    if (chosen) send({ kind: 'edit', at, momentType: chosen });
  });
  const drafted = moment.draft === undefined ? '' : moment.draft.by === undefined ? 'A draft out of the text’s own words' : `A draft by ${moment.draft.by}, held against the text`;
  const summary = el('textarea', { class: 'summary', rows: 1, title: drafted, 'aria-label': `Summary of ${moment.name}` }, moment.summary);
  summary.addEventListener('change', () => send({ kind: 'edit', at, summary: summary.value }));
  const move = (by: number): void => {
    const before = shown.moments[index - 1];
    const to = moment.first + by;
    if (!before || to <= before.first || to > moment.last) return say('The boundary cannot go further.');
    send({ kind: 'move', at, to });
  };
  const split = el('select', { 'aria-label': `Split ${moment.name} before an utterance`, class: 'split' },
    el('option', { value: '' }, 'Split before…'),
    ...shown.utterances.slice(moment.first + 1, moment.last + 1).slice(0, 200).map((utterance, offset) => el('option', { value: moment.first + 1 + offset }, utterance.text.slice(0, 60))));
  split.addEventListener('change', () => { if (split.value !== '') send({ kind: 'split', at, to: Number(split.value) }); });
  const item = el('li', { class: `card kind-${moment.momentType}`, tabindex: index === 0 ? 0 : -1, 'data-at': at, 'aria-label': `${moment.name}, ${times === '' ? '' : `${times}, `}${typeTitles[moment.momentType]}` },
    el('div', { class: 'line' }, name, type, drafted !== '' && el('span', { class: 'draft', title: drafted }, 'Draft'), el('span', { class: 'time' }, times === '' ? `${moment.last - moment.first + 1} utterances` : times)),
    summary,
    el('ul', { class: 'chips', 'aria-label': 'Emotions, topics, people and place' },
      ...moment.emotions.map((each) => el('li', { class: 'chip emotion' }, each)), ...moment.topics.map((each) => el('li', { class: 'chip topic' }, `#${each}`)),
      ...moment.people.map((each) => el('li', { class: 'chip person', title: each.role }, each.name)), moment.place !== undefined && el('li', { class: 'chip place' }, moment.place)),
    el('div', { class: 'tools' },
      button('Show', () => choose(at, true)),
      index > 0 && button('↑ Begin earlier', () => move(-1), { 'aria-label': `Begin ${moment.name} one utterance earlier` }),
      index > 0 && button('↓ Begin later', () => move(1), { 'aria-label': `Begin ${moment.name} one utterance later` }),
      next && button('Merge with next', () => send({ kind: 'merge', at }), { 'aria-label': `Merge ${moment.name} with ${next.name}` }),
      moment.last > moment.first && split));
  summary.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    item.focus();
  });
  item.addEventListener('focus', () => choose(at, false));
  item.addEventListener('click', (event) => { if (!(event.target as Element).closest('button, input, select, textarea')) choose(at, false); });
  item.addEventListener('keydown', (event) => {
    if (event.target !== item) return;
    const key = `${event.altKey ? 'Alt+' : ''}${event.key}`;
    if (key === 'Alt+ArrowUp') move(-1);
    else if (key === 'Alt+ArrowDown') move(1);
    else if (key === 'F2') name.select();
    else if (key === 'm' && next) send({ kind: 'merge', at });
    else if (key === 's') send({ kind: 'splitAtCursor' });
    else if (key === 'Enter') choose(at, true);
    else return;
    event.preventDefault();
  });
  return item;
}

/** `2025-01-06 09:00 – 10:30`: the day once, seconds only where they say something. */
function timesOf(from: string | undefined, to: string | undefined): string {
  const plain = (text: string): string => text.replace('T', ' ').replace(/( \d\d:\d\d):00(?=$|Z|[+-])/, '$1');
  if (from === undefined) return '';
  const end = to !== undefined && to.slice(0, 11) === from.slice(0, 11) && from.includes('T') ? to.slice(11) : to;
  return end === undefined ? plain(from) : `${plain(from)} – ${plain(` ${end}`).trim()}`;
}
