/**
 * The page of the moments panel: what can be done with all of them, the timeline, and a card each. What is on screen stays where it is when the text
 * grows: cards are kept by where their moment begins, and only those that changed are made anew.
 */
import type { FromMomentsPage, Shown, ToMomentsPage } from '../../src/moments/messages.ts';
import { button, el } from '../dom.ts';
import { card } from './card.ts';
import { createStrip, type Strip } from './timeline.ts';
import './moments.css';

declare function acquireVsCodeApi(): { postMessage: (message: FromMomentsPage) => void };

const api = acquireVsCodeApi();
const send = (message: FromMomentsPage): void => api.postMessage(message);
const app = document.getElementById('app') as HTMLElement;

const voice = el('div', { class: 'quiet', 'aria-live': 'polite', role: 'status' });
const say = (text: string): void => { voice.textContent = text; };
const head = el('header', {});
const problems = el('p', { class: 'problems', hidden: true });
const host = el('div', { class: 'timeline', 'aria-hidden': 'true' });
const list = el('ol', { class: 'cards', 'aria-label': 'Moments' });
app.replaceChildren(head, problems, host, list, voice);

let strip: Strip | undefined;
let chosen: number | undefined;
/** What each card was drawn from. */
const drawn = new Map<number, string>();

function choose(at: number, focus: boolean): void {
  mark(at);
  send({ kind: 'reveal', at, focus });
}

function mark(at: number): void {
  chosen = at;
  for (const item of list.children) {
    const is = item.getAttribute('data-at') === String(at);
    item.classList.toggle('chosen', is);
    if (is) item.setAttribute('aria-current', 'true');
    else item.removeAttribute('aria-current');
    (item as HTMLElement).tabIndex = is ? 0 : -1;
  }
  strip?.select(at);
}

function show(message: Extract<ToMomentsPage, { kind: 'moments' }>): void {
  const { shown } = message;
  head.replaceChildren(...tools(message));
  const shownProblems = shown.problems.slice(0, 3).map(({ message: text }) => text);
  problems.hidden = shownProblems.length === 0;
  problems.textContent = shownProblems.join(' ');
  // Someone who reads at the end follows a transcript that grows; everybody else stays where they are.
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 8 && list.scrollTop > 0;
  const focused = document.activeElement?.closest('[data-at]')?.getAttribute('data-at');
  const top = list.scrollTop;
  drawCards(shown);
  list.scrollTop = atEnd ? list.scrollHeight : top;
  if (shown.moments.length > 0) {
    host.hidden = false;
    strip ??= createStrip(host, { chosen: (at) => choose(at, false), moved: (at, to) => send({ kind: 'move', at, to }) });
    strip.update(shown);
  } else {
    host.hidden = true;
    list.replaceChildren(el('li', { class: 'none' }, 'No moments yet: this file holds no words.'));
    drawn.clear();
  }
  if (chosen !== undefined && shown.moments.some(({ start }) => start === chosen)) mark(chosen);
  if (focused && !document.activeElement?.closest('[data-at]')) list.querySelector<HTMLElement>(`[data-at="${focused}"]`)?.focus({ preventScroll: true });
  say(`${shown.moments.length} moments`);
}

function drawCards(shown: Shown): void {
  const old = new Map([...list.children].map((item) => [Number(item.getAttribute('data-at')), item as HTMLElement]));
  const items = shown.moments.map((moment, index) => {
    const key = JSON.stringify([moment, index, shown.moments.length, shown.moments[index - 1]?.first, shown.moments[index + 1]?.name]);
    const kept = old.get(moment.start);
    if (kept && drawn.get(moment.start) === key) return kept;
    drawn.set(moment.start, key);
    const made = card(shown, index, { send, choose, say });
    // Words that are being typed are not taken away from under the fingers.
    if (kept?.contains(document.activeElement) && isField(document.activeElement)) return kept;
    return made;
  });
  for (const at of drawn.keys()) if (!shown.moments.some(({ start }) => start === at)) drawn.delete(at);
  items.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
  while (list.children.length > items.length) list.lastChild?.remove();
}

function tools({ file, shown, edited, canUndo, annotate }: Extract<ToMomentsPage, { kind: 'moments' }>): HTMLElement[] {
  const grain = el('select', { 'aria-label': 'How finely moments are cut' }, el('option', { value: 'fine' }, 'Moments'), el('option', { value: 'coarse' }, 'Main parts'));
  grain.value = chosenGrain;
  grain.addEventListener('change', () => {
    chosenGrain = grain.value === 'coarse' ? 'coarse' : 'fine';
    send({ kind: 'grain', grain: chosenGrain });
  });
  return [
    el('span', { class: 'count', title: file }, `${shown.moments.length} moment${shown.moments.length === 1 ? '' : 's'}${edited ? ', changed by you' : ''}`), grain,
    button('Undo', () => send({ kind: 'undo' }), { disabled: !canUndo, 'aria-keyshortcuts': 'Control+Z' }),
    button('Start over', () => send({ kind: 'reset' }), { disabled: !edited }),
    button(annotate ? 'Write gold labels' : 'Save…', () => send({ kind: 'save' }), { class: 'primary', disabled: shown.moments.length === 0 }),
  ];
}

const isField = (target: EventTarget | null): boolean => target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

let chosenGrain: 'fine' | 'coarse' = 'fine';

list.addEventListener('keydown', (event) => {
  const item = (event.target as Element).closest<HTMLElement>('.card');
  if (!item || event.target !== item || event.altKey) return;
  const next = { ArrowDown: item.nextElementSibling, ArrowUp: item.previousElementSibling, Home: list.firstElementChild, End: list.lastElementChild }[event.key];
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
});

window.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === 'z' && !isField(event.target)) {
    event.preventDefault();
    send({ kind: 'undo' });
  }
});

window.addEventListener('message', ({ data: message }: MessageEvent<ToMomentsPage>) => {
  if (message.kind === 'moments') return show(message);
  if (message.kind === 'failed') {
    list.replaceChildren(el('li', { class: 'failure', role: 'alert' }, `${message.message} ${message.remedy}`));
    drawn.clear();
    return;
  }
  mark(message.at);
  list.querySelector(`[data-at="${message.at}"]`)?.scrollIntoView({ block: 'nearest' });
});

send({ kind: 'ready' });
